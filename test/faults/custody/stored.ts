/** A store as the kill left it, read with plain SQL from a copy: the rows that custody made. */
import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Handoff } from '../../../src/custody/types.ts';
import type { ChainDocument, CustodyDocument, EventDocument } from '../../../src/keeper/custody-book.ts';
import type { Administration, Parcel } from '../../../src/lots/types.ts';
import type { LedgerRow } from './verify.ts';

export type LedgerEvent = Readonly<Record<string, unknown>> & { readonly id: string; readonly type: string };
export type Stored = {
  readonly integrity: string;
  readonly rows: readonly LedgerRow[];
  /** The ledger's events, in the order of `rows`. */
  readonly ledger: readonly LedgerEvent[];
  readonly signed: readonly string[];
  readonly parcels: ReadonlyMap<string, Parcel>;
  readonly units: ReadonlyMap<string, { placements: readonly { site: string | null; since: number }[] }>;
  readonly administrations: readonly Administration[];
  readonly events: readonly EventDocument[];
  readonly refused: number;
  readonly handoffs: readonly Handoff[];
  readonly chains: ReadonlyMap<string, ChainDocument>;
  /** Parcels about which an official decided, by resolution. */
  readonly resolved: ReadonlyMap<string, string | null>;
  readonly shipments: ReadonlySet<string>;
  readonly keys: ReadonlySet<string>;
};

/** @param data the directory of a service that does not run; it is copied, never opened */
export function readStored(data: string, copy: string): Stored {
  for (const end of ['', '-wal']) {
    rmSync(copy + end, { force: true });
    const from = join(data, `giulanh.db${end}`);
    if (existsSync(from)) copyFileSync(from, copy + end);
  }
  rmSync(`${copy}-shm`, { force: true });
  const db = new Database(copy);
  try {
    const all = <T>(kind: string): T[] =>
      (db.prepare(`SELECT doc FROM ${kind}`).all() as { doc: string }[]).map(
        (row) => JSON.parse(row.doc) as T,
      );
    const named = <T extends { id?: string; parcel?: string | null }>(kind: string, by: 'id' | 'parcel') =>
      new Map(all<T>(kind).map((one) => [String(one[by]), one]));
    const rows = db.prepare('SELECT seq, event, leaf FROM ledger ORDER BY seq').all() as LedgerRow[];
    const delivered = all<CustodyDocument>('custody_event');
    const events = delivered.filter((one): one is EventDocument => !one.atDoor);
    const signed = db.prepare('SELECT signed FROM checkpoint ORDER BY id').all() as { signed: string }[];
    return {
      integrity: String(db.pragma('integrity_check', { simple: true })),
      rows,
      ledger: rows.map(({ event }) => JSON.parse(event) as LedgerEvent),
      signed: signed.map((row) => row.signed),
      parcels: named<Parcel>('parcel', 'id'),
      units: named<{ id: string; placements: { site: string | null; since: number }[] }>('unit', 'id'),
      administrations: all('administration'),
      events,
      refused: delivered.length - events.length,
      handoffs: all('handoff'),
      chains: named<ChainDocument>('chain', 'parcel'),
      resolved: new Map(
        all<{ id: string; parcel: string | null }>('resolution').map(
          ({ id, parcel }) => [id, parcel] as const,
        ),
      ),
      shipments: new Set(named('shipment', 'id').keys()),
      keys: new Set(named('phone_key', 'id').keys()),
    };
  } finally {
    db.close();
  }
}
