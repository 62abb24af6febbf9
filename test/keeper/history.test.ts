import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { History, type ProbeLog } from '../../src/keeper/history.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { CHUNK_SPAN, type Store } from '../../src/store/store.ts';
import type { Kept } from '../../src/telemetry/tail.ts';
import { freshDirectory, NOW, only } from '../store/contents.ts';

const at = (time: number, milli: number | null = 4000): Kept => ({
  at: time,
  milli,
  receivedAt: time,
  extras: null,
});
const BEGIN = Number.NEGATIVE_INFINITY;
const END = Number.POSITIVE_INFINITY;

function opened(): { store: Store; history: History; log: ProbeLog; pack: () => Promise<void> } {
  const store = openSqlite(freshDirectory());
  const history = new History(store);
  const { log } = history.log('do-1', '1');
  const pack = async (): Promise<void> => {
    const { chunks } = history.pack(log, 1);
    await store.commit(only({ chunks }));
  };
  return { store, history, log, pack };
}

describe('the history of a probe', () => {
  test('is the same set of readings however much of it was packed, and however often one came', async () => {
    const step = fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record({ time: fc.integer({ min: 0, max: 20 }), milli: fc.constantFrom(1, 2, null) }),
      },
      { weight: 1, arbitrary: fc.constant('pack' as const) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const { store, history, log, pack } = opened();
        const expected = new Map<string, [number, number | null]>();
        for (const one of steps) {
          if (one === 'pack') {
            await pack();
            continue;
          }
          const time = NOW + one.time * 3_600_000 * 24;
          await history.load(log, BEGIN);
          const name = `${time} ${one.milli}`;
          const kept = history.add(log, at(time, one.milli));
          const others = [...expected.values()].filter(([t]) => t === time).length;
          expect(kept?.extras).toEqual(
            expected.has(name) ? undefined : others === 0 ? null : { also: others },
          );
          expected.set(name, [time, one.milli]);
          history.forget();
        }
        await history.load(log, BEGIN);
        const found = history.readings(log.key, BEGIN, END).map((r) => `${r.at} ${r.milli}`);
        expect(found.toSorted()).toEqual([...expected.keys()].toSorted());
        await store.close();
      }),
      { numRuns: 30 },
    );
  }, 30_000);

  test('that lies in chunks is never read before it was fetched, nor beyond what was', async () => {
    const { store, history, log, pack } = opened();
    for (const time of [1, 2, 3]) log.tail.add(at(NOW + time));
    await pack();
    log.tail.add(at(NOW + 9));
    expect(() => history.kept(log, NOW, END)).toThrow(/not fetched/);
    expect(history.kept(log, NOW + 4, END).map((k) => k.at - NOW)).toEqual([9]);
    await history.load(log, NOW + 2);
    expect(history.kept(log, NOW + 2, END).map((k) => k.at - NOW)).toEqual([2, 3, 9]);
    expect(() => history.kept(log, NOW + 1, END)).toThrow(/not fetched/);
    history.forget();
    expect(() => history.kept(log, NOW + 2, END)).toThrow(/not fetched/);
    await store.close();
  });

  test('is packed into chunks of at most 1024 readings and seven days each', async () => {
    const { store, history, log } = opened();
    for (let i = 0; i < 1500; i++) log.tail.add(at(NOW + i));
    log.tail.add(at(NOW + CHUNK_SPAN * 2));
    const { chunks, doc } = history.pack(log, 5);
    expect(chunks.map((c) => c.count)).toEqual([1024, 476, 1]);
    for (const c of chunks) expect(c.lastAt - c.firstAt).toBeLessThan(CHUNK_SPAN);
    expect(doc).toMatchObject({ packedTo: NOW + CHUNK_SPAN * 2, packedJournal: 5 });
    expect(history.pack(log, 6).chunks).toEqual([]);
    await store.close();
  });

  test('gives each probe the next number, and finds it by number and by name', async () => {
    const { store, history, log } = opened();
    expect(history.log('do-1', '1')).toEqual({ log, made: false });
    const other = history.log('do-1', '2');
    expect([log.number, other.log.number, other.made]).toEqual([0, 1, true]);
    expect(history.byNumber(1)).toBe(other.log);
    expect(history.find('do-1/2')).toBe(other.log);
    expect(history.readings('do-9/1', BEGIN, END)).toEqual([]);
    await store.close();
  });
});
