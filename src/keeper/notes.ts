/** Shift notes: what people write down about a unit. They stay on the disk and are looked up by unit and time. */
import type { UtcMs } from '../thermal/types.ts';

export type UnitNote = {
  readonly id: string;
  readonly unit: string;
  /** Of when it tells. */
  readonly at: UtcMs;
  readonly text: string;
  readonly by: string;
  readonly recordedAt: UtcMs;
};

/** Instants until the year 5138 sort as their digits do. */
const DIGITS = 14;

/** Before every key of a unit's notes of `at` or later, after every earlier one. */
export const noteKeyFrom = (unit: string, at: UtcMs): string =>
  `${unit}/${String(Math.max(0, at)).padStart(DIGITS, '0')}`;
/** Keys sort by unit, then by time: a unit's notes of a time lie together in the store. */
export const noteKey = (unit: string, at: UtcMs, id: string): string => `${noteKeyFrom(unit, at)}/${id}`;
