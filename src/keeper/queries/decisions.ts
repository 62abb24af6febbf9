/** Holds that wait for officials, by incident and lot, and what was proposed about them. */
import { accept, type Decision } from '../../lots/refusal.ts';
import type { Disposition, Hold } from '../../lots/types.ts';
import { approversOf } from '../deciding.ts';
import type { DecisionGroupView, ProposalView } from '../official-views.ts';
import { limitOf, paged } from '../pages.ts';
import * as show from '../show.ts';
import { named } from './incident-parcels.ts';
import { type InTurns, Pace } from './turns.ts';
import { type Of, sees, type View } from './view.ts';
import { breath, causeOf, showWaiting, type Waiting, waitingFor } from './waiting.ts';

const SHOWN_MOST = 200;
const AT_ONCE_MOST = 500;

/** The page's key is the group's own: the time of its oldest hold and then its cause. */
export async function* decisions(view: View, query: Of<'decisions'>): InTurns<Decision<unknown>> {
  const waiting = yield* waitingOf(view);
  const groups = [...Map.groupBy(waiting, groupKey)].filter(
    ([, group]) => query.alert === undefined || group.some(({ alert }) => alert === query.alert),
  );
  const keyed = groups.map(([key, group]) => ({ group, id: `${show.iso(sinceOf(group))} ${key}` }));
  const page = paged(
    keyed,
    ({ id }) => id,
    (one) => one,
    { cursor: query.cursor, limit: Math.min(limitOf(query), 50) },
  );
  const pace = new Pace();
  const items: DecisionGroupView[] = [];
  for (const { group, id } of page.items) {
    yield* pace.rest();
    items.push(showGroup(view, id, group));
  }
  return accept({ items, next: page.next });
}

/** How many groups still need a proposal, and how many proposals need a second person. */
export async function* waitingCounts(view: View): InTurns<{ holds: number; proposals: number }> {
  const waiting = yield* waitingOf(view);
  const pace = new Pace();
  const counts = { holds: 0, proposals: 0 };
  for (const group of Map.groupBy(waiting, groupKey).values()) {
    yield* pace.rest();
    const pending = group.map(({ hold }) => pendingOf(view, hold));
    if (pending.some((proposed) => proposed.length === 0)) counts.holds++;
    counts.proposals += new Set(pending.flat().map(breath)).size;
  }
  return counts;
}

async function* waitingOf(view: View): InTurns<Waiting[]> {
  const { province, now } = view;
  const pace = new Pace();
  const found: Waiting[] = [];
  for (const hold of [...province.holds.values()]) {
    if (hold.state !== 'open') continue;
    const parcel = province.parcels.living(hold.parcel);
    if (parcel === undefined) continue;
    const site = show.siteOfParcel(province, parcel, now);
    if (!sees(view, site)) continue;
    found.push(waitingFor(view, hold, parcel, site));
    yield* pace.rest();
  }
  return found;
}

/** One cause and one lot: what is decided in one breath. */
const groupKey = ({ hold, excursion, origin }: Waiting): string =>
  JSON.stringify([
    hold.kind,
    origin ?? (hold.kind === 'recall' ? '' : hold.reason),
    excursion?.rule ?? '',
    hold.gtin,
    hold.lot,
  ]);

const sinceOf = (group: readonly Waiting[]): number =>
  group.reduce((least, { hold }) => Math.min(least, hold.placedAt), Number.POSITIVE_INFINITY);

function showGroup(view: View, id: string, group: readonly Waiting[]): DecisionGroupView {
  const { province } = view;
  const [first] = group;
  if (first === undefined) throw new Error('a group has a member');
  const { hold, origin } = first;
  const ordered = group.toSorted((a, b) => (a.parcel.id < b.parcel.id ? -1 : 1));
  const parcels = new Map(group.map(({ parcel }) => [parcel.id, parcel]));
  return {
    id,
    kind: hold.kind,
    cause: causeOf(view, first),
    origin: origin === null ? null : named(origin, province.units),
    alert: first.alert,
    gtin: hold.gtin,
    product: province.products.get(hold.gtin)?.name ?? '',
    lot: hold.lot,
    expiry: province.lot(hold.gtin, hold.lot)?.expiry ?? '',
    since: show.iso(sinceOf(group)),
    parcels: parcels.size,
    doses: [...parcels.values()].reduce((sum, { doses }) => sum + doses, 0),
    sites: new Set(group.map(({ site }) => site)).size,
    holds: ordered.slice(0, SHOWN_MOST).map((one) => showWaiting(view, one)),
    holdIds: ordered.slice(0, AT_ONCE_MOST).map((one) => one.hold.id),
    proposals: proposalsOf(view, ordered),
  };
}

const pendingOf = ({ province }: View, hold: Hold): Disposition[] =>
  province.dispositionsOf(hold.parcel).filter((one) => one.hold === hold.id && one.state === 'proposed');

function proposalsOf(view: View, group: readonly Waiting[]): ProposalView[] {
  const { province, actor, now } = view;
  const parcels = new Map(group.map(({ parcel }) => [parcel.id, parcel]));
  const all = group.flatMap(({ hold }) => pendingOf(view, hold));
  return [...Map.groupBy(all, breath).values()].flatMap((some) => {
    const [first] = some;
    if (first === undefined) return [];
    const about = some.flatMap(({ parcel }) => parcels.get(parcel) ?? []);
    const approvers = approversOf(province, actor, first.proposedBy, about, now);
    return {
      ids: some.map(({ id }) => id),
      holds: some.map(({ hold }) => hold),
      decision: first.decision,
      reason: first.reason,
      evidence: first.evidence,
      proposedBy: named(first.proposedBy, province.people),
      proposedAt: show.iso(first.proposedAt),
      approvers,
      mine: first.proposedBy === actor.username,
      mayApprove: approvers.some(({ id }) => id === actor.username),
    };
  });
}
