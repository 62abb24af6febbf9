/** Messages that speak of others than their sender: who is believed, who is remembered, what is kept beside. */
import { describe, expect, test } from 'vitest';
import type { AdminOverviewView } from '../../src/keeper/admin-views.ts';
import type { Incoming } from '../../src/keeper/intake.ts';
import type { DeviceView } from '../../src/keeper/registry-views.ts';
import type { Paged, ReadingView } from '../../src/keeper/views.ts';
import { House, iso, MINUTE, PROVINCE, START } from './house.ts';

const CARRIED = `devices:
  - { id: cong-1, unit: null, profile: senml-gateway }
  - { id: cong-2, unit: null, profile: senml-gateway }
  - { id: nhiet-ke, unit: tu-1, profile: ds18b20, via: { gateway: cong-1, address: "AA:BB:01" } }
`;

const open = (more = CARRIED) => House.open({ descriptions: [PROVINCE, more], connections: ['huyen'] });

type Sent = Partial<Incoming> & { readonly json: unknown };
async function send(house: House, device: string, { json, ...more }: Sent): Promise<void> {
  const payload = Buffer.from(JSON.stringify(json));
  const receivedAt = START + house.now * MINUTE;
  await house.keeper.ingest([
    { device, kind: 'telemetry', payload, size: payload.length, receivedAt, ...more },
  ]);
}

/** One SenML record of a device at a minute. */
const record = (address: string, celsius: number, minute: number) => ({
  bn: `${address}/`,
  n: '1',
  u: 'Cel',
  v: celsius,
  t: (START + minute * MINUTE) / 1000,
});

async function readings(house: House, unit: string): Promise<string[]> {
  const { items } = await house.ask<Paged<ReadingView>>({
    type: 'readings',
    unit,
    from: START - 60 * MINUTE,
    to: START + 60 * MINUTE,
    limit: 1000,
  });
  return items.map(({ at, celsius, probe }) => `${at} ${celsius} ${probe}`);
}

describe('a gateway', () => {
  test('brings the readings of a device that is registered as carried by it', async () => {
    const house = await open();
    house.now = 5;
    await send(house, 'cong-1', { json: [record('aa:bb:01', 4.5, 4)] });
    expect(await readings(house, 'tu-1')).toEqual([`${iso(4)} 4.5 1`]);
    expect(await house.rejected('cong-1')).toEqual([]);
  });

  test('cannot speak for a device that another carries, nor for one that signs in itself', async () => {
    const house = await open();
    house.now = 5;
    await send(house, 'cong-2', { json: [record('aa:bb:01', 30, 4)] });
    await send(house, 'cong-2', { json: [record('do-1', 30, 4)] });
    await send(house, 'cong-1', { json: [record('nhiet-ke', 30, 4)] });
    expect(await readings(house, 'tu-1')).toEqual([]);
    expect(await house.rejected('cong-2')).toMatchObject([
      { reason: 'ADDRESS_UNKNOWN' },
      { reason: 'ADDRESS_UNKNOWN' },
    ]);
    expect(await house.rejected('cong-1')).toMatchObject([{ reason: 'ADDRESS_UNKNOWN' }]);
    // Strangers are nobody's trouble.
    expect(await house.alerts('device-rejected')).toEqual([]);
  });

  test('is told of a stranger once an hour, and an administrator sees whom it hears', async () => {
    const house = await open();
    for (const minute of [0, 10, 59, 60, 119]) {
      house.now = minute;
      await send(house, 'cong-1', { json: [record('CC:DD', 20 + minute / 10, minute)] });
    }
    expect(await house.rejected('cong-1')).toMatchObject([{ at: iso(0) }, { at: iso(60) }]);
    const { items } = await house.ask<Paged<object>>({ type: 'heard' });
    expect(items).toEqual([
      {
        sender: 'cong-1',
        address: 'cc:dd',
        lastAt: iso(119),
        messages: 5,
        celsius: 31.9,
        profile: 'senml-gateway',
      },
    ]);
  });

  test('of whom it spoke is no stranger any more once it is in the registry', async () => {
    const house = await open();
    await send(house, 'cong-1', { json: [record('cc:dd', 4, 0)] });
    await house.apply('devices: [{ id: moi, unit: tu-2, via: { gateway: cong-1, address: cc:dd } }]');
    expect((await house.ask<Paged<object>>({ type: 'heard' })).items).toEqual([]);
    house.now = 1;
    await send(house, 'cong-1', { json: [record('cc:dd', 4, 1)] });
    expect(await readings(house, 'tu-2')).toEqual([`${iso(1)} 4 1`]);
  });

  test('that was retired carries nobody, and what was retired is carried no more', async () => {
    const house = await open();
    house.now = 10;
    await house.apply('devices: [{ id: nhiet-ke, unit: tu-1, retired: 2026-11-22T00:05:00Z }]');
    await send(house, 'cong-1', { json: [record('aa:bb:01', 4, 9)] });
    expect(await readings(house, 'tu-1')).toEqual([]);
    expect(await house.rejected('cong-1')).toMatchObject([{ reason: 'ADDRESS_UNKNOWN' }]);
  });

  test('brings a fault as the carried device’s own', async () => {
    const house = await open();
    await send(house, 'cong-1', { json: [record('aa:bb:01', 85, 0)] });
    expect(await house.rejected('nhiet-ke')).toMatchObject([{ reason: 'CELSIUS_IMPLAUSIBLE' }]);
    expect(await house.alerts('device-rejected')).toHaveLength(1);
  });

  test('carries the same after a restart', async () => {
    const house = await open();
    await house.restart();
    await send(house, 'cong-1', { json: [record('aa:bb:01', 4.5, 0)] });
    expect(await readings(house, 'tu-1')).toEqual([`${iso(0)} 4.5 1`]);
  });
});

describe('a device that speaks for itself alone', () => {
  const RTM = (id: string) => `devices: [{ id: ${id}, unit: tu-2, profile: ds01-rtm }]`;
  const report = {
    meta: {
      ...{ schemaVersion: '0.8.0', transferType: 'rtm', transferId: 't-1', transferSrc: 'org.example' },
      transferredAt: '2026-11-22T00:00:30Z',
    },
    data: [
      {
        ...{ AMID: 'a', CID: 'VN', EDOP: '2025-03-01', EMFR: 'Acme', EMOD: 'R1', EPQS: 'E006/999' },
        ...{ ESER: 'R1-0042', DLST: { TVC: { SID: 'S1', SMFR: 'A', SMOD: 'P', SDOP: '2025-03-01' } } },
        records: [{ ABST: '20261122T000000Z', ALRM: null, BEMD: 12.5, EERR: null, TVC: 4.5, TAMB: 31 }],
      },
    ],
  };

  test('and bears the name that it says is taken at its word', async () => {
    const house = await open(RTM('R1-0042'));
    await send(house, 'R1-0042', { json: report, topic: '' });
    expect(await readings(house, 'tu-2')).toEqual([`${iso(0)} 4.5 TVC`]);
  });

  test('and calls itself otherwise than we do is told as set up wrong', async () => {
    const house = await open(RTM('tu-lanh-7'));
    await send(house, 'tu-lanh-7', { json: report, topic: '' });
    expect(await readings(house, 'tu-2')).toEqual([]);
    expect(await house.alerts('device-rejected')).toMatchObject([{ device: 'tu-lanh-7' }]);
  });
});

describe('a connection to a foreign broker', () => {
  const HERE = 'devices: [{ id: xa-moi, unit: tu-2, via: { gateway: huyen, address: tu-lanh-3 } }]';

  test('speaks for the devices that name it, and for no device of its own', async () => {
    const house = await open(HERE);
    const from = { profile: 'giulanh' };
    const json = { readings: [{ at: START, celsius: 4.5 }] };
    await send(house, 'huyen', { json, ...from, topic: 'tinh/giulanh/v1/Tu-Lanh-3/telemetry' });
    expect(await readings(house, 'tu-2')).toEqual([`${iso(0)} 4.5 1`]);
    // A device of the registry has the connection's name as little as the connection has the device's.
    await send(house, 'do-2', { json: { readings: [{ at: START + 1, celsius: 30 }] }, ...from, topic: 'x' });
    await send(house, 'huyen', { json, ...from, topic: 'giulanh/v1/do-2/telemetry' });
    expect(await readings(house, 'tu-2')).toEqual([`${iso(0)} 4.5 1`]);
  });

  test('of a profile that nobody knows is said so, and acknowledged', async () => {
    const house = await open(HERE);
    await send(house, 'huyen', { json: {}, profile: 'nobody', topic: 'x' });
    expect(await house.rejected('huyen')).toMatchObject([{ reason: 'PAYLOAD_SHAPE' }]);
  });
});

test('a list larger than is read is a trouble only where it could have been a measurement', async () => {
  const house = await open('devices: [{ id: z2m, unit: null, profile: zigbee2mqtt }]');
  const more = { kind: 'oversize' as const, size: 300_000, json: null };
  await send(house, 'z2m', { ...more, topic: 'bridge/definitions' });
  expect(await house.rejected('z2m')).toEqual([]);
  await send(house, 'z2m', { ...more, topic: 'tu-lanh-1' });
  await send(house, 'do-1', { ...more, topic: 'bridge/definitions' });
  expect(await house.rejected('z2m')).toMatchObject([{ reason: 'PAYLOAD_TOO_LARGE' }]);
  expect(await house.rejected('do-1')).toMatchObject([{ reason: 'PAYLOAD_TOO_LARGE' }]);
});

describe('a probe in the room', () => {
  test('is never judged: its value stands beside the reading of the same instant', async () => {
    const house = await House.open({
      descriptions: [PROVINCE, 'devices: [{ id: do-1, unit: tu-1, inside: ["1"] }]'],
    });
    const both = [
      { at: START, celsius: 4.5, probe: '1' },
      { at: START, celsius: 31.5, probe: 'phong' },
      { at: START + MINUTE, celsius: 32, probe: 'phong' },
    ];
    house.now = 2;
    await send(house, 'do-1', { json: { readings: both } });
    expect(await readings(house, 'tu-1')).toEqual([`${iso(0)} 4.5 1`]);
    expect(await house.rejected('do-1')).toEqual([]);
    await house.apply('devices: [{ id: do-1, unit: tu-1, inside: null }]');
    house.now = 4;
    await send(house, 'do-1', {
      json: { readings: [{ at: START + 3 * MINUTE, celsius: 5, probe: 'phong' }] },
    });
    expect(await readings(house, 'tu-1')).toContain(`${iso(3)} 5 phong`);
  });
});

describe('among the devices', () => {
  const seen = (house: House, id: string) => house.ask<DeviceView>({ type: 'device', id });

  test('a gateway in no unit is as well as what it brings, and lacks no unit', async () => {
    const house = await open();
    expect(await seen(house, 'cong-1')).toMatchObject({ state: 'never', isGateway: true, carries: 1 });
    house.now = 5;
    await send(house, 'cong-1', { json: [record('aa:bb:01', 4.5, 4)] });
    expect(await seen(house, 'cong-1')).toMatchObject({ state: 'good', heardAt: iso(5), via: null });
    await house.wait(66);
    expect(await seen(house, 'cong-1')).toMatchObject({ state: 'silent' });
    const { wrong } = await house.ask<AdminOverviewView>({ type: 'admin.overview' });
    expect(wrong.map(({ kind }) => kind)).not.toContain('devicesWithoutUnit');
  });

  test('a carried one shows through whom and as what, and which probes are inside', async () => {
    const house = await open();
    await house.apply('devices: [{ id: nhiet-ke, unit: tu-1, inside: [TVC] }]');
    expect(await seen(house, 'nhiet-ke')).toMatchObject({
      via: { gateway: 'cong-1', address: 'aa:bb:01' },
      inside: ['TVC'],
      isGateway: false,
      carries: 0,
    });
  });
});
