/** Which rate is tried next, to find the highest that is held: up in steps, then in halves; one bad try is given another. */

export type Try = { readonly rate: number; readonly held: boolean };

/** Readings a second. */
export const STEP = 5_000;
/** Held and failed lie no further apart than this in the end. */
const FINE = 2_500;

/** Null: found. `start` is tried first. */
export function nextRate(tries: readonly Try[], start: number): number | null {
  const last = tries.at(-1);
  if (last === undefined) return start;
  const isFailed = (rate: number) => tries.filter((t) => t.rate === rate && !t.held).length > 1;
  if (!last.held && !isFailed(last.rate)) return last.rate;
  const held = highestHeld(tries);
  const failed = Math.min(...tries.map((t) => t.rate).filter(isFailed));
  if (failed === Number.POSITIVE_INFINITY) return held + STEP;
  const next = held === 0 ? failed - STEP : held + (failed - held) / 2;
  return next <= 0 || failed - held <= FINE ? null : next;
}

/** 0: none. */
export const highestHeld = (tries: readonly Try[]): number =>
  Math.max(0, ...tries.filter((t) => t.held).map((t) => t.rate));
