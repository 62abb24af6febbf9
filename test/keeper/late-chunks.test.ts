import { expect, onTestFinished, test } from 'vitest';
import { History } from '../../src/keeper/history.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import type { Kept } from '../../src/telemetry/tail.ts';
import { freshDirectory, NOW, only } from '../store/contents.ts';

const HOUR = 3_600_000;
const hourly = (fromHour: number, count: number): Kept[] =>
  Array.from({ length: count }, (_, i) => {
    const at = NOW + (fromHour + i) * HOUR;
    return { at, milli: 4000 + i, receivedAt: at, extras: null };
  });

test('a stretch that comes three days late is packed beside its neighbours, not across everything since', async () => {
  const store = openSqlite(freshDirectory());
  onTestFinished(() => store.close());
  const history = new History(store);
  const { log } = history.log('do-1', '1');
  const packed = async (readings: readonly Kept[]) => {
    for (const one of readings) log.tail.add(one);
    await store.commit(only({ chunks: history.pack(log, 0).chunks }));
  };
  await packed(hourly(0, 24));
  await packed(hourly(36, 48));
  await packed([...hourly(24, 12), ...hourly(84, 12)]);

  const chunks = await store.chunks(log.number, NOW, NOW + 100 * HOUR);
  expect(chunks.map((c) => c.count)).toEqual([24, 12, 48, 12]);
  for (const [i, { firstAt }] of chunks.entries())
    expect(firstAt).toBeGreaterThan(chunks[i - 1]?.lastAt ?? Number.NEGATIVE_INFINITY);
  await history.load(log, NOW, NOW + 100 * HOUR);
  expect(history.kept(log, NOW, NOW + 100 * HOUR).map(({ at }) => (at - NOW) / HOUR)).toEqual(
    Array.from({ length: 96 }, (_, i) => i),
  );
});
