/**
 * What the store holds of a range of time, whether packed or not: for what is compared with it or made anew from it.
 * Read through a connection of its own that cannot write, so that the keeper never waits for it. Readings are shown as they
 * were when this was opened (or at the last `renew`; archive-readings.ts says how); events and excursions as they are.
 */

import type Database from 'better-sqlite3';
import { DEFAULT_ZONE } from '../fleet/registry.ts';
import type { Point } from '../influx/types.ts';
import type { JournalReading } from '../telemetry/journal.ts';
import type { UtcMs } from '../thermal/types.ts';
import { copyReader } from './archive-copy.ts';
import { excursionsReader } from './archive-excursions.ts';
import { ledgerReader } from './archive-ledger.ts';
import { readingsReader } from './archive-readings.ts';
import { type Cursor, type ExcursionRow, type LedgerRow, openReader, type Whereabouts } from './outbox.ts';
import { whereaboutsReader } from './whereabouts.ts';

/** A reading with where it lies: its journal entry while that is there, and the chunk it was packed into. */
export type Stored = JournalReading & { readonly journal: number | null; readonly chunk: number | null };

/** Readings of one probe in [from, to), at most a week, in order of time, each once. */
export type Stretch = Span & {
  readonly device: string;
  readonly probe: string;
  readonly readings: readonly Stored[];
};
export type Span = { readonly from: UtcMs; readonly to: UtcMs };

/** What the store knows of a copy elsewhere: how far it came, what it would not take, and when it was last compared. */
export type CopyState = {
  readonly cursor: Cursor;
  readonly setAside: readonly { readonly id: number; readonly point: Point; readonly reason: string }[];
  /** Of the last comparison: [from, to) and when it was made. */
  readonly verified: (Span & { readonly at: UtcMs }) | null;
};

export interface Archive {
  /** The province's zone. */
  zone(): string;
  whereabouts(): Whereabouts;
  copy(target: string): CopyState;
  /** Had all of it been sent, or set aside, when a copy had come as far as `cursor`? */
  isSent(reading: Stored, cursor: Cursor): boolean;
  /** From the first reading to just after the last; null when there is none. */
  span(): Span | null;
  /** Readings of [from, to): all probes of the first week, one after the other, then of the next. */
  stretches(range: Span, device?: string): Generator<Stretch>;
  /** Events numbered from `from` to `to`, both included. */
  ledger(from: number, to: number): Generator<LedgerRow>;
  /** Those whose first known start is in [from, to), by number. */
  excursions(range: Span): Generator<ExcursionRow>;
  excursion(number: number): ExcursionRow | null;
  /** Goes on to what is stored now. */
  renew(): void;
  close(): void;
}

/** Throws StoreError: STORE_MISSING, STORE_NEWER, STORE_OLDER (the service brings it up to date when it starts). */
export function openArchive(directory: string): Archive {
  const db = openReader(directory);
  try {
    return archive(db);
  } catch (error) {
    db.close();
    throw error;
  }
}

function archive(db: Database.Database): Archive {
  const readWhereabouts = whereaboutsReader(db);
  const readReadings = readingsReader(db);
  const readCopy = db.transaction(copyReader(db));
  const excursions = excursionsReader(db);
  const selectZone = db.prepare("SELECT json_extract(doc, '$.value') FROM meta WHERE id = 'zone'").pluck();
  const look = db.transaction(() => ({ whereabouts: readWhereabouts(), readings: readReadings() }));
  let now = look();
  return {
    zone: () => (selectZone.get() as string | undefined) ?? DEFAULT_ZONE,
    whereabouts: () => now.whereabouts,
    copy: (target) => readCopy(target),
    isSent: (reading, cursor) => now.readings.isSent(reading, cursor),
    span: () => now.readings.span(),
    stretches: (range, device) => now.readings.stretches(range, device),
    ledger: ledgerReader(db),
    excursions: excursions.all,
    excursion: excursions.one,
    renew: () => {
      now = look();
    },
    close: () => void db.close(),
  };
}
