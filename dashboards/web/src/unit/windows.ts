/** Which stretch of time the chart shows and in which steps: the URL holds it, the present is its default end. Pure. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export type Length = '24h' | '7d' | '30d' | '1y';
export const LENGTHS: readonly Length[] = ['24h', '7d', '30d', '1y'];

/**
 * `everyMs`: some 300 to 700 steps, for a screen has no more columns; each keeps its lowest and highest.
 * `refreshMs`: how long a chart that ends now may be behind.
 */
const PLANS: Record<Length, { lengthMs: number; everyMs: number; refreshMs: number }> = {
  '24h': { lengthMs: DAY, everyMs: 5 * MINUTE, refreshMs: MINUTE },
  '7d': { lengthMs: 7 * DAY, everyMs: 15 * MINUTE, refreshMs: 5 * MINUTE },
  '30d': { lengthMs: 30 * DAY, everyMs: HOUR, refreshMs: 15 * MINUTE },
  '1y': { lengthMs: 365 * DAY, everyMs: DAY, refreshMs: HOUR },
};
export const refreshMsOf = (length: Length): number => PLANS[length].refreshMs;

/** [from, to) in whole steps of `everyMs`, aligned to the epoch as the service's steps are. */
export type Window = {
  readonly length: Length;
  readonly from: number;
  readonly to: number;
  readonly everyMs: number;
};

export const lengthOf = (text: string | null): Length => LENGTHS.find((each) => each === text) ?? '24h';

/** The window that ends with the step that holds `end`. */
export function windowEnding(length: Length, end: number): Window {
  const { lengthMs, everyMs } = PLANS[length];
  const to = (Math.floor(end / everyMs) + 1) * everyMs;
  return { length, from: to - lengthMs, to, everyMs };
}

/** The end of the window before or after this one; null: that would be the present one or later. */
export function shifted(window: Window, by: -1 | 1, now: number): number | null {
  const end = window.to - 1 + by * (window.to - window.from);
  return by === 1 && end >= now ? null : end;
}

/** An end in the URL, to the minute: `2025-06-01T10:05Z`. Null: none, nonsense, or the future. */
export function endOf(text: string | null, now: number): number | null {
  const at = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) || at >= now || at < 0 ? null : at;
}
export const endText = (at: number): string => `${new Date(at).toISOString().slice(0, 16)}Z`;
