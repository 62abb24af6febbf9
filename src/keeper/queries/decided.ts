/** What officials decided: one decision with all that was said in the same breath, and the list of those that were approved. */
import { lotKey } from '../../fleet/registry.ts';
import { accept, type Decision, refuse } from '../../lots/refusal.ts';
import type { Disposition, Parcel } from '../../lots/types.ts';
import type { DecisionDoneView, DecisionLineView, DecisionRecordView } from '../official-views.ts';
import { limitOf } from '../pages.ts';
import * as show from '../show.ts';
import type { Paged } from '../views.ts';
import { gateSays } from './effect.ts';
import { named } from './incident-parcels.ts';
import { type InTurns, Pace } from './turns.ts';
import { missing, type Of, sees, type View } from './view.ts';
import { breath, causeOf, showWaiting, waitingFor } from './waiting.ts';

const AT_ONCE_MOST = 500;

export function decisionLines({ province }: View, dispositions: readonly Disposition[]): DecisionLineView[] {
  const name = (id: string) => province.people.get(id)?.name ?? id;
  return [...dispositions]
    .sort((a, b) => a.proposedAt - b.proposedAt)
    .map((one) => ({
      ...show.showDisposition(one),
      proposedByName: name(one.proposedBy),
      approvedByName: one.approvedBy === null ? null : name(one.approvedBy),
    }));
}

export async function* decision(view: View, { id }: Of<'decision'>): InTurns<Decision<DecisionRecordView>> {
  const { province, now } = view;
  const one = province.dispositions.get(id);
  if (one === undefined) return missing('DISPOSITION', id);
  const site = show.siteOfParcel(province, province.parcels.living(one.parcel), now);
  if (!sees(view, site)) return refuse('FORBIDDEN_PLACE', 'outside this person’s place', { site });
  const same = yield* sameBreath(view, one);
  const approved = same.find(({ approvedBy }) => approvedBy !== null) ?? one;
  const items: DecisionRecordView['items'] = [];
  const gate = gates(view);
  const pace = new Pace();
  for (const each of same) {
    yield* pace.rest();
    const hold = province.holds.get(each.hold);
    const parcel = province.parcels.get(each.parcel);
    if (hold === undefined || parcel === undefined) continue;
    const at = show.siteOfParcel(province, parcel, now);
    const waiting = waitingFor(view, hold, parcel, at);
    items.push({
      disposition: each.id,
      state: each.state,
      hold: showWaiting(view, waiting),
      product: province.products.get(hold.gtin)?.name ?? '',
      expiry: province.lot(hold.gtin, hold.lot)?.expiry ?? '',
      cause: causeOf(view, waiting),
      gate: at === null || parcel.ended !== null ? null : gate(parcel, at),
    });
  }
  const doses = new Map(items.map(({ hold }) => [hold.parcel, hold.doses]));
  return accept({
    id,
    decision: one.decision,
    state: same.every(({ state }) => state === 'approved') ? 'approved' : one.state,
    reason: one.reason,
    evidence: one.evidence,
    proposedBy: named(one.proposedBy, province.people),
    proposedAt: show.iso(one.proposedAt),
    approvedBy: approved.approvedBy === null ? null : named(approved.approvedBy, province.people),
    approvedAt: show.isoOrNull(approved.approvedAt),
    parcels: doses.size,
    doses: [...doses.values()].reduce((sum, count) => sum + count, 0),
    items,
  });
}

/** One answer for all parcels of a lot at a site: the gate looks at every one of them each time it is asked. */
function gates(view: View): (parcel: Parcel, site: string) => ReturnType<typeof gateSays> {
  const known = new Map<string, ReturnType<typeof gateSays>>();
  return (parcel, site) => {
    const key = `${lotKey(parcel.gtin, parcel.lot)}\n${site}`;
    const says = known.get(key) ?? gateSays(view, parcel, site);
    known.set(key, says);
    return says;
  };
}

/** All that was said in the same breath and approved in the same one, in the order of its making. */
export async function* sameBreath(view: View, one: Disposition): InTurns<Disposition[]> {
  const { province, now } = view;
  const wanted = breath(one);
  const found: Disposition[] = [];
  const pace = new Pace();
  for (const each of [...province.dispositions.values()]) {
    if (pace.isOver) yield* pace.rest();
    if (each.proposedAt !== one.proposedAt || each.state !== one.state) continue;
    if (each.approvedAt !== one.approvedAt || breath(each) !== wanted) continue;
    if (sees(view, show.siteOfParcel(province, province.parcels.living(each.parcel), now))) found.push(each);
  }
  return found.sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, AT_ONCE_MOST);
}

/** The newest first; the cursor is the approval's time and the first id. */
export async function* decisionsDone(
  view: View,
  query: Of<'decisions.done'>,
): InTurns<Decision<Paged<DecisionDoneView>>> {
  const { province, now } = view;
  const done: Disposition[] = [];
  const pace = new Pace();
  // Nothing of a later page is looked at: the cursor begins with the time of an approval.
  for (const one of [...province.dispositions.values()]) {
    if (pace.isOver) yield* pace.rest();
    if (one.approvedAt === null) continue;
    if (query.cursor !== undefined && show.iso(one.approvedAt) > query.cursor) continue;
    if (sees(view, show.siteOfParcel(province, province.parcels.living(one.parcel), now))) done.push(one);
  }
  const acts = [
    ...Map.groupBy(done, (one) => JSON.stringify([one.approvedAt, one.approvedBy, breath(one)])).values(),
  ];
  const keyed = acts
    .flatMap((some) => {
      const first = some.reduce((least, each) => (each.id < least.id ? each : least));
      return [{ some, first, at: `${show.iso(first.approvedAt ?? 0)} ${first.id}` }];
    })
    .filter(({ at }) => query.cursor === undefined || at < query.cursor)
    .sort((a, b) => (a.at < b.at ? 1 : -1));
  const limit = limitOf(query);
  const items = keyed.slice(0, limit).map(({ some, first }) => ({
    id: first.id,
    decision: first.decision,
    lots: [...new Set(some.flatMap(({ hold }) => province.holds.get(hold) ?? []).map((hold) => hold.lot))],
    parcels: new Set(some.map(({ parcel }) => parcel)).size,
    reason: first.reason,
    proposedBy: province.people.get(first.proposedBy)?.name ?? first.proposedBy,
    approvedBy: province.people.get(first.approvedBy ?? '')?.name ?? first.approvedBy ?? '',
    approvedAt: show.iso(first.approvedAt ?? 0),
  }));
  return accept({ items, next: keyed.length > limit ? (keyed[limit - 1]?.at ?? null) : null });
}
