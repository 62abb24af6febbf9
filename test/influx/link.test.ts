/** The link with its real thread, a real keeper in its thread, a store on the disk and a stand-in for InfluxDB 2.x. */
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { BucketsRequest } from '../../src/influx/history-reader.ts';
import { InfluxLink } from '../../src/influx/link.ts';
import { AT_ONCE_MOST, WAITING_MOST } from '../../src/influx/questions.ts';
import type { InfluxError } from '../../src/influx/types.ts';
import type { InfluxView } from '../../src/keeper/views.ts';
import { DATABASE_FILE, openDatabase } from '../../src/store/sqlite.ts';
import { openService, secretOf } from '../int/service.ts';
import { NOTHING_COUNTED } from './quiet-service.ts';
import { startStandIn } from './stand-in/server.ts';

const [TOKEN, ORG, BUCKET] = ['token', 'tinh', 'giulanh'];
const SINCE = Date.now() - 3_600_000;
const PROVINCE = {
  sites: [{ id: 'kho', name: 'Kho' }],
  units: [{ id: 'tu', kind: 'refrigerator', site: 'kho', name: 'Tủ', samplingSeconds: 60 }],
  devices: [{ id: 'do', unit: 'tu', since: new Date(SINCE).toISOString(), secret: secretOf('do') }],
};
const LONG = { timeout: 180_000 };
const PAST: BucketsRequest = {
  kind: 'buckets',
  unit: 'tu',
  from: SINCE,
  to: SINCE + 60_000,
  everyMs: 60_000,
};

async function until(what: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await what())) await wait(20);
}

async function linkHouse() {
  const service = await openService(PROVINCE);
  onTestFinished(() => service.close());
  const standIn = await startStandIn({ token: TOKEN, org: ORG, bucket: BUCKET });
  onTestFinished(() => standIn.close());
  const failures: object[] = [];
  const events = () => [...standIn.store.points(BUCKET)].filter((p) => p.measurement === 'custody');
  return {
    service,
    standIn,
    failures,
    events,
    view: () => service.ask<InfluxView>({ type: 'influx' }),
    start() {
      const link = new InfluxLink({
        directory: service.directory,
        settings: { version: 2, url: standIn.url, token: TOKEN, org: ORG, bucket: BUCKET },
        keeper: service.keeper,
        counts: () => NOTHING_COUNTED,
        clock: Date.now,
        log: { info: () => {}, warn: () => {}, error: (facts) => failures.push(facts) },
      });
      onTestFinished(() => link.close());
      return link;
    },
    /** Everything of the ledger is there, and that is committed. */
    async isSettled(): Promise<void> {
      await until(async () => {
        const answer = await service.keeper.ask(
          { username: 'a', name: 'A', roles: ['administrator'], site: null },
          { type: 'influx' },
        );
        if (!answer.ok) return false;
        const { cursor, backlog } = answer.value as InfluxView;
        return cursor !== null && backlog.ledger === 0;
      });
    },
  };
}

const codeOf = (read: Promise<unknown>): Promise<string> =>
  read.then(
    () => 'answered',
    (error: InfluxError) => error.code,
  );

test(
  'a thread that dies is started again until it lives, and the service is told that it is down meanwhile',
  LONG,
  async () => {
    const house = await linkHouse();
    const file = join(house.service.directory, DATABASE_FILE);
    renameSync(file, `${file}.away`);
    const link = house.start();
    await until(() => house.failures.length >= 2);
    expect(JSON.stringify(house.failures[0])).toContain('no store is there');
    expect((await house.view()).link?.state).toBe('unknown');
    expect(house.events()).toEqual([]);
    renameSync(`${file}.away`, file);
    await house.isSettled();
    expect(house.events().length).toBeGreaterThan(0);
    expect(await link.read(PAST)).toEqual([]);
  },
);

test('before it has a thread, nobody is kept waiting for the past', LONG, async () => {
  const house = await linkHouse();
  const link = house.start();
  expect(await codeOf(link.read(PAST))).toBe('INFLUX_UNREACHABLE');
  await house.isSettled();
  expect(link.metrics()).toContain('giulanh_influx_running 1');
});

test('too many questions are refused at once, and those that wait when it is closed', LONG, async () => {
  const house = await linkHouse();
  const link = house.start();
  await house.isSettled();
  const before = house.standIn.statistics().queries;
  house.standIn.queryFaults.plan({ seed: 1, share: 1, faults: [{ kind: 'hang' }] });
  const reads = Array.from({ length: AT_ONCE_MOST + WAITING_MOST + 1 }, () => codeOf(link.read(PAST)));
  expect(await reads.at(-1)).toBe('INFLUX_OVERLOADED');
  await until(() => house.standIn.statistics().queries === before + AT_ONCE_MOST);
  await link.close();
  expect(new Set(await Promise.all(reads.slice(0, -1)))).toEqual(new Set(['INFLUX_UNREACHABLE']));
});

test(
  'closed while a write hangs it ends soon, and the next one sends what was not answered',
  LONG,
  async () => {
    const house = await linkHouse();
    house.standIn.faults.queue({ kind: 'hang' });
    const link = house.start();
    await until(() => house.standIn.statistics().writes === 1);
    const began = performance.now();
    await link.close();
    // The library itself would wait for 15 s.
    expect(performance.now() - began).toBeLessThan(10_000);
    expect((await house.view()).cursor?.ledger ?? 0).toBe(0);
    house.start();
    await house.isSettled();
    expect(house.events().length).toBeGreaterThan(0);
  },
);

test(
  'a keeper that begins again in the middle of a settlement commits it afterwards, and nothing is sent twice',
  LONG,
  async () => {
    const house = await linkHouse();
    const db = openDatabase(join(house.service.directory, DATABASE_FILE));
    onTestFinished(() => void db.close());
    db.exec(`CREATE TRIGGER broken BEFORE INSERT ON meta WHEN NEW.key LIKE 'influx/%'
    BEGIN SELECT RAISE(ABORT, 'disk full'); END`);
    house.start();
    await until(() => !house.service.keeper.port(() => '').health().ready);
    db.exec('DROP TRIGGER broken');
    await house.isSettled();
    const events = house.events();
    expect(events.length).toBeGreaterThan(0);
    expect(new Set(events.map((e) => e.writes))).toEqual(new Set([1]));
    expect(house.failures).toEqual([]);
  },
);
