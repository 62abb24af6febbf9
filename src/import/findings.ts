/** What is in a logger file, in numbers: period, extremes, gaps. Computed for the preview, judged elsewhere. */
import type { LoggerFile } from '../../devices/loggers/types.ts';
import type { UtcMs } from '../thermal/types.ts';

export type Extreme = { readonly celsius: number; readonly at: UtcMs };
export type Findings = {
  readonly from: UtcMs | null;
  readonly to: UtcMs | null;
  readonly rows: number;
  readonly missing: number;
  readonly min: Extreme | null;
  readonly max: Extreme | null;
  /** The median step between two rows of different times, in seconds; null with fewer than two. */
  readonly medianSeconds: number | null;
  /** Steps longer than three times the median: there the log says nothing for certain. */
  readonly gaps: number;
  readonly longestGapSeconds: number;
  readonly days: number;
  readonly daysWithoutExtremes: number;
  readonly coldestDay: { readonly date: string; readonly celsius: number } | null;
  readonly warmestDay: { readonly date: string; readonly celsius: number } | null;
};

const GAP_MEDIANS = 3;

export function findingsOf(file: LoggerFile): Findings {
  const times = file.readings.map(({ at }) => at).toSorted((a, b) => a - b);
  const bounds = [
    ...(times.length > 0 ? [times[0] ?? 0, times.at(-1) ?? 0] : []),
    ...file.evidence.flatMap(({ from, to }) => [from, to]),
  ].toSorted((a, b) => a - b);
  const steps = times
    .flatMap((at, index) => (index > 0 ? [at - (times[index - 1] ?? at)] : []))
    .filter((ms) => ms > 0);
  const median = steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)] ?? null;
  const gaps = median === null ? [] : steps.filter((ms) => ms > GAP_MEDIANS * median);
  const longest = gaps.reduce((most, ms) => Math.max(most, ms), 0);
  const dayBy = (key: 'minCelsius' | 'maxCelsius', sign: 1 | -1) => {
    const known = file.days.flatMap((day) =>
      day[key] === null ? [] : [{ date: day.date, celsius: day[key] }],
    );
    return known.toSorted((a, b) => sign * (a.celsius - b.celsius))[0] ?? null;
  };
  return {
    from: bounds[0] ?? null,
    to: bounds.at(-1) ?? null,
    rows: file.readings.length,
    missing: file.readings.filter(({ celsius }) => celsius === null).length,
    min: extreme(file, (a, b) => a < b),
    max: extreme(file, (a, b) => a > b),
    medianSeconds: median === null ? null : median / 1000,
    gaps: gaps.length,
    longestGapSeconds: longest / 1000,
    days: file.days.length,
    daysWithoutExtremes: file.days.filter((day) => day.minCelsius === null || day.maxCelsius === null).length,
    coldestDay: dayBy('minCelsius', 1),
    warmestDay: dayBy('maxCelsius', -1),
  };
}

/** The first row whose value no other surpasses. */
function extreme(file: LoggerFile, surpasses: (a: number, b: number) => boolean): Extreme | null {
  let found: Extreme | null = null;
  for (const { at, celsius } of file.readings) {
    if (celsius !== null && (!found || surpasses(celsius, found.celsius))) found = { celsius, at };
  }
  return found;
}
