/** How large may a message be, and what becomes of a larger one? */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type House, login, openHouse, status, telemetry } from './house.ts';
import { connectPacket, puback, publishPacket, RawDevice } from './raw-device.ts';

const KIB64 = 65_536;
const MIB = 1_048_576;
const topic = telemetry('fridge-1');

let house: House;
let device: RawDevice;
let bystander: RawDevice;
beforeEach(async () => {
  house = await openHouse();
  bystander = await RawDevice.connect(house.port, connectPacket(login('fridge-2')));
  device = await RawDevice.connect(house.port, connectPacket(login('fridge-1')));
});
afterEach(async () => {
  expect(await bystander.pings()).toBe(true);
  device.destroy();
  bystander.destroy();
  await house.close();
});

describe.each([0, 1, 2] as const)('at QoS %i', (qos) => {
  const answer = { 0: Buffer.alloc(0), 1: puback(1), 2: Buffer.from('50020001', 'hex') }[qos];

  test.each([0, 1, 200, KIB64 - 1, KIB64])('a payload of %i bytes is kept whole', async (size) => {
    const payload = Buffer.alloc(size, 'abcdefg');
    device.send(publishPacket(topic, payload, { qos }));
    await house.intake.count(1);
    await device.expect(answer);
    const [delivery] = house.intake.taken;
    expect(delivery).toMatchObject({ kind: 'telemetry', size });
    expect(payload.equals(delivery?.payload ?? Buffer.alloc(1))).toBe(true);
  });

  test.each([KIB64 + 1, KIB64 + 600, 300_000, MIB])(
    'a payload of %i bytes is discarded unread, reported by its size, and acknowledged after that commit',
    async (size) => {
      house.intake.mode = 'hold';
      device.send(publishPacket(topic, Buffer.alloc(size), { qos }));
      device.send(publishPacket(status('fridge-1'), 'online', { qos: 0 }));
      await house.intake.count(qos === 2 ? 1 : 2);
      const [delivery] = house.intake.of('oversize');
      expect(delivery).toMatchObject({ device: 'fridge-1', size });
      expect(delivery?.payload.length).toBe(0);
      expect(device.received.length).toBe(0);
      delivery?.settle(null);
      await device.expect(answer);
      // What follows is read as before.
      await house.intake.count(2);
      expect(house.intake.of('status')).toMatchObject([{ size: 6 }]);
    },
  );

  test('a payload of 1 MiB and one byte closes the connection', async () => {
    device.send(publishPacket(topic, Buffer.alloc(MIB + 1), { qos }));
    await device.closed;
    expect(house.edge.counters().closed.size).toBe(1);
    expect(house.intake.taken).toEqual([]);
  });
});

test('a large payload on a foreign topic closes the connection before it is read', async () => {
  device.send(publishPacket(telemetry('fridge-3'), Buffer.alloc(200_000)).subarray(0, 100));
  await device.closed;
  expect(house.edge.counters().closed.topic).toBe(1);
});

test('a PUBLISH that announces 256 MiB closes the connection at its first bytes', async () => {
  device.send(Buffer.concat([Buffer.from('32ffffff7f', 'hex'), publishPacket(topic, 'x').subarray(2)]));
  await device.closed;
  expect(house.edge.counters().closed.size).toBe(1);
});

test.each([
  ['a topic of 60,000 bytes', publishPacket('a'.repeat(60_000), 'x'), 'topic'],
  [
    'a topic of 600 bytes before a large payload',
    publishPacket('a'.repeat(600), Buffer.alloc(KIB64)),
    'size',
  ],
  ['a SUBSCRIBE above 4 KiB', Buffer.from('82a020', 'hex'), 'size'],
] as const)('%s closes the connection', async (_name, bytes, reason) => {
  device.send(bytes);
  await device.closed;
  expect(house.edge.counters().closed[reason]).toBe(1);
});

test('a message that comes byte by byte is one message', async () => {
  const bytes = publishPacket(topic, '{"readings":[]}', { id: 6 });
  for (const byte of bytes) {
    device.send(Buffer.from([byte]));
    await new Promise(setImmediate);
  }
  await device.expect(puback(6));
  expect(house.intake.taken.map((each) => Buffer.from(each.payload).toString())).toEqual(['{"readings":[]}']);
});
