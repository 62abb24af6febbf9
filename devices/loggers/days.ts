/** What does a logger's report of days prove? Each day with both extremes becomes evidence of one interval. */
import type { Side, UtcMs } from '../../src/thermal/types.ts';
import type { Problems } from './problems.ts';
import type { ConfiguredAlarm, DayRecord, FileEvidence } from './types.ts';
import type { Zone } from './zone.ts';

type Report = {
  readonly zone: Zone;
  readonly activatedAt: UtcMs | null;
  readonly reportedAt: UtcMs | null;
  readonly alarms: readonly ConfiguredAlarm[];
};

/**
 * A day is [00:00, 24:00) of the device's clock, not before its activation and not after the report was written.
 * Minutes in which the sensor was silent are nobody's knowledge: the report does not say when they were, so the
 * interval is shortened by as much, and the rest of the day stays unknown. A day with one extreme proves nothing.
 */
export function dayEvidence(days: readonly DayRecord[], report: Report, problems: Problems): FileEvidence[] {
  const seen = new Set<string>();
  return days.flatMap((day) => {
    if (seen.has(day.date)) {
      problems.add(
        day.line,
        'LOGGER_DAY_REPEATED',
        `${day.date} is in the report twice: the first one counts`,
      );
      return [];
    }
    seen.add(day.date);
    const silent = day.sensorTimeoutMinutes;
    if (silent > 0) {
      problems.add(day.line, 'LOGGER_SENSOR_TIMEOUT', `${day.date}: no sensor value for ${silent} minutes`);
    }
    if (day.minCelsius === null || day.maxCelsius === null) {
      problems.add(day.line, 'LOGGER_DAY_WITHOUT_EXTREMES', `${day.date}: no minimum or no maximum: a gap`);
      return [];
    }
    const span = daySpan(day, report, problems);
    if (!span) return [];
    const to = span.to - silent * 60_000;
    if (to <= span.from) return [];
    const { minCelsius, maxCelsius, line } = day;
    const beyond = dayBeyond(day, minCelsius, maxCelsius, report.alarms, Math.round((to - span.from) / 1000));
    return [{ from: span.from, to, minCelsius, maxCelsius, beyond, line }];
  });
}

function daySpan(day: DayRecord, report: Report, problems: Problems): { from: UtcMs; to: UtcMs } | null {
  const wall = Date.parse(`${day.date}T00:00:00Z`);
  const midnight = report.zone.resolve(wall).at;
  const nextMidnight = report.zone.resolve(wall + 86_400_000).at;
  const { activatedAt, reportedAt } = report;
  if (reportedAt === null) {
    const message = `${day.date}: the report does not say when it was written, so the end of the day is unknown`;
    problems.add(day.line, 'LOGGER_REPORT_TIME_MISSING', message);
    return null;
  }
  const [from, to] = [Math.max(midnight, activatedAt ?? midnight), Math.min(nextMidnight, reportedAt)];
  const latest = [day.minAt, day.maxAt]
    .filter((at) => at !== null)
    .toSorted()
    .at(-1);
  const written = report.zone.local(reportedAt).slice(0, 16);
  if (to <= from || (latest !== undefined && `${day.date} ${latest}` > written)) {
    const message = `${day.date}: lies after the report was written (${written}) or before the device was started`;
    problems.add(day.line, 'LOGGER_TIME_BEYOND_REPORT', message);
  }
  return to > from ? { from, to } : null;
}

/**
 * The counters, at most as long as the interval: the device counts the minute in which it writes the report, and
 * one of its days always has 1440. A counter of 0 beside an extreme past the limit hides less than a minute; it
 * is given as that minute. A counter that cannot be read is left out: then the whole interval counts as beyond.
 */
function dayBeyond(
  day: DayRecord,
  min: number,
  max: number,
  alarms: readonly ConfiguredAlarm[],
  secondsMax: number,
): { side: Side; limitCelsius: number; seconds: number }[] {
  return alarms.flatMap(({ id, side, limitCelsius }) => {
    const counter = day.alarms.find((alarm) => alarm.id === id);
    if (!counter || counter.minutes === null || side === null || limitCelsius === null) return [];
    const past = side === 'above' ? max > limitCelsius : min < limitCelsius;
    const minutes = counter.minutes === 0 && past ? 1 : counter.minutes;
    return [{ side, limitCelsius, seconds: Math.min(minutes * 60, secondsMax) }];
  });
}
