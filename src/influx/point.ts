/** May this point be sent, and which point is it? The last check before a server sees it, whoever made it. */
import { type FieldType, SCHEMA } from './schema.ts';
import { type FieldValue, MEASUREMENTS, type Measurement, type Point } from './types.ts';

/** InfluxDB keeps the ends of int64 for itself: https://docs.influxdata.com/influxdb/v1/write_protocols/line_protocol_reference/ */
const LAST_NANOSECOND = 9_223_372_036_854_775_806n;
const NANOS_PER_MS = 1_000_000;
/** The longest string a field may hold, bytes of UTF-8, as documented for both lines. */
const MOST_STRING_BYTES = 65_536;
/** How much of a bad value a reason quotes. */
const MOST_QUOTED = 80;

/** The schema as this hot path reads it. Maps, for names come from outside here: `constructor` is no rule. */
const TABLES = Object.fromEntries(
  MEASUREMENTS.map((measurement) => {
    const { required, optional, fields } = SCHEMA[measurement];
    const table = {
      required: Object.keys(required),
      rules: new Map(Object.entries({ ...required, ...optional })),
      types: new Map(Object.entries(fields)),
    };
    return [measurement, table];
  }),
) as Record<Measurement, { required: string[]; rules: Map<string, RegExp>; types: Map<string, FieldType> }>;

/**
 * Null when the point may be sent. Otherwise why not, beginning with POINT_TAG_INVALID, POINT_TIME_INVALID or
 * POINT_FIELD_INVALID, with the name and the value.
 */
export function checkPoint(point: Point): string | null {
  return tagFault(point) ?? timeFault(point) ?? fieldFault(point);
}

/** Tags that many points share and nobody can change any more: what was right once is right for all of them. */
const passed = new WeakMap<Point['tags'], Measurement>();

function tagFault({ measurement, tags }: Point): string | null {
  if (!Object.isFrozen(tags)) return faultIn(measurement, tags);
  if (passed.get(tags) === measurement) return null;
  const fault = faultIn(measurement, tags);
  if (fault === null) passed.set(tags, measurement);
  return fault;
}

function faultIn(measurement: Measurement, tags: Point['tags']): string | null {
  const { required, rules } = TABLES[measurement];
  for (const name of required) {
    if (tags[name] === undefined) return `POINT_TAG_INVALID ${name} is missing`;
  }
  for (const name in tags) {
    const value = tags[name];
    const rule = rules.get(name);
    if (rule === undefined) return `POINT_TAG_INVALID ${measurement} has no tag ${quoted(name)}`;
    if (typeof value !== 'string' || !rule.test(value)) return `POINT_TAG_INVALID ${name} ${quoted(value)}`;
  }
  return null;
}

function timeFault({ time, nanos }: Point): string | null {
  if (!Number.isInteger(nanos) || nanos < 0 || nanos >= NANOS_PER_MS)
    return `POINT_TIME_INVALID nanos ${nanos}`;
  if (!Number.isSafeInteger(time)) return `POINT_TIME_INVALID time ${time}`;
  if (Math.abs(time) < 9_223_372_036_854) return null;
  const ns = exactNanoseconds(time, nanos);
  return ns <= LAST_NANOSECOND && ns >= -LAST_NANOSECOND ? null : `POINT_TIME_INVALID time ${time}`;
}

function fieldFault({ measurement, fields }: Point): string | null {
  const { types } = TABLES[measurement];
  let count = 0;
  for (const name in fields) {
    const type = types.get(name);
    if (type === undefined) return `POINT_FIELD_INVALID ${measurement} has no field ${quoted(name)}`;
    if (!isOf(type, fields[name])) return `POINT_FIELD_INVALID ${name} ${quoted(fields[name])} is no ${type}`;
    count++;
  }
  return count === 0 ? `POINT_FIELD_INVALID ${measurement} without any field` : null;
}

function isOf(type: FieldType, value: FieldValue | undefined): boolean {
  switch (type) {
    case 'float':
      return Number.isFinite(value);
    case 'integer':
      return Number.isSafeInteger(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'string':
      return typeof value === 'string' && isText(value);
    default:
      return type satisfies never;
  }
}

/** A lone surrogate has no UTF-8, and what stands after a NUL is lost on some ways. */
const isText = (value: string): boolean =>
  value.isWellFormed() &&
  !value.includes('\0') &&
  (value.length * 3 <= MOST_STRING_BYTES || Buffer.byteLength(value) <= MOST_STRING_BYTES);

const quoted = (value: unknown): string => {
  const text = (typeof value === 'string' ? JSON.stringify(value) : String(value)).toWellFormed();
  return text.length <= MOST_QUOTED ? text : `${text.slice(0, MOST_QUOTED).toWellFormed()}…`;
};

/** Series and time as one string: two points with the same one are the same point. Also of a point that may not be sent. */
export function seriesKey({ measurement, tags, time, nanos }: Point): string {
  const names = Object.keys(tags).sort();
  return JSON.stringify([measurement, ...names.map((name) => [name, tags[name]]), `${time}`, nanos]);
}

/** The point's time in nanoseconds since 1970, exact, for a point that `checkPoint` let pass. */
export function nanoseconds({ time, nanos }: Point): string {
  // Before 1970 the nanoseconds count towards 1970, not away from it.
  if (time <= 0) return String(exactNanoseconds(time, nanos));
  return `${time}${String(nanos).padStart(6, '0')}`;
}

/**
 * The coarsest of the two units in which the times of these points are exact, and the times in it: most writes need
 * no nanoseconds, and a third of a short line would be zeros.
 */
export function timesOf(points: readonly Point[]): { unit: 'ms' | 'ns'; time: (point: Point) => string } {
  return points.every(({ nanos }) => nanos === 0)
    ? { unit: 'ms', time: ({ time }) => String(time) }
    : { unit: 'ns', time: nanoseconds };
}

const exactNanoseconds = (time: number, nanos: number): bigint =>
  BigInt(time) * BigInt(NANOS_PER_MS) + BigInt(nanos);
