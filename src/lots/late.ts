/**
 * Takes in a fact that comes late: where a parcel or a box was from an instant that is long past. The result is the same as
 * if everything had come in the order in which it happened.
 *
 * A history is a set of steps ("from then on there"); stays and placements are how it is written. A step lasts until the next
 * one. Of two steps of one instant one counts, and which does not depend on which came first: a place before none, and of two
 * places the one whose id comes later in the alphabet.
 */
import type { Stay, UtcMs } from '../thermal/types.ts';
import type { Parcel } from './types.ts';

/** From `at` on the parcel is in `unit`; null: in none, carried or lost from sight. */
export type LateMove = { readonly at: UtcMs; readonly unit: string | null };
/** Where a unit stood from `since` on: the fleet's UnitPlacement, which this room may not import. */
export type Placed = { readonly site: string | null; readonly since: UtcMs };
/** From `at` on the unit stands at `site`; null: at none, under way. */
export type LatePlacement = { readonly at: UtcMs; readonly site: string | null };

/**
 * The parcel with one more move, wherever in its past it belongs. At or after the end of its life nothing is inserted, and
 * before its first stay there was no parcel: the parcel comes back as it was.
 */
export function insertStay(parcel: Parcel, move: LateMove): Parcel {
  const first = parcel.stays[0];
  if (first === undefined || move.at < first.from) return parcel;
  if (parcel.ended !== null && move.at >= parcel.ended.at) return parcel;
  return withMoves(parcel, [...lifeOf(parcel), move]);
}

/** The parcel without a move that was inserted and turned out not to be so; without such a move, as it was. */
export function withdrawStay(parcel: Parcel, move: LateMove): Parcel {
  const moves = lifeOf(parcel);
  const left = moves.filter((known, i) => i === 0 || known.at !== move.at || known.unit !== move.unit);
  return left.length === moves.length ? parcel : withMoves(parcel, left);
}

/** The moves of a parcel's life, without its end: that is no move that could be taken back or superseded. */
const lifeOf = ({ stays, ended }: Parcel): LateMove[] =>
  movesOf(stays).filter(({ at, unit }) => unit !== null || at !== ended?.at);

/** Whatever moves are known, the last stay is over when the parcel's life is. */
function withMoves(parcel: Parcel, moves: readonly LateMove[]): Parcel {
  const stays = staysOf(moves);
  const last = stays.at(-1);
  if (parcel.ended === null || last === undefined || last.to !== null) return { ...parcel, stays };
  return { ...parcel, stays: [...stays.slice(0, -1), { ...last, to: parcel.ended.at }] };
}

/**
 * The same for everything that was still inside the parcel then: its descendants that were split off after `at`. One that
 * was split off at that very instant goes its own way. Returns only those that change.
 * @param family the parcel and all that descends from it, in any order; others are passed over
 */
export function insertInFamily(family: readonly Parcel[], parcel: string, move: LateMove): Parcel[] {
  return throughFamily(family, parcel, move.at, (member) => insertStay(member, move));
}

/** Takes back what `insertInFamily` did. */
export function withdrawFromFamily(family: readonly Parcel[], parcel: string, move: LateMove): Parcel[] {
  return throughFamily(family, parcel, move.at, (member) => withdrawStay(member, move));
}

/** Placements with one more, wherever in the past it belongs. */
export function insertPlacement(placements: readonly Placed[], { at, site }: LatePlacement): Placed[] {
  // They are ordered by `since`; most come at the end.
  const before = placements.findLastIndex(({ since }) => since <= at);
  const rival = placements[before];
  if (rival?.since !== at) return placements.toSpliced(before + 1, 0, { site, since: at });
  return prevails(site, rival.site) ? placements.with(before, { site, since: at }) : [...placements];
}

/** Placements without these. */
export function withdrawPlacements(placements: readonly Placed[], gone: readonly LatePlacement[]): Placed[] {
  const name = (since: UtcMs, site: string | null): string => `${since} ${site === null ? '' : `at ${site}`}`;
  const names = new Set(gone.map(({ at, site }) => name(at, site)));
  return placements.filter(({ since, site }) => !names.has(name(since, site)));
}

/** The moves that stays were written from, by `at`, one an instant. */
export function movesOf(stays: readonly Stay[]): LateMove[] {
  const moves: LateMove[] = [];
  stays.forEach((stay, i) => {
    const next = stays[i + 1];
    const superseded = stay.to === stay.from && next?.from === stay.from;
    if (superseded) return;
    // An empty stay keeps a place for a move out of nothing into nothing: see staysOf.
    if (stay.to !== stay.from) moves.push({ at: stay.from, unit: stay.unit });
    if (stay.to !== null && next?.from !== stay.to) moves.push({ at: stay.to, unit: null });
  });
  return moves;
}

/**
 * The stays that moves make. A move into no unit is the end of the stay before it; where none ends there (it was in no unit
 * already) an empty stay is left, for a later insertion must find it: the parcel was said to be in no unit then.
 */
export function staysOf(moves: readonly LateMove[]): Stay[] {
  const stays: Stay[] = [];
  const known = inOrder(moves);
  known.forEach(({ at, unit }, i) => {
    const before = known[i - 1];
    if (unit !== null) stays.push({ unit, from: at, to: known[i + 1]?.at ?? null });
    else if (before?.unit === null) stays.push({ unit: stays.at(-1)?.unit ?? '', from: at, to: at });
  });
  return stays;
}

function inOrder(moves: readonly LateMove[]): LateMove[] {
  const byInstant = new Map<UtcMs, LateMove>();
  for (const move of moves) {
    const rival = byInstant.get(move.at);
    if (rival === undefined || prevails(move.unit, rival.unit)) byInstant.set(move.at, move);
  }
  return [...byInstant.values()].sort((a, b) => a.at - b.at);
}

const prevails = (place: string | null, over: string | null): boolean =>
  place !== null && (over === null || place > over);

function throughFamily(
  family: readonly Parcel[],
  parcel: string,
  at: UtcMs,
  change: (member: Parcel) => Parcel,
): Parcel[] {
  const reached = family.filter((member) => member.id === parcel);
  for (const { id } of reached)
    reached.push(...family.filter((member) => member.parent === id && member.createdAt > at));
  return reached
    .map((member) => [member, change(member)] as const)
    .flatMap(([was, is]) => (was === is ? [] : is));
}
