/** A chart over the horizon, with the real keeper, the real thread that sends and reads, and a real InfluxDB 1.x: the same as the store alone would tell. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type ReadingsQuery, readBack } from '../../src/http/readings.ts';
import { InfluxLink } from '../../src/influx/link.ts';
import { KeeperClient } from '../../src/keeper/client.ts';
import { RETENTION } from '../../src/keeper/horizon.ts';
import { type Query, SYSTEM } from '../../src/keeper/protocol.ts';
import type { BucketView, InfluxView, ReadingView } from '../../src/keeper/views.ts';
import { hasInfluxd, type Influxd, startInfluxd } from './influxd.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TEST_MS = 180_000;
const DESCRIPTION = `demo: true
sites: [{ id: tinh, name: Kho tỉnh, level: tỉnh, parent: null }]
units: [{ id: tu-1, kind: refrigerator, site: tinh, name: Tủ 1, samplingSeconds: 600, maxGapSeconds: 1800, rules: [] }]
devices: [{ id: do-1, unit: tu-1, secret: a-secret-of-one }]
`;
/** Every ten minutes for six days around the horizon, of two probes, with a second value at one instant and one peak. */
const BORDER = Math.floor((Date.now() - RETENTION) / MINUTE) * MINUTE;
const SERIES = [1, 2]
  .flatMap((probe) =>
    Array.from({ length: 6 * 144 }, (_, i) => ({
      at: BORDER - 3 * DAY + i * 10 * MINUTE,
      celsius: i === 100 ? 11.123 : Math.round((4 + Math.sin(i / 20) + probe / 10) * 1000) / 1000,
      probe: String(probe),
    })),
  )
  .concat({ at: BORDER - 2 * DAY, celsius: 7.75, probe: '1' });

describe.skipIf(!hasInfluxd)('a chart over the horizon', { timeout: TEST_MS }, () => {
  const directory = mkdtempSync(join(tmpdir(), 'giulanh-history-'));
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  let server: Influxd;
  let keeper: KeeperClient;
  let link: InfluxLink;
  const ask = async (query: Query): Promise<unknown> => {
    const answer = await keeper.ask(SYSTEM, query);
    if (!answer.ok) throw new Error(JSON.stringify(answer.refusal));
    return answer.value;
  };
  const read = (query: Omit<ReadingsQuery, 'unit'>, history: InfluxLink | null) =>
    readBack({ ask, history, now: Date.now() }, { unit: 'tu-1', ...query });

  beforeAll(async () => {
    server = await startInfluxd();
    keeper = new KeeperClient({ directory, clock: Date.now, log });
    await keeper.start();
    for (const command of [
      { type: 'province.apply', description: DESCRIPTION, file: null },
      { type: 'evidence.import', unit: 'tu-1', device: 'do-1', source: 'x', readings: SERIES, evidence: [] },
    ] as const) {
      const answer = await keeper.execute(SYSTEM, { ...command } as Parameters<KeeperClient['execute']>[1]);
      if (!answer.ok) throw new Error(JSON.stringify(answer.refusal));
    }
    link = new InfluxLink({
      directory,
      settings: { version: 1, url: server.url, database: 'giulanh', username: null, password: null },
      keeper,
      counts: () => ({ readings: 0, duplicates: 0, rejected: 0, commits: 0, queued: 0, devicesConnected: 0 }),
      clock: Date.now,
      log,
    });
    await vi.waitFor(
      async () => {
        const { cursor, backlog } = (await ask({ type: 'influx' })) as InfluxView;
        expect(cursor).not.toBeNull();
        expect(backlog.journal + backlog.chunks).toBe(0);
      },
      { timeout: 120_000, interval: 100 },
    );
  }, TEST_MS);
  afterAll(async () => {
    await link?.close();
    await keeper?.close();
    await server?.remove();
    rmSync(directory, { recursive: true, force: true });
  });

  test.each([
    ['an hour', 3600],
    ['seven hours, which no day is a multiple of', 7 * 3600],
    ['a day', 86_400],
  ])('in steps of %s is the same from copy and store together as from the store alone', async (_, every) => {
    const range = { from: BORDER - 3 * DAY, to: BORDER + 3 * DAY, every };
    const [both, own] = [await read(range, link), await read(range, null)];
    expect(both.sources.map(({ source, error }) => [source, error])).toEqual([
      ['influxdb', undefined],
      ['store', undefined],
    ]);
    expect(both.items).toEqual(own.items);
    const peaks = (both.items as BucketView[]).filter(({ max }) => max === 11.123);
    expect(peaks).toHaveLength(1);
    expect((both.items as BucketView[]).reduce((sum, { count }) => sum + count, 0)).toBe(SERIES.length);
  });

  test('of single readings is paged without one lost or told twice, two values of one instant included', async () => {
    const range = { from: BORDER - 3 * DAY, to: BORDER + 3 * DAY };
    const seen: ReadingView[] = [];
    let cursor: string | undefined;
    do {
      const page = await read({ ...range, limit: 100, cursor }, link);
      seen.push(...(page.items as ReadingView[]));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    const name = (at: number, probe: string, celsius: number) => `${at}/${probe}/${celsius}`;
    expect(seen.map((r) => name(Date.parse(r.at), r.probe, r.celsius)).toSorted()).toEqual(
      SERIES.map((r) => name(r.at, r.probe, r.celsius)).toSorted(),
    );
    expect(seen.map(({ at }) => at)).toEqual(seen.map(({ at }) => at).toSorted());
  });

  test('says that the copy does not answer once the server is gone, and tells what the store has', async () => {
    await server.stop();
    const range = { from: BORDER - 3 * DAY, to: BORDER + 3 * DAY, every: 3600 };
    const { items, sources } = await read(range, link);
    expect(sources[0]).toMatchObject({ source: 'influxdb', error: expect.stringMatching(/^INFLUX_/) });
    expect(items).toEqual((await read(range, null)).items);
  });
});
