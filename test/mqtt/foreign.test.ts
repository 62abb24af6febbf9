/** A device of another maker: it chooses its topics below its own, says more than is asked, and is not cut off for it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { command, type House, login, openHouse, SECRETS, status, telemetry } from './house.ts';
import { connectPacket, puback, publishPacket, RawDevice, subscribePacket } from './raw-device.ts';

const OWN = 'giulanh/v1/fridge-1';
let house: House;
let device: RawDevice;
beforeEach(async () => {
  house = await openHouse({
    credentials: {
      verify: (id, secret) => SECRETS.get(id) === Buffer.from(secret).toString(),
      speaksForeign: (id) => id === 'fridge-1',
    },
  });
  device = await RawDevice.connect(house.port, connectPacket(login('fridge-1')));
});
afterEach(async () => {
  device.destroy();
  await house.close();
});

/** What was taken of it, with its topic. */
const taken = () => house.intake.taken.map(({ kind, topic, payload }) => [kind, topic, String(payload)]);

describe('may publish', () => {
  test.each([0, 1, 2] as const)('below its own root, at QoS %i, and its topic comes with it', async (qos) => {
    device.send(publishPacket(`${OWN}/tele/SENSOR`, 'a', { qos, retain: true }));
    await house.intake.count(1);
    expect(taken()).toEqual([['telemetry', 'tele/SENSOR', 'a']]);
  });

  test('on the topic for telemetry like every other, between others of its own', async () => {
    for (const [id, topic] of [`${OWN}/a`, telemetry('fridge-1'), `${OWN}/b/c`].entries()) {
      device.send(publishPacket(topic, String(id), { id: id + 1 }));
      await device.expect(puback(id + 1));
    }
    expect(taken()).toEqual([
      ['telemetry', 'a', '0'],
      ['telemetry', undefined, '1'],
      ['telemetry', 'b/c', '2'],
    ]);
  });

  test.each([command('fridge-1'), `${command('fridge-1')}/x`])('but no command: %s', async (topic) => {
    device.send(publishPacket(topic, '{}'));
    await device.closed;
    expect(house.intake.taken).toEqual([]);
  });

  test.each([
    'tasmota/discovery/AABBCC/config',
    telemetry('fridge-2'),
    'giulanh/v1/fridge-10/telemetry',
    OWN,
    `${OWN}/`,
  ])('elsewhere only into the void: %s is acknowledged, read by nobody, and told', async (topic) => {
    device.send(publishPacket(topic, '{"readings":[]}'));
    await device.expect(puback(1));
    expect(house.intake.of('telemetry')).toEqual([]);
    expect(house.edge.refusals('fridge-1')).toMatchObject([{ reason: 'TOPIC_FORBIDDEN', count: 1 }]);
    expect(await device.pings()).toBe(true);
  });

  test('more than can be read: it is acknowledged and its fact is kept', async () => {
    device.send(publishPacket(`${OWN}/bridge/definitions`, 'x'.repeat(70_000)));
    await device.expect(puback(1));
    expect(house.intake.taken).toMatchObject([
      { kind: 'oversize', topic: 'bridge/definitions', size: 70_000 },
    ]);
  });
});

describe('may ask', () => {
  test('for what is below its own root, and hears nothing there but its commands', async () => {
    device.send(subscribePacket([`${OWN}/#`]));
    await device.expect(Buffer.from('9003000100', 'hex'));
    device.send(publishPacket(`${OWN}/a`, 'echo', { qos: 2 }));
    await device.expect(Buffer.from('50020001', 'hex'));
    expect(house.edge.listens('fridge-1')).toBe(false);
    expect(await device.pings()).toBe(true);
  });

  test('for what is another’s, and is refused it without being cut off', async () => {
    device.send(subscribePacket(['#', telemetry('fridge-2')]));
    await device.expect(Buffer.from('900400018080', 'hex'));
    expect(await device.pings()).toBe(true);
  });

  test('for its commands, and hears them', async () => {
    device.send(subscribePacket([command('fridge-1'), 'cmnd/tasmotas/#']));
    await device.expect(Buffer.from('900400010080', 'hex'));
    expect(house.edge.sendCommand('fridge-1', {})).toBe(true);
  });
});

test.each([
  [`${OWN}/tele/LWT`, true],
  [status('fridge-1'), true],
  [command('fridge-1'), false],
  ['tasmota/LWT', false],
  [status('fridge-2'), false],
])('a retained last will on %s lets it in: %s', async (topic, isLetIn) => {
  const other = new RawDevice(house.port);
  const will = { topic, payload: 'Offline', qos: 1, retain: true };
  other.send(connectPacket({ ...login('fridge-1'), will }));
  await other.expect(Buffer.from([0x20, 2, 0, isLetIn ? 0 : 5]));
  other.destroy();
});

test('a device of ours has none of these freedoms', async () => {
  const ours = await RawDevice.connect(house.port, connectPacket(login('fridge-2')));
  ours.send(publishPacket('giulanh/v1/fridge-2/tele/SENSOR', 'a'));
  await ours.closed;
  expect(house.edge.counters().closed.topic).toBe(1);
});
