/** Keeper thread, store and MQTT gate wired as `main.ts` does it, in this process, on a directory and a port of their own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { KeeperClient } from '../../src/keeper/client.ts';
import { type Actor, type Command, type Query, SYSTEM } from '../../src/keeper/protocol.ts';
import type { Paged } from '../../src/keeper/views.ts';
import { startMqtt } from '../../src/mqtt/broker.ts';
import { connectPacket, RawDevice } from '../mqtt/raw-device.ts';

export const GTIN = '08930000000002';
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

export const secretOf = (device: string): string => `secret of ${device}`;
export const topicOf = (device: string): string => `giulanh/v1/${device}/telemetry`;
export const loginOf = (device: string): { clientId: string; username: string; password: string } => ({
  clientId: device,
  username: device,
  password: secretOf(device),
});

/** Someone who may do all a test wants done. */
const STAFF: Actor = {
  username: 'kho',
  name: 'Kho',
  roles: ['administrator', 'depot', 'official'],
  site: null,
};

export type Service = Awaited<ReturnType<typeof openService>>;

export async function openService(description: object) {
  const directory = mkdtempSync(join(tmpdir(), 'giulanh-int-'));
  const log = pino({ level: 'silent' });
  const keeper = new KeeperClient({ directory, clock: Date.now, log });
  await keeper.start();
  const execute = async (command: Command): Promise<unknown> => {
    const answer = await keeper.execute(command.type === 'province.apply' ? SYSTEM : STAFF, command);
    if (!answer.ok) throw new Error(`${answer.refusal.message} ${JSON.stringify(answer.refusal.details)}`);
    return answer.value;
  };
  const ask = async <T>(query: Query): Promise<T> => {
    const answer = await keeper.ask(STAFF, query);
    if (!answer.ok) throw new Error(answer.refusal.message);
    return answer.value as T;
  };
  await execute({ type: 'province.apply', description, file: null });
  const edge = await startMqtt({ host: '127.0.0.1', port: 0, credentials: keeper, intake: keeper, log });
  return {
    directory,
    keeper,
    edge,
    port: edge.port,
    execute,
    ask,
    /** All items of a list, over its pages. */
    async all<T>(query: Extract<Query, { limit?: number | undefined }>): Promise<T[]> {
      const items: T[] = [];
      for (let cursor: string | undefined; ; ) {
        const page: Paged<T> = await ask({
          ...query,
          limit: 1000,
          ...(cursor === undefined ? {} : { cursor }),
        });
        items.push(...page.items);
        if (page.next === null) return items;
        cursor = page.next;
      }
    },
    device: (id: string) => RawDevice.connect(edge.port, connectPacket(loginOf(id))),
    async close(): Promise<void> {
      await edge.close();
      await keeper.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
