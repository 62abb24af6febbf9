/**
 * What is to be written next? Pages of the outbox become slices of checked points, made only as they are asked for, so that
 * a page with one huge entry is never in memory as points altogether. A point that may not be sent is set aside at once.
 */
import type { RefusedPoint } from '../keeper/protocol.ts';
import { readingsOf } from '../store/chunk-row.ts';
import type { Cursor, Outbox, OutboxPage, Whereabouts } from '../store/outbox.ts';
import { decodeBatch, type JournalReading } from '../telemetry/journal.ts';
import { checkPoint } from './point.ts';
import { custodyPoint, excursionPoint, temperaturePoints } from './points.ts';
import type { Point } from './types.ts';

/** Several slices: each page costs the keeper one commit when it is settled. */
export const PAGE_READINGS = 20_000;
/** InfluxDB's own advice is 5 000 lines a request: https://docs.influxdata.com/influxdb/v2/write-data/best-practices/optimize-writes/ */
export const SLICE_POINTS_MOST = 5_000;
/** Of text in fields, roughly: free text must not make a request that a server finds too large. */
export const SLICE_TEXT_MOST = 4 * 1024 * 1024;
/** After so many points others on this thread have their turn, above all the answer to the write in flight. */
const POINTS_A_BREATH = 500;

export type Slice = {
  readonly points: readonly Point[];
  readonly setAside: readonly RefusedPoint[];
  /** The cursor after it where it ends its page, else null. */
  readonly cursor: Cursor | null;
  /** More follows at once. */
  readonly more: boolean;
};

type Encoded = { readonly point: Point; readonly fault: string | null };
type OpenPage = {
  readonly encoded: Iterator<Encoded, undefined>;
  readonly next: Cursor;
  readonly more: boolean;
};

export class Feed {
  readonly #outbox: Outbox;
  readonly #breathe: () => Promise<void>;
  #cursor: Cursor;
  #page: OpenPage | null = null;

  constructor(outbox: Outbox, cursor: Cursor, breathe: () => Promise<void>) {
    this.#outbox = outbox;
    this.#cursor = cursor;
    this.#breathe = breathe;
  }

  /** Everything is told again from `cursor` on. */
  rewind(cursor: Cursor): void {
    this.#cursor = cursor;
    this.#page = null;
  }

  /** Null when the outbox holds nothing more now. */
  async next(): Promise<Slice | null> {
    this.#page ??= this.#open();
    if (this.#page === null) return null;
    const { encoded, next, more } = this.#page;
    const points: Point[] = [];
    const setAside: RefusedPoint[] = [];
    for (let text = 0, n = 1; points.length < SLICE_POINTS_MOST && text < SLICE_TEXT_MOST; n++) {
      const one = encoded.next().value;
      if (one === undefined) {
        this.#page = null;
        this.#cursor = next;
        return { points, setAside, cursor: next, more };
      }
      if (one.fault === null) points.push(one.point);
      else setAside.push({ point: one.point, reason: one.fault });
      text += textIn(one.point);
      if (n % POINTS_A_BREATH === 0) await this.#breathe();
    }
    return { points, setAside, cursor: null, more: true };
  }

  #open(): OpenPage | null {
    const { page, whereabouts } = this.#outbox.read(this.#cursor, PAGE_READINGS);
    if (isEmpty(page) && sameCursor(page.next, this.#cursor)) return null;
    return { encoded: pointsOf(page, whereabouts), next: page.next, more: page.more };
  }
}

const isEmpty = (page: OutboxPage): boolean =>
  page.journal.length + page.chunks.length + page.ledger.length + page.excursions.length === 0;

export const sameCursor = (a: Cursor, b: Cursor): boolean =>
  a.journal === b.journal && a.chunk === b.chunk && a.ledger === b.ledger && a.excursion === b.excursion;

function* pointsOf(page: OutboxPage, whereabouts: Whereabouts): Generator<Encoded, undefined> {
  for (const row of page.ledger) yield checked(custodyPoint(row));
  for (const row of page.excursions) yield checked(excursionPoint(row));
  const temperaturePoint = temperaturePoints(whereabouts);
  for (const reading of readingsIn(page)) {
    const point = temperaturePoint(reading);
    yield point === null ? placeless(reading, whereabouts) : checked(point);
  }
}

function* readingsIn(page: OutboxPage): Generator<JournalReading> {
  for (const chunk of page.chunks)
    for (const { at, milli, receivedAt, extras } of (readingsOf(chunk) ?? []).filter(isTimed))
      yield { probe: chunk.probe, at, milli, receivedAt, extras };
  for (const { blob } of page.journal) yield* decodeBatch(blob).readings.filter(isTimed);
}

const checked = (point: Point): Encoded => ({ point, fault: checkPoint(point) });

/** What has no certain time stays in the store: a chart would draw it where it was not. */
const isTimed = ({ extras }: Pick<JournalReading, 'extras'>): boolean => extras?.clock !== 'untrusted';

/** Its device's placements were corrected since: it belongs to no unit any more, and is not lost without a word. */
function placeless({ probe, at, milli }: JournalReading, whereabouts: Whereabouts): Encoded {
  const tags: Record<string, string> = { ...(whereabouts.probe(probe) ?? { probe: String(probe) }) };
  const fields = milli === null ? { fault: true } : { celsius: milli / 1000 };
  return {
    point: { measurement: 'temperature', tags, fields, time: at, nanos: 0 },
    fault: 'POINT_TAG_INVALID unit is missing: its device was in no unit then',
  };
}

function textIn({ fields }: Point): number {
  let length = 0;
  for (const name in fields) {
    const value = fields[name];
    if (typeof value === 'string') length += value.length;
  }
  return length;
}
