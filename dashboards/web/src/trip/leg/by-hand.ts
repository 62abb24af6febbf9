/** How warm somebody measured a box by hand, against the range of its own limits. Pure. */
import type { TripView } from '../../../../../src/keeper/custody-views.ts';

export type BoxRange = Pick<TripView['boxes'][number], 'lowCelsius' | 'highCelsius'>;
/** `unmeasured`: nobody wrote anything down; `unjudged`: no trip on this phone knows the box's limits. */
export type ByHand = 'unmeasured' | 'unjudged' | 'inside' | 'outside';

export function byHandOf(celsius: number | null, range: BoxRange | undefined): ByHand {
  if (celsius === null) return 'unmeasured';
  const { lowCelsius = null, highCelsius = null } = range ?? {};
  if (lowCelsius === null && highCelsius === null) return 'unjudged';
  const isInside =
    (lowCelsius === null || celsius >= lowCelsius) && (highCelsius === null || celsius <= highCelsius);
  return isInside ? 'inside' : 'outside';
}

/** The box as the youngest trip on this phone has it. */
export const boxOf = (unit: string, trips: readonly TripView[]): TripView['boxes'][number] | undefined =>
  trips
    .toSorted((one, other) => Date.parse(other.asOf) - Date.parse(one.asOf))
    .flatMap(({ boxes }) => boxes)
    .find((box) => box.unit === unit);
