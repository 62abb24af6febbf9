import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Keeper } from '../../src/keeper/keeper.ts';
import { SYSTEM } from '../../src/keeper/protocol.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { PROVINCE, START } from './house.ts';

test('a journal that was packed empty is dropped again after the next start, and every reading is there once', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'giulanh-packing-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  let now = START;
  const begin = async () => {
    const store = openSqlite(directory);
    const keeper = await Keeper.start({ store, clock: () => now, packAt: 1 });
    return { store, keeper };
  };
  const measure = async (keeper: Keeper, celsius: number) => {
    now += 60_000;
    const payload = Buffer.from(JSON.stringify({ readings: [{ at: now, celsius }] }));
    const incoming = {
      device: 'do-1',
      kind: 'telemetry',
      payload,
      size: payload.length,
      receivedAt: now,
    } as const;
    await keeper.ingest([incoming]);
  };
  const packAll = async (keeper: Keeper) => {
    while (await keeper.pack());
  };

  let { store, keeper } = await begin();
  const applied = await keeper.execute(SYSTEM, { type: 'province.apply', description: PROVINCE, file: null });
  expect(applied.ok).toBe(true);
  for (const celsius of [4, 5, 6]) await measure(keeper, celsius);
  await packAll(keeper);
  expect(await store.journal(0, 10)).toEqual([]);
  await keeper.close();

  ({ store, keeper } = await begin());
  await measure(keeper, 7);
  await packAll(keeper);
  expect(await store.journal(0, 10)).toEqual([]);
  const chunks = await store.chunks(0, START, now + 1);
  expect(chunks.map((c) => c.count)).toEqual([3, 1]);
  await keeper.close();
});

test('what a logger file brought is packed like what came in live', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'giulanh-packing-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const store = openSqlite(directory);
  const keeper = await Keeper.start({ store, clock: () => START, packAt: 100 });
  await keeper.execute(SYSTEM, { type: 'province.apply', description: PROVINCE, file: null });
  const readings = Array.from({ length: 100 }, (_, i) => ({
    at: START - i * 60_000,
    celsius: 4,
    probe: '1',
  }));
  const imported = await keeper.execute(SYSTEM, {
    type: 'evidence.import',
    unit: 'tu-1',
    device: 'do-1',
    source: 'a file',
    readings,
    evidence: [],
  });
  expect(imported).toMatchObject({ ok: true, value: { readings: 100 } });
  expect(keeper.counts().unpacked).toBe(100);
  while (await keeper.pack());
  expect(await store.journal(0, 10)).toEqual([]);
  expect(keeper.counts().unpacked).toBe(0);
  await keeper.close();
});
