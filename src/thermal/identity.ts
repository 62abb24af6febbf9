/**
 * Which excursion of today is which of yesterday? An excursion keeps its id while it overlaps its former self (same
 * rule and version); merging keeps the oldest id, splitting leaves the id on the earliest part.
 */
import type { Excursion, UtcMs } from './types.ts';

export type Known = Excursion & { readonly id: string };
export type Matched<K extends Known> = {
  /** Each excursion of now with the known one whose id it carries on; `null`: it is new. */
  readonly now: readonly { readonly excursion: Excursion; readonly known: K | null }[];
  /** Known ones that the evidence no longer shows, or that merged into an older one. */
  readonly gone: readonly K[];
};

/** @param asOf how far the present judgement reaches: an open excursion lasts at least until then */
export function match<K extends Known>(
  known: readonly K[],
  now: readonly Excursion[],
  asOf: UtcMs,
): Matched<K> {
  const free = new Set(known);
  const oldest = [...known].sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1));
  const earliest = [...now].sort((a, b) => a.start - b.start);
  const matched = earliest.map((excursion) => {
    const former =
      oldest.find((k) => free.has(k) && same(k, excursion) && overlap(k, excursion, asOf)) ?? null;
    if (former !== null) {
      for (const k of oldest) {
        // What merged into this one, and touches no other, is gone with it.
        if (k !== former && free.has(k) && same(k, excursion) && within(k, excursion, asOf)) free.delete(k);
      }
      free.delete(former);
    }
    return { excursion, known: former };
  });
  const carried = new Set(matched.map((m) => m.known));
  return { now: matched, gone: known.filter((k) => !carried.has(k)) };
}

const same = (a: Excursion, b: Excursion): boolean => a.rule === b.rule && a.version === b.version;
const endOf = (e: Excursion, asOf: UtcMs): UtcMs => e.end ?? Math.max(asOf, e.start + 1);
const overlap = (a: Excursion, b: Excursion, asOf: UtcMs): boolean =>
  a.start < endOf(b, asOf) && b.start < endOf(a, asOf);
const within = (a: Excursion, b: Excursion, asOf: UtcMs): boolean =>
  b.start <= a.start && endOf(a, asOf) <= endOf(b, asOf);
