/** The command that takes goods in at a place's door: one receipt, whole or not at all. */
import { parcelReceived } from '../../custody/events.ts';
import { stockReceived } from '../../custody/stock-events.ts';
import { siteOfUnit } from '../../fleet/places.ts';
import { lotKey } from '../../fleet/registry.ts';
import { may } from '../../fleet/rights.ts';
import { endOfExpiry } from '../../lots/expiry.ts';
import { type Receipt, type ReceiptFacts, type ReceiptWish, takeIn } from '../../lots/receipt.ts';
import { accept, type Decision, refuse, said } from '../../lots/refusal.ts';
import { parcelSubject } from '../judging.ts';
import { showReceipt } from '../queries/receipts.ts';
import type { ReceiptLineWish } from '../stock-protocol.ts';
import { contextOf, type Done, done, type Of, placeHolds, type Turn, unknown } from './turn.ts';

/** Refuses `SITE_UNKNOWN`, `RECEIPT_EXISTS` (the id has other contents) and the codes of `takeIn` (lots/receipt.ts). */
export async function receiveStock(turn: Turn, command: Of<'stock.receive'>): Promise<Decision<Done>> {
  const { actor, draft, province, judging } = turn;
  const { id, site } = command;
  if (!province.sites.has(site)) return unknown('SITE', site);
  const allowed = may(actor, command.type, site, province.tree);
  if (!allowed.ok) return allowed;
  const wishes = command.lines.map(wishOf);
  const known = province.receipts.get(id);
  if (known !== undefined) {
    if (isSame(known, command, wishes, actor.username)) return done(showReceipt(province, known));
    return refuse('RECEIPT_EXISTS', `Cannot record receipt ${id}: there is another one`, { id });
  }
  const decided = takeIn(wishes, command.at ?? draft.now, factsOf(turn, site), contextOf(turn));
  if (!decided.ok) return decided;
  const { at, lines, entered } = decided.value;
  const kept = {
    ...{ id, site, at, lines, recordedAt: draft.now, by: actor.username },
    supplier: said(command.supplier),
    document: said(command.document),
    remark: said(command.remark),
  };
  const { leaf } = draft.append(stockReceived(draft.ids(), kept));
  const receipt: Receipt = { ...kept, leaf };
  draft.put('receipt', id, receipt);
  for (const { parcel, newLot, holds } of entered) {
    const { gtin, lot } = parcel;
    if (newLot !== null) draft.put('lot', lotKey(gtin, lot), newLot);
    draft.put('parcel', parcel.id, parcel);
    const unit = parcel.stays[0]?.unit ?? '';
    const expiry = province.lot(gtin, lot)?.expiry ?? '';
    draft.write(actor.username, (stamp) => parcelReceived(stamp, parcel, { expiry, unit, site }));
    placeHolds(turn, holds);
    await judging.declareParcel(parcel);
  }
  return accept({
    value: () => showReceipt(province, receipt),
    subjects: entered.map(({ parcel }) => parcelSubject(parcel.id)),
  });
}

function factsOf({ province, draft }: Turn, site: string): ReceiptFacts {
  return {
    productKnown: (gtin) => province.products.has(gtin),
    unitHere: (id) => {
      const unit = province.units.get(id);
      const retired = unit !== undefined && unit.retiredAt !== null && unit.retiredAt <= draft.now;
      return !retired && siteOfUnit(unit, draft.now) === site;
    },
    lot: (gtin, lot) => province.lot(gtin, lot) ?? null,
    recall: (gtin, lot) => province.recalls.get(lotKey(gtin, lot)) ?? null,
    isOver: (expiry) => endOfExpiry(expiry, province.zone) <= draft.now,
  };
}

const wishOf = (line: ReceiptLineWish): ReceiptWish => ({
  gtin: line.gtin,
  lot: line.lot,
  expiry: line.expiry ?? null,
  doses: line.doses,
  unit: line.unit ?? null,
  outcome: line.outcome,
  reason: line.reason ?? '',
  vvm: line.vvm ?? null,
  freezeIndicator: line.freezeIndicator ?? null,
  celsius: line.celsius == null ? null : Math.round(line.celsius * 1000),
  damage: line.damage ?? '',
  diluent: line.diluent == null ? null : { lot: said(line.diluent.lot), quantity: line.diluent.quantity },
});

/** Was this very receipt sent before, by the same person? What the service added to it (an expiry on record) is not compared. */
function isSame(
  known: Receipt,
  command: Of<'stock.receive'>,
  wishes: readonly ReceiptWish[],
  by: string,
): boolean {
  const { site, supplier, document, remark } = command;
  const header = [site, said(supplier), said(document), said(remark), by];
  const before = [known.site, known.supplier, known.document, known.remark, known.by];
  return JSON.stringify([header, wishes.map(gist)]) === JSON.stringify([before, known.lines.map(gist)]);
}

const gist = (line: ReceiptWish) => [
  ...[line.gtin, line.lot, line.doses, line.outcome, line.outcome === 'refused' ? null : line.unit],
  ...[said(line.reason), line.vvm, line.freezeIndicator, line.celsius, said(line.damage)],
  ...[line.diluent?.lot ?? null, line.diluent?.quantity ?? null],
];
