/** What the fields of WHO PQS E006/DS01 mean here: serial numbers, error codes, and what is measured besides temperatures. */
import type { Extras } from '../../src/telemetry/measured.ts';

export type Fields = Readonly<Record<string, unknown>>;
export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Of the temperatures these three: what else is warm or cold (condenser, circuit board) says nothing about a vaccine. */
export const PROPERTIES = ['TVC', 'TAMB', 'TFRZ'] as const;
export type Property = (typeof PROPERTIES)[number];

const MOST_OF_A_NAME = 128;
export function nameOf(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const name = String(value).trim().slice(0, MOST_OF_A_NAME).toLowerCase();
  return name === '' ? null : name;
}

/** An EMS report is the logger's, whoever carries it; an RTM report the monitoring device's own. */
export function serialOf(report: Fields, kind: unknown): string | null {
  const [logger, monitor] = [nameOf(report.LSER), nameOf(report.ESER)];
  return kind === 'rtm' ? (monitor ?? logger) : (logger ?? monitor);
}

/** The refrigerator that the report is about, as its supplier knows it. */
export const applianceOf = (report: Fields): string | null =>
  nameOf(report.AMID) ?? nameOf(report.ASER) ?? nameOf(report.AID);

/** The codes of the monitoring device and of the logger together, in capitals. */
export function errorsOf({ EERR, LERR }: Fields): ReadonlySet<string> {
  const codes = [EERR, LERR].flatMap((field) => (typeof field === 'string' ? field.split(/[\s,;]+/) : []));
  return new Set(codes.filter((code) => code !== '').map((code) => code.toUpperCase()));
}

/** `RTC` among its errors, or a clock warning that is neither empty nor a length of nothing. */
export function doubtsClock(record: Fields, errors: ReadonlySet<string>): boolean {
  const { RTCW } = record;
  return errors.has('RTC') || !(RTCW === undefined || NO_WARNING.has(RTCW));
}
const NO_WARNING: ReadonlySet<unknown> = new Set([null, false, 0, '', 'PT0S', 'P0D']);

/**
 * Seconds of an interval become yes or no: was the door open at all, was there power at all? A solar refrigerator without
 * sun is not without power, so only the mains is asked. Batteries are stated in days, which is no percentage; left out.
 */
export function extrasOf(record: Fields, report: Fields): Extras | null {
  const alarms = new Set(typeof record.ALRM === 'string' ? record.ALRM.split(/[\s,;]+/) : []);
  const extras: Extras = {};
  const humidity = within(record.HCOM, 0, 100);
  if (humidity !== null) extras.humidity = humidity;
  const open = within(record.DORV, 0, Number.MAX_SAFE_INTEGER);
  if (alarms.has('DOOR')) extras.door = true;
  else if (open !== null) extras.door = open > 0;
  const supplied = within(record.SVA, 0, Number.MAX_SAFE_INTEGER);
  if (alarms.has('POWR')) extras.power = false;
  else if (supplied !== null) extras.power = supplied > 0;
  const lat = within(record.LAT ?? report.LAT, -90, 90);
  const lon = within(record.LNG ?? report.LNG, -180, 180);
  if (lat !== null && lon !== null) Object.assign(extras, { lat, lon });
  return Object.keys(extras).length > 0 ? extras : null;
}

const within = (value: unknown, min: number, max: number): number | null =>
  typeof value === 'number' && value >= min && value <= max ? value : null;
