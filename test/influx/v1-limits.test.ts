/** A real InfluxDB 1.x that is set up tightly: an account, few rows in an answer, little memory. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTarget } from '../../src/influx/target.ts';
import type { Target } from '../../src/influx/types.ts';
import { hasInfluxd, type Influxd, startInfluxd } from './influxd.ts';
import { AT, event, reading } from './points-fixture.ts';

describe.skipIf(!hasInfluxd)('a real InfluxDB 1.x with limits of its own', () => {
  let server: Influxd;
  const open: Target[] = [];
  const target = (database: string, password: string | null): Target => {
    const username = password === null ? null : 'kho';
    const it = openTarget({ version: 1, url: server.url, database, username, password });
    open.push(it);
    return it;
  };
  const secret = 'p:"\\%\'ă';

  beforeAll(async () => {
    server = await startInfluxd({
      INFLUXDB_HTTP_AUTH_ENABLED: 'true',
      INFLUXDB_HTTP_MAX_ROW_LIMIT: '100',
      INFLUXDB_DATA_CACHE_MAX_MEMORY_SIZE: '1000000',
    });
    const password = secret.replaceAll(/['\\]/g, '\\$&');
    await server.query(`CREATE USER kho WITH PASSWORD '${password}' WITH ALL PRIVILEGES`);
  });
  afterAll(async () => {
    for (const it of open) await it.close();
    await server.remove();
  });

  test('lets in who has the account, and says of everyone else that they may not', async () => {
    const it = target('account', secret);
    expect(await it.create()).toBe(true);
    expect(await it.write([reading()])).toEqual({ kind: 'stored' });
    for (const password of [null, 'wrong']) {
      const stranger = target('account', password);
      expect(await stranger.ping()).toBe(true);
      expect(await stranger.create()).toBe(false);
      expect(await stranger.write([reading()])).toMatchObject({
        kind: 'unavailable',
        code: 'INFLUX_UNAUTHORIZED',
      });
      await expect(stranger.readings({ from: AT, to: AT + 1 })).rejects.toMatchObject({
        code: 'INFLUX_UNAUTHORIZED',
      });
    }
  });

  test('gives all readings though it cuts every answer, and never half a count', async () => {
    const it = target('rows', secret);
    await it.create();
    const points = Array.from({ length: 1000 }, (_, at) =>
      reading({
        tags: { ...reading().tags, device: `d${at % 150}` },
        fields: { celsius: at / 1000 },
        time: AT + Math.floor(at / 7),
      }),
    );
    expect(await it.write(points)).toEqual({ kind: 'stored' });
    const found = await it.readings({ from: AT, to: AT + 1000 });
    expect(found.map(({ milli }) => milli).sort((a, b) => a - b)).toEqual(points.map((_, at) => at));
    const hour = Math.floor(AT / 3_600_000) * 3_600_000;
    await expect(it.tallies(hour)).rejects.toMatchObject({ code: 'INFLUX_QUERY_REFUSED' });
  });

  test('gives a whole curve though it cuts every answer', async () => {
    const it = target('curve', secret);
    await it.create();
    const points = Array.from({ length: 450 }, (_, at) =>
      reading({ fields: { celsius: at }, time: AT + at * 1000 }),
    );
    expect(await it.write(points)).toEqual({ kind: 'stored' });
    const curve = await it.buckets({ unit: 'tu-1', from: AT, to: AT + 450_000, everyMs: 1000 });
    expect(curve.map(({ max }) => max)).toEqual(points.map((_, at) => at));
  });

  test('is overloaded, and refuses nothing, while its memory is full', async () => {
    const it = target('memory', secret);
    await it.create();
    const results = [];
    for (let round = 0; round < 6; round++) {
      const points = Array.from({ length: 50 }, (_, at) => event(round * 50 + at, 'x'.repeat(6000)));
      results.push(await it.write(points));
    }
    expect(results.at(-1)).toMatchObject({ kind: 'unavailable', code: 'INFLUX_OVERLOADED' });
    expect(results.filter(({ kind }) => kind === 'refused')).toEqual([]);
  });
});
