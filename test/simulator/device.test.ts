import { afterEach, beforeEach, expect, test } from 'vitest';
import { READINGS_PER_MESSAGE, SimulatedDevice } from '../../simulator/device.ts';
import type { Sample } from '../../simulator/logger.ts';
import { random } from '../../simulator/random.ts';
import { type Broker, startBroker } from './broker.ts';

const T = Date.UTC(2026, 10, 22);
let broker: Broker;
let device: SimulatedDevice;
let freed: string[];

beforeEach(async () => {
  broker = await startBroker(new Map([['gl-0001', 'secret']]));
  freed = [];
  device = make('secret');
});
afterEach(async () => {
  await device.stop(true);
  await broker.close();
});

test('a device says it is online and its readings arrive with boot and seq', async () => {
  device.connect();
  await broker.arrived(({ payload }) => payload === 'online');
  device.enqueue(samples(2));
  await device.drained();
  const message = JSON.parse((await broker.arrived(isTelemetry)).payload);
  expect(message).toMatchObject({ boot: 1, seq: 1 });
  expect(message.readings[0]).toMatchObject({ at: '2026-11-22T00:00:00.000Z', celsius: 4, battery: 90 });
  expect(device.acknowledged).toBe(2);
});

test('what was measured without a signal arrives afterwards, in pieces, each reading acknowledged once', async () => {
  device.connect();
  await broker.arrived(({ payload }) => payload === 'online');
  device.loseSignal();
  await broker.arrived(({ payload }) => payload === 'offline');
  device.enqueue(samples(1000));
  expect(broker.readings('gl-0001')).toEqual([]);
  expect(device.pending).toBe(1000);
  device.regainSignal('oldest-first');
  await device.drained();
  expect(broker.readings('gl-0001').map(({ at }) => at)).toEqual(times(samples(1000)));
  expect(broker.messages.filter(isTelemetry).length).toBe(Math.ceil(1000 / READINGS_PER_MESSAGE));
  expect(freed).toEqual(times(samples(1000)));
  expect(device.acknowledged).toBe(1000);
});

test.each(['newest-first', 'shuffled'] as const)(
  'a backlog sent %s is complete all the same',
  async (order) => {
    device.loseSignal();
    device.enqueue(samples(700));
    device.regainSignal(order);
    await device.drained();
    const arrived = broker.readings('gl-0001').map(({ at }) => at);
    expect(arrived).not.toEqual(times(samples(700)));
    expect([...arrived].sort()).toEqual(times(samples(700)));
    expect([...freed].sort()).toEqual(times(samples(700)));
  },
);

test('what was not acknowledged is sent again byte for byte, and freed only then', async () => {
  broker.breakOff(2);
  device.enqueue(samples(10));
  device.connect();
  await device.drained();
  const payloads = broker.messages.filter(isTelemetry).map(({ payload }) => payload);
  expect(payloads.length).toBe(3);
  expect(new Set(payloads).size).toBe(1);
  expect(freed).toEqual(times(samples(10)));
});

test('a delivery that is duplicated counts once', async () => {
  device.duplicateShare = 1;
  device.enqueue(samples(10));
  device.connect();
  await device.drained();
  expect(broker.readings('gl-0001').length).toBe(20);
  expect(device.acknowledged).toBe(10);
});

test('after a reboot boot goes up and seq begins again', async () => {
  device.connect();
  device.enqueue(samples(1));
  await device.drained();
  device.reboot();
  device.enqueue(samples(1));
  await device.drained();
  const last = broker.messages.filter(isTelemetry).at(-1);
  expect(JSON.parse(last?.payload ?? '')).toMatchObject({ boot: 2, seq: 1 });
});

test('a device with a wrong secret frees nothing', async () => {
  await device.stop();
  const refused = new Promise<string>((resolve) => {
    device = make('wrong', resolve);
  });
  device.enqueue(samples(3));
  device.connect();
  expect(await refused).toMatch(/refused|authorized/i);
  expect(device.pending).toBe(3);
  expect(broker.messages).toEqual([]);
});

function make(secret: string, onProblem?: (problem: string) => void): SimulatedDevice {
  return new SimulatedDevice({
    id: 'gl-0001',
    secret,
    host: '127.0.0.1',
    port: broker.port,
    draw: random('tet', 'wire'),
    boot: 1,
    onAcknowledged: (some) => freed.push(...times(some)),
    onProblem: (_, problem) => onProblem?.(problem),
  });
}

function samples(count: number): Sample[] {
  return Array.from({ length: count }, (_, index) => {
    const at = T + index * 60_000;
    return { trueAt: at, at, celsius: 4, door: false, power: true, battery: 90 };
  });
}

function times(some: readonly Sample[]): string[] {
  return some.map(({ at }) => new Date(at).toISOString());
}

function isTelemetry({ topic }: { topic: string }): boolean {
  return topic.endsWith('/telemetry');
}
