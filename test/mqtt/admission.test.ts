/** Who gets in, under which name, and how long may it hesitate? */
import { once } from 'node:events';
import { connectAsync } from 'mqtt';
import { afterEach, describe, expect, test } from 'vitest';
import type { MqttLimits } from '../../src/mqtt/limits.ts';
import { type House, login, openHouse, status, telemetry } from './house.ts';
import {
  type ConnectFields,
  connectPacket,
  packet,
  puback,
  publishPacket,
  RawDevice,
  subscribePacket,
} from './raw-device.ts';

let house: House;
const devices: RawDevice[] = [];
const open = async (limits: Partial<MqttLimits> = {}): Promise<House> => {
  house = await openHouse({ limits });
  return house;
};
const raw = (): RawDevice => {
  const device = new RawDevice(house.port);
  devices.push(device);
  return device;
};
const admitted = async (fields: ConnectFields): Promise<RawDevice> => {
  const device = await RawDevice.connect(house.port, connectPacket(fields));
  devices.push(device);
  return device;
};
afterEach(async () => {
  for (const device of devices.splice(0)) device.destroy();
  await house.close();
});

const known = login('fridge-1');
const will = { topic: status('fridge-1'), payload: 'offline' };

describe('a connection is refused with a reason that does not tell which ids exist', () => {
  const refusals: [string, ConnectFields, number][] = [
    ['a wrong secret', { ...known, password: 'guess' }, 4],
    ['an empty secret', { ...known, password: '' }, 4],
    ['the secret of another device', { ...known, password: login('fridge-2').password }, 4],
    ['an unknown device', { clientId: 'fridge-9', username: 'fridge-9', password: 'guess' }, 4],
    ['a missing password', { clientId: 'fridge-1', username: 'fridge-1' }, 4],
    ['no user name at all', { clientId: 'fridge-1' }, 4],
    ['a user name that is another device', { ...known, username: 'fridge-2' }, 2],
    ['an empty client id', { ...known, clientId: '' }, 2],
    ['a client id with a slash', { clientId: 'a/b', username: 'a/b', password: 'x' }, 2],
    ['a client id with a wildcard', { clientId: '+', username: '+', password: 'x' }, 2],
    ['a client id with a quote', { clientId: `a'b"`, username: `a'b"`, password: 'x' }, 2],
    [
      'a client id of 65 characters',
      { clientId: 'a'.repeat(65), username: 'a'.repeat(65), password: 'x' },
      2,
    ],
    ['the client id __proto__', { clientId: '__proto__', username: '__proto__', password: 'x' }, 4],
    ['the client id constructor', { clientId: 'constructor', username: 'constructor', password: 'x' }, 4],
    ['a will on a foreign topic', { ...known, will: { ...will, topic: status('fridge-2') } }, 5],
    ['a will as a reading', { ...known, will: { ...will, topic: telemetry('fridge-1') } }, 5],
    ['a will in $SYS', { ...known, will: { ...will, topic: '$SYS/x' } }, 5],
    ['a will at QoS 2', { ...known, will: { ...will, qos: 2 } }, 5],
    ['a retained will', { ...known, will: { ...will, retain: true } }, 5],
  ];
  test.each(refusals)('%s', async (_name, fields, code) => {
    await open();
    const device = raw();
    device.send(connectPacket(fields));
    await device.expect(Buffer.from([0x20, 2, 0, code]));
    await device.closed;
    expect(house.edge.counters().closed.refused).toBe(1);
    expect(house.edge.connections()).toBe(0);
    expect(house.intake.taken).toEqual([]);
    expect(await (await admitted(login('fridge-2'))).pings()).toBe(true);
  });

  test('a line break in a name closes the connection', async () => {
    await open();
    const device = raw();
    device.send(connectPacket({ clientId: 'a\nb', username: 'a\nb', password: 'x' }));
    await device.closed;
    expect(house.edge.counters().closed.malformed).toBe(1);
  });

  test('credentials that cannot be checked refuse, and the service goes on', async () => {
    house = await openHouse({
      credentials: {
        verify: () => {
          throw new Error('no registry');
        },
      },
    });
    const device = raw();
    device.send(connectPacket(known));
    await device.expect(Buffer.from([0x20, 2, 0, 3]));
    await device.closed;
  });

  test('a client of MQTT 5 is told that its protocol is not spoken', async () => {
    await open();
    const { clientId, username, password } = known;
    const refused = connectAsync({
      port: house.port,
      protocolVersion: 5,
      clientId,
      username,
      password,
      reconnectPeriod: 0,
    });
    await expect(refused).rejects.toThrow(/protocol version/i);
  });
});

describe('last wills', () => {
  test('a device that vanishes is reported as offline, as a status and never as a reading', async () => {
    await open();
    const device = await admitted({ ...known, will: { ...will, qos: 1 } });
    device.destroy();
    await house.intake.count(1);
    const [delivery] = house.intake.taken;
    expect(delivery).toMatchObject({ device: 'fridge-1', kind: 'status' });
    expect(Buffer.from(delivery?.payload ?? []).toString()).toBe('offline');
  });

  test('a device that says goodbye leaves no will', async () => {
    await open();
    const device = await admitted({ ...known, will });
    device.send('E000');
    await device.closed;
    expect(house.edge.counters().wills).toBe(0);
    expect(house.intake.taken).toEqual([]);
  });

  test('stopping the service reports nobody as offline', async () => {
    await open();
    const device = await admitted({ ...known, will });
    await house.close();
    await device.closed;
    expect(house.intake.taken).toEqual([]);
  });
});

describe('one session per device', () => {
  test('a second connection of a device takes over; the will of the first is out before the second is in', async () => {
    await open();
    const first = await admitted({ ...known, will });
    const second = await admitted(known);
    await first.closed;
    second.send(publishPacket(status('fridge-1'), 'online', { id: 1 }));
    await second.expect(puback(1));
    expect(house.intake.taken.map((each) => Buffer.from(each.payload).toString())).toEqual([
      'offline',
      'online',
    ]);
    expect(house.edge.counters().closed.takeover).toBe(1);
    expect(house.edge.devices()).toBe(1);
    expect(await second.pings()).toBe(true);
  });

  test('a session that was broken off leaves nothing to the next: it asked to keep its state and does not get it', async () => {
    await open();
    const first = await admitted({ ...known, clean: false });
    first.send(subscribePacket(['giulanh/v1/fridge-1/command']));
    await first.expect(Buffer.from('9003000100', 'hex'));
    expect(house.edge.sendCommand('fridge-1', {})).toBe(true);
    first.destroy();
    await first.closed;
    // Session present would be 20 02 01 00.
    const second = await admitted({ ...known, clean: false });
    expect(house.edge.sendCommand('fridge-1', {})).toBe(false);
    expect(await second.pings()).toBe(true);
  });

  test('a device whose rights end is cut off', async () => {
    await open();
    const device = await admitted(known);
    expect(house.edge.disconnect('fridge-1')).toBe(true);
    await device.closed;
    expect(house.edge.disconnect('fridge-1')).toBe(false);
    expect(house.edge.devices()).toBe(0);
  });
});

describe('hesitation and crowds', () => {
  test('a CONNECT that drips in a byte at a time is cut off at the deadline', async () => {
    await open({ connectDeadlineMs: 200, tickMs: 10 });
    const device = raw();
    const bytes = connectPacket(known);
    let at = 0;
    const drip = setInterval(() => {
      device.send(bytes.subarray(at, at + 1));
      at++;
    }, 20);
    await device.closed;
    clearInterval(drip);
    expect(house.edge.counters().closed.deadline).toBe(1);
  });

  test('a connection that says nothing is cut off at the deadline, and a session is not', async () => {
    await open({ connectDeadlineMs: 200, tickMs: 10 });
    const session = await admitted(known);
    await raw().closed;
    expect(await session.pings()).toBe(true);
  });

  test('a CONNECT that announces 256 MiB is cut off at its first bytes', async () => {
    await open();
    const device = raw();
    device.send('10 FF FF FF 7F 0004 4D515454 04 02');
    await device.closed;
    expect(house.edge.counters().closed.size).toBe(1);
  });

  test('4 KiB is the most that is read before authentication', async () => {
    await open();
    const device = raw();
    const oversized = packet(0x10, Buffer.alloc(4_094));
    expect(oversized.length).toBe(4_097);
    device.send(oversized.subarray(0, 10));
    await device.closed;
    expect(house.edge.counters().closed.size).toBe(1);
  });

  test.each([
    ['strangers from one address', { pendingPerAddress: 2 }],
    ['strangers in all', { pending: 2 }],
    ['connections from one address', { connectionsPerAddress: 2 }],
    ['connections in all', { connections: 2 }],
  ] satisfies [string, Partial<MqttLimits>][])(
    '%s are limited, and leaving makes room',
    async (_name, limits) => {
      await open(limits);
      const [one, two] = [raw(), raw()];
      await Promise.all([once(one.socket, 'connect'), once(two.socket, 'connect')]);
      while (house.edge.counters().accepted < 2) await new Promise(setImmediate);
      await raw().closed;
      expect(house.edge.counters().turnedAway).toBe(1);
      one.destroy();
      while (house.edge.connections() > 1) await new Promise(setImmediate);
      expect(await (await admitted(known)).pings()).toBe(true);
    },
  );
});
