/**
 * What passes between the parts of this room: points as InfluxDB keeps them, what a server made of a write, and the one
 * small interface behind which the 1.x and the 2.x client libraries stand.
 */
import type { UtcMs } from '../thermal/types.ts';

export const MEASUREMENTS = ['temperature', 'excursion', 'custody', 'service'] as const;
export type Measurement = (typeof MEASUREMENTS)[number];

/** The type of a field comes from the schema (schema.ts), never from the value: 4 and 4.1 must be one type. */
export type FieldValue = number | string | boolean;

/**
 * One point. Its series (measurement and tags) with its time is its identity: written twice it is one point still.
 * `time` is ms UTC, `nanos` (0 to 999 999) tells apart what happened within one millisecond.
 */
export type Point = {
  readonly measurement: Measurement;
  readonly tags: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, FieldValue>>;
  readonly time: UtcMs;
  readonly nanos: number;
};

/**
 * What a server made of one write of several points.
 * - `stored`: all of them (204). Nothing else is a success, also no other 2xx.
 * - `refused`: it says that something in this write cannot be stored, or that it is too large; some of it may be stored.
 * - `unavailable`: nothing can be said of the points: try the same again later. `retryAfterMs` is the server's own wish.
 */
export type WriteResult =
  | { readonly kind: 'stored' }
  | { readonly kind: 'refused'; readonly status: number; readonly reason: string }
  | {
      readonly kind: 'unavailable';
      readonly code: Trouble;
      readonly reason: string;
      readonly retryAfterMs: number | null;
    };

/** INFLUX_MISSING: the database, bucket or organisation is not there. INFLUX_FAILED: 500 and its kin. */
export const TROUBLES = [
  'INFLUX_UNREACHABLE',
  'INFLUX_TIMEOUT',
  'INFLUX_OVERLOADED',
  'INFLUX_FAILED',
  'INFLUX_UNAUTHORIZED',
  'INFLUX_MISSING',
] as const;
export type Trouble = (typeof TROUBLES)[number];

/** Thrown by the reading half of a target. */
export class InfluxError extends Error {
  readonly code: Trouble | 'INFLUX_QUERY_REFUSED';
  constructor(code: InfluxError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** Where to write, as the environment says. `name` is shown and never holds a secret. */
export type TargetSettings =
  | {
      readonly version: 1;
      readonly url: string;
      readonly database: string;
      readonly username: string | null;
      readonly password: string | null;
    }
  | {
      readonly version: 2;
      readonly url: string;
      /** '' with `tokenFile`. */
      readonly token: string;
      /** A file that holds the token, read again before every request; it may come later than the service. */
      readonly tokenFile?: string;
      readonly org: string;
      readonly bucket: string;
    };

/** A probe's readings with a value in one hour, whatever unit and site they are tagged with. Faults are not counted. */
export type HourTally = {
  readonly device: string;
  readonly probe: string;
  /** The hour's beginning, ms UTC. */
  readonly hour: UtcMs;
  readonly count: number;
  /** Sum of the readings in milli-degrees: an integer, exact. */
  readonly sumMilli: number;
  readonly minMilli: number;
  readonly maxMilli: number;
};

/** One stored temperature. `also` is the tag of a second, different value at one instant, '' for the first. */
export type StoredReading = {
  readonly device: string;
  readonly probe: string;
  readonly unit: string;
  readonly site: string;
  readonly also: string;
  readonly at: UtcMs;
  readonly milli: number;
};

export type StoredEvent = { readonly event: string; readonly seq: number; readonly hash: string };
export type StoredExcursion = {
  readonly id: string;
  readonly present: boolean;
  readonly start: UtcMs;
  readonly end: UtcMs | null;
};
/** °C; `count` readings in [at, at + every). */
export type StoredBucket = {
  readonly at: UtcMs;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly count: number;
};

/** A range of time, [from, to). */
export type Range = { readonly from: UtcMs; readonly to: UtcMs };

/**
 * An InfluxDB of either line. Writing never throws for what a server or the network does; reading throws InfluxError.
 * One write at a time: two quick ones may settle in either order.
 */
export interface Target {
  readonly version: 1 | 2;
  /** For people: server and database, or organisation and bucket. */
  readonly name: string;
  /** One HTTP request. `points` were checked by the encoder (point.ts). */
  write(points: readonly Point[]): Promise<WriteResult>;
  /** Does the server answer at all, apart from any point? */
  ping(): Promise<boolean>;
  /** Makes the database where that is possible (1.x). False: it cannot, an administrator must. */
  create(): Promise<boolean>;
  /** Of one hour, for every probe that has readings in it. */
  tallies(hour: UtcMs): Promise<HourTally[]>;
  /** In order of time. */
  readings(range: Range & { readonly device?: string; readonly unit?: string }): Promise<StoredReading[]>;
  /** Down-sampled by the database, aligned to the epoch, empty ones left out. `everyMs` at least 1000. */
  buckets(range: Range & { readonly unit: string; readonly everyMs: number }): Promise<StoredBucket[]>;
  /** The custody copy: events whose sequence number is in [fromSeq, toSeq], in order. */
  events(fromSeq: number, toSeq: number): Promise<StoredEvent[]>;
  /** The excursion copy, by first known start. */
  excursions(range: Range): Promise<StoredExcursion[]>;
  close(): Promise<void>;
}
