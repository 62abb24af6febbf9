/** What a commit of a thousand readings writes into SQLite's log for each: the service's journal beside a clustered table. */
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { DATABASE_FILE, openSqlite } from '../../../src/store/sqlite.ts';
import type { Transaction } from '../../../src/store/store.ts';
import { encodeBatch } from '../../../src/telemetry/journal.ts';
import { Clustered, type Row } from '../house/clustered.ts';
import { freshDirectory } from '../house/processes.ts';
import type { Report } from '../report.ts';

const REACH = 0.1;
const AIM = 0.02;
const DEVICES = 20_000;
const PER_COMMIT = 1_000;
const COMMITS = 40;
/** Of each device before: a table that is small would write fewer pages. */
const BEFORE = 100;
const BEGAN = 1_795_316_400_000;
const MINUTE = 60_000;
const NOTHING: Transaction = {
  ...{ journal: null, puts: [], ledger: [], rejected: [], chunks: [], dropJournalTo: null, setAside: [] },
};

export async function logBytes(name: string): Promise<Report> {
  const directory = freshDirectory(name);
  try {
    const ours = await service(directory);
    const theirs = await clustered(directory);
    const ratio = ours / theirs;
    return {
      name,
      asked: `≤ ${REACH} × a clustered table (aim ${AIM} ×)`,
      met: ratio <= REACH,
      lines: [
        `**${ratio.toFixed(3)}** × the clustered table at ${PER_COMMIT} a commit, ${DEVICES} devices in turn`,
        `${Math.round(ours)} bytes of log a reading; the table ${Math.round(theirs)}, with ${BEFORE * DEVICES} rows in it before`,
      ],
      data: { ours, theirs },
    };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function service(directory: string): Promise<number> {
  const store = openSqlite(directory);
  try {
    return await grown(join(directory, DATABASE_FILE), async (commit) => {
      const readings = Array.from({ length: PER_COMMIT }, (_, i) => {
        const [probe, at] = placeOf(commit * PER_COMMIT + i);
        return { probe, at, milli: 4_520, receivedAt: at + 80, extras: null };
      });
      const counters = readings.map(({ probe }) => ({ probe, boot: BEGAN, seq: commit, print: probe }));
      await store.commit({ ...NOTHING, journal: encodeBatch(readings, counters) });
    });
  } finally {
    await store.close();
  }
}

async function clustered(directory: string): Promise<number> {
  const table = new Clustered(directory);
  const rows = (from: number, count: number): Row[] =>
    Array.from({ length: count }, (_, i) => {
      const [device, at] = placeOf(from + i);
      return [device, at, from, 4.52, 45.1, 3.61, -67, 0];
    });
  try {
    for (let turn = 0; turn < BEFORE; turn++) table.add(rows(turn * DEVICES, DEVICES));
    table.settle();
    return await grown(table.file, (commit) =>
      table.add(rows(BEFORE * DEVICES + commit * PER_COMMIT, PER_COMMIT)),
    );
  } finally {
    table.close();
  }
}

const placeOf = (n: number): [number, number] => [n % DEVICES, BEGAN + Math.floor(n / DEVICES) * MINUTE];

/** How much a log grows by a reading: somebody who reads keeps it from being used again. */
async function grown(file: string, commit: (number: number) => Promise<void> | void): Promise<number> {
  const reader = new Database(file, { readonly: true });
  try {
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM sqlite_schema').get();
    await commit(0);
    const log = `${file}-wal`;
    const begin = statSync(log).size;
    for (let number = 1; number <= COMMITS; number++) await commit(number);
    return (statSync(log).size - begin) / (COMMITS * PER_COMMIT);
  } finally {
    reader.close();
  }
}
