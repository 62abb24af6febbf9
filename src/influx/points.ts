/** Which point is a reading, an excursion, an event of the ledger? Nothing here depends on batches or on when it is sent. */
import type { ExcursionRow, LedgerRow, Whereabouts } from '../store/outbox.ts';
import type { JournalReading } from '../telemetry/journal.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { FieldValue, Point } from './types.ts';

/** Excursions and events are told apart by their number: the last six digits as nanoseconds, those before as a tag. */
const PAGE = 1_000_000;

/**
 * A fault (`milli: null`) is a point too, so that the chart breaks there. Null when the device was in no unit then,
 * or is not known: no reading is accepted so, but one that were would belong nowhere.
 */
export function temperaturePoint(reading: JournalReading, whereabouts: Whereabouts): Point | null {
  return temperaturePoints(whereabouts)(reading);
}

/** The same for many readings. Those of one series share their tags, which then need be looked at only once. */
export function temperaturePoints(whereabouts: Whereabouts): (reading: JournalReading) => Point | null {
  const series = new Map<number, Readonly<Record<string, string>>>();
  return ({ probe, at, milli, extras }) => {
    const source = whereabouts.probe(probe);
    if (source === null) return null;
    const place = whereabouts.place(source.device, at);
    if (place === null) return null;
    let tags = series.get(probe);
    if (tags === undefined || tags.unit !== place.unit || tags.site !== (place.site ?? undefined)) {
      const { device, probe: name } = source;
      const site = place.site === null ? {} : { site: place.site };
      tags = Object.freeze({ device, probe: name, unit: place.unit, ...site });
      series.set(probe, tags);
    }
    const fields: Record<string, FieldValue> = milli === null ? { fault: true } : { celsius: milli / 1000 };
    if (extras !== null) {
      const { also, ...channels } = extras;
      Object.assign(fields, channels);
      if (also !== undefined) tags = { ...tags, also: String(also) };
    }
    return { measurement: 'temperature', tags, fields, time: at, nanos: 0 };
  };
}

export function excursionPoint({ number, firstStart, record, lot }: ExcursionRow): Point {
  const { subject, rule, ruleSnapshot, peak } = record;
  const fields: Record<string, FieldValue> = {
    id: record.id,
    parcel: subject.kind === 'parcel' ? subject.id : '',
    version: record.version,
    present: record.present,
    open: record.end === null,
    start: record.start,
    breachedAt: record.breachedAt,
    end: record.end ?? 0,
    discoveredAt: record.discoveredAt,
    beyondSeconds: record.beyond / 1000,
    unknownInsideSeconds: record.unknownInside / 1000,
  };
  if (peak !== null) fields.peak = peak / 1000;
  if (ruleSnapshot !== null) fields.limit = ruleSnapshot.limit / 1000;
  const tags: Record<string, string> = { subject: subject.kind, rule, page: page(number) };
  if (subject.kind === 'unit') tags.unit = subject.id;
  if (lot !== null) Object.assign(tags, { gtin: lot.gtin, lot: lot.lot });
  return { measurement: 'excursion', tags, fields, time: firstStart, nanos: number % PAGE };
}

/**
 * Reads an event by its fields, whatever its type, so that a type added later needs nothing here. One without a readable
 * time or type makes a point that `checkPoint` refuses.
 */
export function custodyPoint({ seq, event, leaf }: LedgerRow): Point {
  const of: Readonly<Record<string, unknown>> = { ...(event as object) };
  const text = (name: string): string => (typeof of[name] === 'string' ? of[name] : '');
  const tags: Record<string, string> = { page: page(seq) };
  for (const name of ['type', 'gtin', 'lot', 'site']) {
    if (text(name) !== '') tags[name] = text(name);
  }
  return {
    measurement: 'custody',
    tags,
    fields: {
      event: text('id'),
      seq,
      parcel: text('parcel'),
      from: text('from'),
      to: text('to'),
      by: text('by'),
      reason: text('reason'),
      hash: leaf,
      doses: Number.isSafeInteger(of.doses) ? Number(of.doses) : 0,
      recorded: Date.parse(text('recorded')),
    },
    time: Date.parse(text('at')),
    nanos: seq % PAGE,
  };
}

/** Counted since the start, except `queued`, `devicesConnected`, the backlog and `setAside`, which are of now. */
export type ServiceHealth = {
  readonly readings: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly commits: number;
  readonly queued: number;
  readonly devicesConnected: number;
  readonly backlogEntries: number;
  readonly backlogAgeSeconds: number;
  readonly setAside: number;
};

export const servicePoint = (at: UtcMs, health: ServiceHealth): Point => ({
  measurement: 'service',
  tags: {},
  fields: { ...health },
  time: at,
  nanos: 0,
});

const page = (number: number): string => String(Math.floor(number / PAGE));
