import { describe, expect, test } from 'vitest';
import type { ProbeDocument } from '../../src/keeper/history.ts';
import type { Kept } from '../../src/telemetry/tail.ts';
import { NOW, only } from '../store/contents.ts';
import { PackingHouse } from './packing-house.ts';

const MINUTE = 60_000;
const minutes = (from: number, to: number, milli = 4000): Kept[] =>
  Array.from({ length: to - from }, (_, i) => {
    const at = NOW + (from + i) * MINUTE;
    return { at, milli, receivedAt: at, extras: null };
  });

const TERMS = { packAt: 10, merging: { readings: 100, chunks: 50 } };
/** Each round has ten readings of the probe, one a minute. */
async function rounds(house: PackingHouse, from: number, count: number): Promise<void> {
  for (let round = from; round < from + count; round++) {
    await house.take('1', minutes(10 * round, 10 * round + 10));
    while (await house.pack());
  }
}
const settle = async (house: PackingHouse) => {
  for (let i = 0; i < 20; i++) await house.pack();
};
const counts = async (house: PackingHouse) =>
  (await house.store.chunks(0, NOW, Number.POSITIVE_INFINITY)).map(({ count }) => count);

describe('small chunks of a probe', () => {
  test('are put together a hundred readings at a time, and the newest wait', async () => {
    const house = new PackingHouse(NOW, TERMS);
    await rounds(house, 0, 25);
    await settle(house);
    expect(await counts(house)).toEqual([100, 100, 10, 10, 10, 10, 10]);
    expect(await house.readings('1')).toEqual(minutes(0, 250));
  });

  test('are put together after a start as before it', async () => {
    const house = new PackingHouse(NOW, TERMS);
    await rounds(house, 0, 9);
    await house.restart();
    await rounds(house, 9, 2);
    await settle(house);
    expect(await counts(house)).toEqual([100, 10]);
  });

  test('of a store from before there was merging are put together too', async () => {
    const house = new PackingHouse(NOW, { ...TERMS, merging: { readings: 1_000_000, chunks: 1_000_000 } });
    await rounds(house, 0, 25);
    for (const { id, doc } of await house.store.documents('probe')) {
      const { loose, ...former } = doc as ProbeDocument;
      expect(loose?.readings).toBe(250);
      await house.store.commit(only({ puts: [{ kind: 'probe', id, doc: former }] }));
    }
    house.terms = TERMS;
    await house.restart();
    await settle(house);
    expect(await counts(house)).toEqual([100, 100, 10, 10, 10, 10, 10]);
  });

  test('that came late across a merged one are taken into it, once enough has gathered', async () => {
    const house = new PackingHouse(NOW, TERMS);
    await rounds(house, 0, 25);
    await settle(house);
    const late = minutes(20, 32, 5000);
    await house.take('1', late);
    while (await house.pack());
    await settle(house);
    expect(await counts(house)).toEqual([100, 12, 100, 10, 10, 10, 10, 10]);
    await rounds(house, 25, 10);
    await settle(house);
    expect(await counts(house)).toEqual([112, 100, 100, 10, 10, 10, 10, 10]);
    expect((await house.readings('1')).filter(({ milli }) => milli === 5000)).toHaveLength(late.length);
  });
});

test('a round drops the journal some entries at a time, and one that was cut short is dropped by the next', async () => {
  const house = new PackingHouse(NOW, { packAt: 10, perStep: 4 });
  for (let i = 0; i < 10; i++) await house.take('1', minutes(i, i + 1));
  const entries = async () => (await house.store.journal(0, 100)).length;
  expect(await house.pack()).toBe(true);
  expect(await entries()).toBe(10);
  expect(await house.pack()).toBe(true);
  expect(await entries()).toBe(6);
  await house.restart();
  expect(await house.readings('1')).toEqual(minutes(0, 10));
  expect(await house.pack()).toBe(false);
  for (let i = 10; i < 20; i++) await house.take('1', minutes(i, i + 1));
  while (await house.pack());
  expect(await entries()).toBe(0);
  expect(await house.readings('1')).toEqual(minutes(0, 20));
});

test('of large journal entries fewer are dropped at a time: twenty thousand readings', async () => {
  const house = new PackingHouse(NOW, { packAt: 30_000 });
  for (let i = 0; i < 4; i++) await house.take('1', minutes(7_500 * i, 7_500 * (i + 1)));
  const oldest = async () => (await house.store.journal(0, 1))[0]?.id;
  while ((await oldest()) === 1) expect(await house.pack()).toBe(true);
  expect(await oldest()).toBe(4);
  expect(await house.pack()).toBe(false);
  expect(await oldest()).toBeUndefined();
});
