/** Holds that wait for officials, by incident and lot; what was proposed about them, and what was decided. */
import { alertKey, parcelHoldKey } from '../../alerts/conditions.ts';
import { unitAt } from '../../lots/parcels.ts';
import { accept, type Decision, refuse } from '../../lots/refusal.ts';
import type { Disposition, ExcursionRecord, Hold, Parcel } from '../../lots/types.ts';
import { excursionCause, writtenCause } from '../../wording/holds.ts';
import { approversOf } from '../deciding.ts';
import type {
  DecisionDoneView,
  DecisionGroupView,
  DecisionHoldView,
  DecisionLineView,
  DecisionRecordView,
  ProposalView,
} from '../official-views.ts';
import { limitOf, paged } from '../pages.ts';
import { subjectKey } from '../province.ts';
import * as show from '../show.ts';
import type { Paged } from '../views.ts';
import { gateSays } from './effect.ts';
import { named } from './incident-parcels.ts';
import { type InTurns, Pace } from './turns.ts';
import { missing, type Of, sees, type View } from './view.ts';

const SHOWN_MOST = 200;
const AT_ONCE_MOST = 500;

type Waiting = {
  readonly hold: Hold;
  readonly parcel: Parcel;
  readonly excursion: ExcursionRecord | null;
  readonly origin: string | null;
  readonly site: string | null;
  readonly alert: string | null;
};

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
  const groups = [...Map.groupBy(waiting, groupKey).values()];
  const proposed = (one: Waiting) => pendingOf(view, one.hold).length > 0;
  return {
    holds: groups.filter((group) => !group.every(proposed)).length,
    proposals: groups.reduce((sum, group) => sum + proposalsOf(view, group).length, 0),
  };
}

async function* waitingOf(view: View): InTurns<Waiting[]> {
  const { province, now } = view;
  const pace = new Pace();
  const found: Waiting[] = [];
  for (const hold of [...province.holds.values()]) {
    if (hold.state !== 'open') continue;
    const parcel = province.parcels.get(hold.parcel);
    if (parcel === undefined || parcel.ended !== null) continue;
    const site = show.siteOfParcel(province, parcel, now);
    if (!sees(view, site)) continue;
    found.push(waitingFor(view, hold, parcel, site));
    yield* pace.rest();
  }
  return found;
}

function waitingFor({ province }: View, hold: Hold, parcel: Parcel, site: string | null): Waiting {
  const records = province.excursionsOf(subjectKey({ kind: 'parcel', id: parcel.id }));
  const excursion = records.find((one) => one.id === hold.excursion) ?? null;
  const origin = excursion === null ? null : unitAt(parcel, excursion.start);
  const rule = excursion?.rule ?? null;
  const alert = province.openAlerts.get(parcelHoldKey({ hold, origin, rule, site }));
  const cause =
    origin === null ? undefined : province.openAlerts.get(alertKey('unit-excursion', origin, rule ?? ''));
  return { hold, parcel, excursion, origin, site, alert: (cause ?? alert)?.id ?? null };
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

function showWaiting({ province, now }: View, { hold, parcel, excursion, site }: Waiting): DecisionHoldView {
  const shown = show.showHold(province, hold, now);
  return {
    ...shown,
    label: parcel.label,
    doses: parcel.doses,
    siteName: site === null ? null : (province.sites.get(site)?.name ?? site),
    unitName: shown.unit === null ? null : (province.units.get(shown.unit)?.name ?? shown.unit),
    excursionFacts: excursion === null ? null : show.showExcursion(excursion),
  };
}

function causeOf({ province }: View, { hold, excursion, origin }: Waiting) {
  const rule = excursion?.ruleSnapshot;
  if (excursion === null || rule === undefined || rule === null)
    return hold.kind === 'manual' || hold.kind === 'recall' ? writtenCause(hold.reason) : null;
  return excursionCause(
    {
      side: rule.side,
      limitCelsius: rule.limit / 1000,
      unit: origin === null ? null : (province.units.get(origin)?.name ?? origin),
      start: excursion.start,
      peakCelsius: excursion.end === null ? null : show.celsiusOrNull(excursion.peak),
    },
    province.zone,
  );
}

const pendingOf = ({ province }: View, hold: Hold): Disposition[] =>
  province.dispositionsOf(hold.parcel).filter((one) => one.hold === hold.id && one.state === 'proposed');

/** Said by one person at one moment in the same words: one act. */
const breath = ({ decision, reason, evidence, proposedBy, proposedAt }: Disposition): string =>
  JSON.stringify([proposedAt, proposedBy, decision, reason, evidence]);

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

export function decision(view: View, { id }: Of<'decision'>): Decision<DecisionRecordView> {
  const { province, now } = view;
  const one = province.dispositions.get(id);
  if (one === undefined) return missing('DISPOSITION', id);
  const site = show.siteOfParcel(province, province.parcels.get(one.parcel), now);
  if (!sees(view, site)) return refuse('FORBIDDEN_PLACE', 'outside this person’s place', { site });
  const same = sameBreath(view, one);
  const approved = same.find(({ approvedBy }) => approvedBy !== null) ?? one;
  const items = same.flatMap((each): DecisionRecordView['items'] => {
    const hold = province.holds.get(each.hold);
    const parcel = province.parcels.get(each.parcel);
    if (hold === undefined || parcel === undefined) return [];
    const at = show.siteOfParcel(province, parcel, now);
    const waiting = waitingFor(view, hold, parcel, at);
    return [
      {
        disposition: each.id,
        state: each.state,
        hold: showWaiting(view, waiting),
        product: province.products.get(hold.gtin)?.name ?? '',
        expiry: province.lot(hold.gtin, hold.lot)?.expiry ?? '',
        cause: causeOf(view, waiting),
        gate: at === null || parcel.ended !== null ? null : gateSays(view, parcel, at),
      },
    ];
  });
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

/** All that was said in the same breath and approved in the same one, about the same lot first. */
function sameBreath(view: View, one: Disposition): Disposition[] {
  const wanted = breath(one);
  return [...view.province.dispositions.values()]
    .filter(
      (each) =>
        each.proposedAt === one.proposedAt &&
        breath(each) === wanted &&
        each.state === one.state &&
        each.approvedAt === one.approvedAt &&
        sees(view, show.siteOfParcel(view.province, view.province.parcels.get(each.parcel), view.now)),
    )
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .slice(0, AT_ONCE_MOST);
}

/** The newest first; the cursor is the approval's time and the first id. */
export function decisionsDone(view: View, query: Of<'decisions.done'>): Decision<Paged<DecisionDoneView>> {
  const { province } = view;
  const done = [...province.dispositions.values()].filter(
    (one) =>
      one.approvedAt !== null &&
      sees(view, show.siteOfParcel(province, province.parcels.get(one.parcel), view.now)),
  );
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
