/**
 * Which whole parcels should go elsewhere, because they would expire where they are or lie there for long, and where would they be
 * given in time? At every place what expires first is given first; a place below one gives of what the place has. Nothing is
 * proposed that may not be given, nor to where nobody can say that it fits. The same stock in any order gives the same proposals.
 */
import { pathOf } from '../fleet/places.ts';
import { compare, type ReportFacts } from './facts.ts';
import { type Paces, paceKey } from './pace.ts';
import { daysBetween } from './stock.ts';
import type { MoveProposal, TemperatureClass } from './types.ts';

/** A parcel in a place's stock. `free`: it may be given and nothing else takes it; the others are not moved and not counted on. */
export type Lying = {
  readonly parcel: string;
  readonly gtin: string;
  readonly lot: string;
  readonly expiry: string;
  readonly doses: number;
  readonly site: string;
  readonly free: boolean;
};

/** How a vaccine is kept, and how much room a dose needs; null: nobody says, and it is not moved. */
export type Keeping = { readonly class: TemperatureClass; readonly litresPerDose: number } | null;

export type MoveFacts = {
  readonly day: string;
  readonly tree: ReportFacts['tree'];
  readonly paces: Paces;
  readonly keepingOf: (gtin: string) => Keeping;
  /** Litres that are free at a place, announced deliveries taken off; null: nobody knows. */
  readonly freeLitres: (site: string, kept: TemperatureClass) => number | null;
};

/** What expires later than this is no worry yet. */
const EXPIRES_WITHIN_DAYS = 90;
/** A parcel that will not be begun for so long lies where injections are slow; elsewhere it must be used up within the second number. */
const SLOW_AFTER_DAYS = 180;
const SLOW_USED_WITHIN_DAYS = 60;
/** Packing, the way, and putting it in place. */
const ON_THE_WAY_DAYS = 3;
/** A list that nobody reads to its end helps nobody. */
const PROPOSALS_MOST = 200;

type Wish = { readonly lying: Lying; readonly reason: MoveProposal['reason'] };

export function proposalsOf(stock: readonly Lying[], facts: MoveFacts): MoveProposal[] {
  const free = stock
    .filter(({ free, doses, expiry }) => free && doses > 0 && expiry >= facts.day)
    .toSorted(inOrder);
  const load = new Load(free, facts);
  const found: MoveProposal[] = [];
  for (const { lying, reason } of wishesOf(free, facts)) {
    const to = load.placeFor(lying, reason);
    if (to === null) continue;
    load.take(lying, to);
    const { parcel, gtin, lot, expiry, doses, site } = lying;
    found.push({ parcel, gtin, lot, expiry, doses, from: site, to, reason });
    if (found.length === PROPOSALS_MOST) break;
  }
  return found;
}

/** What expires first comes first. */
const inOrder = (a: Lying, b: Lying): number =>
  compare(a.expiry, b.expiry) || compare(a.gtin, b.gtin) || compare(a.parcel, b.parcel);

/** Parcels that the place, and those below it, would not have given by their last day or not have begun for long. */
function wishesOf(free: readonly Lying[], { day, tree, paces }: MoveFacts): Wish[] {
  const ahead = new Map<string, number>();
  const paths = new Map<string, readonly string[]>();
  const wishes: Wish[] = [];
  for (const lying of free) {
    const { gtin, site, doses, expiry } = lying;
    const key = paceKey(gtin, site);
    const pace = paces.all.get(key) ?? 0;
    const before = ahead.get(key) ?? 0;
    const daysLeft = daysBetween(day, expiry) + 1;
    const isLate = before + doses > pace * daysLeft;
    const isSlow = before >= pace * SLOW_AFTER_DAYS;
    if (isLate && daysLeft <= EXPIRES_WITHIN_DAYS) wishes.push({ lying, reason: 'expires' });
    // A depot keeps for those below it: only where none of them gives anything is it slow.
    else if (isSlow && (pace === 0 || before > 0)) wishes.push({ lying, reason: 'slow' });
    else {
      const path = paths.get(site) ?? pathOf(tree, site).map(({ id }) => id);
      paths.set(site, path);
      for (const id of path) ahead.set(paceKey(gtin, id), (ahead.get(paceKey(gtin, id)) ?? 0) + doses);
    }
  }
  return wishes.sort((a, b) => compare(a.reason, b.reason) || inOrder(a.lying, b.lying));
}

/** A place that gives the vaccine itself: how fast, and what it has. `above`: itself and the places that it lies below. */
type Giver = {
  readonly site: string;
  readonly pace: number;
  doses: number;
  readonly above: ReadonlySet<string>;
};

/** What the places have to give and what room they have left, while proposals are made. */
class Load {
  readonly #facts: MoveFacts;
  readonly #taken = new Map<string, number>();
  readonly #givers = new Map<string, Map<string, Giver>>();

  constructor(free: readonly Lying[], facts: MoveFacts) {
    this.#facts = facts;
    for (const [key, pace] of facts.paces.own) {
      const [gtin = '', site = ''] = key.split(' ');
      const givers = this.#givers.get(gtin) ?? new Map<string, Giver>();
      const above = new Set(pathOf(facts.tree, site).map(({ id }) => id));
      if (pace > 0) this.#givers.set(gtin, givers.set(site, { site, pace, doses: 0, above }));
    }
    for (const { gtin, site, doses } of free) this.#add(gtin, site, doses);
  }

  /** The nearest place by the tree that would give all that it has, and this, in time; of several the one with the most to spare. */
  placeFor({ gtin, site, doses, expiry }: Lying, reason: MoveProposal['reason']): string | null {
    const { day, tree, keepingOf, freeLitres } = this.#facts;
    const keeping = keepingOf(gtin);
    if (keeping === null) return null;
    const untilExpiry = daysBetween(day, expiry) + 1 - ON_THE_WAY_DAYS;
    const days = reason === 'slow' ? Math.min(untilExpiry, SLOW_USED_WITHIN_DAYS) : untilExpiry;
    let best: Found | null = null;
    // Every giver is looked at for every parcel: what costs nothing is asked first.
    for (const giver of this.#givers.get(gtin)?.values() ?? []) {
      const spare = giver.pace * days - giver.doses;
      if (spare < doses || giver.above.has(site)) continue;
      const room = freeLitres(giver.site, keeping.class);
      if (room === null) continue;
      const taken = this.#taken.get(`${giver.site} ${keeping.class}`) ?? 0;
      if (taken + doses * keeping.litresPerDose > room) continue;
      const one = { site: giver.site, steps: stepsBetween(tree, site, giver.site), spare };
      if (best === null || isBetter(one, best)) best = one;
    }
    return best?.site ?? null;
  }

  take({ gtin, site, doses }: Lying, to: string): void {
    const keeping = this.#facts.keepingOf(gtin);
    this.#add(gtin, site, -doses);
    this.#add(gtin, to, doses);
    if (keeping === null) return;
    const key = `${to} ${keeping.class}`;
    this.#taken.set(key, (this.#taken.get(key) ?? 0) + doses * keeping.litresPerDose);
  }

  #add(gtin: string, site: string, doses: number): void {
    const giver = this.#givers.get(gtin)?.get(site);
    if (giver !== undefined) giver.doses += doses;
  }
}

type Found = { readonly site: string; readonly steps: number; readonly spare: number };
const isBetter = (a: Found, b: Found): boolean =>
  a.steps !== b.steps ? a.steps < b.steps : a.spare !== b.spare ? a.spare > b.spare : a.site < b.site;

/** Up to the first place that is above both, and down again. */
function stepsBetween(tree: MoveFacts['tree'], a: string, b: string): number {
  const [pathA, pathB] = [pathOf(tree, a), pathOf(tree, b)];
  let shared = 0;
  while (shared < pathA.length && pathA[shared]?.id === pathB[shared]?.id) shared++;
  return pathA.length + pathB.length - 2 * shared;
}
