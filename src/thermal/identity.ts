/**
 * Which excursion of today is which of yesterday? An excursion keeps its id while it overlaps its former self (same
 * rule and version); merging keeps the oldest id, splitting leaves the id on the earliest part.
 */
import type { Excursion, UtcMs } from './types.ts';

/** `present`: the evidence showed it last time; one that is gone may come back. Of several, the one found first is the oldest. */
export type Known = Excursion & {
  readonly id: string;
  readonly present: boolean;
  readonly discoveredAt: UtcMs;
};
export type Matched<K extends Known> = {
  /** Each excursion of now with the known one whose id it carries on; `null`: it is new. */
  readonly now: readonly { readonly excursion: Excursion; readonly known: K | null }[];
  /** Known ones that the evidence no longer shows, or that merged into an older one. */
  readonly gone: readonly K[];
};

/**
 * @param known of one unit or parcel; what is open and present is taken to have lasted until `asOf`
 * @param now of one rule and version at most one at a time
 */
export function match<K extends Known>(
  known: readonly K[],
  now: readonly Excursion[],
  asOf: UtcMs,
): Matched<K> {
  const free = new Set(known);
  const ranked = [...known].sort(byRank);
  const earliest = [...now].sort((a, b) => a.start - b.start);
  const matched = earliest.map((excursion) => {
    const former = ranked.find((k) => free.has(k) && isSame(k, excursion, asOf)) ?? null;
    if (former !== null) free.delete(former);
    return { excursion, known: former };
  });
  return { now: matched, gone: known.filter((k) => free.has(k)) };
}

/** What was shown until now comes before what was gone already: only then the oldest first. */
function byRank(a: Known, b: Known): number {
  if (a.present !== b.present) return a.present ? -1 : 1;
  return a.discoveredAt - b.discoveredAt || (a.id < b.id ? -1 : 1);
}

function isSame(a: Excursion, b: Excursion, asOf: UtcMs): boolean {
  const until = (e: Excursion): UtcMs => Math.max(e.end ?? asOf, e.start + 1);
  return a.rule === b.rule && a.version === b.version && a.start < until(b) && b.start < until(a);
}
