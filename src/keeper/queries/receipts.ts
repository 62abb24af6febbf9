/** Receipts: one, the newest of a place, the one a parcel came in with, and what a receipt's paper is made from. */
import { recordNumber } from '../../custody/record-number.ts';
import type { Receipt } from '../../lots/receipt.ts';
import { accept, type Decision } from '../../lots/refusal.ts';
import type { Parcel } from '../../lots/types.ts';
import type { ReceiptPaperData } from '../../papers/types.ts';
import { paged } from '../pages.ts';
import type { Province } from '../province.ts';
import { celsiusOrNull, iso } from '../show.ts';
import { receiptOf } from '../stock.ts';
import type { ParcelReceiptView, ReceiptLineView, ReceiptView } from '../stock-views.ts';
import type { Paged } from '../views.ts';
import { missing, type Of, outOfPlace, sees, type View } from './view.ts';

export function receipt(view: View, id: string): Decision<ReceiptView> {
  const found = seen(view, id, 'receipt');
  return found.ok ? accept(showReceipt(view.province, found.value)) : found;
}

export function receipts(view: View, query: Of<'receipts'>): Decision<Paged<ReceiptView>> {
  const wanted = [...view.province.receipts.values()].filter(
    ({ site }) => (query.site === undefined || site === query.site) && sees(view, site),
  );
  return accept(
    paged(
      wanted,
      // Ascending keys put the latest first.
      (one) => `${String(9e15 - one.recordedAt).padStart(16, '0')} ${one.id}`,
      (one) => showReceipt(view.province, one),
      query,
    ),
  );
}

export function receiptPaper(view: View, { id, url }: Of<'receipt.paper'>): Decision<ReceiptPaperData> {
  const found = seen(view, id, 'receipt.paper');
  if (!found.ok) return found;
  const { province, now } = view;
  const { value: one } = found;
  return accept({
    zone: province.zone,
    number: recordNumber('PN', id),
    authority: null,
    site: province.sites.get(one.site)?.name ?? one.site,
    at: one.at,
    supplier: one.supplier === '' ? null : one.supplier,
    document: one.document === '' ? null : one.document,
    remark: one.remark,
    lines: one.lines.map((line) => {
      const shown = showLine(province, line);
      const product = province.products.get(line.gtin);
      return {
        product: {
          name: shown.product,
          gtin: line.gtin,
          maker: null,
          registration: null,
          presentation: product === undefined ? null : `${String(product.dosesPerVial)} liều/lọ`,
        },
        lot: line.lot,
        expiry: line.expiry,
        doses: line.doses,
        unit: shown.unitName,
        outcome: line.outcome,
        reason: line.reason,
        vvm: line.vvm,
        freezeIndicator: line.freezeIndicator,
        celsius: shown.celsius,
        damage: line.damage,
        diluent: line.diluent,
      };
    }),
    recorded: {
      kind: 'session',
      name: province.people.get(one.by)?.name ?? one.by,
      at: one.recordedAt,
    },
    proof: { url, hash: one.leaf },
    printedAt: now,
  });
}

function seen(view: View, id: string, action: 'receipt' | 'receipt.paper'): Decision<Receipt> {
  const found = view.province.receipts.get(id);
  if (found === undefined) return missing('RECEIPT', id);
  return outOfPlace(view, action, found.site) ?? accept(found);
}

export const showReceipt = (province: Province, one: Receipt): ReceiptView => ({
  id: one.id,
  number: recordNumber('PN', one.id),
  site: one.site,
  siteName: province.sites.get(one.site)?.name ?? one.site,
  at: iso(one.at),
  recordedAt: iso(one.recordedAt),
  by: province.people.get(one.by)?.name ?? one.by,
  supplier: one.supplier,
  document: one.document,
  remark: one.remark,
  lines: one.lines.map((line) => showLine(province, line)),
  leaf: one.leaf,
});

function showLine(province: Province, line: Receipt['lines'][number]): ReceiptLineView {
  const { celsius, diluent, unit, ...rest } = line;
  return {
    ...rest,
    product: province.products.get(line.gtin)?.name ?? '',
    unit,
    unitName: unit === null ? null : (province.units.get(unit)?.name ?? unit),
    celsius: celsiusOrNull(celsius),
    diluent: diluent === null ? null : { ...diluent },
  };
}

/** How a parcel came; null where it came in another way than with a receipt. */
export function arrivalOf(province: Province, parcel: Parcel): ParcelReceiptView | null {
  const came = receiptOf(province, parcel);
  const one = came === null ? undefined : province.receipts.get(came.receipt);
  const line = one?.lines.find((each) => each.parcel === came?.parcel);
  if (one === undefined || line === undefined) return null;
  const { supplier, document } = one;
  const number = recordNumber('PN', one.id);
  return { ...showLine(province, line), receipt: one.id, number, at: iso(one.at), supplier, document };
}
