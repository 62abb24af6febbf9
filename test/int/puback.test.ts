/** For every PUBACK the commit came first: shown with stores that never commit, refuse, or are late, and on the disk itself. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import pino from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { Keeper } from '../../src/keeper/keeper.ts';
import { SYSTEM } from '../../src/keeper/protocol.ts';
import { startMqtt } from '../../src/mqtt/broker.ts';
import type { Intake } from '../../src/mqtt/ports.ts';
import { openDatabase, openSqlite } from '../../src/store/sqlite.ts';
import type { Store } from '../../src/store/store.ts';
import { decodeBatch } from '../../src/telemetry/journal.ts';
import { connectPacket, puback, publishPacket, RawDevice } from '../mqtt/raw-device.ts';
import { GTIN, loginOf, openService, secretOf, topicOf } from './service.ts';

const SINCE = '2026-01-01T00:00:00Z';
/** Unknown time is no subject here. */
const maxUnmonitoredSeconds = 9 * 365 * 86_400;
const PROVINCE = {
  sites: [{ id: 'kho', name: 'Kho' }],
  units: [
    { id: 'tu', kind: 'refrigerator', site: 'kho', name: 'Tủ', samplingSeconds: 60, maxUnmonitoredSeconds },
  ],
  devices: [{ id: 'do', unit: 'tu', since: SINCE, secret: secretOf('do') }],
  products: [
    {
      gtin: GTIN,
      name: 'Vắc xin thử',
      dosesPerVial: 1,
      maxUnmonitoredSeconds,
      rules: [
        {
          id: 'freeze',
          side: 'below',
          limitCelsius: -0.5,
          inclusive: true,
          allowedSeconds: 0,
          mode: 'continuous',
        },
      ],
    },
  ],
  lots: [{ gtin: GTIN, lot: 'A', expiry: '2037-01-01' }],
  parcels: [{ id: 'kien', gtin: GTIN, lot: 'A', doses: 10, unit: 'tu', since: SINCE }],
};

/** A gate over a keeper whose store commits as the test says. */
async function houseWith(commit: (store: Store, t: Parameters<Store['commit']>[0]) => Promise<void>) {
  const directory = mkdtempSync(join(tmpdir(), 'giulanh-puback-'));
  const real = openSqlite(directory);
  let armed = false;
  const store: Store = { ...real, commit: (t) => (armed ? commit(real, t) : real.commit(t)) };
  const keeper = await Keeper.start({ store, clock: Date.now });
  await keeper.execute(SYSTEM, { type: 'province.apply', description: PROVINCE, file: null });
  armed = true;
  const intake: Intake = {
    offer(delivery) {
      keeper.ingest([delivery]).then(
        () => delivery.settle(null),
        (error: Error) => delivery.settle(error),
      );
      return true;
    },
    whenDrained: (resume) => resume(),
  };
  const verify = (device: string, secret: Uint8Array) => Buffer.from(secret).toString() === secretOf(device);
  const edge = await startMqtt({
    host: '127.0.0.1',
    port: 0,
    credentials: { verify },
    intake,
    log: pino({ level: 'silent' }),
    limits: { closeWaitMs: 50 },
  });
  const device = await RawDevice.connect(edge.port, connectPacket(loginOf('do')));
  onTestFinished(async () => {
    device.destroy();
    await edge.close();
    await real.close();
    rmSync(directory, { recursive: true, force: true });
  });
  return { device, edge };
}

const reading = (celsius: number, at = Date.now()) => JSON.stringify({ readings: [{ at, celsius }] });
const send = (device: RawDevice, id: number, payload: string) =>
  device.send(publishPacket(topicOf('do'), payload, { id }));

test('a store that never commits yields no PUBACK, and the connection goes on', async () => {
  let asked = () => {};
  const began = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const { device } = await houseWith(() => {
    asked();
    return new Promise(() => {});
  });
  send(device, 1, reading(5));
  send(device, 2, reading(6));
  await began;
  // The answer to the ping is the first thing that comes back.
  expect(await device.pings()).toBe(true);
  expect(device.received.length).toBe(0);
});

test('a store that refuses a commit yields no PUBACK and closes the connection, so that the reading comes again', async () => {
  const { device, edge } = await houseWith(() => Promise.reject(new Error('disk full')));
  send(device, 1, reading(5));
  await device.closed;
  expect(device.received.length).toBe(0);
  expect(edge.counters().closed.unkept).toBe(1);
});

test('a store that fails after it wrote half yields no PUBACK, and nothing that comes later is acknowledged either', async () => {
  let commits = 0;
  const { device, edge } = await houseWith((store, t) =>
    ++commits === 2 ? Promise.reject(new Error('input/output error')) : store.commit(t),
  );
  send(device, 1, reading(5));
  await device.expect(puback(1));
  send(device, 2, reading(6));
  await device.closed;
  expect(device.received.length).toBe(0);
  const again = await RawDevice.connect(edge.port, connectPacket(loginOf('do')));
  send(again, 3, reading(7));
  await again.closed;
  expect(again.received.length).toBe(0);
});

test('the PUBACK leaves after a slow commit, not before', async () => {
  const order: string[] = [];
  let finish = () => {};
  const { device } = await houseWith(async (store, t) => {
    await new Promise<void>((resolve) => {
      finish = resolve;
      order.push('begun');
    });
    await store.commit(t);
    order.push('committed');
  });
  send(device, 1, reading(5));
  await expect.poll(() => order).toEqual(['begun']);
  expect(await device.pings()).toBe(true);
  finish();
  await device.expect(puback(1));
  expect(order).toEqual(['begun', 'committed']);
});

test('when a PUBACK arrives, another connection finds reading, excursion, hold, alert and ledger leaf in the file', async () => {
  const service = await openService(PROVINCE);
  onTestFinished(() => service.close());
  const device = await service.device('do');
  const db = new Database(join(service.directory, 'giulanh.db'), { readonly: true });
  onTestFinished(() => void db.close());
  const begin = Date.now();
  const count = (sql: string) => (db.prepare(sql).get() as { n: number }).n;
  for (let id = 1; id <= 40; id++) {
    const at = begin - 3_600_000 + id * 1000;
    const cold = id === 20;
    send(device, id, reading(cold ? -2 : 5, at));
    await device.expect(puback(id));
    const { readings: blob } = db.prepare('SELECT readings FROM journal ORDER BY id DESC LIMIT 1').get() as {
      readings: Uint8Array;
    };
    expect(decodeBatch(blob).readings).toMatchObject([{ at, milli: cold ? -2000 : 5000 }]);
    const consequences = [
      `SELECT count(*) AS n FROM excursion WHERE doc ->> 'rule' = 'freeze' AND doc ->> 'subject' LIKE '%kien%'`,
      'SELECT count(*) AS n FROM hold',
      `SELECT count(*) AS n FROM alert WHERE doc ->> 'kind' = 'parcel-hold'`,
      `SELECT count(*) AS n FROM ledger WHERE event ->> 'type' = 'hold.placed'`,
    ].map(count);
    expect(consequences).toEqual(id < 20 ? [0, 0, 0, 0] : [1, 1, 1, 1]);
  }
  device.destroy();
});

test('every connection to data reads back synchronous FULL', async () => {
  const service = await openService(PROVINCE);
  onTestFinished(() => service.close());
  expect(service.keeper.port(() => '').detail()).toMatchObject({ synchronous: 2, journalMode: 'wal' });
  const db = openDatabase(join(service.directory, 'other.db'));
  expect(db.pragma('synchronous', { simple: true })).toBe(2);
  db.close();
});

test('only the store opens databases', () => {
  const root = new URL('../../src/', import.meta.url);
  const files = (readdirSync(root, { recursive: true, encoding: 'utf8' }) as string[]).filter((f) =>
    f.endsWith('.ts'),
  );
  const opening = files.filter((f) => /new Database\(/.test(readFileSync(new URL(f, root), 'utf8')));
  expect(opening.length).toBeGreaterThan(0);
  expect(opening.filter((f) => !f.startsWith('store/'))).toEqual([]);
});
