/** What does a handoff do to things, once it is complete? What goes along, what is set apart, and where each part is then. */
import type { UtcMs } from '../thermal/types.ts';
import type { Boxes } from './boxes.ts';
import { type Effect, type ParcelMove, type Portion, portionId } from './effects.ts';
import type { Tracks } from './tracks.ts';
import type { Counted, CountedBox, Holder } from './types.ts';

/** `counted`: of the parcels that the giver held; `others`: of those about which stories contradict each other. */
export type Handover = {
  readonly handoff: string;
  readonly at: UtcMs;
  readonly to: Holder;
  readonly counted: readonly Counted[];
  readonly others: readonly Counted[];
  readonly boxes: readonly CountedBox[];
};

/**
 * - A box goes along when the taker counted it and took something out of it or nothing was inside; otherwise it stays.
 * - A parcel of which doses were taken stays in its unit where that goes along, or stands at the taking site already; else it
 *   is in no unit until somebody says where it was put.
 * - Refused doses stay with the giver: in their unit where that stays, else in none. Missing ones are in none.
 * - Where nothing of a parcel was taken, it is itself what was refused, or what is missing (`lost`).
 */
export function handOver(
  handover: Handover,
  tracks: Tracks,
  boxes: Boxes,
  sha256Hex: (text: string) => string,
): Omit<Effect, 'event' | 'at'> {
  const { handoff, at, to, counted } = handover;
  const going = goingAlong(handover, tracks);
  const moves: ParcelMove[] = [];
  const portions: Portion[] = [];
  const lost: string[] = [];

  const setApart = (parcel: string, kind: Portion['kind'], wish: number, unit: string | null): void => {
    // A count that finds more missing than was ever left cannot take what others were given.
    const doses = Math.min(wish, tracks.spare(parcel));
    if (doses === 0) return;
    const portion = {
      id: portionId(parcel, kind, handoff, sha256Hex),
      parent: parcel,
      at,
      doses,
      kind,
      handoff,
    };
    tracks.add(portion);
    portions.push(portion);
    moves.push({ parcel: portion.id, at, unit });
  };

  for (const { parcel, doses, refused, missing } of counted) {
    const unit = tracks.unit(parcel, at);
    const along = unit !== null && going.includes(unit);
    if (doses > 0 || refused > 0) setApart(parcel, 'missing', missing, null);
    if (doses > 0) {
      setApart(parcel, 'refused', refused, along ? null : unit);
      const there = unit !== null && to.kind === 'site' && boxes.siteOf(unit, at) === to.id;
      if (unit !== null && !along && !there) moves.push({ parcel, at, unit: null });
    } else if (refused > 0) {
      if (along) moves.push({ parcel, at, unit: null });
    } else if (missing > 0) {
      lost.push(parcel);
      moves.push({ parcel, at, unit: null });
    }
  }
  const site = to.kind === 'site' ? to.id : null;
  return { moves, portions, lost, placements: going.map((unit) => boxes.place(unit, at, site)) };
}

function goingAlong({ at, counted, others, boxes }: Handover, tracks: Tracks): string[] {
  const nothingCounted = counted.length + others.length === 0;
  if (!nothingCounted && counted.every(({ doses }) => doses === 0)) return [];
  const inside = (one: Counted, unit: string): boolean => tracks.unit(one.parcel, at) === unit;
  return boxes
    .map(({ unit }) => unit)
    .filter(
      (unit) =>
        ![...counted, ...others].some((one) => inside(one, unit)) ||
        counted.some((one) => one.doses > 0 && inside(one, unit)),
    );
}
