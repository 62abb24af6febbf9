/** The ledger's event about a receipt: what was seen at the door. The rules of events.ts hold here too. */
import type { Receipt } from '../lots/receipt.ts';
import { iso } from './facts.ts';

/** `parcel` null: the line was refused, and nothing of it entered. What entered has events of its own too. */
export type ReceiptLineFact = {
  readonly parcel: string | null;
  readonly gtin: string;
  readonly lot: string;
  readonly expiry: string | null;
  readonly doses: number;
  readonly unit: string | null;
  readonly outcome: string;
  readonly reason: string;
  readonly vvm: number | null;
  readonly freezeIndicator: string | null;
  readonly celsius: number | null;
  readonly damage: string;
  readonly diluent: { readonly lot: string; readonly quantity: number } | null;
};

/** `at`: when the goods were taken in. */
export type StockReceived = {
  readonly id: string;
  readonly type: 'stock.received';
  readonly at: string;
  readonly by: string;
  readonly recorded: string;
  readonly receipt: string;
  readonly site: string;
  readonly supplier: string;
  readonly document: string;
  readonly remark: string;
  readonly lines: readonly ReceiptLineFact[];
};

/** @param id the event's own */
export const stockReceived = (id: string, receipt: Omit<Receipt, 'leaf'>): StockReceived => ({
  id,
  type: 'stock.received',
  at: iso(receipt.at),
  by: receipt.by,
  recorded: iso(receipt.recordedAt),
  receipt: receipt.id,
  site: receipt.site,
  supplier: receipt.supplier,
  document: receipt.document,
  remark: receipt.remark,
  lines: receipt.lines.map(({ celsius, diluent, ...line }) => ({
    parcel: line.parcel,
    gtin: line.gtin,
    lot: line.lot,
    expiry: line.expiry,
    doses: line.doses,
    unit: line.unit,
    outcome: line.outcome,
    reason: line.reason,
    vvm: line.vvm,
    freezeIndicator: line.freezeIndicator,
    celsius: celsius === null ? null : celsius / 1000,
    damage: line.damage,
    diluent: diluent === null ? null : { lot: diluent.lot, quantity: diluent.quantity },
  })),
});
