/** The facts of a logger's file as expected.json names them, found in what is read here. */
import type { LoggerFile, ReadOptions } from '../../../devices/loggers/types.ts';
import { Zone } from '../../../devices/loggers/zone.ts';
import { findingsOf } from '../../../src/import/findings.ts';
import type { Facts } from '../shared.ts';

/** What a person must add to each file; nothing where it says everything itself. */
export const REPORTS: Record<string, Partial<ReadOptions>> = {
  'ft2_130400191542_202302140605.txt': {},
  'ft2l_test_truncated.txt': {},
  'qtag_RCPJ00010_02_202211090128.txt': { unit: 'C' },
  'ft2_160400343949_202504070923.txt': {},
  'ft2_160400343951_202506111034.txt': {},
  'fixtures/valid_minimal.txt': { unit: 'C' },
  'fixtures/valid_alarm_breaches.txt': {},
  'fixtures/valid_missing_temps.txt': {},
};
export const TABLES: Record<string, Partial<ReadOptions>> = {
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
export function reportFacts(file: LoggerFile, wanted: Facts): Facts {
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

export function tableFacts(file: LoggerFile, wanted: Facts): Facts {
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
