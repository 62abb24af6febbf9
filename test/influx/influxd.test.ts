import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasInfluxd, type Influxd, startInfluxd } from './influxd.ts';

describe.skipIf(!hasInfluxd)('a real InfluxDB for the tests', () => {
  let server: Influxd;
  beforeAll(async () => {
    server = await startInfluxd();
  });
  afterAll(() => server.remove());

  test('what was written and answered is there after a stop and after a kill', async () => {
    await server.query('CREATE DATABASE memory');
    const write = async (line: string) =>
      (await fetch(`${server.url}/write?db=memory`, { method: 'POST', body: line })).status;
    expect(await write('m v=1 1')).toBe(204);
    await server.stop();
    expect(server.pid).toBeNull();
    await expect(fetch(`${server.url}/ping`)).rejects.toThrow();
    await server.start();
    expect(await write('m v=2 2')).toBe(204);
    await server.kill();
    await server.start();
    const { results } = await server.query('SELECT v FROM m', 'memory');
    expect(results[0]?.series?.[0]?.values.map(([, value]) => value)).toEqual([1, 2]);
  });
});
