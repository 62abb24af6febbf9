/** A real Mosquitto that goes away, comes back, forgets, and shares. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { linkHouse, Publisher } from './house.ts';
import { hasMosquitto, Mosquitto } from './mosquitto.ts';
import { connected, startLink as start } from './started.ts';

const subscriptions = [{ topic: 'tinh/#', profile: 'giulanh' }];
const text = '{"readings":[{"at":1760000000000,"celsius":4}]}';

describe.skipIf(!hasMosquitto)('a broker that', () => {
  test.each([5, '3.1.1'])(
    'goes away comes back by MQTT %s with all it kept, and says that it was away',
    async (version) => {
      const broker = await Mosquitto.start({ persistent: true });
      onTestFinished(() => broker.close());
      const house = start({ port: broker.port, version, subscriptions }, { atOnce: false });
      await connected(house);
      const before = await Publisher.to(broker.port);
      await before.send('tinh/1', text);
      await expect.poll(() => house.intake.texts).toEqual([text]);
      await before.close();
      // Orderly: all it holds is on its disk.
      await broker.end('SIGTERM');
      await expect.poll(() => house.link.standing.since).not.toBeNull();
      // Of a connection that is no more, nobody is told anything.
      house.intake.taken[0]?.settle(null);
      await broker.again();
      await connected(house);
      await expect.poll(() => house.intake.texts).toEqual([text, text]);
      expect(house.link.counted.sessionsLost).toBe(0);
      house.intake.taken[1]?.settle(null);
      await expect.poll(() => house.link.inFlight).toBe(0);
    },
  );

  test('forgot us is counted: what came meanwhile is lost there', async () => {
    const broker = await Mosquitto.start();
    onTestFinished(() => broker.close());
    const house = start({ port: broker.port, subscriptions });
    await connected(house);
    await broker.end('SIGKILL');
    await expect.poll(() => house.link.standing.since).not.toBeNull();
    await broker.again();
    await connected(house);
    expect(house.link.counted.sessionsLost).toBe(1);
    const sender = await Publisher.to(broker.port);
    await sender.send('tinh/1', text);
    await expect.poll(() => house.intake.texts).toEqual([text]);
    await sender.close();
  });

  test('is not there is said to be out of reach', async () => {
    const broker = await Mosquitto.start();
    await broker.close();
    const house = start({ port: broker.port, subscriptions });
    await expect.poll(() => house.link.standing.trouble.why).toBe('unreachable');
    await expect.poll(() => house.said.length).toBe(1);
  });

  test('lets two of us share a subscription gives each message to one of them', async () => {
    const broker = await Mosquitto.start();
    onTestFinished(() => broker.close());
    const shared = [{ topic: 'tinh/#', profile: 'giulanh', shared: 'nhom' }];
    const houses = ['mot', 'hai'].map((clientId) =>
      start({ port: broker.port, clientId, subscriptions: shared }),
    );
    for (const house of houses) await connected(house);
    const sender = await Publisher.to(broker.port);
    const sent = Array.from({ length: 40 }, (_, n) => `${n}`);
    for (const one of sent) await sender.send('tinh/1', one);
    await expect.poll(() => houses.flatMap(({ intake }) => intake.texts).length).toBe(40);
    expect(houses.flatMap(({ intake }) => intake.texts).sort()).toEqual([...sent].sort());
    for (const { intake } of houses) expect(intake.texts.length).toBeGreaterThan(0);
    await sender.close();
  });

  test('kept a subscription that the file has no more is asked to end it', async () => {
    const broker = await Mosquitto.start();
    onTestFinished(() => broker.close());
    const directory = mkdtempSync(join(tmpdir(), 'giulanh-bridge-'));
    onTestFinished(() => rmSync(directory, { recursive: true }));
    const cu = { topic: 'cu/#', profile: 'giulanh' };
    const first = start({ port: broker.port, subscriptions: [cu, ...subscriptions] }, { directory });
    await connected(first);
    await first.close();
    const sender = await Publisher.to(broker.port);
    await sender.send('cu/1', text);
    const second = start({ port: broker.port, subscriptions }, { directory });
    await connected(second);
    // What came for it before is nobody's.
    await expect.poll(() => second.link.counted.unwanted).toBe(1);
    await sender.send('cu/1', text);
    await sender.send('tinh/1', text);
    await expect.poll(() => second.intake.taken.map(({ topic }) => topic)).toEqual(['tinh/1']);
    expect(second.link.counted.unwanted).toBe(1);
    await sender.close();
  });

  test('is read although nothing can be written down', async () => {
    const broker = await Mosquitto.start();
    onTestFinished(() => broker.close());
    const directory = mkdtempSync(join(tmpdir(), 'giulanh-bridge-'));
    const house = linkHouse({ port: broker.port, subscriptions }, { directory });
    onTestFinished(() => house.close());
    rmSync(directory, { recursive: true });
    house.link.start();
    await connected(house);
    expect(house.said.map(({ text: said }) => said)).toEqual([
      'what is subscribed to cannot be written down',
    ]);
  });
});
