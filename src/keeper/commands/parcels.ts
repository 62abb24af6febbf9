/** Commands about one parcel: receive, move, split, hold. */
import * as event from '../../custody/events.ts';
import { siteOfUnit } from '../../fleet/places.ts';
import { lotKey } from '../../fleet/registry.ts';
import { inPlace, may } from '../../fleet/rights.ts';
import { manualHold } from '../../lots/holds.ts';
import { move, presentUnit, receive } from '../../lots/parcels.ts';
import { accept, type Decision } from '../../lots/refusal.ts';
import { split } from '../../lots/split.ts';
import { inheritCauses } from '../custody-holds.ts';
import { parcelSubject } from '../judging.ts';
import { subjectKey } from '../province.ts';
import { showHold, showParcel } from '../show.ts';
import {
  changed,
  contextOf,
  type Done,
  forbidden,
  type Of,
  parcelOf,
  placeHolds,
  type Turn,
} from './turn.ts';

export async function receiveParcel(turn: Turn, command: Of<'parcel.receive'>): Promise<Decision<Done>> {
  const { actor, draft, province } = turn;
  const { gtin, lot } = command;
  const unit = province.units.get(command.unit);
  const site = siteOfUnit(unit, draft.now);
  const allowed = may(actor, command.type, site, province.tree);
  if (unit !== undefined && !allowed.ok) return allowed;
  const known = province.lot(gtin, lot) ?? null;
  const decided = receive(
    command,
    {
      productKnown: province.products.has(gtin),
      unitKnown: unit !== undefined && !(unit.retiredAt !== null && unit.retiredAt <= draft.now),
      lot: known,
      recall: province.recalls.get(lotKey(gtin, lot)) ?? null,
      idTaken: (id) => province.parcels.has(id),
    },
    contextOf(turn),
  );
  if (!decided.ok) return decided;
  const { parcel, newLot, holds } = decided.value;
  if (newLot !== null) draft.put('lot', lotKey(gtin, lot), newLot);
  draft.put('parcel', parcel.id, parcel);
  const expiry = newLot?.expiry ?? known?.expiry ?? '';
  draft.write(actor.username, (stamp) =>
    event.parcelReceived(stamp, parcel, { expiry, unit: command.unit, site }),
  );
  placeHolds(turn, holds);
  return changed(turn, parcel);
}

export async function moveParcel(turn: Turn, command: Of<'parcel.move'>): Promise<Decision<Done>> {
  const { actor, draft, province } = turn;
  const found = parcelOf(turn, command.type, command.parcel);
  if (!found.ok) return found;
  const unit = command.unit === null ? undefined : province.units.get(command.unit);
  const target = siteOfUnit(unit, draft.now);
  if (unit !== undefined && target !== null && !inPlace(actor, target, province.tree))
    return forbidden(turn, command.type, target);
  const unitKnown = unit !== undefined && !(unit.retiredAt !== null && unit.retiredAt <= draft.now);
  const decided = move(found.value, command, { unitKnown }, contextOf(turn));
  if (!decided.ok) return decided;
  const moved = decided.value;
  draft.put('parcel', moved.id, moved);
  const at = moved.stays.at(-1)?.to ?? moved.stays.at(-1)?.from ?? draft.now;
  const from = presentUnit(found.value);
  draft.write(actor.username, (stamp) => event.parcelMoved(stamp, moved, { from, to: command.unit, at }));
  if (from !== null) draft.units.add(from);
  return changed(turn, moved);
}

export async function splitParcel(turn: Turn, command: Of<'parcel.split'>): Promise<Decision<Done>> {
  const { actor, draft, province, judging } = turn;
  const found = parcelOf(turn, command.type, command.parcel);
  if (!found.ok) return found;
  const parcel = found.value;
  // What is copied must be what the evidence shows now.
  judging.judge([parcelSubject(parcel.id)], turn.asOf, draft);
  const facts = {
    excursions: province.excursionsOf(subjectKey({ kind: 'parcel', id: parcel.id })),
    holds: province.holdsOf(parcel.id),
    dispositions: province.dispositionsOf(parcel.id),
    idTaken: (id: string) => province.parcels.has(id),
  };
  const decided = split(parcel, command, facts, contextOf(turn));
  if (!decided.ok) return decided;
  const { parent, children, excursions, holds, dispositions } = decided.value;
  draft.put('parcel', parent.id, parent);
  for (const child of children) draft.put('parcel', child.id, child);
  for (const e of excursions) draft.put('excursion', e.id, e);
  for (const d of dispositions) draft.put('disposition', d.id, d);
  const at = children[0]?.createdAt ?? draft.now;
  draft.write(actor.username, (stamp) => event.parcelSplit(stamp, parent, children, at));
  placeHolds(turn, holds);
  inheritCauses(turn, parent.id, holds);
  for (const one of [parent, ...children]) await judging.declareParcel(one);
  return accept({
    value: () => ({
      parent: showParcel(province, parent, draft.now),
      children: children.map((c) => showParcel(province, c, draft.now)),
    }),
    subjects: [parent, ...children].map((p) => parcelSubject(p.id)),
  });
}

export async function holdParcel(turn: Turn, command: Of<'parcel.hold'>): Promise<Decision<Done>> {
  const { draft, province } = turn;
  const found = parcelOf(turn, command.type, command.parcel);
  if (!found.ok) return found;
  const decided = manualHold(found.value, command.reason, contextOf(turn));
  if (!decided.ok) return decided;
  const hold = decided.value;
  placeHolds(turn, [hold]);
  return accept({
    value: () => showHold(province, hold, draft.now),
    subjects: [parcelSubject(hold.parcel)],
  });
}
