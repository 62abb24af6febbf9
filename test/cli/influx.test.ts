import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { serveControl } from '../../src/control.ts';
import { openTarget } from '../../src/influx/target.ts';
import type { Point, TargetSettings } from '../../src/influx/types.ts';
import { SYSTEM } from '../../src/keeper/protocol.ts';
import type { InfluxView, Paged, SetAsideView } from '../../src/keeper/views.ts';
import { eventfulHouse, settle } from '../influx/copy-house.ts';
import { hasInfluxd, type Influxd, startInfluxd } from '../influx/influxd.ts';
import { type House, MINUTE, START } from '../keeper/house.ts';
import { finished, freshDirectory, giulanh, type Ran, startGiulanh } from './house.ts';

const THE_DAY = ['--from', '2026-11-22', '--to', '2026-11-23'];

async function giulanhWith(influx: TargetSettings, data: string, ...args: string[]): Promise<Ran> {
  let [out, err] = ['', ''];
  const code = await run(['influx', ...args], {
    data,
    influx,
    out: (text) => {
      out += `${text}\n`;
    },
    err: (text) => {
      err += `${text}\n`;
    },
  });
  return { code, out, err };
}

/** As a running service would, for the command line. */
async function served(house: House): Promise<void> {
  const control = await serveControl(house.directory, house.keeper);
  onTestFinished(() => void control.close());
}

describe('giulanh influx', () => {
  test.each(['', 'status', 'retry', 'rebuild', 'verify'])('explains itself: %j --help', async (verb) => {
    const ran = await giulanh(freshDirectory(), 'influx', ...(verb === '' ? [] : [verb]), '--help');
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toContain(`giulanh influx ${verb}`);
    expect(ran.out).toMatch(/[ạảấầậắằặ]/);
  });

  test.each(['status', 'retry', 'rebuild', 'verify'])('%s needs to be told which InfluxDB', async (verb) => {
    const house = await eventfulHouse();
    await served(house);
    const ran = await giulanh(house.directory, 'influx', verb);
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toContain('[INFLUX_NOT_CONFIGURED]');
  });

  test.each([
    [[], 'USAGE_VERB'],
    [['fill'], 'USAGE_VERB'],
    [['verify', '--fast'], 'USAGE_UNKNOWN_OPTION'],
    [['verify', 'yesterday'], 'USAGE_UNKNOWN_OPTION'],
    [['verify', '--from', 'yesterday'], 'USAGE_TIME'],
    [['verify', '--from', '2026-13-01'], 'USAGE_TIME'],
    [['verify', '--from', '2026-11-23', '--to', '2026-11-23'], 'USAGE_TIME'],
    [['retry', 'all'], 'USAGE_ID'],
  ])('%j is not understood, and the way to do it is shown', async (args, code) => {
    const house = await eventfulHouse();
    await served(house);
    const nowhere = {
      version: 1,
      url: 'http://127.0.0.1:1',
      database: 'x',
      username: null,
      password: null,
    } as const;
    const ran = await giulanhWith(nowhere, house.directory, ...args);
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain(`[${code}]`);
    expect(ran.err).toContain('giulanh influx');
  });

  test('stopped with Ctrl+C it ends after the write in flight and says how far it came', async () => {
    const house = await eventfulHouse();
    const hanging: ServerResponse[] = [];
    const server = createServer((request, response) => {
      request.resume();
      hanging.push(response);
      server.emit('asked');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    vi.stubEnv('GIULANH_INFLUX_URL', `http://127.0.0.1:${(server.address() as AddressInfo).port}/x`);
    onTestFinished(() => void vi.unstubAllEnvs());
    const asked = once(server, 'asked');
    const child = startGiulanh(house.directory, 'influx', 'rebuild');
    const done = finished(child);
    await asked;
    child.kill('SIGINT');
    if (child.stderr === null) throw new Error('it prints to a pipe');
    await once(child.stderr, 'data');
    hanging[0]?.writeHead(204).end();
    const ran = await done;
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toContain('Stopping');
    expect(ran.err).toContain('Written: 0 readings');
    expect(ran.err).toContain('[INTERRUPTED]');
    expect(hanging).toHaveLength(1);
  });
});

describe.skipIf(!hasInfluxd)('giulanh influx with a real InfluxDB 1.x', () => {
  let server: Influxd;
  let databases = 0;
  const fresh = (): TargetSettings & { readonly version: 1 } => ({
    version: 1,
    url: server.url,
    database: `cli${databases++}`,
    username: null,
    password: null,
  });

  beforeAll(async () => {
    server = await startInfluxd();
  });
  afterAll(() => server.remove());

  test('rebuild fills it, verify finds it equal, names what was changed, and tells the service', async () => {
    const house = await eventfulHouse();
    await served(house);
    const influx = fresh();
    const name = `${influx.url}/${influx.database}`;
    await settle(house, { name });
    const lost = await giulanhWith(influx, house.directory, 'verify', ...THE_DAY);
    expect(lost).toMatchObject({ code: 1, out: '' });
    expect(lost.err).toContain('[INFLUX_MISSING]');

    const filled = await giulanhWith(influx, house.directory, 'rebuild');
    expect(filled).toMatchObject({ code: 0, err: '' });
    expect(filled.out).toContain('Written: 218 readings');

    const equal = await giulanhWith(influx, house.directory, 'verify', ...THE_DAY, '--every-point');
    expect(equal).toMatchObject({ code: 0, err: '' });
    expect(equal.out).toContain('No differences');
    expect(equal.out).toContain('2026-11-22 00:00:00 → 2026-11-23 00:00:00');

    const at = BigInt(START + 65 * MINUTE) * 1_000_000n;
    await server.query(`DELETE FROM temperature WHERE device = 'do-1' AND time = ${at}`, influx.database);
    const differs = await giulanhWith(influx, house.directory, 'verify', ...THE_DAY);
    expect(differs.code).toBe(1);
    expect(differs.err).toContain('[INFLUX_DIFFERS]');
    expect(differs.out).toContain('thiếu | missing: số đo | reading do-1/1 2026-11-22T01:05:00.000Z');
    const json = await giulanhWith(influx, house.directory, 'verify', ...THE_DAY, '--json');
    expect(JSON.parse(json.out)).toMatchObject({
      target: name,
      differences: 2,
      found: [
        { of: 'reading', fault: 'lacking', name: 'do-1/1' },
        { of: 'reading', fault: 'lacking', name: 'do-1/2' },
      ],
    });
    expect(await house.ask<InfluxView>({ type: 'influx' })).toMatchObject({ verified: { differences: 2 } });

    const part = ['--from', '2026-11-22T08:00', '--to', '2026-11-22T02:00Z'];
    const mended = await giulanhWith(influx, house.directory, 'rebuild', ...part, '--json');
    expect(JSON.parse(mended.out)).toMatchObject({ readings: 2, present: 34 });
    expect((await giulanhWith(influx, house.directory, 'verify', ...THE_DAY)).code).toBe(0);
  });

  test('status tells what waits and what was refused; retry sends it once more and says what remains', async () => {
    const house = await eventfulHouse();
    await served(house);
    const influx = fresh();
    const name = `${influx.url}/${influx.database}`;
    const target = openTarget(influx);
    onTestFinished(() => target.close());
    await target.create();
    const fresher = await giulanhWith(influx, house.directory, 'status');
    expect(fresher).toMatchObject({ code: 0, err: '' });
    expect(fresher.out).toContain('Nothing was sent yet');
    expect(fresher.out).toContain('keeps no copy');

    // A field type that somebody fixed by hand makes all excursions refused.
    const typed = `excursion,page=0,rule=x,subject=unit,unit=u start="text" ${BigInt(START) * 1_000_000n}`;
    await fetch(`${server.url}/write?db=${influx.database}`, { method: 'POST', body: typed });
    await settle(house, { name });
    const [excursion] = await house.unitExcursions('tu-1');
    const { cursor } = await house.ask<InfluxView>({ type: 'influx' });
    if (cursor === null) throw new Error('it is settled');
    const setAside = [READING, { ...EXCURSION, fields: { ...EXCURSION.fields, id: excursion?.id ?? '' } }];
    const refused = setAside.map((point) => ({ point, reason: '400: no' }));
    await house.does(SYSTEM, { type: 'influx.settle', target: name, cursor, setAside: refused });
    const link = { target: name, state: 'ok', reason: '', since: START, lastStoredAt: START } as const;
    await house.does(SYSTEM, { type: 'influx.report', link });

    const status = await giulanhWith(influx, house.directory, 'status');
    expect(status.out).toContain('Link: ok');
    expect(status.out).toContain('Set aside: 2');
    expect(status.out).toMatch(/#1 temperature do-2\/1 .*: 400: no/);
    const json = JSON.parse((await giulanhWith(influx, house.directory, 'status', '--json')).out);
    expect(json).toMatchObject({ target: name, running: true, setAside: 2, link: { state: 'ok' } });

    const tried = await giulanhWith(influx, house.directory, 'retry');
    expect(tried.code).toBe(1);
    expect(tried.out).toContain('1 stored, 1 still refused');
    expect(tried.out).toMatch(/#2: 400: .*field type conflict/);
    const left = await house.ask<Paged<SetAsideView>>({ type: 'influx.setAside' });
    expect(left.items).toMatchObject([{ id: 2, attempts: 2 }]);

    // The measurement is made anew: now it is taken, as the excursion is today.
    await server.query('DROP MEASUREMENT excursion', influx.database);
    const again = await giulanhWith(influx, house.directory, 'retry', '#2', '77');
    expect(again.code).toBe(0);
    expect(again.err).toContain('#77 is not set aside');
    expect(again.out).toContain('1 stored, 0 still refused');
    expect((await house.ask<InfluxView>({ type: 'influx' })).setAside).toBe(0);
    const stored = await target.excursions({ from: 0, to: START + 86_400_000 });
    expect(stored).toMatchObject([{ id: excursion?.id, start: START + 120 * MINUTE }]);
  });

  test('without a service it works as well, and says that none is running', async () => {
    const house = await eventfulHouse();
    const influx = fresh();
    await settle(house, { name: `${influx.url}/${influx.database}` });
    await house.keeper.close();
    expect((await giulanhWith(influx, house.directory, 'rebuild')).code).toBe(0);
    expect((await giulanhWith(influx, house.directory, 'verify', ...THE_DAY)).code).toBe(0);
    const status = await giulanhWith(influx, house.directory, 'status');
    expect(status).toMatchObject({ code: 0, err: '' });
    expect(status.out).toContain('no service is running');
    expect(status.out).toContain('differences: 0');
    expect((await giulanhWith(influx, house.directory, 'retry')).out).toContain('0 stored, 0 still refused');
  });
});

const READING: Point = {
  measurement: 'temperature',
  tags: { site: 'xa', unit: 'tu-2', device: 'do-2', probe: '1' },
  fields: { celsius: 5.125 },
  time: START + 10 * MINUTE,
  nanos: 0,
};
/** An excursion as it once was. */
const EXCURSION: Point = {
  measurement: 'excursion',
  tags: { subject: 'unit', unit: 'tu-1', rule: 'warm', page: '0' },
  fields: { id: '', start: 1 },
  time: START + 120 * MINUTE,
  nanos: 1,
};
