/** What may be planned, and what is still missing from a plan. The service decides again when it is sent. Pure. */
import type { ParcelView, SiteView } from '../../../../../src/keeper/views.ts';
import { wholeOf } from '../draft.ts';
import type { PlanDraft, PlannedDraft } from './draft.ts';
import { instantOf } from './local-time.ts';
import type { PlanData } from './plan-data.ts';

/** `busy`: another trip takes it; `held`: on hold, and this trip does not lead back up to where vaccine comes from. */
export type Obstacle = { readonly kind: 'busy'; readonly to: string } | { readonly kind: 'held' };

const TAKEN: readonly string[] = ['planned', 'packed', 'under-way'];

export function obstacleOf(parcel: ParcelView, draft: PlanDraft, data: PlanData): Obstacle | null {
  const other = data.shipments.find(
    ({ id, state, planned }) =>
      id !== draft.id && TAKEN.includes(state) && planned.some((one) => one.parcel === parcel.id),
  );
  if (other !== undefined) return { kind: 'busy', to: other.toName };
  return parcel.openHolds > 0 && !isReturn(draft, data.sites) ? { kind: 'held' } : null;
}

/** Does the way lead up the tree of sites? Then also what is on hold may go. */
export function isReturn({ from, to }: PlanDraft, sites: readonly SiteView[]): boolean {
  const above = new Set<string>();
  const parentOf = (id: string | null) => sites.find((site) => site.id === id)?.parent ?? null;
  for (let next = parentOf(from); next !== null && !above.has(next); next = parentOf(next)) above.add(next);
  return above.has(to);
}

export const isExpired = ({ expiry }: ParcelView, now: number): boolean =>
  expiry < new Date(now + 7 * 3_600_000).toISOString().slice(0, 10);

/** How many doses go; null for what is no number of them, or more than there are. */
export function goingOf({ doses: typed }: PlannedDraft, { doses }: ParcelView): number | null {
  const going = wholeOf(typed);
  return going === null || going < 1 || going > doses ? null : going;
}

export const isOrdered = ({ departAt, arriveBy }: PlanDraft): boolean => {
  const [leaves, arrives] = [instantOf(departAt), instantOf(arriveBy)];
  return leaves === null || arrives === null || leaves < arrives;
};

export const isRouted = (draft: PlanDraft): boolean =>
  draft.from !== null &&
  draft.to !== '' &&
  draft.escort !== '' &&
  instantOf(draft.departAt) !== null &&
  instantOf(draft.arriveBy) !== null &&
  isOrdered(draft);

export type Going = {
  readonly planned: PlannedDraft;
  readonly parcel: ParcelView;
  readonly doses: number | null;
};
/** What was chosen and is still there to be sent. */
export function goingWith(draft: PlanDraft, data: PlanData): Going[] {
  return draft.parcels.flatMap((planned) => {
    const parcel = data.parcels.find(({ id }) => id === planned.parcel);
    if (parcel === undefined || obstacleOf(parcel, draft, data) !== null) return [];
    return [{ planned, parcel, doses: goingOf(planned, parcel) }];
  });
}

export const isLoaded = (draft: PlanDraft, data: PlanData): boolean => {
  const going = goingWith(draft, data);
  return going.length > 0 && going.every(({ doses }) => doses !== null);
};
