/** A session whose subscriptions and QoS 2 begin late: what does the device see of it? */
import { Socket } from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type House, login, openHouse, telemetry } from './house.ts';
import { connectPacket, packet, puback, publishPacket, RawDevice, subscribePacket } from './raw-device.ts';

const COMMAND = 'giulanh/v1/fridge-1/command';
const CONNACK = Buffer.from('20020000', 'hex');
const SUBACK = Buffer.from('9003000100', 'hex');
const PINGREQ = Buffer.from('c000', 'hex');
const PINGRESP = Buffer.from('d000', 'hex');
const PINGS = 1_000;
const PUBREL = Buffer.from('62020002', 'hex');

let house: House;
const devices: RawDevice[] = [];
afterEach(async () => {
  for (const device of devices.splice(0)) device.destroy();
  await house.close();
});
const raw = (): RawDevice => {
  const device = new RawDevice(house.port);
  devices.push(device);
  return device;
};

/** Everything that came up to the answer of a ping, as hexadecimal packets, without the ping's own. */
async function answers(device: RawDevice): Promise<string[]> {
  const found: string[] = [];
  for (;;) {
    const head = await device.take(2);
    const frame = Buffer.concat([head, await device.take(head[1] ?? 0)]);
    if (frame.length === 0 || frame.equals(PINGRESP)) return found;
    found.push(frame.toString('hex'));
  }
}

describe('whatever a device asks first, in one write or in pieces', () => {
  const asked: [string, Buffer[], Buffer[]][] = [
    ['nothing but a ping', [], []],
    ['to publish', [publishPacket(telemetry('fridge-1'), 'x', { id: 7 })], [puback(7)]],
    ['to subscribe', [subscribePacket([COMMAND])], [SUBACK]],
    [
      'to subscribe twice',
      [subscribePacket([COMMAND]), subscribePacket([COMMAND], 2)],
      [SUBACK, Buffer.from('9003000200', 'hex')],
    ],
    [
      'to subscribe, publish and unsubscribe',
      [
        subscribePacket([COMMAND]),
        publishPacket(telemetry('fridge-1'), 'x', { id: 7 }),
        packet(0xa2, Buffer.from([0, 3, 0, COMMAND.length]), Buffer.from(COMMAND)),
      ],
      [SUBACK, puback(7), Buffer.from('b0020003', 'hex')],
    ],
    [
      'at QoS 2',
      [publishPacket(telemetry('fridge-1'), 'x', { qos: 2, id: 2 }), PUBREL],
      [Buffer.from('50020002', 'hex'), Buffer.from('70020002', 'hex')],
    ],
  ];
  test.each(asked)('%s: each is answered once, after one CONNACK', async (_name, asks, wanted) => {
    house = await openHouse();
    const all = Buffer.concat([connectPacket(login('fridge-1')), ...asks]);
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 1, max: all.length - 1 }), { maxLength: 4 }),
        async (cuts) => {
          const device = raw();
          const bounds = [0, ...cuts.sort((a, b) => a - b), all.length];
          for (let i = 1; i < bounds.length; i++) {
            device.send(all.subarray(bounds[i - 1], bounds[i]));
            await new Promise(setImmediate);
          }
          const got: string[] = [];
          while (got.length <= wanted.length) {
            const head = await device.take(2);
            got.push(Buffer.concat([head, await device.take(head[1] ?? 0)]).toString('hex'));
          }
          expect(got[0]).toBe(CONNACK.toString('hex'));
          expect(got.slice(1).sort()).toEqual(wanted.map((each) => each.toString('hex')).sort());
          device.send(PINGREQ);
          expect(await answers(device)).toEqual([]);
          device.destroy();
          await device.closed;
        },
      ),
      { numRuns: 12 },
    );
  });
});

test('commands reach a device whose subscription is its thousandth packet', async () => {
  house = await openHouse();
  const device = await RawDevice.connect(house.port, connectPacket(login('fridge-1')));
  devices.push(device);
  for (let id = 1; id < 1_000; id++) {
    device.send(publishPacket(telemetry('fridge-1'), 'x', { id }));
    await device.expect(puback(id));
  }
  expect(house.edge.sendCommand('fridge-1', { time: 1 })).toBe(false);
  device.send(subscribePacket([COMMAND]));
  await device.expect(SUBACK);
  expect(house.edge.sendCommand('fridge-1', { time: 1 })).toBe(true);
  expect((await device.take(2))[0]).toBe(0x30);
});

test.each([
  ['vanishes', (device: RawDevice) => device.destroy()],
  ['says goodbye', (device: RawDevice) => device.send('E000')],
  ['breaks the rules', (device: RawDevice) => device.send('F000')],
])('a device that subscribes and %s in the same breath leaves nothing behind', async (_name, end) => {
  house = await openHouse();
  for (let round = 0; round < 20; round++) {
    const device = raw();
    device.send(Buffer.concat([connectPacket(login('fridge-1')), subscribePacket([COMMAND])]));
    if (round % 2 === 0) await device.expect(CONNACK);
    end(device);
    await device.closed;
  }
  while (house.edge.connections() > 0) await new Promise(setImmediate);
  expect(house.edge.devices()).toBe(0);
  const next = raw();
  next.send(connectPacket(login('fridge-1')));
  await next.expect(CONNACK);
  next.send(subscribePacket([COMMAND]));
  await next.expect(SUBACK);
  expect(await next.pings()).toBe(true);
});

test('who pings and does not read the answers is not read either, until it has read them', async () => {
  house = await openHouse();
  const device = await RawDevice.connect(house.port, connectPacket(login('fridge-1')));
  const other = await RawDevice.connect(house.port, connectPacket(login('fridge-2')));
  devices.push(device, other);
  const { write } = Socket.prototype;
  const full = new Set<Socket>();
  const written = vi.spyOn(Socket.prototype, 'write').mockImplementation(function (this: Socket, ...args) {
    const hasRoom = write.apply(this, args);
    if (this.localPort !== house.port) return hasRoom;
    full.add(this);
    return false;
  });
  device.send(Buffer.concat(Array.from({ length: PINGS }, () => PINGREQ)));
  await device.expect(PINGRESP);
  expect(await other.pings()).toBe(true);
  expect(device.received).toHaveLength(0);
  written.mockRestore();
  for (const socket of full) socket.emit('drain');
  await device.expect(Buffer.alloc((PINGS - 1) * PINGRESP.length, PINGRESP));
});
