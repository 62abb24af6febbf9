/** A service as a process with a copy to keep, and what devices and people do with it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { connectAsync, type MqttClient } from 'mqtt';
import { connectControl } from '../../src/control.ts';
import type { InfluxView, Paged, SetAsideView } from '../../src/keeper/views.ts';
import { type Place, ServiceProcess } from '../faults/process.ts';
import { quietPort } from '../ports.ts';
import { loginOf, secretOf, topicOf } from './service.ts';

const PROVINCE = {
  sites: [{ id: 'kho', name: 'Kho', level: 'tỉnh' }],
  units: [
    { id: 'tl-1', kind: 'refrigerator', site: 'kho', name: 'Tủ 1', samplingSeconds: 60 },
    { id: 'hom-1', kind: 'transport-box', name: 'Hòm 1', samplingSeconds: 60 },
  ],
  devices: [
    { id: 'log-1', unit: 'tl-1', secret: secretOf('log-1') },
    { id: 'log-2', unit: 'hom-1', secret: secretOf('log-2') },
  ],
};

export type CopyService = Awaited<ReturnType<typeof beginService>>;

/** On a directory of its own; `environment` says where it should keep its copy. To be ended with `remove`. */
export async function beginService(environment: Readonly<Record<string, string>>) {
  const directory = mkdtempSync(join(tmpdir(), 'giulanh-influx-'));
  const data = join(directory, 'data');
  mkdirSync(data);
  const apply = join(directory, 'province.json');
  writeFileSync(apply, JSON.stringify(PROVINCE));
  const place: Place = {
    data,
    mqttPort: await quietPort(),
    httpPort: await quietPort(),
    log: join(directory, 'log'),
  };
  const clients = new Map<string, MqttClient>();
  const leave = async () => {
    await Promise.all([...clients.values()].map((client) => client.endAsync(true)));
    clients.clear();
  };
  let service = new ServiceProcess(place, { apply, environment });
  const device = async (id: string): Promise<MqttClient> => {
    const known = clients.get(id);
    if (known !== undefined) return known;
    const { clientId, username, password } = loginOf(id);
    const address = `mqtt://127.0.0.1:${place.mqttPort}`;
    const client = await connectAsync(address, { clientId, username, password });
    clients.set(id, client);
    return client;
  };
  const asked = async <T>(query: { type: 'influx' } | { type: 'influx.setAside' }): Promise<T> => {
    const door = await connectControl(place.data);
    const answer = await door?.request({ ask: query });
    door?.close();
    if (answer?.ok !== true) throw new Error(JSON.stringify(answer));
    return answer.value as T;
  };
  await service.ready();
  return {
    data,
    /** Resolves when the service has said that they are kept. */
    send: async (id: string, readings: readonly { at: number; celsius: number }[]) =>
      (await device(id)).publishAsync(topicOf(id), JSON.stringify({ readings }), { qos: 1 }),
    async restart() {
      await leave();
      const status = await service.end('SIGTERM');
      service = new ServiceProcess(place, { environment });
      await service.ready();
      return status;
    },
    get: async (path: string) => {
      const answer = await fetch(`http://127.0.0.1:${place.httpPort}${path}`);
      return { status: answer.status, text: await answer.text() };
    },
    status: () => asked<InfluxView>({ type: 'influx' }),
    setAside: () => asked<Paged<SetAsideView>>({ type: 'influx.setAside' }),
    async remove() {
      await leave();
      await service.end('SIGKILL');
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

const FIRST = Date.now() - 3_600_000;
/** One a second, from the `from`-th second of the last hour on. */
export const readings = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => ({
    at: FIRST + (from + i) * 1_000,
    celsius: 4 + ((from + i) % 20) / 10,
  }));

/** Until it is so; the caller's timeout ends it. */
export async function until(what: () => Promise<boolean> | boolean): Promise<void> {
  for (;;) {
    try {
      if (await what()) return;
    } catch {
      // Not answering yet.
    }
    await wait(40);
  }
}
