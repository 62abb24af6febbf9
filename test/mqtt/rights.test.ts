/** What may a device publish and read? Its own topics and its own commands, nothing else. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { command, type House, login, openHouse, status, telemetry } from './house.ts';
import { connectPacket, packet, puback, publishPacket, RawDevice, subscribePacket } from './raw-device.ts';

let house: House;
let device: RawDevice;
let bystander: RawDevice;
beforeEach(async () => {
  house = await openHouse();
  bystander = await RawDevice.connect(house.port, connectPacket(login('fridge-2')));
  device = await RawDevice.connect(house.port, connectPacket(login('fridge-1')));
});
afterEach(async () => {
  device.destroy();
  bystander.destroy();
  await house.close();
});

const foreign = [
  ['the telemetry of another device', telemetry('fridge-2')],
  ['the status of another device', status('fridge-2')],
  ['a command to another device', command('fridge-2')],
  ['a command to itself', command('fridge-1')],
  ['an unknown branch of its own', 'giulanh/v1/fridge-1/other'],
  ['its own topic with a slash more', `${telemetry('fridge-1')}/`],
  ['a topic of the same length', telemetry('fridge-3')],
  ['$SYS', '$SYS/broker/uptime'],
  ['a topic of 150 levels', 'a/'.repeat(150)],
  ['__proto__', '__proto__'],
] as const;

describe.each([0, 1, 2] as const)('at QoS %i', (qos) => {
  test.each(foreign)('publishing to %s closes the connection and nothing is taken', async (_name, topic) => {
    device.send(publishPacket(topic, '{}', { qos }));
    await device.closed;
    expect(house.edge.counters().closed.topic).toBe(1);
    expect(house.intake.taken).toEqual([]);
    expect(await bystander.pings()).toBe(true);
  });
});

test.each([
  ['everything', '#'],
  ['its own branch by wildcard', 'giulanh/v1/fridge-1/#'],
  ['every command by wildcard', 'giulanh/v1/+/command'],
  ['the commands of another device', command('fridge-2')],
  ['its own telemetry', telemetry('fridge-1')],
  ['$SYS', '$SYS/#'],
  ['$SYS client ids', '$SYS/+/new/clients'],
  ['a shared subscription', `$share/a/${command('fridge-1')}`],
])('subscribing to %s closes the connection', async (_name, filter) => {
  device.send(subscribePacket([filter]));
  await device.closed;
  expect(device.received.length).toBe(0);
  expect(house.edge.counters().closed.filter).toBe(1);
  expect(await bystander.pings()).toBe(true);
});

test('one forbidden filter among allowed ones closes the connection', async () => {
  device.send(subscribePacket([command('fridge-1'), '$SYS/#']));
  await device.closed;
  expect(house.edge.counters().closed.filter).toBe(1);
});

test('a SUBSCRIBE with more filters than a device can need closes the connection', async () => {
  device.send(subscribePacket(Array.from({ length: 5 }, () => command('fridge-1'))));
  await device.closed;
  expect(house.edge.counters().closed.filter).toBe(1);
});

test('a command reaches the device it is for and no other', async () => {
  for (const [each, name] of [
    [device, 'fridge-1'],
    [bystander, 'fridge-2'],
  ] as const) {
    each.send(subscribePacket([command(name)]));
    await each.expect(Buffer.from('9003000100', 'hex'));
  }
  expect(house.edge.sendCommand('fridge-1', { a: 1 })).toBe(true);
  await device.expect(packet(0x30, Buffer.from([0, 27]), Buffer.from(`${command('fridge-1')}{"a":1}`)));
  expect(await bystander.pings()).toBe(true);
  expect(bystander.received.length).toBe(0);
});

test('the retain flag is accepted and nothing is retained', async () => {
  for (const qos of [0, 1, 2] as const) {
    device.send(publishPacket(status('fridge-1'), 'online', { qos, id: qos + 1, retain: true }));
  }
  await house.intake.count(3);
  await device.take(8);
  device.send(subscribePacket([command('fridge-1')]));
  await device.expect(Buffer.from('9003000100', 'hex'));
  expect(await device.pings()).toBe(true);
  expect(device.received.length).toBe(0);
});

test('a status message is told apart from telemetry', async () => {
  device.send(publishPacket(status('fridge-1'), 'online', { id: 3 }));
  await device.expect(puback(3));
  expect(house.intake.taken).toMatchObject([{ kind: 'status', device: 'fridge-1', size: 6 }]);
});

/** The packet cases that the standard would serve and the house does not, because the topics are not the device's own. */
test.each([
  ['PUBLISH 30', '30 0E 0005 746F706963 7061796C6F6164', 'topic'],
  ['PUBLISH 31 retain 1', '31 0E 0005 746F706963 7061796C6F6164', 'topic'],
  ['PUBLISH 31 retain 1 zero length', '31 07 0005 746F706963', 'topic'],
  ['PUBLISH 32 QoS 1 Dup 0', '32 10 0005 746F706963 1234 7061796C6F6164', 'topic'],
  ['PUBLISH 3A QoS 1 Dup 1', '3A 10 0005 746F706963 1234 7061796C6F6164', 'topic'],
  ['PUBLISH 34 QoS 2 Dup 0', '34 10 0005 746F706963 1234 7061796C6F6164', 'topic'],
  ['PUBLISH 3C QoS 2 Dup 1', '3C 10 0005 746F706963 1234 7061796C6F6164', 'topic'],
  ['PUBLISH 30 topic with U+2A6D4', '30 0E 0005 41F0AA9B94 7061796C6F6164', 'topic'],
  ['SUBSCRIBE 82 single ok QoS 0', '82 06 1234 0001 70 00', 'filter'],
  ['SUBSCRIBE 82 single ok QoS 1', '82 06 1234 0001 70 01', 'filter'],
  ['SUBSCRIBE 82 single ok QoS 2', '82 06 1234 0001 70 02', 'filter'],
  ['SUBSCRIBE 82 multiple ok', '82 0A 1234 0001 70 00 0001 71 00', 'filter'],
] as const)('is legal MQTT and still not for devices: %s', async (_name, hex, reason) => {
  device.send(hex);
  await device.closed;
  expect(house.edge.counters().closed[reason]).toBe(1);
});
