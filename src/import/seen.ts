/** What a person is shown of a file before anything is stored: what it says of itself, its course, and what is odd about it. */
import type { LoggerFile, Problem, TemperatureUnit } from '../../devices/loggers/types.ts';
import type { UtcMs } from '../thermal/types.ts';
import { findingsOf } from './findings.ts';

/** More points than this no screen can show. */
const COURSE_POINTS = 360;
const PROBLEMS_SHOWN = 50;
/** A Fridge-tag keeps 60 days; more are counted in the findings. */
const DAYS_SHOWN = 120;

export type FileSeen = {
  readonly format: string;
  readonly model: string | null;
  readonly serial: string | null;
  /** As the file states it; null: it does not, and a person did. */
  readonly unit: TemperatureUnit | null;
  readonly zone: string;
  readonly column: string | null;
  readonly activatedAt: string | null;
  readonly reportedAt: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly rows: number;
  /** Rows without a value. */
  readonly missing: number;
  readonly everySeconds: number | null;
  readonly gaps: number;
  readonly longestGapSeconds: number;
  readonly minCelsius: number | null;
  readonly maxCelsius: number | null;
  /** Pieces of equal length that hold a reading, with their extremes; empty for a report of days alone. */
  readonly course: readonly { readonly at: string; readonly min: number; readonly max: number }[];
  readonly days: readonly {
    readonly date: string;
    readonly minCelsius: number | null;
    readonly maxCelsius: number | null;
    readonly lowMinutes: number;
    readonly highMinutes: number;
    readonly alarm: boolean;
  }[];
  readonly daysMore: number;
  readonly signaturePresent: boolean;
  readonly problems: readonly Problem[];
  readonly problemsMore: number;
};

const iso = (at: UtcMs | null): string | null => (at === null ? null : new Date(at).toISOString());

export function seenOf(file: LoggerFile): FileSeen {
  const found = findingsOf(file);
  const known = file.days.flatMap(({ minCelsius, maxCelsius }) =>
    [minCelsius ?? [], maxCelsius ?? []].flat(),
  );
  const lowest = [found.min?.celsius ?? [], ...known].flat();
  const highest = [found.max?.celsius ?? [], ...known].flat();
  const sides = new Map(file.deviceAlarms.configured.map(({ id, side }) => [id, side]));
  const minutes = (day: LoggerFile['days'][number], side: 'below' | 'above'): number =>
    day.alarms
      .filter(({ id }) => (sides.get(id) ?? (id === '0' ? 'below' : 'above')) === side)
      .reduce((sum, alarm) => sum + (alarm.minutes ?? 0), 0);
  return {
    format: file.format,
    model: file.device.model,
    serial: file.device.serial,
    unit: file.unit,
    zone: file.zone,
    column: file.column,
    activatedAt: iso(file.activatedAt),
    reportedAt: iso(file.reportedAt),
    from: iso(found.from),
    to: iso(found.to),
    rows: found.rows,
    missing: found.missing,
    everySeconds: found.medianSeconds,
    gaps: found.gaps,
    longestGapSeconds: found.longestGapSeconds,
    minCelsius: lowest.length === 0 ? null : Math.min(...lowest),
    maxCelsius: highest.length === 0 ? null : Math.max(...highest),
    course: courseOf(file),
    days: file.days.slice(0, DAYS_SHOWN).map((day) => ({
      date: day.date,
      minCelsius: day.minCelsius,
      maxCelsius: day.maxCelsius,
      lowMinutes: minutes(day, 'below'),
      highMinutes: minutes(day, 'above'),
      alarm: day.alarms.some(({ triggeredAt }) => triggeredAt !== null),
    })),
    daysMore: Math.max(0, file.days.length - DAYS_SHOWN),
    signaturePresent: file.signaturePresent,
    problems: file.problems.slice(0, PROBLEMS_SHOWN),
    problemsMore: Math.max(0, file.problems.length - PROBLEMS_SHOWN),
  };
}

function courseOf({ readings }: LoggerFile): FileSeen['course'] {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const { at } of readings) {
    first = Math.min(first, at);
    last = Math.max(last, at);
  }
  const length = Math.max(1, (last - first + 1) / COURSE_POINTS);
  const pieces = new Map<number, { min: number; max: number }>();
  for (const { at, celsius } of readings) {
    if (celsius === null) continue;
    const key = Math.floor((at - first) / length);
    const piece = pieces.get(key);
    if (piece === undefined) pieces.set(key, { min: celsius, max: celsius });
    else {
      piece.min = Math.min(piece.min, celsius);
      piece.max = Math.max(piece.max, celsius);
    }
  }
  return [...pieces]
    .sort(([a], [b]) => a - b)
    .map(([key, { min, max }]) => ({ at: new Date(first + key * length).toISOString(), min, max }));
}
