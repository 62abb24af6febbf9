import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { History } from '../../src/keeper/history.ts';
import { inPieces } from '../../src/keeper/queries/pieces.ts';
import { Pace } from '../../src/keeper/queries/turns.ts';
import type { UnitSignalsView } from '../../src/keeper/unit-views.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { freshDirectory, NOW, only } from '../store/contents.ts';
import { House, MINUTE, START } from './house.ts';

const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;

describe('the long past of a probe', () => {
  test('read piece by piece is what it is in one, whatever was packed, came late, or is from centuries ago', async () => {
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.tuple(fc.integer({ min: 0, max: 2000 }), fc.constantFrom(4000, 5000)) },
      { weight: 1, arbitrary: fc.constant('pack' as const) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), fc.nat(2000), async (steps, begin) => {
        const store = openSqlite(freshDirectory());
        const history = new History(store);
        const { log } = history.log('do-1', '1');
        for (const one of steps) {
          if (one === 'pack') await store.commit(only({ chunks: history.pack(log, 1).chunks }));
          else {
            const [hour, milli] = one;
            const at = NOW + hour * HOUR;
            await history.load(log, Number.NEGATIVE_INFINITY);
            history.add(log, { at, milli, receivedAt: at, extras: null });
            history.forget();
          }
        }
        for (const from of [Number.NEGATIVE_INFINITY, -62_135_596_800_000, NOW + begin * HOUR]) {
          const to = NOW + 2001 * HOUR;
          await history.load(log, from, to);
          const expected = history.kept(log, from, to);
          history.forget();
          const found: typeof expected = [];
          let pieces = 0;
          const take = (kept: readonly (typeof expected)[number][]) => {
            pieces++;
            found.push(...kept);
          };
          for await (const _ of inPieces({ history }, log, { from, to }, new Pace(), take));
          expect(found).toEqual(expected);
          expect(pieces).toBeLessThanOrEqual((2001 * HOUR) / WEEK + 2);
        }
        await store.close();
      }),
      { numRuns: 25 },
    );
  });
});

/** Six weeks of a fridge, a reading every ten minutes, half a degree warmer each week; the door is open from 8 to 9 each day. */
async function sixWeeks(packed: boolean): Promise<House> {
  const house = await House.open(packed ? { packAt: 100, packPerStep: 10 } : {});
  const days = 42;
  for (let day = 0; day < days; day++) {
    house.now = (day + 1) * 1440;
    const readings = Array.from({ length: 144 }, (_, i) => {
      const minute = day * 1440 + i * 10;
      return {
        at: START + minute * MINUTE,
        celsius: 3 + Math.floor(day / 7) / 2,
        door: i >= 48 && i < 54,
      };
    });
    const payload = Buffer.from(JSON.stringify({ readings }));
    const receivedAt = START + house.now * MINUTE;
    await house.keeper.ingest([
      { device: 'do-1', kind: 'telemetry', payload, size: payload.length, receivedAt },
    ]);
  }
  if (packed) while (await house.keeper.pack());
  return house;
}

describe('six weeks of a fridge', () => {
  test('say the same of a parcel and of the door whether they are packed away or still at hand', async () => {
    const [packed, fresh] = [await sixWeeks(true), await sixWeeks(false)];
    const { history } = await packed.parcel('kien-1');
    expect(history).toEqual((await fresh.parcel('kien-1')).history);
    expect(history).toMatchObject({ minCelsius: 3, maxCelsius: 5.5, unknownSeconds: 0 });
    const asked = { type: 'unit.signals', unit: 'tu-1', from: 0, to: START + 60 * 1440 * MINUTE } as const;
    const { doorOpen } = await packed.ask<UnitSignalsView>(asked);
    expect(doorOpen).toMatchObject({ times: 42, seconds: 42 * 3600 });
    expect(doorOpen).toEqual((await fresh.ask<UnitSignalsView>(asked)).doorOpen);
  });
});
