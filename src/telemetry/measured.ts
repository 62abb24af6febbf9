/**
 * What a message says once it is read, whatever its format: measurements with their instants, and what could not be read. And
 * the one judgement that every format shares: can this value be a temperature at all?
 */
import type { DurationMs, MilliCelsius, UtcMs } from '../thermal/types.ts';

/** What a device measures besides the temperature; kept with the reading, never judged. */
export type Extras = {
  humidity?: number;
  battery?: number;
  door?: boolean;
  power?: boolean;
  lat?: number;
  lon?: number;
  /** °C where no vaccine is: the room, the logger's housing. */
  ambient?: number;
  /** How the instant was found, where it was not simply the device's: see `ClockQuality`. */
  clock?: 'corrected' | 'untrusted';
  /** Of an untrusted one, whose instant is that of its arrival: what the device said, and when it was measured at the earliest. */
  claimed?: UtcMs;
  earliest?: UtcMs;
  /**
   * Never from a device: how many other entries its probe already had for this very instant when it was stored. Left out
   * for the first. It tells entries apart where one place keeps one value per instant.
   */
  also?: number;
};

export type RejectReason =
  | 'PAYLOAD_NOT_JSON'
  | 'PAYLOAD_SHAPE'
  | 'PAYLOAD_TOO_LARGE'
  | 'READING_SHAPE'
  | 'AT_UNREADABLE'
  | 'AT_IN_FUTURE'
  | 'AT_IMPLAUSIBLE'
  | 'AT_BEFORE_PLACEMENT'
  | 'DEVICE_NOT_PLACED'
  | 'PROBE_INVALID'
  | 'CELSIUS_NOT_A_NUMBER'
  | 'CELSIUS_IMPLAUSIBLE'
  | 'SENSOR_FAULT'
  | 'ADDRESS_UNKNOWN'
  | 'LOST_BY_DEVICE'
  | 'DEVICE_REVOKED'
  | 'DEVICE_FROZEN';

/**
 * How much `at` may be believed. `trusted`: the device's clock, or our own at arrival. `corrected`: reckoned from a
 * relative time against the arrival. `untrusted`: neither could be; such a reading can show that a limit was passed and
 * never that it was not.
 */
export type ClockQuality = 'trusted' | 'corrected' | 'untrusted';

/** `milli` is null when the value is no temperature; `reason` says why, and `at` still tells when the sensor failed. */
export type Measured = {
  readonly at: UtcMs;
  readonly probe: string;
  readonly milli: MilliCelsius | null;
  readonly reason: RejectReason | null;
  readonly extras: Extras | null;
  readonly detail: string;
  /** Left out: trusted. */
  readonly clock?: ClockQuality;
  /** What the device's running time was when it measured; left out: it did not say. */
  readonly uptime?: DurationMs;
  /** Was `at` left out, so that it says no more than when the message arrived? */
  readonly timeless?: boolean;
};

/** What a message says of the clock behind it. */
export type ClockWords = {
  /** What that clock showed as the message was handed to the network. */
  readonly sentAt: UtcMs | null;
  /** How long the device had been running then, by a counter that nothing sets. */
  readonly uptime: DurationMs | null;
  /** The device's own opinion of its `at`. */
  readonly quality: ClockQuality | null;
};
export type Unreadable = {
  readonly reason: RejectReason;
  readonly at: UtcMs | null;
  readonly detail: string;
};
export type Message = {
  readonly boot: number | null;
  readonly seq: number | null;
  readonly measured: readonly Measured[];
  readonly unreadable: readonly Unreadable[];
  /** Left out: it says nothing of its clock. */
  readonly clock?: ClockWords;
};

const LOWEST: MilliCelsius = -120_000;
const HIGHEST: MilliCelsius = 80_000;
/** Colder or warmer no place with vaccine can be; both ends are still believed. */
export const isPlausible = (milli: MilliCelsius): boolean => milli >= LOWEST && milli <= HIGHEST;

const PROBE = /^[A-Za-z0-9_-]{1,32}$/;
export const isProbeName = (name: unknown): name is string => typeof name === 'string' && PROBE.test(name);

type Given = {
  readonly at: UtcMs;
  readonly probe: string;
  /** Whatever the message holds in the place of the temperature. */
  readonly celsius: unknown;
  readonly extras: Extras | null;
};

/**
 * One measurement as it is kept: its value, or the reason why it has none.
 * @param faults values that mean "no measurement" for this sensor, in milli-degrees; compared exactly
 */
export function measure({ at, probe, celsius, extras }: Given, faults: readonly MilliCelsius[]): Measured {
  const milli = typeof celsius === 'number' ? Math.round(celsius * 1000) : null;
  const reason = fault(milli, faults);
  const detail = reason === null ? '' : `celsius ${wordOf(celsius)}`;
  return { at, probe, milli: reason === null ? milli : null, reason, extras, detail };
}

/** A list or an object is not walked: one that is nested without end would end the service. */
const wordOf = (value: unknown): string =>
  typeof value === 'object' && value !== null ? 'no number' : String(value).slice(0, 80);

function fault(milli: MilliCelsius | null, faults: readonly MilliCelsius[]): RejectReason | null {
  if (milli === null || !Number.isFinite(milli)) return 'CELSIUS_NOT_A_NUMBER';
  if (faults.includes(milli)) return 'SENSOR_FAULT';
  return isPlausible(milli) ? null : 'CELSIUS_IMPLAUSIBLE';
}

const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/;

/** ISO 8601 with its offset, or epoch milliseconds. Seconds are not guessed at: they read as 1970 and are refused later. */
export function instant(value: unknown): UtcMs | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : null;
  if (typeof value !== 'string' || value.length > 40 || !ISO.test(value)) return null;
  const ms = Date.parse(value);
  return Number.isFinite(ms) ? ms : null;
}
