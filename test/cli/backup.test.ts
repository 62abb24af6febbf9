import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { connectAsync, type MqttClient } from 'mqtt';
import { describe, expect, test } from 'vitest';
import { decodeBatch } from '../../src/telemetry/journal.ts';
import { finished, freshDirectory, giulanh, startGiulanh, startService } from './house.ts';
import { writeProvince } from './province.ts';

/** A device that publishes as fast as it is acknowledged, `ahead` messages at a time. */
class BusyDevice {
  /** `at` of every reading whose PUBACK came. */
  readonly acknowledged: number[] = [];
  readonly #client: MqttClient;
  #at = Date.now() - 86_400_000;
  #running = true;
  readonly #lanes: Promise<void>[] = [];

  constructor(client: MqttClient, ahead: number) {
    this.#client = client;
    for (let i = 0; i < ahead; i++) this.#lanes.push(this.#lane());
  }

  async #lane(): Promise<void> {
    while (this.#running) {
      const ats = Array.from({ length: 10 }, () => this.#at++);
      const readings = ats.map((at) => ({ at, celsius: 4 + (at % 100) / 100 }));
      await this.#client.publishAsync('giulanh/v1/do-1/telemetry', JSON.stringify({ readings }), { qos: 1 });
      this.acknowledged.push(...ats);
    }
  }

  async reaches(count: number): Promise<void> {
    while (this.acknowledged.length < count)
      await new Promise<void>((resolve) => this.#client.once('packetreceive', () => resolve()));
  }

  async stop(): Promise<void> {
    this.#running = false;
    await Promise.all(this.#lanes);
    await this.#client.endAsync();
  }
}

const login = (port: number): Promise<MqttClient> =>
  connectAsync(`mqtt://127.0.0.1:${port}`, {
    clientId: 'do-1',
    username: 'do-1',
    password: 'a-secret-of-one',
  });

/** `at` of every reading in the journal of a database file. */
function journalOf(file: string): Set<number> {
  const db = new Database(file, { readonly: true });
  const blobs = db.prepare('SELECT readings FROM journal').pluck().all() as Uint8Array[];
  db.close();
  return new Set(blobs.flatMap((blob) => decodeBatch(blob).readings.map(({ at }) => at)));
}

describe('a backup of a service that takes in readings', () => {
  test('holds everything acknowledged before it began, and the service starts on it', async () => {
    const data = freshDirectory();
    await giulanh(data, 'apply', writeProvince(data));
    const service = await startService(data);
    const device = new BusyDevice(await login(service.mqttPort), 20);
    await device.reaches(2_000);
    const before = [...device.acknowledged];
    const file = join(data, 'copy');
    const ran = await finished(startGiulanh(data, 'backup', file));
    const during = device.acknowledged.length - before.length;
    await device.stop();
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toMatch(/Size: \d+ bytes/);
    expect(ran.out).toContain('Newest reading: 20');
    expect(during).toBeGreaterThan(0);
    const copied = journalOf(file);
    expect(before.filter((at) => !copied.has(at))).toEqual([]);

    const refused = await giulanh(data, 'restore', file);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('[STORE_IN_USE]');
    expect((await fetch(`${service.http}/openapi.json`)).ok).toBe(true);

    await service.end('SIGKILL');
    expect(await giulanh(data, 'restore', file)).toMatchObject({ code: 0, err: '' });
    const again = await startService(data);
    const signedIn = await fetch(`${again.http}/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'bang', password: 'mat-khau-man-hinh' }),
    });
    const { token } = (await signedIn.json()) as { token: string };
    const [first = 0, last = 0] = [before[0], before.at(-1)];
    const bucket = await fetch(
      `${again.http}/units/tu-1/readings?from=${new Date(first).toISOString()}&to=${new Date(last + 1).toISOString()}&every=3600`,
      { headers: { authorization: `Bearer ${token}` } },
    );
    const { items } = (await bucket.json()) as { items: { count: number }[] };
    expect(items.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThanOrEqual(before.length);
  }, 60_000);

  test('that is killed leaves nothing that looks like one', async () => {
    const data = freshDirectory();
    await giulanh(data, 'apply', writeProvince(data));
    const db = new Database(join(data, 'giulanh.db'));
    const fill = db.prepare('INSERT INTO rejected (device, received_at, reason, detail) VALUES (?, 0, ?, ?)');
    db.transaction(() => {
      for (let i = 0; i < 60_000; i++) fill.run('do-1', 'PAYLOAD_NOT_JSON', 'x'.repeat(400));
    })();
    db.close();
    const file = join(data, 'copy');
    const child = startGiulanh(data, 'backup', file);
    const gone = once(child, 'close');
    while (!readdirSync(data).some((name) => name.endsWith('.partial')) && child.exitCode === null)
      await new Promise((resolve) => setImmediate(resolve));
    child.kill('SIGKILL');
    await gone;
    expect(child.signalCode).toBe('SIGKILL');
    expect(readdirSync(data)).not.toContain('copy');

    const partial = readdirSync(data).find((name) => name.endsWith('.partial')) ?? '';
    const restored = await giulanh(data, 'restore', join(data, partial));
    expect(restored.code).toBe(1);
    expect(restored.err).toContain('[BACKUP_DAMAGED]');
    expect(await giulanh(data, 'backup', file)).toMatchObject({ code: 0, err: '' });
    expect(readdirSync(data).filter((name) => name.endsWith('.partial'))).toEqual([]);
  });
});
