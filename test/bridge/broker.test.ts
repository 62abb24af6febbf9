/** What comes from a real Mosquitto, in both versions of MQTT. */
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { linkHouse, Publisher } from './house.ts';
import { hasMosquitto, Mosquitto } from './mosquitto.ts';

const topic = (n: number | string) => `tinh/tram-${n}/nhiet`;
const subscriptions = [{ topic: 'tinh/#', profile: 'giulanh' }];
const reading = (n: number): string =>
  JSON.stringify({ readings: [{ at: 1_760_000_000_000 + n, celsius: n }] });
/** Without an instant: it counts as measured when it comes. */
const undated = '{"readings":[{"celsius":4}]}';

describe.skipIf(!hasMosquitto)('a broker of others', () => {
  let broker: Mosquitto;
  beforeAll(async () => {
    broker = await Mosquitto.start();
  });
  afterAll(() => broker.close());

  let clients = 0;
  const open = async (version: string | number, more: object = {}, options: { atOnce?: boolean } = {}) => {
    const clientId = `giulanh-${clients++}`;
    const house = linkHouse({ port: broker.port, version, clientId, subscriptions, ...more }, options);
    const sender = await Publisher.to(broker.port);
    onTestFinished(async () => {
      await sender.close();
      await house.close();
    });
    house.link.start();
    await expect.poll(() => house.link.standing.since).toBeNull();
    return { ...house, sender };
  };

  describe.each([5, '3.1.1'])('by MQTT %s', (version) => {
    test('brings its messages in their order, each with its topic, its profile and the name of the connection', async () => {
      const { intake, sender, link } = await open(version);
      const sent = Array.from({ length: 300 }, (_, n) => reading(n));
      await Promise.all(sent.map((text, n) => sender.send(topic(n % 7), text)));
      await expect.poll(() => link.counted.kept).toBe(300);
      expect(intake.texts).toEqual(sent);
      expect(intake.taken[3]).toMatchObject({
        device: 'ngoai',
        profile: 'giulanh',
        topic: topic(3),
        kind: 'telemetry',
      });
      expect(link.inFlight).toBe(0);
    });

    test.each([0, 1, 2] as const)('brings what was sent to it with QoS %i', async (qos) => {
      const { intake, sender } = await open(version);
      await sender.send(topic(1), reading(1), { qos });
      await expect.poll(() => intake.texts).toEqual([reading(1)]);
    });

    test('hears of a message only when it is kept, and sends it again when it was not', async () => {
      const { intake, link, sender } = await open(version, {}, { atOnce: false });
      await sender.send(topic(1), reading(1));
      await sender.send(topic(1), reading(2));
      await expect.poll(() => intake.texts).toEqual([reading(1), reading(2)]);
      intake.taken[0]?.settle(null);
      await expect.poll(() => link.inFlight).toBe(1);
      intake.taken[1]?.settle(new Error('the disk is full'));
      await expect.poll(() => intake.texts).toEqual([reading(1), reading(2), reading(2)]);
      intake.taken[2]?.settle(null);
      await expect.poll(() => link.inFlight).toBe(0);
    });

    test('hears of a message in its turn, however the commits end', async () => {
      const { intake, link, sender } = await open(version, {}, { atOnce: false });
      for (const n of [1, 2, 3]) await sender.send(topic(1), reading(n));
      await expect.poll(() => intake.taken.length).toBe(3);
      intake.taken[2]?.settle(null);
      intake.taken[1]?.settle(null);
      expect(link.inFlight).toBe(3);
      intake.taken[0]?.settle(null);
      await expect.poll(() => link.inFlight).toBe(0);
    });

    test('is read no faster than the service keeps up, and nothing is lost by that', async () => {
      const { intake, link, sender } = await open(version, { receiveMaximum: 10 });
      intake.atOnce = false;
      intake.room = 5;
      const sent = Array.from({ length: 200 }, (_, n) => reading(n));
      await Promise.all(sent.map((text) => sender.send(topic(1), text)));
      await expect.poll(() => intake.taken.length).toBe(5);
      intake.atOnce = true;
      for (const delivery of intake.taken) delivery.settle(null);
      expect(intake.taken.length).toBe(5);
      intake.makeRoom();
      await expect.poll(() => link.counted.kept).toBe(200);
      expect(intake.texts).toEqual(sent);
    });

    test('keeps what comes while the service is away, and is not asked for it twice', async () => {
      const first = await open(version, { clientId: `vang-${version}` });
      await first.close();
      for (const n of [1, 2, 3]) await first.sender.send(topic(1), reading(n));
      const second = await open(version, { clientId: `vang-${version}` });
      await expect.poll(() => second.intake.texts).toEqual([reading(1), reading(2), reading(3)]);
      await second.close();
      const third = await open(version, { clientId: `vang-${version}` });
      await third.sender.send(topic(1), reading(4));
      await expect.poll(() => third.intake.texts).toEqual([reading(4)]);
    });

    test('marks what may have waited for the service, until it has been quiet once', async () => {
      const first = await open(version, { clientId: `cho-${version}` });
      await first.sender.send(topic(1), undated);
      await expect.poll(() => first.link.counted.kept).toBe(1);
      expect(first.intake.taken[0]).not.toHaveProperty('waited');
      await first.close();
      for (let n = 0; n < 150; n++) await first.sender.send(topic(1), undated);
      const second = await open(version, { clientId: `cho-${version}`, receiveMaximum: 20 });
      await expect.poll(() => second.link.counted.kept).toBe(150);
      expect(second.intake.taken.every(({ waited }) => waited === true)).toBe(true);
      expect(second.link.counted.late).toBe(150);
      // Sent while we listen and the broker has nothing more for us.
      let pause = 300;
      await expect
        .poll(async () => {
          pause = Math.min(6_000, pause * 2);
          await wait(pause);
          await second.sender.send(topic(1), undated);
          await expect.poll(() => second.link.inFlight).toBe(0);
          return second.intake.taken.length > 150 && second.intake.taken.at(-1)?.waited === undefined;
        })
        .toBe(true);
    });

    test('is up as soon as what it kept comes, however long that takes', async () => {
      const first = await open(version, { clientId: `nhieu-${version}` });
      await first.close();
      for (let n = 0; n < 30; n++) await first.sender.send(topic(1), reading(n));
      const more = { clientId: `nhieu-${version}`, receiveMaximum: 5 };
      const second = await open(version, more, { atOnce: false });
      expect(second.link.inFlight).toBeGreaterThan(0);
      second.intake.atOnce = true;
      for (const delivery of second.intake.taken) delivery.settle(null);
      await expect.poll(() => second.link.counted.kept).toBe(30);
    });

    test('tells again what it kept from earlier: taken where it says itself when it was measured, else left', async () => {
      const before = await Publisher.to(broker.port);
      const kept = `giu/${version}`;
      await before.send(`${kept}/dated`, reading(7), { qos: 1, retain: true });
      await before.send(`${kept}/undated`, undated, { qos: 1, retain: true });
      const { intake, link, sender } = await open(version, {
        subscriptions: [{ topic: `${kept}/+`, profile: 'giulanh' }],
      });
      await expect.poll(() => link.counted.messages).toBe(2);
      await expect.poll(() => intake.texts).toEqual([reading(7)]);
      expect(link.counted.stale).toBe(1);
      // What is told now is no old news, though the broker is to keep it as well.
      await sender.send(`${kept}/undated`, undated, { qos: 1, retain: true });
      await expect.poll(() => intake.texts).toEqual([reading(7), undated]);
      for (const name of ['dated', 'undated'])
        await before.send(`${kept}/${name}`, '', { qos: 1, retain: true });
      await before.close();
    });

    test('may send what is too large: it is told of and never read, and what follows it comes', async () => {
      const { intake, link, sender } = await open(version);
      await sender.send(topic(1), Buffer.alloc(65_536, 32));
      await sender.send(topic(2), Buffer.alloc(65_537, 32));
      await sender.send(topic(3), Buffer.alloc(3_000_000, 32));
      await sender.send(topic(4), Buffer.alloc(200_000, 32), { qos: 0 });
      await sender.send(topic(5), reading(5));
      await expect.poll(() => link.counted.kept).toBe(5);
      expect(intake.taken.map(({ kind, size, topic: on }) => [on, kind, size])).toEqual([
        [topic(1), 'telemetry', 65_536],
        [topic(2), 'oversize', 65_537],
        [topic(3), 'oversize', 3_000_000 + (version === 5 ? 1 : 0)],
        [topic(4), 'oversize', 200_000 + (version === 5 ? 1 : 0)],
        [topic(5), 'telemetry', reading(5).length],
      ]);
      expect(link.standing.since).toBeNull();
    });

    test('may send any topic and any bytes', async () => {
      const { intake, sender } = await open(version, { subscriptions: [{ topic: '#', profile: 'giulanh' }] });
      const names = ['a', '/', '//', ' ', 'ü/đ/𝄞', 'x'.repeat(60_000), '__proto__', '-/--/---'];
      for (const name of names) await sender.send(`rac/${version}/${name}`, Buffer.from([0, 255, 128, 10]));
      await expect
        .poll(() => intake.taken.map(({ topic: on }) => on).filter((on) => on?.startsWith(`rac/${version}/`)))
        .toEqual(names.map((name) => `rac/${version}/${name}`));
    });
  });
});
