/** Real exports, and the facts that a separate parser found in them. */
import { describe, expect, test } from 'vitest';
import { expectedFacts, type Facts, hasShared, readOk, refusalCode, sharedBytes } from '../shared.ts';
import { REPORTS, reportFacts, TABLES, tableFacts } from './facts.ts';

const EXPECTED = expectedFacts();
const facts = (name: string): Facts => EXPECTED[name] ?? {};

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
