/** What every reader of logger exports gives back: one neutral shape, whatever the maker. */
import type { Side, UtcMs } from '../../src/thermal/types.ts';

/** A line of the file is counted from 1. `celsius: null`: the file states a fault or an empty value at that instant. */
export type FileReading = {
  readonly at: UtcMs;
  readonly celsius: number | null;
  readonly probe: string;
  readonly line: number;
};

/** What the device says of [from, to); `beyond` holds its own counters of time past its alarm limits. */
export type FileEvidence = {
  readonly from: UtcMs;
  readonly to: UtcMs;
  readonly minCelsius: number;
  readonly maxCelsius: number;
  readonly beyond: readonly {
    readonly side: Side;
    readonly limitCelsius: number;
    readonly seconds: number;
  }[];
  readonly line: number;
};

/** One day of a min/max report as the device wrote it; `*At` and `triggeredAt` are its local clock, as written. */
export type DayRecord = {
  readonly line: number;
  /** yyyy-mm-dd by the device's clock. */
  readonly date: string;
  readonly minCelsius: number | null;
  readonly minAt: string | null;
  readonly maxCelsius: number | null;
  readonly maxAt: string | null;
  readonly alarms: readonly DayAlarm[];
  /** Minutes without a sensor value (`t AccST`), 0 to 1440. */
  readonly sensorTimeoutMinutes: number;
};
export type DayAlarm = {
  readonly id: string;
  /** Minutes past the alarm's limit on this day (`t Acc`); null when the report does not say. */
  readonly minutes: number | null;
  /** When the allowed minutes were used up (`TS A`); null: past the limit perhaps, but no alarm. */
  readonly triggeredAt: string | null;
};

export type ConfiguredAlarm = {
  readonly id: string;
  readonly side: Side | null;
  readonly limitCelsius: number | null;
  readonly minutes: number | null;
  readonly type: string | null;
};

/** An alarm of a transport logger: minutes past the limit (`t A`) since `start`, local clock as written. */
export type AlarmOccurrence = {
  readonly id: string;
  readonly side: Side | null;
  readonly start: string;
  readonly minutes: number | null;
  readonly triggeredAt: string | null;
  readonly end: string | null;
};

/**
 * The device's own alarms. A day is an alarm day when its alarm carries a trigger time, that is, when the
 * accumulated minutes reached what the configuration allows; a maximum past the limit alone is none.
 * `lowMinutes` and `highMinutes` sum the counters of all days, alarm or not.
 */
export type DeviceAlarms = {
  readonly configured: readonly ConfiguredAlarm[];
  readonly lowDays: readonly string[];
  readonly highDays: readonly string[];
  readonly lowMinutes: number;
  readonly highMinutes: number;
  readonly sensorTimeoutDays: readonly string[];
  readonly occurrences: readonly AlarmOccurrence[];
  /** Rows of the log that the device itself marked as out of its limits. */
  readonly flaggedRows: number;
  /** Computed by the device itself: mean kinetic temperature with its activation energy, average, extremes. */
  readonly mktCelsius: number | null;
  readonly mktEnergyKjPerMol: number | null;
  readonly averageCelsius: number | null;
  readonly minCelsius: number | null;
  readonly maxCelsius: number | null;
  readonly errors: readonly {
    readonly code: string;
    readonly count: number | null;
    readonly at: string | null;
  }[];
};
export const NO_ALARMS: DeviceAlarms = {
  configured: [],
  lowDays: [],
  highDays: [],
  lowMinutes: 0,
  highMinutes: 0,
  sensorTimeoutDays: [],
  occurrences: [],
  flaggedRows: 0,
  mktCelsius: null,
  mktEnergyKjPerMol: null,
  averageCelsius: null,
  minCelsius: null,
  maxCelsius: null,
  errors: [],
};

/** A remark about one line; the rest of the file stays good. */
export type Problem = { readonly line: number; readonly code: ProblemCode; readonly message: string };
export type ProblemCode =
  | 'LOGGER_VALUE_UNREADABLE'
  | 'LOGGER_TIME_UNREADABLE'
  | 'LOGGER_TIME_NOT_ON_THE_CLOCK'
  | 'LOGGER_TIME_BEYOND_REPORT'
  | 'LOGGER_REPORT_TIME_MISSING'
  | 'LOGGER_DAY_REPEATED'
  | 'LOGGER_DAY_WITHOUT_EXTREMES'
  | 'LOGGER_SENSOR_TIMEOUT'
  | 'LOGGER_SENSOR_NOT_CONNECTED'
  | 'LOGGER_FLAT_LINE'
  | 'LOGGER_ROW_SHORT'
  | 'LOGGER_MORE_PROBLEMS';

export type TemperatureUnit = 'C' | 'F';

export type LoggerFile = {
  readonly format: string;
  readonly device: {
    readonly model: string | null;
    readonly serial: string | null;
    readonly firmware: string | null;
  };
  /** As stated by the file; null when it does not say and the person importing it did. */
  readonly unit: TemperatureUnit | null;
  /** The zone in which times without an offset of their own were read. */
  readonly zone: string;
  /** The column the temperatures came from; null for reports that have no columns to choose from. */
  readonly column: string | null;
  /** When the device was started and when it wrote the report, where it says so. */
  readonly activatedAt: UtcMs | null;
  readonly reportedAt: UtcMs | null;
  readonly readings: readonly FileReading[];
  readonly days: readonly DayRecord[];
  readonly evidence: readonly FileEvidence[];
  readonly deviceAlarms: DeviceAlarms;
  /** Whether signature lines are present. They are not verified: the makers' schemes are not public. */
  readonly signaturePresent: boolean;
  readonly problems: readonly Problem[];
};

export type ReadOptions = {
  /** IANA name; local times of the file are read in it. */
  readonly zone: string;
  /** The unit of temperature, needed where the file does not state it. */
  readonly unit?: TemperatureUnit | undefined;
  readonly fileName?: string | undefined;
  /** The temperature column of a table, by its header. */
  readonly column?: string | undefined;
  /** Which of 03/04 is the day, needed where a file's dates can be read both ways. */
  readonly dates?: 'dmy' | 'mdy' | undefined;
};

/** A refusal of the whole file: a stable code, an English sentence, the offending values. */
export type Refusal = {
  readonly code: string;
  readonly message: string;
  readonly details?: Readonly<Record<string, unknown>>;
};
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refusal };
export type ReadResult =
  | { readonly ok: true; readonly file: LoggerFile }
  | { readonly ok: false; readonly refusal: Refusal };

export function refuse(
  code: string,
  message: string,
  details: Record<string, unknown> = {},
): { ok: false; refusal: Refusal } {
  return { ok: false, refusal: { code, message, details } };
}
