/** Commands of officials: recall a lot, propose how a hold ends, approve it. */
import * as event from '../../custody/events.ts';
import { lotKey } from '../../fleet/registry.ts';
import { approve, propose } from '../../lots/dispositions.ts';
import { presentUnit } from '../../lots/parcels.ts';
import { recallLot } from '../../lots/recalls.ts';
import { accept, type Decision } from '../../lots/refusal.ts';
import { custodiansOf } from '../deciding.ts';
import { parcelSubject } from '../judging.ts';
import { subjectKey } from '../province.ts';
import { showDisposition } from '../show.ts';
import { contextOf, type Done, done, isOfficial, type Of, placeHolds, type Turn, unknown } from './turn.ts';

export async function recall(turn: Turn, command: Of<'lot.recall'>): Promise<Decision<Done>> {
  const { actor, draft, province } = turn;
  const key = lotKey(command.gtin, command.lot);
  const parcels = [...(province.parcelsOfLot.get(key) ?? [])].flatMap((id) => province.parcels.get(id) ?? []);
  const decided = recallLot(
    command,
    {
      standing: province.recalls.get(key) ?? null,
      parcels,
      holds: parcels.flatMap((p) => province.holdsOf(p.id)),
    },
    contextOf(turn),
  );
  if (!decided.ok) return decided;
  const { recall, holds } = decided.value;
  draft.put('recall', key, recall);
  draft.write(actor.username, (stamp) => event.lotRecalled(stamp, recall, holds));
  placeHolds(turn, holds);
  return accept({
    value: () => ({
      ...recall,
      at: new Date(recall.at).toISOString(),
      parcels: holds.map((h) => h.parcel),
    }),
    subjects: holds.map((h) => parcelSubject(h.parcel)),
  });
}

export async function proposeDisposition(
  turn: Turn,
  command: Of<'disposition.propose'>,
): Promise<Decision<Done>> {
  const { actor, draft, province } = turn;
  const hold = province.holds.get(command.hold);
  if (hold === undefined) return unknown('HOLD', command.hold);
  const official = isOfficial(turn, actor.username, hold.parcel);
  const decided = propose(
    command,
    { hold, official, custodians: custodiansOf(province, hold.parcel, draft.now) },
    contextOf(turn),
  );
  if (!decided.ok) return decided;
  const disposition = decided.value;
  draft.put('disposition', disposition.id, disposition);
  draft.write(actor.username, (stamp) => event.dispositionProposed(stamp, disposition, hold));
  return done(showDisposition(disposition));
}

export async function approveDisposition(
  turn: Turn,
  command: Of<'disposition.approve'>,
): Promise<Decision<Done>> {
  const { actor, draft, province, judging } = turn;
  const disposition = province.dispositions.get(command.disposition);
  if (disposition === undefined) return unknown('DISPOSITION', command.disposition);
  const hold = province.holds.get(disposition.hold);
  const parcel = province.parcels.get(disposition.parcel);
  if (hold === undefined || parcel === undefined)
    throw new Error(`disposition ${disposition.id} hangs in the air`);
  // The cover is the excursion as it stands at this very moment.
  judging.judge([parcelSubject(parcel.id)], turn.asOf, draft);
  const records = province.excursionsOf(subjectKey({ kind: 'parcel', id: parcel.id }));
  const decided = approve(
    {
      disposition,
      hold: province.holds.get(hold.id) ?? hold,
      parcel,
      holds: province.holdsOf(parcel.id),
      excursion: records.find((e) => e.id === hold.excursion) ?? null,
      proposerOfficial: isOfficial(turn, disposition.proposedBy, parcel.id),
      approverOfficial: isOfficial(turn, actor.username, parcel.id),
      custodians: custodiansOf(province, parcel.id, draft.now),
    },
    contextOf(turn),
  );
  if (!decided.ok) return decided;
  const { disposition: approved, holds, parcel: after } = decided.value;
  draft.put('disposition', approved.id, approved);
  for (const h of holds) draft.put('hold', h.id, h);
  draft.write(actor.username, (stamp) => event.dispositionApproved(stamp, approved, hold, holds));
  if (after !== parcel) {
    draft.put('parcel', after.id, after);
    draft.write(actor.username, (stamp) => event.parcelEnded(stamp, after));
    const unit = presentUnit(parcel);
    if (unit !== null) draft.units.add(unit);
    await judging.declareParcel(after);
  }
  return accept({ value: () => showDisposition(approved), subjects: [parcelSubject(parcel.id)] });
}
