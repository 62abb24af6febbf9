/** When may a device believe that its message is kept? */
import { connectAsync } from 'mqtt';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { command, type House, login, openHouse, status, telemetry } from './house.ts';
import { connectPacket, puback, publishPacket, RawDevice } from './raw-device.ts';

let house: House;
let device: RawDevice;
beforeEach(async () => {
  house = await openHouse({ limits: { hookDeadlineMs: 500, tickMs: 20, closeWaitMs: 50 } });
  device = await RawDevice.connect(house.port, connectPacket(login('fridge-1')));
});
afterEach(async () => {
  device.destroy();
  await house.close();
});

const topic = telemetry('fridge-1');

test('a message that is never committed is never acknowledged, while the connection goes on', async () => {
  house.intake.mode = 'hold';
  device.send(publishPacket(topic, 'a', { id: 1 }));
  device.send(publishPacket(topic, 'b', { id: 2 }));
  await house.intake.count(2);
  // The answer to the ping is the first thing that comes back.
  expect(await device.pings()).toBe(true);
  expect(device.received.length).toBe(0);
});

test('the acknowledgement of a message leaves with its commit', async () => {
  house.intake.mode = 'hold';
  device.send(publishPacket(topic, '{"readings":[]}', { id: 7 }));
  await house.intake.count(1);
  const [delivery] = house.intake.taken;
  expect(delivery).toMatchObject({ device: 'fridge-1', kind: 'telemetry', size: 15 });
  expect(Buffer.from(delivery?.payload ?? []).toString()).toBe('{"readings":[]}');
  expect(Math.abs((delivery?.receivedAt ?? 0) - Date.now())).toBeLessThan(5_000);
  delivery?.settle(null);
  await device.expect(puback(7));
});

test('acknowledgements leave in the order of the messages, whatever order the commits have, and together', async () => {
  house.intake.mode = 'hold';
  const ids = [9, 3, 65_535, 1];
  device.send(Buffer.concat(ids.map((id) => publishPacket(topic, `${id}`, { id }))));
  await house.intake.count(4);
  const [first, second, third, fourth] = house.intake.taken;
  fourth?.settle(null);
  second?.settle(null);
  third?.settle(null);
  expect(await device.pings()).toBe(true);
  const reads: number[] = [];
  device.socket.on('data', (chunk: Buffer) => reads.push(chunk.length));
  first?.settle(null);
  await device.expect(Buffer.concat(ids.map(puback)));
  expect(reads).toEqual([16]);
});

test('a message settled twice is acknowledged once', async () => {
  house.intake.mode = 'hold';
  device.send(publishPacket(topic, 'a', { id: 4 }));
  await house.intake.count(1);
  house.intake.taken[0]?.settle(null);
  house.intake.taken[0]?.settle(null);
  await device.expect(puback(4));
  expect(await device.pings()).toBe(true);
});

test('a message that could not be kept closes the connection without an acknowledgement, so that it comes again', async () => {
  house.intake.mode = 'fail';
  device.send(publishPacket(topic, 'a', { id: 1 }));
  await device.closed;
  expect(device.received.length).toBe(0);
  expect(house.edge.counters().closed.unkept).toBe(1);
});

test('an intake that throws counts as not kept', async () => {
  house.intake.offer = () => {
    throw new Error('no worker');
  };
  device.send(publishPacket(topic, 'a', { id: 1 }));
  await device.closed;
  expect(device.received.length).toBe(0);
});

test('a message at QoS 0 is taken and not answered', async () => {
  device.send(publishPacket(topic, 'a', { qos: 0 }));
  device.send(publishPacket(topic, 'b', { id: 5 }));
  await device.expect(puback(5));
  expect(house.intake.taken.map((each) => Buffer.from(each.payload).toString())).toEqual(['a', 'b']);
});

test('a message at QoS 2 is received only after its commit, and completed by the device', async () => {
  house.intake.mode = 'hold';
  device.send(publishPacket(topic, 'twice safe', { qos: 2, id: 0x1234 }));
  await house.intake.count(1);
  const [delivery] = house.intake.taken;
  expect(delivery).toMatchObject({ kind: 'telemetry', size: 10 });
  expect(Buffer.from(delivery?.payload ?? []).toString()).toBe('twice safe');
  delivery?.settle(null);
  await device.expect(Buffer.from('50021234', 'hex'));
  device.send('62021234');
  await device.expect(Buffer.from('70021234', 'hex'));
});

test('a message at QoS 2 whose commit does not come in time closes the connection without PUBREC', async () => {
  house.intake.mode = 'hold';
  device.send(publishPacket(topic, 'a', { qos: 2, id: 1 }));
  await device.closed;
  expect(device.received.length).toBe(0);
  // The late commit finds nobody and harms nobody.
  house.intake.taken[0]?.settle(null);
  const other = await RawDevice.connect(house.port, connectPacket(login('fridge-2')));
  expect(await other.pings()).toBe(true);
  other.destroy();
});

test('a message at QoS 2 that could not be kept closes the connection without PUBREC', async () => {
  house.intake.mode = 'fail';
  device.send(publishPacket(topic, 'a', { qos: 2, id: 1 }));
  await device.closed;
  expect(device.received.length).toBe(0);
  expect(house.edge.counters().closed.unkept).toBe(1);
});

test('what was sent before saying goodbye is still acknowledged', async () => {
  house.intake.mode = 'hold';
  device.send(Buffer.concat([publishPacket(topic, 'a', { id: 8 }), Buffer.from('e000', 'hex')]));
  await house.intake.count(1);
  house.intake.taken[0]?.settle(null);
  await device.expect(puback(8));
  await device.closed;
  expect(house.edge.counters().closed.disconnect).toBe(1);
});

test('messages that follow CONNECT in the same breath wait for the session and are kept', async () => {
  const eager = new RawDevice(house.port);
  eager.send(
    Buffer.concat([connectPacket(login('fridge-2')), publishPacket(telemetry('fridge-2'), 'a', { id: 1 })]),
  );
  await eager.expect(Buffer.from([0x20, 2, 0, 0]));
  await eager.expect(puback(1));
  eager.destroy();
});

test('a message sent again with DUP is taken again and acknowledged', async () => {
  device.send(publishPacket(topic, 'a', { id: 1 }));
  device.send(publishPacket(topic, 'a', { id: 1, dup: true }));
  await device.expect(puback(1));
  await device.expect(puback(1));
  expect(house.intake.taken.length).toBe(2);
});

test('closing the service lets the commits under way be acknowledged first', async () => {
  house.intake.mode = 'hold';
  device.send(publishPacket(topic, 'a', { id: 2 }));
  await house.intake.count(1);
  const closing = house.close();
  house.intake.taken[0]?.settle(null);
  await device.expect(puback(2));
  await device.closed;
  await closing;
  expect(house.edge.connections()).toBe(0);
});

test('a common client library publishes at every QoS, subscribes, and gets its commands', async () => {
  const { clientId, username, password } = login('fridge-2');
  const client = await connectAsync({ port: house.port, clientId, username, password, reconnectPeriod: 0 });
  for (const qos of [0, 1, 2] as const)
    await client.publishAsync(telemetry('fridge-2'), `at ${qos}`, { qos });
  await client.publishAsync(status('fridge-2'), 'online', { qos: 1, retain: true });
  await house.intake.count(4);
  expect(house.intake.taken.map((each) => `${each.kind} ${Buffer.from(each.payload)}`)).toEqual([
    'telemetry at 0',
    'telemetry at 1',
    'telemetry at 2',
    'status online',
  ]);
  expect(house.edge.sendCommand('fridge-2', { samplingSeconds: 60 })).toBe(false);
  await client.subscribeAsync(command('fridge-2'), { qos: 1 });
  const arrived = new Promise<string>((resolve) =>
    client.on('message', (on, text) => resolve(`${on} ${text}`)),
  );
  expect(house.edge.sendCommand('fridge-2', { samplingSeconds: 60 })).toBe(true);
  expect(await arrived).toBe(`${command('fridge-2')} {"samplingSeconds":60}`);
  expect(house.edge.sendCommand('fridge-3', {})).toBe(false);
  await client.unsubscribeAsync(command('fridge-2'));
  expect(house.edge.sendCommand('fridge-2', {})).toBe(false);
  await client.endAsync();
});

test.each([0, 1, 2] as const)(
  'a backlog that a client library sends at once at QoS %i arrives whole and in order',
  async (qos) => {
    const { clientId, username, password } = login('fridge-2');
    const client = await connectAsync({ port: house.port, clientId, username, password, reconnectPeriod: 0 });
    const wanted = Array.from({ length: 900 }, (_, i) => `${i}`);
    await Promise.all(wanted.map((text) => client.publishAsync(telemetry('fridge-2'), text, { qos })));
    await house.intake.count(wanted.length);
    expect(house.intake.taken.map((each) => Buffer.from(each.payload).toString())).toEqual(wanted);
    await client.endAsync();
  },
);

test('a device that never releases what it sent at QoS 2 is closed in the end', async () => {
  for (let id = 1; id <= 1_001; id++) device.send(publishPacket(topic, 'x', { qos: 2, id }));
  await device.closed;
  expect(house.edge.counters().closed.broker).toBe(1);
});
