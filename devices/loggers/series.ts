/** Reads a table of times and temperatures, whoever wrote it, and refuses to guess a column or a unit. */
import { Clock } from './clock.ts';
import * as formats from './formats.ts';
import { Problems } from './problems.ts';
import { type Row, readTable, type Table, timeText } from './table.ts';
import { readNumber, toCelsius, whichUnit } from './temperature.ts';
import { readTime } from './times.ts';
import {
  type FileReading,
  NO_ALARMS,
  type ReadOptions,
  type ReadResult,
  type Result,
  refuse,
  type TemperatureUnit,
} from './types.ts';
import { Zone } from './zone.ts';

/** Rows of exactly 0 in a stretch, from which a remark asks whether the sensor measures at all. */
const FLAT_ROWS = 60;

export function readSeries(lines: readonly string[], options: ReadOptions): ReadResult {
  const found = readTable(lines, options.dates);
  if (!found.ok) return found;
  const table = found.value;
  const format = formats.TABLE_FORMATS.find((one) => one.recognise.test(table.above)) ?? formats.PLAIN_TABLE;
  const column = chooseColumn(table, options.column ?? format.temperatureColumn, format.temperaturePlace);
  if (!column.ok) return column;
  const stated = statedUnit(table, column.value, format);
  const unit = whichUnit(stated, options.unit);
  if (!unit.ok) return unit;

  const problems = new Problems();
  const zone = statedZone(table) ?? options.zone;
  const raw = readRows(table, column.value, unit.value, zone, problems);
  if (raw.length === 0)
    return refuse('LOGGER_FILE_EMPTY', 'Cannot read the table: no row has a time and a value');
  const readings = withoutDisconnected(raw, table, format.disconnected, problems);
  return {
    ok: true,
    file: {
      format: format.id,
      device: { model: format.model, serial: formats.SERIAL.exec(table.above)?.[1] ?? null, firmware: null },
      unit: stated,
      zone,
      column: table.labels[column.value] ?? '',
      activatedAt: null,
      reportedAt: null,
      readings: readings.map(({ at, celsius, probe, line }) => ({ at, celsius, probe, line })),
      days: [],
      evidence: [],
      deviceAlarms: NO_ALARMS,
      signaturePresent: false,
      problems: problems.list(),
    },
  };
}

/** The column asked for by name, or the only one that can be a temperature. */
function chooseColumn(
  { labels, names, time }: Table,
  wanted: string | undefined,
  place: number | undefined,
): Result<number> {
  const other = (label: string): boolean => formats.OTHER_QUANTITY.test(label);
  const candidates = [...labels.keys()].filter((column) => !time.columns.includes(column));
  const listed = (columns: readonly number[]): string[] => columns.map((column) => labels[column] ?? '');
  if (wanted !== undefined) {
    const same = (text: string): boolean => text.toLowerCase() === wanted.trim().toLowerCase();
    const [column] = candidates.filter((one) => same(labels[one] ?? '') || names[one]?.some(same));
    if (column === undefined) {
      const columns = listed(candidates);
      return refuse(
        'LOGGER_COLUMN_UNKNOWN',
        `Cannot find column "${wanted}": there are ${columns.join(', ')}`,
        { columns },
      );
    }
    const label = labels[column] ?? '';
    if (other(label) && !formats.TEMPERATURE_NAME.test(label)) {
      return refuse(
        'LOGGER_NO_TEMPERATURE',
        `Cannot take "${label}" as a temperature: it measures something else`,
      );
    }
    return { ok: true, value: column };
  }
  if (place !== undefined && candidates.includes(place - 1) && !other(labels[place - 1] ?? ''))
    return { ok: true, value: place - 1 };
  const named = candidates.filter((column) => {
    const label = labels[column] ?? '';
    return formats.TEMPERATURE_NAME.test(label) && !other(label);
  });
  const possible = named.length > 0 ? named : candidates.filter((column) => !other(labels[column] ?? ''));
  const [only, second] = possible;
  if (only === undefined) {
    const columns = listed(candidates);
    return refuse(
      'LOGGER_NO_TEMPERATURE',
      `Cannot find a temperature: the columns are ${columns.join(', ')}`,
      { columns },
    );
  }
  if (second !== undefined) {
    const columns = listed(possible);
    return refuse(
      'LOGGER_COLUMN_NEEDED',
      `Cannot choose a temperature among ${columns.join(', ')}: name the column`,
      {
        columns,
      },
    );
  }
  return { ok: true, value: only };
}

function statedUnit(
  { labels, above }: Table,
  column: number,
  { unitAbove }: formats.TableFormat,
): TemperatureUnit | null {
  const label = labels[column] ?? '';
  const defined = formats.TEMPERATURE_NAME.test(label) ? formats.UNIT_ABOVE.exec(above) : null;
  const found = formats.UNIT_IN_LABEL.exec(label) ?? defined ?? unitAbove?.exec(above);
  const text = (found?.slice(1).find((group) => group) ?? '').toUpperCase();
  if (text === 'C' || text === '℃' || text === 'CELSIUS') return 'C';
  return text === 'F' || text === '℉' || text === 'FAHRENHEIT' ? 'F' : null;
}

/** The file's own word about its clock, as the offset that it is; null: it says nothing. */
function statedZone({ above }: Table): string | null {
  const [, hours, minutes = '00'] = formats.ZONE_ABOVE.exec(above) ?? [];
  if (hours === undefined) return null;
  const zone = `${hours[0]}${hours.slice(1).padStart(2, '0')}:${minutes}`;
  return Zone.isName(zone) ? zone : null;
}

type RawReading = FileReading & { readonly row: Row; readonly value: number | null };

function readRows(
  table: Table,
  column: number,
  unit: TemperatureUnit,
  zone: string,
  problems: Problems,
): RawReading[] {
  const clock = new Clock(new Zone(zone), table.time.format, problems);
  const read = inOrderOfTime(table).flatMap((row) => {
    const { line, cells } = row;
    const at = clock.row(timeText(row, table.time.columns), line);
    if (at === null) return [];
    const text = cells[column];
    if (text === undefined) {
      problems.add(
        line,
        'LOGGER_ROW_SHORT',
        `The row has ${cells.length} cells, the temperature is number ${column + 1}`,
      );
      return [];
    }
    const value = readNumber(text);
    if (value === 'unreadable') {
      problems.add(line, 'LOGGER_VALUE_UNREADABLE', `Not a temperature: "${text.slice(0, 40)}"`);
      return [];
    }
    return [{ at, celsius: value === null ? null : toCelsius(value, unit), probe: '1', line, row, value }];
  });
  return read.toSorted((a, b) => a.line - b.line);
}

/** Many exports give the newest row first; an hour that happens twice is told apart in the order in which it passed. */
function inOrderOfTime({ rows, time }: Table): readonly Row[] {
  const [first, last] = [rows[0], rows.at(-1)].map(
    (row) => row && readTime(timeText(row, time.columns), time.format),
  );
  const falling = first && last && 'wall' in first && 'wall' in last && first.wall > last.wall;
  return falling ? rows.toReversed() : rows;
}

/**
 * An unbroken stretch of exactly the same 0.00 is no measurement when the file's own error flag is raised inside it:
 * the whole stretch is the fault, for a sensor that never leaves 0.00 between a raised flag and the next real value
 * has not been connected in between either. Without a flag the values stand, and a long stretch is remarked upon.
 */
function withoutDisconnected(
  readings: readonly RawReading[],
  table: Table,
  rule: formats.DisconnectedSensor | undefined,
  problems: Problems,
): readonly RawReading[] {
  const flags = (rule?.flagColumns ?? [])
    .map((name) => table.labels.indexOf(name))
    .filter((column) => column >= 0);
  const flagged = ({ row }: RawReading): boolean =>
    flags.some((column) => /^(true|1)$/i.test(row.cells[column] ?? ''));
  return runsOf(readings, rule?.value ?? 0).flatMap((run) => {
    const [first] = run;
    if (!first || first.value !== (rule?.value ?? 0)) return run;
    if (run.some(flagged)) {
      const message = `${run.length} rows of exactly ${first.value} with the file's own error flag: sensor not connected`;
      problems.add(first.line, 'LOGGER_SENSOR_NOT_CONNECTED', message);
      return run.map((reading) => ({ ...reading, celsius: null }));
    }
    if (run.length >= FLAT_ROWS) {
      const message = `${run.length} rows of exactly ${first.value} in a row: is the sensor connected? Kept as they are`;
      problems.add(first.line, 'LOGGER_FLAT_LINE', message);
    }
    return run;
  });
}

/** Cuts the readings where they begin or cease to be `value`. */
function runsOf(readings: readonly RawReading[], value: number): RawReading[][] {
  const runs: RawReading[][] = [];
  for (const reading of readings) {
    const last = runs.at(-1);
    if (last && (last[0]?.value === value) === (reading.value === value)) last.push(reading);
    else runs.push([reading]);
  }
  return runs;
}
