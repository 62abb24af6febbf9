/** What passes on the wire between the service and a real Mosquitto: no acknowledgement before its commit, none out of its order. */

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';
import { type Packet, parser } from 'mqtt-packet';
import { describe, expect, onTestFinished, test } from 'vitest';
import { random } from '../../simulator/random.ts';
import { linkHouse, Publisher } from './house.ts';
import { hasMosquitto, Mosquitto } from './mosquitto.ts';

const messages = Number(process.env.GIULANH_TRACE_MESSAGES ?? 3_000);
const SENT_AT_ONCE = 500;

/** Passes on what it hears, and tells of each packet after its direction. */
async function wiretap(
  port: number,
  protocolVersion: 4 | 5,
  heard: { down(packet: Packet): void; up(packet: Packet): void },
) {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect({ port, host: '127.0.0.1' });
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {});
    }
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
    for (const [from, to, tell] of [
      [near, far, heard.up],
      [far, near, heard.down],
    ] as const) {
      const packets = parser({ protocolVersion });
      packets.on('packet', tell);
      from.on('data', (bytes: Buffer) => {
        packets.parse(bytes);
        to.write(bytes);
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

describe.skipIf(!hasMosquitto)('on the wire', () => {
  test.each([
    ['5', 5],
    ['3.1.1', 4],
  ] as const)(
    `by MQTT %s, of ${messages} messages each is acknowledged once, after its commit and in its order`,
    async (version, protocolVersion) => {
      const broker = await Mosquitto.start();
      const published: number[] = [];
      const acknowledged: number[] = [];
      const broken: string[] = [];
      const kept: boolean[] = [];
      const tap = await wiretap(broker.port, protocolVersion, {
        down: (packet) => {
          if (packet.cmd === 'publish') published.push(packet.messageId ?? 0);
        },
        up: (packet) => {
          if (packet.cmd !== 'puback') return;
          const n = acknowledged.push(packet.messageId ?? 0) - 1;
          if (kept[n] !== true) broken.push(`${n} before its commit`);
          if (published[n] !== packet.messageId) broken.push(`${n} out of its order`);
        },
      });
      const subscriptions = [{ topic: 'a/#', profile: 'giulanh' }];
      const house = linkHouse({ port: tap.port, version, subscriptions }, { atOnce: false });
      onTestFinished(async () => {
        await house.close();
        tap.close();
        await broker.close();
      });
      house.link.start();
      await expect.poll(() => house.link.standing.since).toBeNull();
      // As the keeper does: all that came by then is kept together, after a while. Some end before those they came after.
      const draw = random(`trace ${version}`, 'commits');
      let begun = 0;
      const commit = () => {
        const batch = house.intake.taken.slice(begun).map((delivery, i) => ({ delivery, n: begun + i }));
        begun += batch.length;
        const turned = draw.chance(0.3) ? batch.toReversed() : batch;
        for (const { delivery, n } of turned) {
          kept[n] = true;
          delivery.settle(null);
        }
      };
      const timer = setInterval(commit, 2);
      const sender = await Publisher.to(broker.port);
      for (let sent = 0; sent < messages; sent += SENT_AT_ONCE) {
        const some = Array.from({ length: Math.min(SENT_AT_ONCE, messages - sent) }, (_, i) => `${sent + i}`);
        await Promise.all(some.map((text) => sender.send('a/b', text)));
      }
      await expect.poll(() => acknowledged.length, { timeout: 600_000 }).toBe(messages);
      clearInterval(timer);
      await sender.close();
      expect(broken).toEqual([]);
      expect(house.intake.taken.length).toBe(messages);
    },
    900_000,
  );
});
