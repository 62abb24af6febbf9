/**
 * Reads a store as the kill left it, apart from the program that wrote it: plain SQL, the blobs' decoders, and the batch judge.
 * Answers with every promise that was broken, in words.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Alert } from '../../src/alerts/types.ts';
import { canonicalJson } from '../../src/custody/canonical.ts';
import type { Device } from '../../src/fleet/types.ts';
import type { ProbeDocument } from '../../src/keeper/history.ts';
import type { UnitDocument } from '../../src/keeper/province.ts';
import type { ExcursionRecord, Hold, Parcel, Product } from '../../src/lots/types.ts';
import { unpackReadings } from '../../src/telemetry/chunk.ts';
import { decodeBatch } from '../../src/telemetry/journal.ts';
import { judgeParcel, judgeUnit } from '../../src/thermal/judge.ts';
import type { Excursion, Reading, UnitHistory } from '../../src/thermal/types.ts';
import type { Oracle } from './oracle.ts';

export type Inspection = {
  readonly broken: readonly string[];
  readonly readings: number;
  readonly packed: number;
  readonly excursions: number;
  readonly holds: number;
};

/** Commands and ticks may lag this much behind the newest reading before their consequence is called missing. */
const SLACK = 2_500;
const SHOWN = 5;

type Stored = { readings: Map<string, Reading[]>; count: number; packed: number; newest: number };

/** @param data the data directory of a service that does not run; it is copied, never opened */
export function inspect(data: string, copy: string, oracle: Oracle, now: number): Inspection {
  for (const end of ['', '-wal']) {
    rmSync(copy + end, { force: true });
    const from = join(data, `giulanh.db${end}`);
    if (existsSync(from)) copyFileSync(from, copy + end);
  }
  rmSync(`${copy}-shm`, { force: true });
  const db = new Database(copy);
  try {
    const broken: string[] = [];
    const integrity = db.pragma('integrity_check', { simple: true });
    if (integrity !== 'ok') broken.push(`integrity check: ${integrity}`);
    const stored = readingsOf(db, oracle, broken);
    checkParcels(db, oracle, broken);
    const excursions = checkExcursions(db, stored, now, broken);
    const holds = checkHolds(db, broken);
    checkAlerts(db, broken);
    checkLedger(db, broken);
    return { broken, readings: stored.count, packed: stored.packed, excursions, holds };
  } finally {
    db.close();
  }
}

const documents = <T>(db: Database.Database, kind: string): T[] =>
  (db.prepare(`SELECT doc FROM ${kind}`).all() as { doc: string }[]).map((row) => JSON.parse(row.doc) as T);

function readingsOf(db: Database.Database, oracle: Oracle, broken: string[]): Stored {
  const probes = new Map(documents<ProbeDocument>(db, 'probe').map((p) => [p.number, p]));
  const seen = new Set<string>();
  const readings = new Map<string, Reading[]>();
  const stored: Stored = { readings, count: 0, packed: 0, newest: 0 };
  const twice: string[] = [];
  const take = (probe: number, at: number, milli: number | null) => {
    const device = probes.get(probe)?.device;
    const id = `${device} ${at} ${milli ?? 'fault'}`;
    if (seen.has(id)) twice.push(id);
    seen.add(id);
    stored.count++;
    const list = readings.get(device ?? '') ?? [];
    list.push({ at, milli });
    readings.set(device ?? '', list);
  };
  const rows = db.prepare('SELECT id, readings FROM journal ORDER BY id').all() as {
    id: number;
    readings: Buffer;
  }[];
  for (const { id, readings: blob } of rows)
    for (const r of decodeBatch(blob).readings) {
      stored.newest = Math.max(stored.newest, r.receivedAt);
      // The probe's packed chunks hold it already; the entry goes when every probe of it is packed.
      if (id > (probes.get(r.probe)?.packedJournal ?? 0)) take(r.probe, r.at, r.milli);
    }
  const standing = db.prepare(
    `SELECT probe, readings FROM chunk AS one WHERE NOT EXISTS (
       SELECT 1 FROM chunk AS merged WHERE merged.is_merged = 1 AND merged.probe = one.probe AND merged.id > one.id
       AND merged.first_at <= one.first_at AND merged.last_at >= one.last_at)`,
  );
  for (const { probe, readings: blob } of standing.all() as { probe: number; readings: Buffer }[])
    for (const r of unpackReadings(blob)) {
      take(probe, r.at, r.milli);
      stored.packed++;
    }
  tell(broken, 'stored twice', twice);
  tell(
    broken,
    'acknowledged and not stored',
    [...oracle.acked].filter((id) => !seen.has(id)),
  );
  tell(
    broken,
    'stored and never sent',
    [...seen].filter((id) => !oracle.sent.has(id)),
  );
  return stored;
}

function checkParcels(db: Database.Database, oracle: Oracle, broken: string[]): void {
  const known = new Set(documents<Parcel>(db, 'parcel').map((p) => p.id));
  tell(
    broken,
    'received and not stored',
    [...oracle.parcels].filter((id) => !known.has(id)),
  );
}

/** Every excursion the stored readings show is there, none else, each as the batch judge says. */
function checkExcursions(db: Database.Database, stored: Stored, now: number, broken: string[]): number {
  const devices = documents<Device>(db, 'device');
  const units = documents<UnitDocument>(db, 'unit');
  const histories = new Map<string, UnitHistory>();
  for (const unit of units) {
    const probes = devices.flatMap((d) => {
      const placements = d.placements.flatMap((p, i) =>
        p.unit === unit.id ? [{ from: p.since, to: d.placements[i + 1]?.since ?? null }] : [],
      );
      const readings = stored.readings.get(d.id) ?? [];
      return placements.length === 0 || readings.length === 0 ? [] : [{ probe: d.id, readings, placements }];
    });
    const { maxGap, maxUnmonitored } = unit;
    histories.set(unit.id, { maxGap, maxUnmonitored, probes, evidence: [] });
  }
  const versions = new Map(documents<Product>(db, 'product').map((p) => [p.gtin, p.versions]));
  const parcels = documents<Parcel>(db, 'parcel');
  const judged = (asOf: number): Set<string> => {
    const lines = new Set<string>();
    const note = (subject: string, list: readonly Excursion[]) => {
      for (const e of list) lines.add(line(subject, e));
    };
    for (const unit of units) {
      const history = histories.get(unit.id);
      if (history !== undefined && history.probes.length > 0)
        note(`unit:${unit.id}`, judgeUnit(history, unit.versions, null, asOf).excursions);
    }
    for (const p of parcels)
      note(
        `parcel:${p.id}`,
        judgeParcel(p.stays, histories, versions.get(p.gtin) ?? [], null, asOf).excursions,
      );
    return lines;
  };
  const must = judged(stored.newest - SLACK);
  const may = judged(now + SLACK);
  const found = documents<ExcursionRecord>(db, 'excursion').filter((e) => e.present);
  const lines = found.map((e) => line(`${e.subject.kind}:${e.subject.id}`, e));
  const said = new Set(lines);
  // What the last moments brought is in one judgement and not in the other; everything else must agree.
  tell(
    broken,
    'excursions missed',
    [...must].filter((l) => may.has(l) && !said.has(l)),
  );
  tell(
    broken,
    'excursions invented',
    lines.filter((l) => !may.has(l)),
  );
  tell(
    broken,
    'excursions told twice',
    lines.filter((l, i) => lines.indexOf(l) !== i),
  );
  return found.length;
}

/** The peak of an open run is brought up to date when it is asked for, at every start, and when the run ends. */
const line = (subject: string, e: Excursion): string =>
  [subject, e.rule, e.start, e.breachedAt, ...(e.end === null ? ['open'] : [e.end, e.peak])].join(' ');

function checkHolds(db: Database.Database, broken: string[]): number {
  const holds = documents<Hold>(db, 'hold');
  const byExcursion = Map.groupBy(holds, (h) => `${h.parcel} ${h.excursion}`);
  tell(
    broken,
    'held twice',
    [...byExcursion].filter(([, list]) => list.length > 1).map(([key]) => key),
  );
  const unheld = documents<ExcursionRecord>(db, 'excursion').filter(
    (e) => e.present && e.subject.kind === 'parcel' && !byExcursion.has(`${e.subject.id} ${e.id}`),
  );
  tell(
    broken,
    'not held',
    unheld.map((e) => `${e.subject.id} ${e.id}`),
  );
  const events = (db.prepare('SELECT event FROM ledger').all() as { event: string }[]).map(
    (row) => JSON.parse(row.event) as Record<string, unknown>,
  );
  const placed = events.filter((e) => e.type === 'hold.placed').map((e) => String(e.hold));
  tell(
    broken,
    'placed twice in the ledger',
    placed.filter((id, i) => placed.indexOf(id) !== i),
  );
  const inLedger = new Set(placed);
  tell(
    broken,
    'holds without a leaf',
    holds.filter((h) => !inLedger.has(h.id)).map((h) => h.id),
  );
  if (inLedger.size !== holds.length) broken.push(`${holds.length} holds, ${inLedger.size} in the ledger`);
  return holds.length;
}

function checkAlerts(db: Database.Database, broken: string[]): void {
  const open = documents<Alert>(db, 'alert').filter((a) => a.resolvedAt === null);
  const keys = open.map((a) => a.key);
  tell(
    broken,
    'alerts open twice',
    keys.filter((k, i) => keys.indexOf(k) !== i),
  );
}

/** No place is empty, every leaf is the hash of its text, every text canonical, every event there once. */
function checkLedger(db: Database.Database, broken: string[]): void {
  const rows = db.prepare('SELECT seq, event, leaf FROM ledger ORDER BY seq').all() as {
    seq: number;
    event: string;
    leaf: Buffer;
  }[];
  const ids = new Set<unknown>();
  const wrong: string[] = [];
  rows.forEach(({ seq, event, leaf }, i) => {
    const hash = createHash('sha256')
      .update(Buffer.from([0]))
      .update(event, 'utf8')
      .digest();
    const body = JSON.parse(event) as { id: unknown };
    if (seq !== i + 1) wrong.push(`${seq} at place ${i + 1}`);
    if (!hash.equals(leaf)) wrong.push(`${seq} has another hash`);
    if (canonicalJson(body) !== event) wrong.push(`${seq} is not canonical`);
    if (ids.has(body.id)) wrong.push(`${seq} repeats ${body.id}`);
    ids.add(body.id);
  });
  tell(broken, 'ledger', wrong);
}

function tell(broken: string[], what: string, list: readonly string[]): void {
  if (list.length > 0) broken.push(`${what}: ${list.length}, such as ${list.slice(0, SHOWN).join('; ')}`);
}
