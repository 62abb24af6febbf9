/** The peer of the store: a table clustered by device and time (WITHOUT ROWID), WAL, synchronous=FULL, eight plain columns. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Kept } from '../../../src/telemetry/tail.ts';

const COLUMNS = 'device, ts, seq, t, rh, bat, rssi, door';

export type Row = readonly [number, number, number, number | null, number, number, number, number];

export class Clustered {
  readonly file: string;
  readonly #db: Database.Database;
  readonly #insert: (rows: readonly Row[]) => void;
  readonly #month: Database.Statement;

  constructor(directory: string) {
    this.file = join(directory, 'clustered.db');
    const db = new Database(this.file);
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.exec(`CREATE TABLE IF NOT EXISTS reading (
      device INTEGER, ts INTEGER, seq INTEGER, t REAL, rh REAL, bat REAL, rssi INTEGER, door INTEGER,
      PRIMARY KEY (device, ts, seq)) WITHOUT ROWID`);
    const one = db.prepare(`INSERT INTO reading (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
    this.#insert = db.transaction((rows: readonly Row[]) => {
      for (const row of rows) one.run(row);
    });
    this.#month = db.prepare(
      `SELECT ${COLUMNS} FROM reading WHERE device = ? AND ts >= ? AND ts < ? ORDER BY ts`,
    );
    this.#db = db;
  }

  /** One commit. */
  add(rows: readonly Row[]): void {
    this.#insert(rows);
  }

  rows(device: number, from: number, to: number): unknown[] {
    return this.#month.all(device, from, to);
  }

  /** What was written lies in the table itself, and the log begins anew. */
  settle(): void {
    this.#db.pragma('wal_checkpoint(TRUNCATE)');
  }

  close(): void {
    this.#db.close();
  }
}

export function rowOf(device: number, seq: number, { at, milli, extras }: Kept): Row {
  const celsius = milli === null ? null : milli / 1000;
  return [
    ...([device, at, seq, celsius, extras?.humidity ?? 45, extras?.battery ?? 3.6, -67] as const),
    extras?.door ? 1 : 0,
  ];
}
