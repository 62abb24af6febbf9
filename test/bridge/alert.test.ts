/** What people are told of a broker that cannot be read, through the real keeper. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Bridges } from '../../src/bridge/bridges.ts';
import { connectionsIn, openBridges } from '../../src/bridge/open.ts';
import { SYSTEM } from '../../src/keeper/protocol.ts';
import { House, iso, MINUTE, START } from '../keeper/house.ts';
import { HandIntake } from './house.ts';
import { hasMosquitto, Mosquitto } from './mosquitto.ts';

const quiet = { info: () => {}, warn: () => {} };

async function bridges(house: House, connections: readonly object[]) {
  const directory = mkdtempSync(join(tmpdir(), 'giulanh-bridge-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const file = join(directory, 'bridges.json-settings');
  const topics = { subscriptions: [{ topic: '#', profile: 'giulanh' }] };
  writeFileSync(file, JSON.stringify({ connections: connections.map((one) => ({ ...topics, ...one })) }));
  const clock = () => START + house.now * MINUTE;
  const all = new Bridges({
    connections: await connectionsIn(file, {}),
    ...{ folder: directory, directory, clock, uptime: () => house.now * MINUTE, random: () => 0.01 },
    ...{ intake: new HandIntake(true), log: quiet },
    keeper: { execute: (actor, command) => house.keeper.execute(actor, command) },
  });
  onTestFinished(() => all.close());
  /** The time is that of the house; only the sockets take their own. */
  all.start(3_600_000);
  return all;
}

describe.skipIf(!hasMosquitto)('a broker', () => {
  test('that is away for five minutes is told of, since it is away and why, until it is read again', async () => {
    const broker = await Mosquitto.start();
    onTestFinished(() => broker.close());
    const house = await House.open();
    const away = { name: 'huyen', host: '127.0.0.1', port: broker.port };
    const all = await bridges(house, [away]);
    await expect.poll(() => all.health()).toEqual({ bridges: { huyen: 'connected' } });
    await broker.end('SIGTERM');
    await expect.poll(() => all.health()).toEqual({ bridges: { huyen: 'unreachable' } });
    house.now = 4.9;
    await all.beat();
    expect(await house.alerts('bridge-down')).toEqual([]);
    house.now = 5;
    await all.beat();
    const told = await house.alerts('bridge-down');
    expect(told).toMatchObject([
      { severity: 'critical', happenedAt: iso(0), data: { bridge: 'huyen', why: 'unreachable' } },
    ]);
    house.now = 7;
    await all.beat();
    await house.restart();
    house.now = 9;
    await all.beat();
    expect(await house.alerts('bridge-down')).toEqual(told);
    expect(all.metrics()).toContain('giulanh_bridge_connected{bridge="huyen"} 0');
    await broker.again();
    await expect.poll(() => all.health()).toEqual({ bridges: { huyen: 'connected' } });
    await all.beat();
    expect(await house.alerts('bridge-down')).toEqual([]);
    expect(all.metrics()).toContain('giulanh_bridge_connected{bridge="huyen"} 1');
    expect(all.metrics()).toContain('giulanh_bridge_connects_total{bridge="huyen"} 2');
  });
});

test('what was told of a broker is over when it is taken out of the file', async () => {
  const house = await House.open();
  const down = [{ name: 'cu', since: START, why: 'refused' as const, detail: 'Not authorized (135)' }];
  await house.does(SYSTEM, { type: 'bridges.report', down });
  expect(await house.alerts('bridge-down')).toMatchObject([{ data: { bridge: 'cu', why: 'refused' } }]);
  const parts = {
    connections: [],
    directory: '',
    intake: new HandIntake(true),
    log: quiet,
    knows: () => false,
  };
  const none = await openBridges({
    ...parts,
    ...{ file: null, clock: () => START, uptime: () => 0, random: () => 0 },
    keeper: { execute: (actor, command) => house.keeper.execute(actor, command) },
  });
  none.start();
  await expect.poll(() => house.alerts('bridge-down')).toEqual([]);
});

test('a connection may not bear the name of a device, nor a device that of a connection', async () => {
  const house = await House.open({ connections: ['huyen'] });
  const description = { devices: [{ id: 'huyen', unit: null }] };
  const answer = await house.keeper.execute(SYSTEM, { type: 'province.apply', description, file: null });
  expect(answer).toMatchObject({ ok: false, refusal: { details: { problems: [{ code: 'ID_RESERVED' }] } } });
  const parts = { file: '/x/bridges.yaml', directory: '', intake: new HandIntake(true), log: quiet };
  const connections = [{ name: 'do-1' } as Awaited<ReturnType<typeof connectionsIn>>[number]];
  const open = openBridges({
    ...{ ...parts, connections, clock: () => START, uptime: () => 0, random: () => 0 },
    knows: (device) => device === 'do-1',
    keeper: { execute: (actor, command) => house.keeper.execute(actor, command) },
  });
  await expect(open).rejects.toThrow(/GIULANH_BRIDGES.*do-1: a device has this name/);
});

test('what a broker brings that is too large is told of under the name of its connection', async () => {
  const house = await House.open({ connections: ['huyen'] });
  const payload = Buffer.alloc(0);
  const large = { payload, kind: 'oversize', size: 70_000, topic: 'x', profile: 'giulanh' } as const;
  await house.keeper.ingest([{ device: 'huyen', receivedAt: START, ...large }]);
  expect(await house.rejected('huyen')).toMatchObject([
    { reason: 'PAYLOAD_TOO_LARGE', detail: '70000 bytes' },
  ]);
  expect(await house.alerts('device-rejected')).toMatchObject([{ data: { reason: 'PAYLOAD_TOO_LARGE' } }]);
});
