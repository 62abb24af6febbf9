import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KeeperClient } from '../../src/keeper/client.ts';
import { type Command, SYSTEM } from '../../src/keeper/protocol.ts';
import type { DeviceSecretView, DeviceView } from '../../src/keeper/registry-views.ts';
import { type MqttEdge, startMqtt } from '../../src/mqtt/broker.ts';
import { Logger } from '../e2e/enrol-house.ts';

const directory = mkdtempSync(join(tmpdir(), 'giulanh-secret-'));
let keeper: KeeperClient;
let edge: MqttEdge;

const does = async (command: Command): Promise<unknown> => {
  const answer = await keeper.execute(SYSTEM, command);
  if (!answer.ok) throw new Error(JSON.stringify(answer.refusal));
  return answer.value;
};

/** The keeper and the gate as `main.ts` wires them. */
beforeAll(async () => {
  const log = pino({ level: 'silent' });
  const onDeviceGone = (device: string) => edge.disconnect(device);
  keeper = new KeeperClient({ directory, clock: Date.now, log, onDeviceGone });
  await keeper.start();
  const description = {
    sites: [{ id: 'tinh' }],
    units: [{ id: 'tu-1', kind: 'refrigerator', site: 'tinh' }],
    devices: ['do-1', 'do-2'].map((id) => ({ id, unit: 'tu-1', secret: `a-secret-of-${id}` })),
  };
  await does({ type: 'province.apply', description, file: null });
  edge = await startMqtt({ host: '127.0.0.1', port: 0, credentials: keeper, intake: keeper, log });
});
afterAll(async () => {
  await edge.close();
  await keeper.close();
  rmSync(directory, { recursive: true, force: true });
});

test('a new secret ends that device’s connection alone; the old one opens nothing, the new one does, and nothing was lost', async () => {
  const logger = await Logger.connect(edge.port, 'do-1', 'a-secret-of-do-1');
  const other = await Logger.connect(edge.port, 'do-2', 'a-secret-of-do-2');
  await logger.measure(4.5);
  const ended = logger.ended();
  const { secret } = (await does({ type: 'device.secret', device: 'do-1' })) as DeviceSecretView;
  await ended;
  await expect(Logger.connect(edge.port, 'do-1', 'a-secret-of-do-1')).rejects.toThrow();
  await other.measure(5);
  await other.close();
  const anew = await Logger.connect(edge.port, 'do-1', secret);
  await anew.measure(4.6);
  await anew.close();
  const seen = await keeper.ask(SYSTEM, { type: 'device', id: 'do-1' });
  const { messages } = (seen.ok ? seen.value : null) as DeviceView;
  expect(messages.map(({ celsius }) => celsius)).toEqual([4.6, 4.5]);
});
