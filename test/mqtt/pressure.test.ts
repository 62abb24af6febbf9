/** What happens when messages come faster than they are committed? The device waits; nothing of it is lost. */
import { afterEach, expect, test } from 'vitest';
import type { MqttLimits } from '../../src/mqtt/limits.ts';
import { type House, login, openHouse, telemetry } from './house.ts';
import { connectPacket, puback, publishPacket, RawDevice } from './raw-device.ts';

let house: House;
const devices: RawDevice[] = [];
const join = async (name: string): Promise<RawDevice> => {
  const device = await RawDevice.connect(house.port, connectPacket(login(name)));
  devices.push(device);
  return device;
};
const open = async (limits: Partial<MqttLimits> = {}): Promise<void> => {
  house = await openHouse({ limits: { closeWaitMs: 50, ...limits } });
};
afterEach(async () => {
  for (const device of devices.splice(0)) device.destroy();
  await house.close();
});

const burst = (device: string, from: number, count: number, bytes = 20): Buffer =>
  Buffer.concat(
    Array.from({ length: count }, (_, i) =>
      publishPacket(telemetry(device), `${from + i}`.padStart(bytes, '0'), { id: from + i }),
    ),
  );
const acks = (from: number, count: number): Buffer =>
  Buffer.concat(Array.from({ length: count }, (_, i) => puback(from + i)));
const sent = (device: string): number[] =>
  house.intake.taken
    .filter((each) => each.device === device)
    .map((each) => Number(Buffer.from(each.payload)));
const oneTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);

test('a full queue pauses the device and lets it go on where it stopped', async () => {
  await open();
  house.intake.room = 10;
  const device = await join('fridge-1');
  device.send(burst('fridge-1', 1, 500));
  await house.intake.count(10);
  await device.expect(acks(1, 10));
  expect(house.intake.taken.length).toBe(10);
  house.intake.drain(90);
  await device.expect(acks(11, 90));
  expect(house.intake.taken.length).toBe(100);
  expect(house.intake.drains).toBe(2);
  house.intake.drain();
  await device.expect(acks(101, 400));
  expect(sent('fridge-1')).toEqual(oneTo(500));
});

test('while the queue is full no other device adds to it, and all go on when it has room', async () => {
  await open();
  house.intake.room = 5;
  const [one, two] = [await join('fridge-1'), await join('fridge-2')];
  one.send(burst('fridge-1', 1, 50));
  await one.expect(acks(1, 5));
  two.send(burst('fridge-2', 1, 50));
  // Its socket was read and paused: two devices were counted.
  while (house.edge.counters().pauses < 2) await new Promise(setImmediate);
  expect(house.intake.taken.length).toBe(5);
  expect(house.intake.drains).toBe(1);
  for (let room = 0; room < 10; room++) {
    house.intake.drain(10);
    await new Promise(setImmediate);
  }
  house.intake.drain();
  await one.expect(acks(6, 45));
  await two.expect(acks(1, 50));
  expect(sent('fridge-1')).toEqual(oneTo(50));
  expect(sent('fridge-2')).toEqual(oneTo(50));
});

test('an intake that has room again at once holds nobody up', async () => {
  await open();
  house.intake.room = 0;
  house.intake.whenDrained = (resume) => resume();
  const device = await join('fridge-1');
  device.send(burst('fridge-1', 1, 300));
  await device.expect(acks(1, 300));
  expect(sent('fridge-1')).toEqual(oneTo(300));
});

test('one device has no more than its allowance on the way, and the rest follows', async () => {
  await open({ inflight: 8 });
  house.intake.mode = 'hold';
  const device = await join('fridge-1');
  const other = await join('fridge-2');
  device.send(burst('fridge-1', 1, 100));
  await house.intake.count(8);
  expect(await other.pings()).toBe(true);
  expect(house.intake.taken.length).toBe(8);
  house.intake.mode = 'keep';
  for (const delivery of house.intake.taken.slice(0, 8)) delivery.settle(null);
  await device.expect(acks(1, 100));
  expect(sent('fridge-1')).toEqual(oneTo(100));
});

test('the allowance counts bytes too', async () => {
  await open({ inflightBytes: 100_000 });
  house.intake.mode = 'hold';
  const device = await join('fridge-1');
  const other = await join('fridge-2');
  device.send(burst('fridge-1', 1, 10, 30_000));
  await house.intake.count(4);
  expect(await other.pings()).toBe(true);
  expect(house.intake.taken.length).toBe(4);
  house.intake.mode = 'keep';
  for (const delivery of house.intake.taken.slice(0, 4)) delivery.settle(null);
  await device.expect(acks(1, 10));
  expect(sent('fridge-1')).toEqual(oneTo(10));
});

test('messages at QoS 2 are held to the same allowance', async () => {
  await open({ inflight: 4 });
  house.intake.mode = 'hold';
  const device = await join('fridge-1');
  const other = await join('fridge-2');
  const all = oneTo(12).map((id) => publishPacket(telemetry('fridge-1'), `${id}`, { qos: 2, id }));
  device.send(Buffer.concat(all));
  await house.intake.count(4);
  expect(await other.pings()).toBe(true);
  expect(house.intake.taken.length).toBe(4);
  house.intake.mode = 'keep';
  for (const delivery of house.intake.taken.slice(0, 4)) delivery.settle(null);
  await device.take(48);
  expect(sent('fridge-1')).toEqual(oneTo(12));
});

/** The kernel itself keeps some ten MB of acknowledgements of four bytes, more on some machines. */
const ROUNDS_MOST = 20_000;
/** A message is read, kept and acknowledged in a few turns. */
const TURNS = 100;

test('a device that does not read its acknowledgements does not fill the memory', {
  timeout: 90_000,
}, async () => {
  await open();
  const device = await join('fridge-1');
  const other = await join('fridge-2');
  device.socket.pause();
  let flowing = true;
  for (let round = 0; round < ROUNDS_MOST && flowing; round++) {
    flowing = device.socket.write(burst('fridge-1', 1, 500, 1));
    if (!flowing) {
      device.socket.once('drain', () => {
        flowing = true;
      });
      // Another device's questions come later and are answered, one turn of the service after the other: what it would
      // still read of the first one, it has read by then.
      for (let turn = 0; turn < TURNS && !flowing; turn++) expect(await other.pings()).toBe(true);
    }
  }
  expect(flowing).toBe(false);
  expect(await (await join('fridge-3')).pings()).toBe(true);
  // Nor does it keep the service from closing.
  await house.close();
  expect(house.edge.connections()).toBe(0);
});
