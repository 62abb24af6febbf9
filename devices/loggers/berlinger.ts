/**
 * Reads the text reports of Berlinger's Fridge-tag 2, 2 E, 2 L, Ultra Low and Q-tag CLm: day records, log, alarms.
 *
 * `Zone: 0.00` in the configuration is not the offset of the times: reports made at UTC+2 carry it beside their
 * local time (the maker's own file name has the instant). The times are the device's wall clock.
 */
import { configuredAlarms, dayAlarms, occurrences } from './alarms.ts';
import { celsius, dayMinutes, numberOrNull, type Reader } from './cells.ts';
import { Clock } from './clock.ts';
import { dayEvidence } from './days.ts';
import { child, lineOf, type Node, readOutline, value } from './outline.ts';
import { Problems } from './problems.ts';
import { readNumber, toCelsius, whichUnit } from './temperature.ts';
import { chooseFormat, readTime } from './times.ts';
import { type DayRecord, type FileReading, type ReadOptions, type ReadResult, refuse } from './types.ts';
import { Zone } from './zone.ts';

export function isBerlinger(lines: readonly string[]): boolean {
  return /^Device:.*-tag\b/i.test(lines.find((line) => line.trim() !== '') ?? '');
}

export function readBerlinger(lines: readonly string[], options: ReadOptions): ReadResult {
  const root = readOutline(lines);
  const [conf, hist, res, data] = ['Conf', 'Hist', 'Res', 'Data'].map((key) => child(root, key));
  if (!conf || !(hist || data)) {
    const message = 'Cannot read the report: no Conf section, or neither Hist nor Data; it may be cut off';
    return refuse('LOGGER_FILE_TRUNCATED', message);
  }
  const stated = value(conf, 'Temp unit');
  const unit = whichUnit(stated, options.unit);
  if (!unit.ok) return unit;

  const dates = (hist?.children ?? []).map((day) => `${value(day, 'Date') ?? ''} 00:00`);
  const logged = (data?.rows ?? []).map((row) => row.cells[0] ?? '');
  const chosen = chooseFormat(
    [...dates, ...logged].filter((text) => /\d/.test(text)),
    options.dates,
  );
  if (!chosen) return refuse('LOGGER_TIME_UNREADABLE', 'Cannot read the report: no date in it is readable');
  if (!chosen.ok) return chosen;

  const problems = new Problems();
  const zone = new Zone(options.zone);
  const reader: Reader = { unit: unit.value, format: chosen.value.format, problems };
  const clock = new Clock(zone, reader.format, problems);
  const instant = (text: string | null): number | null => (text === null ? null : clock.instant(text));
  const activatedAt = instant(value(hist, 'TS Actv') ?? value(res, 'TS Actv'));
  const reportedAt = instant(value(hist, 'TS Report Creation'));

  const alarms = configuredAlarms(conf, reader);
  const days = (hist?.children ?? [])
    .filter((one) => /^\d+$/.test(one.key))
    .flatMap((one) => readDay(one, reader));
  const log = readLog(data, clock, reader);
  const device = {
    model: value(root, 'Device'),
    serial: value(conf, 'Serial'),
    firmware: value(root, 'Fw Vers'),
  };
  return {
    ok: true,
    file: {
      format: hist ? 'berlinger-fridge-tag' : 'berlinger-q-tag',
      device,
      unit: stated === null ? null : unit.value,
      zone: options.zone,
      column: null,
      activatedAt,
      reportedAt,
      readings: log.readings,
      days,
      evidence: dayEvidence(days, { zone, activatedAt, reportedAt, alarms }, problems),
      deviceAlarms: {
        ...dayAlarms(days, alarms),
        configured: alarms,
        occurrences: occurrences(res, alarms),
        flaggedRows: log.flagged,
        mktCelsius: celsius(value(res, 'MKT'), res?.line ?? 0, reader),
        mktEnergyKjPerMol: numberOrNull(value(conf, 'MKT Energy')),
        averageCelsius: celsius(value(res, 'Avrg T'), res?.line ?? 0, reader),
        minCelsius: celsius(value(res, 'Min T'), res?.line ?? 0, reader),
        maxCelsius: celsius(value(res, 'Max T'), res?.line ?? 0, reader),
        errors: (child(root, 'Errors')?.children ?? []).map((one) => ({
          code: one.key,
          count: numberOrNull(value(one, 'Err Count')),
          at: value(one, 'Err TS'),
        })),
      },
      signaturePresent: child(root, 'Sig') !== undefined,
      problems: problems.list(),
    },
  };
}

function readDay(record: Node, reader: Reader): DayRecord[] {
  const written = value(record, 'Date') ?? '';
  const time = readTime(`${written} 00:00`, reader.format);
  if (!time || !('wall' in time)) {
    reader.problems.add(
      record.line,
      'LOGGER_TIME_UNREADABLE',
      `Day ${record.key}: "${written}" is not a date`,
    );
    return [];
  }
  const extreme = (key: string): number | null => celsius(value(record, key), lineOf(record, key), reader);
  const date = new Date(time.wall).toISOString().slice(0, 10);
  return [
    {
      line: lineOf(record, 'Date'),
      date,
      minCelsius: extreme('Min T'),
      minAt: clockTime(value(record, 'TS Min T')),
      maxCelsius: extreme('Max T'),
      maxAt: clockTime(value(record, 'TS Max T')),
      alarms: (child(record, 'Alarm')?.children ?? []).map((alarm) => ({
        id: alarm.key,
        minutes: dayMinutes(alarm, 't Acc', reader),
        triggeredAt: value(alarm, 'TS A'),
      })),
      sensorTimeoutMinutes: silentMinutes(record, reader),
    },
  ];
}

/**
 * A report without these counters had no timeout; a counter that cannot be read may be all of the day. An Ultra Low measures by
 * its external sensor: which of the two is silent does not matter, the longer silence counts.
 */
function silentMinutes(record: Node, reader: Reader): number {
  const minutes = (sensor: string): number => {
    const counter = child(record, `${sensor} timeout`);
    if (value(counter, 't AccST') === null) return 0;
    return dayMinutes(counter, 't AccST', reader) ?? 1440;
  };
  return Math.max(minutes('Int Sensor'), minutes('Ext Sensor'));
}

function clockTime(text: string | null): string | null {
  return /(\d{2}:\d{2})$/.exec(text ?? '')?.[1] ?? null;
}

/** Rows `time ⇥ temperature ⇥ x`; the first row names the columns. */
function readLog(
  data: Node | undefined,
  clock: Clock,
  reader: Reader,
): { readings: FileReading[]; flagged: number } {
  const readings: FileReading[] = [];
  let flagged = 0;
  for (const { line, cells } of (data?.rows ?? []).slice(1)) {
    const at = clock.row(cells[0] ?? '', line);
    if (at === null) continue;
    const text = cells[1] ?? '';
    const number = readNumber(text);
    if (number === 'unreadable') {
      reader.problems.add(line, 'LOGGER_VALUE_UNREADABLE', `Not a temperature: "${text.slice(0, 40)}"`);
      continue;
    }
    if (cells[2]?.trim() === 'x') flagged += 1;
    readings.push({ at, celsius: number === null ? null : toCelsius(number, reader.unit), probe: '1', line });
  }
  return { readings, flagged };
}
