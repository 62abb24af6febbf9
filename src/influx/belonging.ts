/** Which events and excursions belong to a range of time? The same ones are compared and made anew. */
import type { ExcursionRow, LedgerRow } from '../store/outbox.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { Range } from './types.ts';

/** It happened then, or was written down then. */
export function isEventOf(range: Range, { event }: LedgerRow): boolean {
  const { at, recorded } = event as { at?: unknown; recorded?: unknown };
  return isIn(range, at) || isIn(range, recorded);
}

function isIn({ from, to }: Range, text: unknown): boolean {
  const at: UtcMs = typeof text === 'string' ? Date.parse(text) : Number.NaN;
  return at >= from && at < to;
}

/** It was first known to begin in it, or began before and was not over when it began. */
export const isExcursionOf = ({ from, to }: Range, { firstStart, record }: ExcursionRow): boolean =>
  firstStart < to && (firstStart >= from || record.end === null || record.end >= from);
