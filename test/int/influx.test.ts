/** The service as a process with a real InfluxDB 1.x beside it: what devices were told is kept arrives there, whatever InfluxDB does. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { connectAsync, type MqttClient } from 'mqtt';
import { describe, expect, onTestFinished, test } from 'vitest';
import { freePort } from '../../simulator/demo/ports.ts';
import { connectControl } from '../../src/control.ts';
import type { InfluxView } from '../../src/keeper/views.ts';
import { type Place, ServiceProcess } from '../faults/process.ts';
import { hasInfluxd, type Influxd, startInfluxd } from '../influx/influxd.ts';
import { loginOf, MINUTE, secretOf, topicOf } from './service.ts';

const DATABASE = 'giulanh';
const PROVINCE = {
  sites: [{ id: 'kho', name: 'Kho', level: 'tỉnh' }],
  units: [
    { id: 'tl-1', kind: 'refrigerator', site: 'kho', name: 'Tủ 1', samplingSeconds: 60 },
    { id: 'hom-1', kind: 'transport-box', name: 'Hòm 1', samplingSeconds: 60 },
  ],
  devices: [
    { id: 'log-1', unit: 'tl-1', secret: secretOf('log-1') },
    { id: 'log-2', unit: 'hom-1', secret: secretOf('log-2') },
  ],
};

/** A service on a directory of its own; `url` is where it should keep its copy. */
async function begin(url: string) {
  const directory = mkdtempSync(join(tmpdir(), 'giulanh-influx-'));
  const data = join(directory, 'data');
  mkdirSync(data);
  const apply = join(directory, 'province.json');
  writeFileSync(apply, JSON.stringify(PROVINCE));
  const place: Place = {
    data,
    mqttPort: await freePort(0, '127.0.0.1'),
    httpPort: await freePort(0, '127.0.0.1'),
    log: join(directory, 'log'),
  };
  const environment = { GIULANH_INFLUX_URL: url };
  let service = new ServiceProcess(place, { apply, environment });
  onTestFinished(async () => {
    await service.end('SIGKILL');
    rmSync(directory, { recursive: true, force: true });
  });
  await service.ready();
  return {
    place,
    log: () => readFileSync(place.log, 'utf8'),
    async restart() {
      const status = await service.end('SIGTERM');
      service = new ServiceProcess(place, { environment });
      await service.ready();
      return status;
    },
    async device(id: string): Promise<MqttClient> {
      const { clientId, username, password } = loginOf(id);
      const client = await connectAsync(`mqtt://127.0.0.1:${place.mqttPort}`, {
        clientId,
        username,
        password,
      });
      onTestFinished(() => client.endAsync(true));
      return client;
    },
    get: async (path: string) => {
      const answer = await fetch(`http://127.0.0.1:${place.httpPort}${path}`);
      return { status: answer.status, text: await answer.text() };
    },
    async status(): Promise<InfluxView> {
      const door = await connectControl(place.data);
      const answer = await door?.request({ ask: { type: 'influx' } });
      door?.close();
      if (answer?.ok !== true) throw new Error(JSON.stringify(answer));
      return answer.value as InfluxView;
    },
  };
}

const FIRST = Date.now() - 3_600_000;
const publish = (device: MqttClient, id: string, from: number, count: number) => {
  const readings = Array.from({ length: count }, (_, i) => ({
    at: FIRST + (from + i) * 1_000,
    celsius: 4 + ((from + i) % 20) / 10,
  }));
  return device.publishAsync(topicOf(id), JSON.stringify({ readings }), { qos: 1 });
};

async function counted(influxd: Influxd): Promise<number> {
  const answer = await influxd.query('SELECT count(celsius) FROM temperature', DATABASE);
  return Number(answer.results[0]?.series?.[0]?.values[0]?.[1] ?? 0);
}

/** Until it is so; the caller's timeout ends it. */
async function until(what: () => Promise<boolean>): Promise<void> {
  while (!(await what().catch(() => false))) await wait(100);
}

describe.skipIf(!hasInfluxd)('with a real InfluxDB 1.x', () => {
  test('readings arrive with the unit and the site where they were measured, and the database is made by itself', {
    timeout: 60_000,
  }, async () => {
    const influxd = await startInfluxd();
    onTestFinished(() => influxd.remove());
    const service = await begin(`${influxd.url}/${DATABASE}`);
    await publish(await service.device('log-1'), 'log-1', 0, 3);
    await publish(await service.device('log-2'), 'log-2', 0, 2);
    await until(async () => (await counted(influxd)) === 5);
    const { results } = await influxd.query('SELECT celsius FROM temperature GROUP BY *', DATABASE);
    const series = results[0]?.series?.map((s) => [s.tags, s.values.map((row) => row[1])]);
    expect(series).toEqual(
      [
        [{ also: '', device: 'log-1', probe: '1', site: 'kho', unit: 'tl-1' }, [4, 4.1, 4.2]],
        [{ also: '', device: 'log-2', probe: '1', site: '', unit: 'hom-1' }, [4, 4.1]],
      ].map(([tags, values]) => [expect.objectContaining(withoutAlso(tags)), values]),
    );
    await until(async () => (await service.status()).link?.state === 'ok');
    const metrics = (await service.get('/metrics')).text;
    expect(metrics).toMatch(/^giulanh_influx_state\{state="ok"\} 1$/m);
    expect(metrics).toMatch(/^giulanh_influx_set_aside 0$/m);
    // The service's own health is there as well.
    const health = await influxd.query('SELECT last(readings) FROM service', DATABASE);
    expect(health.results[0]?.series).toHaveLength(1);
  });

  test('a service whose InfluxDB is away starts, is ready and acknowledges; what it kept arrives when InfluxDB comes', {
    timeout: 90_000,
  }, async () => {
    const influxd = await startInfluxd();
    onTestFinished(() => influxd.remove());
    await influxd.stop();
    const service = await begin(`${influxd.url}/${DATABASE}`);
    await publish(await service.device('log-1'), 'log-1', 0, 500);
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
  });

  test('what is measured while InfluxDB is stopped and the service is started anew is there afterwards, once', {
    timeout: 90_000,
  }, async () => {
    const influxd = await startInfluxd();
    onTestFinished(() => influxd.remove());
    const service = await begin(`${influxd.url}/${DATABASE}`);
    await publish(await service.device('log-1'), 'log-1', 0, 400);
    await until(async () => (await counted(influxd)) === 400);
    await influxd.kill();
    await publish(await service.device('log-2'), 'log-2', 0, 400);
    expect(await service.restart()).toBe(0);
    await publish(await service.device('log-1'), 'log-1', 400, 400);
    await influxd.start();
    await until(async () => (await counted(influxd)) === 1_200);
    await until(async () => (await service.status()).backlog.journal === 0);
    expect(await counted(influxd)).toBe(1_200);
    expect((await service.status()).setAside).toBe(0);
  });

  test('a database that somebody drops is made again and filled from the beginning', {
    timeout: 90_000,
  }, async () => {
    const influxd = await startInfluxd();
    onTestFinished(() => influxd.remove());
    const service = await begin(`${influxd.url}/${DATABASE}`);
    const device = await service.device('log-1');
    await publish(device, 'log-1', 0, 300);
    await until(async () => (await counted(influxd)) === 300);
    await influxd.query(`DROP DATABASE ${DATABASE}`);
    await publish(device, 'log-1', 300, 10);
    await until(async () => (await counted(influxd)) === 310);
  });

  test('a point that this database will not take is set aside with its words, and the others arrive', {
    timeout: 90_000,
  }, async () => {
    const influxd = await startInfluxd();
    onTestFinished(() => influxd.remove());
    await influxd.query(`CREATE DATABASE ${DATABASE}`);
    // Somebody wrote temperatures as text there, in the shard of one of the readings to come.
    const old = Date.now() - 30 * 24 * 60 * MINUTE;
    await fetch(`${influxd.url}/write?db=${DATABASE}&precision=ms`, {
      method: 'POST',
      body: `temperature,device=x celsius="warm" ${old}`,
    });
    const service = await begin(`${influxd.url}/${DATABASE}`);
    const device = await service.device('log-1');
    const readings = [
      { at: old + 1_000, celsius: 3 },
      ...[1, 2, 3].map((i) => ({ at: FIRST + i, celsius: 4 })),
    ];
    await device.publishAsync(topicOf('log-1'), JSON.stringify({ readings }), { qos: 1 });
    await until(async () => (await service.status()).setAside === 1);
    const door = await connectControl(service.place.data);
    const answer = await door?.request({ ask: { type: 'influx.setAside' } });
    door?.close();
    expect(answer).toMatchObject({
      ok: true,
      value: { items: [{ measurement: 'temperature', fields: { celsius: 3 }, attempts: 1 }] },
    });
    expect(JSON.stringify(answer)).toContain('field type conflict');
    const kept = await influxd.query(
      `SELECT count(celsius) FROM temperature WHERE device = 'log-1'`,
      DATABASE,
    );
    expect(kept.results[0]?.series?.[0]?.values[0]?.[1]).toBe(3);
  });
});

/** InfluxQL shows a tag that a series lacks as ''. */
function withoutAlso(tags: unknown): object {
  const { also: _, ...rest } = tags as Record<string, string>;
  return rest;
}

test('a service with an InfluxDB that cannot be meant says which variable is wrong, and does not start', {
  timeout: 30_000,
}, async () => {
  const directory = mkdtempSync(join(tmpdir(), 'giulanh-influx-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const place = { data: join(directory, 'data'), mqttPort: 0, httpPort: 0, log: join(directory, 'log') };
  const environment = { GIULANH_INFLUX_URL: 'http://127.0.0.1:8086' };
  const service = new ServiceProcess(place, { environment });
  expect(await service.exited()).toBe(1);
  expect(readFileSync(place.log, 'utf8')).toContain('GIULANH_INFLUX_URL');
});
