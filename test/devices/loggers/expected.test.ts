/** Real exports, and the facts that a separate parser found in them. */
import { describe, expect, test } from 'vitest';
import type { LoggerFile, ReadOptions } from '../../../devices/loggers/types.ts';
import { Zone } from '../../../devices/loggers/zone.ts';
import { findingsOf } from '../../../src/import/findings.ts';
import { expectedFacts, type Facts, hasShared, readOk, refusalCode, sharedBytes } from '../shared.ts';

const EXPECTED = expectedFacts();
const facts = (name: string): Facts => EXPECTED[name] ?? {};

/** What a person must add to each file; nothing where it says everything itself. */
const REPORTS: Record<string, Partial<ReadOptions>> = {
  'ft2_130400191542_202302140605.txt': {},
  'ft2l_test_truncated.txt': {},
  'qtag_RCPJ00010_02_202211090128.txt': { unit: 'C' },
  'ft2_160400343949_202504070923.txt': {},
  'ft2_160400343951_202506111034.txt': {},
  'fixtures/valid_minimal.txt': { unit: 'C' },
  'fixtures/valid_alarm_breaches.txt': {},
  'fixtures/valid_missing_temps.txt': {},
};
const TABLES: Record<string, Partial<ReadOptions>> = {
  'series/fridge_1hz_fahrenheit_2010.csv': { unit: 'F' },
  'series/ruuvi_fridge_2020.csv': { unit: 'C', zone: 'Europe/Berlin' },
  'series/cold_cell_telemetry_sample_2022.csv': { unit: 'C' },
  'series/cooler_pulldown_2025.csv': { unit: 'C', column: 'Radiator' },
  'series/nab_machine_temperature_system_failure.csv': { unit: 'C' },
  'loggers/vendor/TinyTag_1.csv': { unit: 'C' },
  'loggers/vendor/Rotronic_1.csv': {},
  'loggers/vendor/TandD_1.csv': {},
  'loggers/vendor/Hanwell_1.csv': {},
};

/** The keys of expected.json, as far as the file has them, found in what we read. */
function reportFacts(file: LoggerFile, wanted: Facts): Facts {
  const zone = new Zone(file.zone);
  const minute = (at: number | null): string | null => (at === null ? null : zone.local(at).slice(0, 16));
  const { deviceAlarms: alarms, days } = file;
  const found = findingsOf(file);
  const [cold, warm] = [found.coldestDay, found.warmestDay].map((one) =>
    days.find(({ date }) => date === one?.date),
  );
  const all: Facts = {
    device: file.device.model,
    serial: file.device.serial,
    fw: file.device.firmware,
    temp_unit: file.unit,
    activated: minute(file.activatedAt),
    report_created: minute(file.reportedAt),
    signature_lines: file.signaturePresent,
    config_alarms: alarms.configured.map(({ id, limitCelsius, minutes, type }) => ({
      id,
      limit_c: limitCelsius,
      minutes,
      type,
    })),
    day_records: days.length,
    newest_day: days[0]?.date,
    oldest_day: days.at(-1)?.date,
    hist_min: found.coldestDay?.celsius,
    hist_min_at: cold && `${cold.date} ${cold.minAt}`,
    hist_max: found.warmestDay?.celsius,
    hist_max_at: warm && `${warm.date} ${warm.maxAt}`,
    days_without_temps: days.filter((day) => day.minCelsius === null && day.maxCelsius === null).length,
    low_alarm_days: alarms.lowDays,
    low_alarm_total_minutes: alarms.lowMinutes,
    high_alarm_days: alarms.highDays,
    high_alarm_total_minutes: alarms.highMinutes,
    sensor_timeout_days: alarms.sensorTimeoutDays,
    device_mkt_c: alarms.mktCelsius,
    device_avg_c: alarms.averageCelsius,
    mkt_energy_kj: alarms.mktEnergyKjPerMol,
    device_min_c: alarms.minCelsius,
    device_max_c: alarms.maxCelsius,
  };
  return pick(all, wanted);
}

function tableFacts(file: LoggerFile, wanted: Facts): Facts {
  const zone = new Zone(file.zone);
  const local = (at: number): string => zone.local(at).replace(' ', 'T');
  const found = findingsOf(file);
  const times = file.readings.map(({ at }) => at).toSorted((a, b) => a - b);
  const steps = file.readings.map(({ at }, index) => at - (file.readings[index - 1]?.at ?? 0)).slice(1);
  const all: Facts = {
    readings: found.rows,
    missing_values: found.missing,
    first: local(times[0] ?? 0),
    last: local(times.at(-1) ?? 0),
    min: found.min?.celsius,
    min_at: found.min && local(found.min.at),
    max: found.max?.celsius,
    max_at: found.max && local(found.max.at),
    longest_gap_s: Math.max(...steps) / 1000,
    non_increasing_steps: steps.filter((ms) => ms <= 0).length,
    flagged_x: file.deviceAlarms.flaggedRows,
  };
  return pick(all, wanted);
}

function pick(all: Facts, wanted: Facts): Facts {
  return Object.fromEntries(Object.entries(all).filter(([key]) => key in wanted));
}

describe.skipIf(!hasShared)('real exports', () => {
  test.each(Object.entries(REPORTS))(
    'the report %s shows the facts that were found in it',
    (name, options) => {
      const wanted = facts(`loggers/berlinger/${name}`);
      const file = readOk(sharedBytes(`loggers/berlinger/${name}`), options);
      const found = reportFacts(file, wanted);
      expect(Object.keys(found).length).toBeGreaterThanOrEqual(12);
      expect(wanted).toMatchObject(found);
      const log = wanted.log as Facts | undefined;
      if (log) expect(log).toMatchObject(tableFacts(file, log));
      else expect(file.readings).toEqual([]);
    },
  );

  const celsius = Object.entries(TABLES).filter(([name]) => !/cold_cell|fridge_1hz/.test(name));
  test.each(celsius)('the table %s shows the facts that were found in it', (name, options) => {
    const wanted = facts(name);
    const found = tableFacts(readOk(sharedBytes(name), options), wanted);
    expect(Object.keys(found).length).toBeGreaterThanOrEqual(5);
    expect(wanted).toMatchObject(found);
  });

  test('the Fahrenheit fridge is read in Fahrenheit, with its unpadded times', () => {
    const name = 'series/fridge_1hz_fahrenheit_2010.csv';
    const { celsius_min, celsius_max, min, max, ...wanted } = facts(name);
    const {
      min: coldest,
      max: warmest,
      ...found
    } = tableFacts(readOk(sharedBytes(name), { unit: 'F' }), facts(name));
    expect(wanted).toMatchObject(found);
    expect([coldest, warmest]).toEqual([2.528, 25.733]);
    expect([celsius_min, celsius_max]).toEqual([2.53, 25.73]);
  });

  test('the cold cell was at -35 °C, and its 98 zeros of the installation are a sensor not connected', () => {
    const name = 'series/cold_cell_telemetry_sample_2022.csv';
    const file = readOk(sharedBytes(name), { unit: 'C' });
    const { readings, first, last, min, longest_gap_s, rows_exactly_zero } = facts(name);
    expect(tableFacts(file, facts(name))).toMatchObject({
      readings,
      first,
      last,
      min,
      longest_gap_s,
      max: -35.2,
    });
    expect(file.readings.filter((one) => one.celsius === null)).toHaveLength(Number(rows_exactly_zero));
    expect(file.problems.map(({ code, line }) => [code, line])).toEqual([['LOGGER_SENSOR_NOT_CONNECTED', 2]]);
  });

  test('the one row of the cooler whose time is unreadable is named', () => {
    const file = readOk(sharedBytes('series/cooler_pulldown_2025.csv'), { unit: 'C', column: 'Radiator' });
    expect(file.problems.map(({ code, line }) => [code, line])).toEqual([['LOGGER_TIME_UNREADABLE', 755]]);
  });

  test.each(Object.entries(TABLES).filter(([, { unit }]) => unit))(
    '%s states no unit and is refused without one',
    (name, options) => {
      expect(refusalCode(sharedBytes(name), { ...options, unit: undefined })).toBe('LOGGER_UNIT_UNKNOWN');
    },
  );

  test('the cooler has two columns and none says temperature: the column is asked for', () => {
    expect(refusalCode(sharedBytes('series/cooler_pulldown_2025.csv'), { unit: 'C' })).toBe(
      'LOGGER_COLUMN_NEEDED',
    );
  });

  test.each(['Meaco_2.csv', 'Trend_2.csv'])(
    '%s has no temperature channel and is refused, unit given or not',
    (name) => {
      expect(refusalCode(sharedBytes(`loggers/vendor/${name}`))).toBe('LOGGER_NO_TEMPERATURE');
      expect(refusalCode(sharedBytes(`loggers/vendor/${name}`), { unit: 'C' })).toBe('LOGGER_NO_TEMPERATURE');
    },
  );

  test('the empty report is refused, and the day of the malformed one is a problem on its line', () => {
    expect(refusalCode(sharedBytes('loggers/berlinger/fixtures/invalid_empty.txt'))).toBe(
      'LOGGER_FILE_EMPTY',
    );
    const file = readOk(sharedBytes('loggers/berlinger/fixtures/invalid_malformed_temp.txt'), { unit: 'C' });
    expect(file.evidence).toEqual([]);
    expect(file.problems.map(({ code, line }) => [code, line])).toContainEqual([
      'LOGGER_VALUE_UNREADABLE',
      10,
    ]);
  });

  test.each([
    'loggers/berlinger/ft2l_test_truncated.txt',
    'series/ruuvi_fridge_2020.csv',
    'series/cold_cell_telemetry_sample_2022.csv',
  ])('%s twice gives the same result', (name) => {
    const options = { unit: 'C' } as const;
    expect(readOk(sharedBytes(name), options)).toEqual(readOk(sharedBytes(name), options));
  });
});
