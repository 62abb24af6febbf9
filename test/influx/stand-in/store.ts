/**
 * Keeps points as InfluxDB 2.x does: a series (measurement and tags) and a time are one point, whose fields are the union of
 * all writes, the newest winning (docs.influxdata.com/influxdb/v2/write-data/best-practices/duplicate-points/). The first
 * write of a field fixes its type for the measurement; a point that says otherwise, that is older than the retention, or
 * that bears a reserved name is rejected, and the rest of its batch is stored
 * (docs.influxdata.com/influxdb/v2/write-data/troubleshoot/#troubleshoot-rejected-points).
 */
import type { PointSource } from './flux/flux.ts';
import type { SourceSeries } from './flux/sources.ts';
import { type Cell, type CellType, Unsigned } from './flux/values.ts';
import type { FieldType, ParsedPoint, TypedValue } from './line-protocol.ts';

/** `writes`: how often this very point was written. */
export type StoredPoint = {
  readonly measurement: string;
  readonly tags: ReadonlyMap<string, string>;
  readonly time: bigint;
  readonly fields: ReadonlyMap<string, Cell>;
  readonly writes: number;
};
export type Rejection = { readonly line: number; readonly reason: string };
/** The reason for which a point is always rejected, or null. */
export type Poison = (point: ParsedPoint) => string | null;

type Kept = { fields: Map<string, Cell>; writes: number };
type Series = SourceSeries & { readonly fields: Map<string, CellType>; readonly times: Map<bigint, Kept> };
type Bucket = {
  readonly retentionNanos: bigint | null;
  readonly series: Map<string, Series>;
  readonly types: Map<string, Map<string, FieldType>>;
};

/** The documented limits: of a string field, and of a series' key. */
const MOST_STRING_BYTES = 65_536;
const MOST_KEY_BYTES = 65_535;
/** docs.influxdata.com/influxdb/v2/reference/syntax/line-protocol/#naming-restrictions and the names Flux gives columns. */
const RESERVED_TAGS = new Set(['time', '_field', '_measurement']);

const CELL_TYPES: Readonly<Record<FieldType, CellType>> = {
  float: 'double',
  integer: 'long',
  unsigned: 'unsignedLong',
  string: 'string',
  boolean: 'boolean',
};

export class PointStore implements PointSource {
  poison: Poison = () => null;
  readonly #buckets = new Map<string, Bucket>();

  /** Also empties one that exists. `retentionMs` null: for ever. */
  makeBucket(name: string, retentionMs: number | null = null): void {
    const retentionNanos = retentionMs === null ? null : BigInt(retentionMs) * 1_000_000n;
    this.#buckets.set(name, { retentionNanos, series: new Map(), types: new Map() });
  }

  dropBucket(name: string): void {
    this.#buckets.delete(name);
  }

  has(bucket: string): boolean {
    return this.#buckets.has(bucket);
  }

  /** Stores all but the rejected ones. @param now ns, for the retention */
  write(bucket: string, points: readonly ParsedPoint[], now: bigint): Rejection[] {
    const into = this.#buckets.get(bucket);
    if (into === undefined) throw new Error(`no bucket ${bucket}`);
    const rejected: Rejection[] = [];
    for (const point of points) {
      const key = seriesKey(point);
      const reason = this.poison(point) ?? fault(point, key, into, now);
      if (reason === null) keep(point, key, into);
      else rejected.push({ line: point.line, reason });
    }
    return rejected;
  }

  series(bucket: string): Iterable<SourceSeries> | null {
    return this.#buckets.get(bucket)?.series.values() ?? null;
  }

  *points(bucket: string): Generator<StoredPoint> {
    for (const { measurement, tags, times } of this.#buckets.get(bucket)?.series.values() ?? [])
      for (const [time, { fields, writes }] of times) yield { measurement, tags, time, fields, writes };
  }

  count(bucket: string, measurement?: string): number {
    let count = 0;
    for (const series of this.#buckets.get(bucket)?.series.values() ?? [])
      if (measurement === undefined || series.measurement === measurement) count += series.times.size;
    return count;
  }
}

function fault(point: ParsedPoint, key: string, bucket: Bucket, now: bigint): string | null {
  const { measurement } = point;
  for (const tag of point.tags.keys())
    if (RESERVED_TAGS.has(tag))
      return `invalid tag key: input tag "${tag}" on measurement "${measurement}" is invalid`;
  if (bucket.retentionNanos !== null && point.time < now - bucket.retentionNanos)
    return 'points beyond retention policy';
  if (isLonger(key, MOST_KEY_BYTES)) return 'max key length exceeded';
  const types = bucket.types.get(measurement);
  for (const [name, { type, value }] of point.fields) {
    if (name === 'time')
      return `invalid field name: input field "time" on measurement "${measurement}" is invalid`;
    const known = types?.get(name);
    if (known !== undefined && known !== type)
      return `field type conflict: input field "${name}" on measurement "${measurement}" is type ${type}, already exists as type ${known}`;
    if (type === 'string' && isLonger(value, MOST_STRING_BYTES))
      return `input field "${name}" on measurement "${measurement}" is too long, ${Buffer.byteLength(value)} > ${MOST_STRING_BYTES}`;
  }
  return null;
}

function keep(point: ParsedPoint, key: string, bucket: Bucket): void {
  const types = bucket.types.get(point.measurement) ?? new Map<string, FieldType>();
  bucket.types.set(point.measurement, types);
  let series = bucket.series.get(key);
  if (series === undefined) {
    const times = new Map<bigint, Kept>();
    series = {
      measurement: point.measurement,
      tags: point.tags,
      fields: new Map(),
      times,
      points: { [Symbol.iterator]: () => inTime(times) },
    };
    bucket.series.set(key, series);
  }
  const kept = series.times.get(point.time) ?? { fields: new Map<string, Cell>(), writes: 0 };
  series.times.set(point.time, kept);
  kept.writes += 1;
  for (const [name, value] of point.fields) {
    types.set(name, value.type);
    series.fields.set(name, CELL_TYPES[value.type]);
    kept.fields.set(name, cellOf(value));
  }
}

function* inTime(times: ReadonlyMap<bigint, Kept>) {
  for (const [time, { fields }] of times) yield { time, fields };
}

function cellOf({ type, value }: TypedValue): Cell {
  return type === 'unsigned' ? new Unsigned(value) : value;
}

function seriesKey({ measurement, tags }: ParsedPoint): string {
  const parts = [...tags].map(([name, value]) => `${name}=${value}`);
  return [measurement, ...parts.sort()].join('\u0000');
}

/** A sign of a string is at most three bytes of UTF-8. */
function isLonger(text: string, bytes: number): boolean {
  return text.length * 3 > bytes && Buffer.byteLength(text) > bytes;
}
