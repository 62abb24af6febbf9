/** Where the axes have their lines and what stands beside them: the province's zone, 24 hours, day before month. Pure. */
import { clock, ZONE } from '../format/province.ts';
import { dateOf } from '../format/time.ts';
import type { Scale } from './plot.ts';
import type { Window } from './windows.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export type Tick = { readonly at: number; readonly text: string };

const STEPS_CELSIUS = [0.5, 1, 2, 5, 10, 20, 50];
/** Whole or half degrees, `most` lines at most. */
export function temperatureTicks({ floor, ceiling }: Scale, most: number): number[] {
  const step = STEPS_CELSIUS.find((each) => (ceiling - floor) / each <= most) ?? 50;
  const ticks: number[] = [];
  for (let i = Math.ceil(floor / step); i * step <= ceiling; i++) ticks.push(i * step);
  return ticks;
}

/** Local hours, days or months, so far apart that `most` fit side by side. */
export function timeTicks(window: Window, most: number): Tick[] {
  if (window.length === '1y') return monthTicks(window, most);
  const steps =
    window.length === '24h'
      ? [HOUR, 2 * HOUR, 3 * HOUR, 4 * HOUR, 6 * HOUR, 12 * HOUR]
      : [1, 2, 3, 5, 10].map((n) => n * DAY);
  const step = steps.find((each) => (window.to - window.from) / each <= most) ?? window.to - window.from;
  const offset = zoneOffset(window.from);
  const ticks: Tick[] = [];
  for (let at = Math.ceil((window.from + offset) / step) * step - offset; at < window.to; at += step)
    ticks.push({ at, text: window.length === '24h' ? hourText(at) : dayText(at) });
  return ticks;
}

function monthTicks({ from, to }: Window, most: number): Tick[] {
  const offset = zoneOffset(from);
  const every = Math.max(1, Math.ceil(12 / most));
  const local = new Date(from + offset);
  const ticks: Tick[] = [];
  for (let month = local.getUTCMonth() + 1; ; month += every) {
    const at = Date.UTC(local.getUTCFullYear(), month, 1) - offset;
    if (at >= to) return ticks;
    ticks.push({ at, text: dateOf(at).slice(3) });
  }
}

/** `09:00`; midnight as the day that begins: `23/11`. */
const hourText = (at: number): string => (clock(at) === '00:00' ? dayText(at) : clock(at));
const dayText = (at: number): string => dateOf(at).slice(0, 5);

const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone: ZONE,
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
});
/** Local time less UTC, ms. */
function zoneOffset(at: number): number {
  const minute = Math.floor(at / 60_000) * 60_000;
  const part = Object.fromEntries(
    parts.formatToParts(minute).map(({ type, value }) => [type, Number(value)]),
  );
  return Date.UTC(part.year ?? 0, (part.month ?? 1) - 1, part.day, part.hour, part.minute) - minute;
}
