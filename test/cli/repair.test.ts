/** `giulanh repair` on a store of which packed readings are damaged. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { Keeper } from '../../src/keeper/keeper.ts';
import { SYSTEM } from '../../src/keeper/protocol.ts';
import { DATABASE_FILE, openSqlite } from '../../src/store/sqlite.ts';
import { hasInfluxd, type Influxd, startInfluxd } from '../influx/influxd.ts';
import { freshDirectory, giulanh } from './house.ts';

const START = Date.UTC(2026, 10, 22);
const HOUR = 3_600_000;
const PROVINCE = `demo: true
sites:
  - { id: tinh, name: Kho tỉnh, level: tỉnh, parent: null }
units:
  - { id: tu-1, kind: refrigerator, site: tinh, name: Tủ 1, samplingSeconds: 600 }
devices:
  - { id: do-1, unit: tu-1, secret: a-secret-of-one }
`;

let data: string;

async function withKeeper<T>(now: number, work: (keeper: Keeper) => Promise<T>): Promise<T> {
  const keeper = await Keeper.start({ store: openSqlite(data), clock: () => now, packAt: 1 });
  try {
    return await work(keeper);
  } finally {
    await keeper.close();
  }
}

/** One reading every ten minutes over 24 hours, received at their end; on the first day a fault in their midst. */
async function measure(keeper: Keeper, from: number): Promise<void> {
  const readings = Array.from({ length: 144 }, (_, i) => ({
    at: from + i * 600_000,
    celsius: i === 70 && from === START ? null : 4 + (i % 7) / 10,
  }));
  const payload = Buffer.from(JSON.stringify({ readings }));
  const receivedAt = from + 24 * HOUR;
  await keeper.ingest([{ device: 'do-1', kind: 'telemetry', payload, size: payload.length, receivedAt }]);
  while (await keeper.pack());
}

function inStore<T>(work: (db: Database.Database) => T): T {
  const db = new Database(join(data, DATABASE_FILE));
  try {
    return work(db);
  } finally {
    db.close();
  }
}

/** Turns a bit of the readings of a day. */
const damage = (day = 1) =>
  inStore((db) => {
    const blob = db.prepare('SELECT readings FROM chunk WHERE id = ?').pluck().get(day) as Buffer;
    blob[9] = (blob[9] ?? 0) ^ 1;
    db.prepare('UPDATE chunk SET readings = ? WHERE id = ?').run(blob, day);
  });

const stored = () =>
  withKeeper(START + 72 * HOUR, async (keeper) => {
    const from = START;
    const asked = { type: 'readings', unit: 'tu-1', from, to: START + 72 * HOUR, limit: 1000 } as const;
    const answer = await keeper.ask(SYSTEM, asked);
    return (answer as { value: { items: unknown[] } }).value.items;
  });

beforeEach(async () => {
  data = freshDirectory();
  await withKeeper(START + 24 * HOUR, async (keeper) => {
    await keeper.execute(SYSTEM, { type: 'province.apply', description: PROVINCE, file: null });
    await measure(keeper, START);
  });
});

describe('giulanh repair', () => {
  let backup: string;
  beforeEach(async () => {
    backup = join(data, 'copy');
    expect((await giulanh(data, 'backup', backup)).code).toBe(0);
    await withKeeper(START + 48 * HOUR, (keeper) => measure(keeper, START + 24 * HOUR));
  });
  afterEach(() => {
    expect(inStore((db) => db.pragma('integrity_check', { simple: true }))).toBe('ok');
  });

  test('says so when nothing is damaged', async () => {
    expect(await giulanh(data, 'repair', backup)).toMatchObject({
      code: 0,
      out: expect.stringContaining('No readings are damaged'),
    });
  });

  test('brings back from a backup what nobody has even noticed yet, each reading as it was', async () => {
    const before = await stored();
    damage();
    const ran = await giulanh(data, 'repair', backup);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toContain('do-1/1 2026-11-22T00:00:00.000Z → 2026-11-22T23:50:00.000Z');
    expect(ran.out).toContain('is back');
    expect(await stored()).toEqual(before);
    expect((await giulanh(data, 'repair', backup)).out).toContain('No readings are damaged');
  });

  test('leaves a stretch that the backup does not have, and does not say that it did', async () => {
    damage();
    const other = join(data, 'other');
    expect((await giulanh(data, 'repair', other)).code).not.toBe(0);
    inStore((db) => db.exec('UPDATE chunk SET readings = zeroblob(8) WHERE id = 2'));
    const ran = await giulanh(data, 'repair', backup);
    expect(ran.code).toBe(1);
    expect(ran.out).toContain('is back');
    expect(ran.out).toContain('only 0 of 144 readings were found');
    expect(ran.err).toContain('REPAIR_INCOMPLETE');
  });

  test('takes no file for a backup that is none', async () => {
    damage();
    const ran = await giulanh(data, 'repair', join(data, DATABASE_FILE));
    expect(ran).toMatchObject({ code: 1, err: expect.stringContaining('BACKUP_DAMAGED') });
  });
});

describe.skipIf(!hasInfluxd)('giulanh repair from a real InfluxDB 1.x', () => {
  let server: Influxd;
  beforeAll(async () => {
    server = await startInfluxd();
  });
  afterAll(() => server.remove());

  test('brings back a stretch of which the copy has all, and none of one in which a fault is missing there', async () => {
    await withKeeper(START + 48 * HOUR, (keeper) => measure(keeper, START + 24 * HOUR));
    const influx = {
      version: 1,
      url: server.url,
      database: 'repair',
      username: null,
      password: null,
    } as const;
    const told: string[] = [];
    const terminal = { data, influx, out: (text: string) => told.push(text), err: () => {} };
    expect(await run(['influx', 'rebuild'], terminal)).toBe(0);
    const before = await stored();
    damage(1);
    damage(2);
    told.length = 0;
    expect(await run(['repair'], terminal)).toBe(1);
    expect(told).toEqual([expect.stringContaining('only 143 of 144'), expect.stringContaining('is back')]);
    expect(await stored()).toEqual(before.slice(143));
  });
});

describe('giulanh backup of a store with damage', () => {
  test('is not made before the damage is known, for it may take the place of one that is whole', async () => {
    damage();
    const ran = await giulanh(data, 'backup', join(data, 'copy'));
    expect(ran).toMatchObject({ code: 1, err: expect.stringContaining('BACKUP_DAMAGED') });
  });

  test('is made when it is set aside, says so, and can be restored', async () => {
    damage();
    expect(await stored()).toEqual([]);
    const file = join(data, 'copy');
    const ran = await giulanh(data, 'backup', file);
    expect(ran.code).toBe(0);
    expect(ran.out).toContain('Damaged stretches set aside: 1');
    expect((await giulanh(data, 'restore', file)).code).toBe(0);
    expect(await stored()).toEqual([]);
  });
});
