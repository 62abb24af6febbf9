/**
 * Whatever was measured and wherever it is damaged: once that is noticed, everything is judged as if what was damaged had never been
 * measured; and once it is back, as if nothing had happened.
 */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReturnedReading } from '../../src/keeper/damage-protocol.ts';
import { SYSTEM } from '../../src/keeper/protocol.ts';
import { DATABASE_FILE } from '../../src/store/sqlite.ts';
import { unpackReadings } from '../../src/telemetry/chunk.ts';
import { House, type Point } from './house.ts';

const STEP = 10;
/** A message has twelve readings, two hours of them, and is packed by itself. */
const SENT = 12;
const celsius = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(4, 5, 7.9) },
  { weight: 3, arbitrary: fc.constantFrom(8.5, 12) },
  { weight: 1, arbitrary: fc.constantFrom(-0.5, null) },
);
/** Runs of one value, so that rules are broken; null in the place of a run: nothing was measured. */
const run = fc.tuple(fc.option(celsius, { nil: undefined, freq: 8 }), fc.integer({ min: 1, max: 20 }));
const measured = fc.array(run, { minLength: 12, maxLength: 24 }).map((runs) => {
  const values = runs.flatMap(([value, length]) => new Array<number | null | undefined>(length).fill(value));
  return values.flatMap((value, i): Point[] => (value === undefined ? [] : [[i * STEP, value]]));
});

/** Sends and packs all but those that are left out, and lets time pass to the same end. */
async function told(points: readonly Point[], isLeftOut: (message: number) => boolean): Promise<House> {
  const house = await House.open({ packAt: 1 });
  for (let i = 0; i * SENT < points.length; i++) {
    const message = points.slice(i * SENT, (i + 1) * SENT);
    house.now = message.at(-1)?.[0] ?? 0;
    if (!isLeftOut(i)) await house.send('do-1', message);
    while (await house.keeper.pack());
  }
  await house.wait((points.at(-1)?.[0] ?? 0) + 1);
  return house;
}

const facts = async (house: House) => {
  const of = [...(await house.excursions('kien-1')), ...(await house.unitExcursions('tu-1'))];
  return of
    .map(({ rule, start, end, breachedAt, peakCelsius, beyondSeconds, unknownInsideSeconds }) =>
      JSON.stringify([rule, start, end, breachedAt, peakCelsius, beyondSeconds, unknownInsideSeconds]),
    )
    .sort();
};

function inStore<T>(house: House, work: (db: Database.Database) => T): T {
  const db = new Database(join(house.directory, DATABASE_FILE));
  try {
    return work(db);
  } finally {
    db.close();
  }
}

test('what is damaged is as if it had never been measured, and what comes back as if it had never been damaged', async () => {
  await fc.assert(
    fc.asyncProperty(measured, fc.nat(), fc.boolean(), async (points, which, isStarted) => {
      const messages = Math.ceil(points.length / SENT);
      fc.pre(messages > 1);
      const hurt = which % messages;
      const house = await told(points, () => false);
      const whole = await facts(house);
      const rows = inStore(house, (db) =>
        db.prepare('SELECT id, readings FROM chunk ORDER BY first_at').all(),
      );
      const row = rows[hurt] as { id: number; readings: Buffer };
      const readings: ReturnedReading[] = unpackReadings(row.readings);
      inStore(house, (db) => db.prepare('UPDATE chunk SET crc = crc + 1 WHERE id = ?').run(row.id));
      if (isStarted) await house.restart();
      await house.ask({ type: 'history.missing' });
      const without = await told(points, (message) => message === hurt);
      expect(await facts(house)).toEqual(await facts(without));
      await house.restart();
      expect(await facts(house)).toEqual(await facts(without));
      const chunks = [row.id];
      await house.does(SYSTEM, { type: 'history.restore', chunks, readings, isSame: false });
      expect(await facts(house)).toEqual(whole);
      await house.restart();
      expect(await facts(house)).toEqual(whole);
    }),
    { numRuns: 12 },
  );
});
