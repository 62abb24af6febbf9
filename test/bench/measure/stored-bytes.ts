/** What a closed reading takes on disk: the service's store beside a fully compacted InfluxDB with the very same readings. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { DATABASE_FILE, openSqlite } from '../../../src/store/sqlite.ts';
import { compacted } from '../house/compacted.ts';
import { countOf, type Loggers, packMonths } from '../house/months.ts';
import { freshDirectory } from '../house/processes.ts';
import type { Report } from '../report.ts';

const REACH = 0.35;
const AIM = 0.2;
const PROBES = 230;
/** In whole weeks InfluxDB has whole shards. */
const DAYS = 7;
const DAYS_FULL = 28;
/** A round of packing has ten readings of each. */
const MANY = 20_000;
const SOME_OF_MANY = 50;

type Found = { readonly what: string; readonly ours: number; readonly theirs: number };

export async function storedBytes(name: string, full: boolean): Promise<Report> {
  const days = full ? DAYS_FULL : DAYS;
  const both: [string, Loggers][] = [
    ['temperature, humidity, battery, door, power', { probes: PROBES, days, everything: true }],
    ['temperature alone', { probes: PROBES, days, everything: false }],
  ];
  const found: Found[] = [];
  for (const [what, loggers] of both) {
    const ours = (await stored(name, loggers)) / countOf(loggers);
    process.stderr.write(`  ${name} ${what}: ${ours.toFixed(2)} bytes, now InfluxDB …\n`);
    const theirs = (await compacted(loggers)).bytes / countOf(loggers);
    process.stderr.write(`  ${name} ${what}: InfluxDB ${theirs.toFixed(2)} bytes\n`);
    found.push({ what, ours, theirs });
  }
  const some = { probes: SOME_OF_MANY, days, everything: false, among: MANY };
  const many = (await stored(name, some)) / countOf(some);
  const first = found[0]?.ours ?? Number.NaN;
  const ratio = first / (found[0]?.theirs ?? Number.NaN);
  return {
    name,
    asked: `≤ ${REACH} × InfluxDB on the same data (aim ${AIM} ×)`,
    met: ratio <= REACH,
    lines: [
      `**${ratio.toFixed(2)}** × InfluxDB, ${PROBES} probes × ${days} days at one a minute`,
      ...found.map(
        (one) =>
          `${one.what}: ${one.ours.toFixed(2)} bytes a reading, index and pages included; InfluxDB ${one.theirs.toFixed(2)}, its data files alone`,
      ),
      `temperature alone, among ${MANY} probes: ${many.toFixed(2)} bytes a reading, with what waits to be put together`,
    ],
    data: { found, many, days },
  };
}

/** What the database takes more than an empty one: free pages are used by the next that is written. */
async function stored(name: string, loggers: Loggers): Promise<number> {
  const directory = freshDirectory(name);
  try {
    await openSqlite(directory).close();
    const file = join(directory, DATABASE_FILE);
    const empty = bytesUsed(file);
    await packMonths(directory, loggers);
    return bytesUsed(file) - empty;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function bytesUsed(file: string): number {
  const db = new Database(file, { readonly: true });
  try {
    const [pages, free, size] = ['page_count', 'freelist_count', 'page_size'].map((name) =>
      Number(db.pragma(name, { simple: true })),
    );
    return ((pages ?? 0) - (free ?? 0)) * (size ?? 0);
  } finally {
    db.close();
  }
}
