/** A night comes back beside what is measured now, through the real keeper in its thread: everything is kept, as that of who said it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KeeperClient } from '../../src/keeper/client.ts';
import { SYSTEM } from '../../src/keeper/protocol.ts';
import type { ReadingView } from '../../src/keeper/views.ts';

const MINUTE = 60_000;
const DEVICES = 60;
const MESSAGES = 3;
const PER_MESSAGE = 60;
const now = Date.now();
const since = now - 5 * 3_600_000;
const indexes = Array.from({ length: DEVICES }, (_, i) => i);
const description = JSON.stringify({
  demo: true,
  sites: [{ id: 'tinh', name: 'Tỉnh', level: 'province' }],
  units: indexes.map((i) => ({
    id: `tu-${i}`,
    kind: 'refrigerator',
    site: 'tinh',
    name: `Tủ ${i}`,
    samplingSeconds: 60,
    maxGapSeconds: 900,
    rules: [],
  })),
  devices: indexes.map((i) => ({
    id: `do-${i}`,
    unit: `tu-${i}`,
    since: new Date(since - MINUTE).toISOString(),
    secret: `bi-mat-rieng-cua-may-${i}`,
    profile: 'giulanh',
  })),
});
const directory = mkdtempSync(join(tmpdir(), 'giulanh-lanes-'));
let keeper: KeeperClient;

beforeAll(async () => {
  keeper = new KeeperClient({ directory, clock: Date.now, log: { info: () => {}, error: () => {} } });
  await keeper.start();
  const applied = await keeper.execute(SYSTEM, { type: 'province.apply', description, file: null });
  if (!applied.ok) throw new Error(JSON.stringify(applied.refusal));
});
afterAll(async () => {
  await keeper.close();
  rmSync(directory, { recursive: true, force: true });
});

test('each reading is that of its own device, whichever lane it came by, and what is live is settled first', async () => {
  const settled: string[] = [];
  const pending: Promise<void>[] = [];
  const say = (device: string, seq: number, readings: { at: number; celsius: number }[], lane: string) => {
    const payload = Buffer.from(JSON.stringify({ boot: 1, seq, readings }));
    pending.push(
      new Promise((resolve, reject) => {
        const settle = (error: Error | null) => {
          settled.push(lane);
          if (error === null) resolve();
          else reject(error);
        };
        const head = { device, kind: 'telemetry', size: payload.length, receivedAt: Date.now() } as const;
        keeper.offer({ ...head, payload, settle });
      }),
    );
  };
  // Odd ones were without network; even ones say what is now, each for the first time, when the night is on its way.
  for (const i of indexes.filter((i) => i % 2 === 1))
    for (let m = 0; m < MESSAGES; m++) {
      const at = (k: number) => since + (m * PER_MESSAGE + k) * MINUTE;
      const readings = Array.from({ length: PER_MESSAGE }, (_, k) => ({ at: at(k), celsius: i / 10 }));
      say(`do-${i}`, m + 1, readings, 'backlog');
    }
  for (const i of indexes.filter((i) => i % 2 === 0)) {
    say(`do-${i}`, 1, [{ at: now, celsius: i / 10 }], 'live');
    if (i % 10 === 0) await new Promise(setImmediate);
  }
  await Promise.all(pending);
  expect(settled.lastIndexOf('live')).toBeLessThan(settled.lastIndexOf('backlog'));
  for (const i of indexes) {
    const query = {
      type: 'readings',
      unit: `tu-${i}`,
      from: since - MINUTE,
      to: now + MINUTE,
      limit: 1_000,
    } as const;
    const answer = await keeper.ask(SYSTEM, query);
    if (!answer.ok) throw new Error(JSON.stringify(answer.refusal));
    const { items } = answer.value as { items: ReadingView[] };
    expect(items).toHaveLength(i % 2 === 1 ? MESSAGES * PER_MESSAGE : 1);
    expect(new Set(items.map((one) => one.celsius))).toEqual(new Set([i / 10]));
  }
});
