/** The service as a process with a real InfluxDB 1.x beside it: what devices were told is kept arrives there, whatever InfluxDB does. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { ServiceProcess } from '../faults/process.ts';
import { hasInfluxd, type Influxd, startInfluxd } from '../influx/influxd.ts';
import { beginService, type CopyService, readings, until } from './copy-service.ts';
import { MINUTE } from './service.ts';

const DATABASE = 'giulanh';
const LONG = { timeout: 180_000 };

async function counted(influxd: Influxd): Promise<number> {
  const answer = await influxd.query('SELECT count(celsius) FROM temperature', DATABASE);
  return Number(answer.results[0]?.series?.[0]?.values[0]?.[1] ?? 0);
}

/** One service and one InfluxDB live through all of it, in this order. */
describe.skipIf(!hasInfluxd)('with a real InfluxDB 1.x', () => {
  let influxd: Influxd;
  let service: CopyService;
  beforeAll(async () => {
    influxd = await startInfluxd();
    service = await beginService({ GIULANH_INFLUX_URL: `${influxd.url}/${DATABASE}` });
  }, LONG.timeout);
  afterAll(async () => {
    await service?.remove();
    await influxd?.remove();
  });

  test(
    'readings arrive with the unit and the site where they were measured, and the database is made by itself',
    LONG,
    async () => {
      await service.send('log-1', readings(0, 3));
      await service.send('log-2', readings(0, 2));
      await until(async () => (await counted(influxd)) === 5);
      const { results } = await influxd.query('SELECT celsius FROM temperature GROUP BY *', DATABASE);
      const series = results[0]?.series?.map((s) => [withoutAlso(s.tags), s.values.map((row) => row[1])]);
      expect(series).toEqual([
        [{ device: 'log-1', probe: '1', site: 'kho', unit: 'tl-1' }, [4, 4.1, 4.2]],
        [{ device: 'log-2', probe: '1', site: '', unit: 'hom-1' }, [4, 4.1]],
      ]);
      await until(async () => (await service.status()).link?.state === 'ok');
      const metrics = (await service.get('/metrics')).text;
      expect(metrics).toMatch(/^giulanh_influx_state\{state="ok"\} 1$/m);
      expect(metrics).toMatch(/^giulanh_influx_set_aside 0$/m);
      // The service's own health is there as well.
      const health = await influxd.query('SELECT last(readings) FROM service', DATABASE);
      expect(health.results[0]?.series).toHaveLength(1);
    },
  );

  test(
    'what is measured while InfluxDB is stopped and the service is started anew is there afterwards, once',
    LONG,
    async () => {
      await influxd.kill();
      await service.send('log-2', readings(10, 400));
      expect(await service.restart()).toBe(0);
      await service.send('log-1', readings(10, 400));
      await influxd.start();
      await until(async () => (await counted(influxd)) === 805);
      await until(async () => (await service.status()).backlog.journal === 0);
      expect(await counted(influxd)).toBe(805);
      expect((await service.status()).setAside).toBe(0);
    },
  );

  test('a database that somebody drops is made again and filled from the beginning', LONG, async () => {
    await influxd.query(`DROP DATABASE ${DATABASE}`);
    await service.send('log-1', readings(1_000, 10));
    await until(async () => (await counted(influxd)) === 815);
  });

  test(
    'a point that this database will not take is set aside with its words, and the others arrive',
    LONG,
    async () => {
      // Somebody writes temperatures as text there, in the shard of one of the readings to come.
      const old = Date.now() - 30 * 24 * 60 * MINUTE;
      const body = `temperature,device=x celsius="warm" ${old}`;
      const written = await fetch(`${influxd.url}/write?db=${DATABASE}&precision=ms`, {
        method: 'POST',
        body,
      });
      expect(written.status).toBe(204);
      await service.send('log-1', [{ at: old + 1_000, celsius: 3 }, ...readings(2_000, 3)]);
      await until(async () => (await service.status()).setAside === 1);
      const { items } = await service.setAside();
      expect(items).toMatchObject([{ measurement: 'temperature', fields: { celsius: 3 }, attempts: 1 }]);
      expect(items[0]?.reason).toContain('field type conflict');
      const since = readings(2_000, 1)[0]?.at;
      const kept = await influxd.query(
        `SELECT count(celsius) FROM temperature WHERE time >= ${since}ms`,
        DATABASE,
      );
      expect(kept.results[0]?.series?.[0]?.values[0]?.[1]).toBe(3);
    },
  );
});

describe.skipIf(!hasInfluxd)('with a real InfluxDB 1.x that is away', () => {
  test(
    'a service starts, is ready and acknowledges; what it kept arrives when InfluxDB comes',
    LONG,
    async () => {
      const influxd = await startInfluxd();
      onTestFinished(() => influxd.remove());
      await influxd.stop();
      const service = await beginService({ GIULANH_INFLUX_URL: `${influxd.url}/${DATABASE}` });
      onTestFinished(() => service.remove());
      await service.send('log-1', readings(0, 500));
      await until(async () => (await service.status()).link?.state === 'INFLUX_UNREACHABLE');
      const ready = await service.get('/readyz');
      expect(ready.status).toBe(200);
      expect(JSON.parse(ready.text)).toMatchObject({
        ready: true,
        reason: null,
        detail: { influx: { target: `${influxd.url}/${DATABASE}`, state: 'INFLUX_UNREACHABLE' } },
      });
      await influxd.start();
      await until(async () => (await counted(influxd)) === 500);
      await until(async () => (await service.status()).backlog.journal === 0);
    },
  );
});

/** InfluxQL shows a tag that a series lacks as ''. */
function withoutAlso(tags: unknown): object {
  const { also: _, ...rest } = tags as Record<string, string>;
  return rest;
}

test('a service with an InfluxDB that cannot be meant says which variable is wrong, and does not start', {
  timeout: 120_000,
}, async () => {
  const directory = mkdtempSync(join(tmpdir(), 'giulanh-influx-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const place = { data: join(directory, 'data'), mqttPort: 0, httpPort: 0, log: join(directory, 'log') };
  const environment = { GIULANH_INFLUX_URL: 'http://127.0.0.1:8086' };
  const service = new ServiceProcess(place, { environment });
  expect(await service.exited()).toBe(1);
  expect(readFileSync(place.log, 'utf8')).toContain('GIULANH_INFLUX_URL');
});
