/** The shapes of src/keeper/stock-views.ts as schemas. */
import * as z from 'zod';
import type {
  ParcelReceiptView,
  ProposalView,
  ReceiptView,
  StockLotCheckView,
  StockProductView,
  StockView,
} from '../keeper/stock-views.ts';
import { OUTCOMES } from '../lots/receipt.ts';

const time = z.iso.datetime();
const text = z.string();
const count = z.int().nonnegative();
const celsius = z.number().nullable();
const words = { vi: text, en: text };
const badge = z
  .enum(['over', 'week', 'month'])
  .nullable()
  .describe('The last day of use is over, within 7 days, within 30 days');
const state = z.enum([
  ...(['normal', 'watching', 'excursion', 'acknowledged', 'returned'] as const),
  ...(['late', 'silent', 'no-data', 'retired'] as const),
]);
const unit = { id: text, name: text, kind: text, state, celsius };
const rule = z.object({
  id: text,
  side: z.enum(['above', 'below']),
  limitCelsius: z.number(),
  inclusive: z.boolean(),
  allowedSeconds: z.number(),
  mode: z.enum(['continuous', 'cumulative']),
});

const lot = z.object({
  gtin: text,
  product: text,
  lot: text,
  expiry: z.iso.date().nullable(),
  badge,
  mustNotFreeze: z.boolean(),
  dosesUsable: count,
  dosesHeld: count,
  reasons: z.array(z.object({ code: text, ...words, parcels: count, doses: count, alert: text.nullable() })),
  units: z.array(z.object({ ...unit, doses: count })),
  parcels: z.array(
    z.object({
      id: text,
      label: text.nullable(),
      doses: count,
      unit: text,
      usable: z.boolean(),
      receipt: z.object({ id: text, number: text }).nullable(),
    }),
  ),
  atRisk: z.object({ parcel: text, since: time, breachAt: time, rule: rule.nullable() }).nullable(),
});

export const stockSchema: z.ZodType<StockView> = z
  .object({
    site: text,
    siteName: text,
    asOf: time,
    products: z.array(
      z.object({ gtin: text, name: text, lots: count, dosesUsable: count, dosesHeld: count }),
    ),
    items: z.array(lot),
    next: text.nullable(),
  })
  .meta({ id: 'Stock' });

const product = z.object({
  gtin: text,
  name: text,
  dosesPerVial: z.number(),
  range: z.object({ lowCelsius: celsius, highCelsius: celsius }),
  mustNotFreeze: z.boolean(),
});
export const stockProductSchema: z.ZodType<StockProductView> = product.meta({ id: 'StockProduct' });

export const stockLotSchema: z.ZodType<StockLotCheckView> = z
  .object({
    gtin: text,
    lot: text,
    product: product.nullable(),
    expiry: text.nullable().describe('On record'),
    badge,
    problems: z.array(z.object({ code: text, ...words })),
    near: text.nullable().describe('A known lot that it may be meant for'),
    units: z.array(
      z.object({ ...unit, at: time.nullable(), warnings: z.array(z.object({ code: text, ...words })) }),
    ),
  })
  .meta({ id: 'StockLot' });

const line = {
  parcel: text.nullable(),
  gtin: text,
  product: text,
  lot: text,
  expiry: text.nullable(),
  doses: count,
  unit: text.nullable(),
  unitName: text.nullable(),
  outcome: z.enum(OUTCOMES),
  reason: text,
  vvm: z.literal([1, 2, 3, 4]).nullable(),
  freezeIndicator: z.enum(['ok', 'tripped']).nullable(),
  celsius,
  damage: text,
  diluent: z.object({ lot: text, quantity: count }).nullable(),
};

export const receiptSchema: z.ZodType<ReceiptView> = z
  .object({
    id: text,
    number: text,
    site: text,
    siteName: text,
    at: time.describe('When the goods came'),
    recordedAt: time,
    by: text,
    supplier: text,
    document: text,
    remark: text,
    lines: z.array(z.object(line)),
    leaf: text.describe('The hash of its event in the ledger'),
  })
  .meta({ id: 'StockReceipt' });

export const parcelReceiptSchema: z.ZodType<ParcelReceiptView> = z
  .object({ ...line, receipt: text, number: text, at: time, supplier: text, document: text })
  .meta({ id: 'ParcelReceipt' });

export const proposalSchema: z.ZodType<ProposalView> = z
  .object({
    site: text,
    asOf: time,
    wants: z.array(
      z.object({
        gtin: text,
        product: text,
        wanted: count,
        proposed: count,
        short: count,
        parcels: z.array(
          z.object({
            parcel: text,
            label: text.nullable(),
            gtin: text,
            product: text,
            lot: text,
            expiry: text,
            badge,
            doses: count,
            unit: text,
            unitName: text,
            obstacle: z.enum(['hold', 'expired', 'recalled', 'unmonitored', 'busy']).nullable(),
            proposed: count,
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'IssueProposal' });
