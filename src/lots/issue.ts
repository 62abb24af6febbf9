/**
 * Which parcels go, when somebody wants doses of a vaccine? What expires first goes first; of what expires on the same day
 * whole parcels are preferred, and at most one is split. Nothing that may not be given is ever proposed.
 */

/** A parcel at the place that gives. `obstacle`: why it may not go; null: it may. */
export type Candidate<Obstacle extends string = string> = {
  readonly parcel: string;
  readonly gtin: string;
  /** The last day of use, `YYYY-MM-DD`. */
  readonly expiry: string;
  readonly doses: number;
  readonly obstacle: Obstacle | null;
};
export type Want = { readonly gtin: string; readonly doses: number };
/** So many doses of a parcel; fewer than it has: it is split. */
export type Pick = { readonly parcel: string; readonly doses: number };
/** `short`: doses of the vaccine that are wanted and not there. */
export type Proposed = { readonly gtin: string; readonly picks: readonly Pick[]; readonly short: number };

/** Sums that are looked for among whole parcels of one day, and parcels that they are made of: more would take long, for little. */
const SUMS_MOST = 2_048;
const PARCELS_MOST = 100;

/** One answer a want, in their order. Two wants for one vaccine are one. The same stock gives the same proposal, in any order. */
export function propose(stock: readonly Candidate[], wants: readonly Want[]): Proposed[] {
  const wanted = new Map<string, number>();
  for (const { gtin, doses } of wants) wanted.set(gtin, (wanted.get(gtin) ?? 0) + doses);
  return [...wanted].map(([gtin, doses]) => {
    const picks: Pick[] = [];
    let left = doses;
    for (const group of byExpiry(stock.filter((one) => one.gtin === gtin && isFree(one)))) {
      if (left === 0) break;
      const taken = from(group, left);
      picks.push(...taken);
      left -= sum(taken);
    }
    return { gtin, picks, short: left };
  });
}

const isFree = ({ doses, obstacle }: Candidate): boolean => obstacle === null && doses > 0;

/** The soonest expiry first; within a day larger parcels first, then by id. */
function byExpiry(stock: readonly Candidate[]): Candidate[][] {
  const sorted = stock.toSorted(
    (a, b) => compare(a.expiry, b.expiry) || b.doses - a.doses || compare(a.parcel, b.parcel),
  );
  return [...Map.groupBy(sorted, ({ expiry }) => expiry).values()];
}

/** Up to `wanted` doses of parcels that expire on one day. */
function from(group: readonly Candidate[], wanted: number): Pick[] {
  if (sum(group) <= wanted) return group.map(whole);
  const exact = wholeOnes(group, wanted);
  if (exact !== null) return exact.map(whole);
  const picks: Pick[] = [];
  let left = wanted;
  for (const one of group) {
    if (one.doses > left) continue;
    picks.push(whole(one));
    left -= one.doses;
  }
  // All that is left over is larger than what is still wanted: the smallest of it is split.
  const rest = group.findLast(({ parcel }) => !picks.some((pick) => pick.parcel === parcel));
  return left === 0 || rest === undefined ? picks : [...picks, { parcel: rest.parcel, doses: left }];
}

/** Whole parcels that come to exactly `wanted`; null when there are none, or too many ways to look through. */
function wholeOnes(group: readonly Candidate[], wanted: number): Candidate[] | null {
  type Way = { readonly last: Candidate; readonly before: Way | null };
  const ways = new Map<number, Way | null>([[0, null]]);
  for (const last of group.slice(0, PARCELS_MOST)) {
    for (const [doses, before] of [...ways]) {
      const next = doses + last.doses;
      if (next === wanted) return listed({ last, before });
      if (next < wanted && !ways.has(next) && ways.size < SUMS_MOST) ways.set(next, { last, before });
    }
  }
  return null;

  function listed({ last, before }: Way): Candidate[] {
    return before === null ? [last] : [...listed(before), last];
  }
}

const whole = ({ parcel, doses }: Candidate): Pick => ({ parcel, doses });
const sum = (list: readonly { readonly doses: number }[]): number =>
  list.reduce((total, { doses }) => total + doses, 0);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
