/**
 * How does a message fit into a line of bounded length? What it is about comes first and what leads on comes last, and both
 * stay; of what stands between, the least important goes first; then the place is cut in its middle.
 */
import { cutName } from './notice-names.ts';

export type Line = {
  /** The state; never cut. */
  readonly state: string;
  readonly place: string;
  /** In the order of importance, each with the sign that joins it to what is before. */
  readonly more: readonly string[];
  /** The link or code; never cut. */
  readonly end: string;
};

/** A place is not cut below this for the sake of what comes after it. */
const PLACE_LEAST = 28;

/** At most `most` UTF-16 units, where state and end leave room for a place of eight. */
export function fitted({ state, place, more, end }: Line, most: number): string {
  const fixed = state.length + end.length;
  let kept = [...more];
  const rest = () => fixed + kept.reduce((sum, piece) => sum + piece.length, 0);
  while (kept.length > 0 && rest() + Math.min(place.length, PLACE_LEAST) > most) kept = kept.slice(0, -1);
  return `${state}${cutName(place, Math.max(8, most - rest()))}${kept.join('')}${end}`;
}
