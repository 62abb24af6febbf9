/**
 * However packing, what comes late, merging, deleting and restarts interleave, each reading is there once for everybody: for the
 * keeper itself, for a walk that began before, and for a copy elsewhere.
 */
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { type Archive, openArchive } from '../../src/store/archive.ts';
import { BEGINNING, openOutbox } from '../../src/store/outbox.ts';
import { StoreError } from '../../src/store/sqlite.ts';
import { unpackReadings } from '../../src/telemetry/chunk.ts';
import { decodeBatch } from '../../src/telemetry/journal.ts';
import { NOW } from '../store/contents.ts';
import { PackingHouse } from './packing-house.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const ALL = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
const PROBES = ['1', '2'] as const;

const named = (probe: string, { at, milli }: { at: number; milli: number | null }) =>
  `${probe} ${(at - NOW) / MINUTE} ${milli}`;

/** Minutes of few days, so that what comes late falls among what was packed and merged. */
const minute = fc
  .tuple(fc.constantFrom(0, 0, 0, 1, 9), fc.integer({ min: 0, max: 40 }))
  .map(([days, within]) => within - days * 1440);
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      send: fc.constantFrom(...PROBES),
      points: fc.array(fc.tuple(minute, fc.constantFrom(4000, 5000, null)), { minLength: 1, maxLength: 4 }),
    }),
  },
  { weight: 9, arbitrary: fc.constant('pack' as const) },
  { weight: 2, arbitrary: fc.constant('read' as const) },
  { weight: 2, arbitrary: fc.record({ page: fc.integer({ min: 1, max: 6 }) }) },
  { weight: 1, arbitrary: fc.constant('walk' as const) },
  { weight: 2, arbitrary: fc.constant('a day passes' as const) },
  { weight: 1, arbitrary: fc.constant('restart' as const) },
);

/** Null: the walk says that the store has moved on since it began. */
function walked(archive: Archive): string[] | null {
  try {
    return [...archive.stretches(ALL)].flatMap(({ probe, readings }) => readings.map((r) => named(probe, r)));
  } catch (error) {
    expect(error).toBeInstanceOf(StoreError);
    expect(error).toMatchObject({ code: 'STORE_MOVED_ON' });
    return null;
  }
}

test('each reading is there once for every reader, whatever is packed, late, merged, deleted and restarted', async () => {
  let [merged, deleted, missed] = [0, 0, 0];
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 40, maxLength: 120 }), async (steps) => {
      const house = new PackingHouse(NOW, { packAt: 3, perStep: 1, merging: { readings: 8, chunks: 3 } });
      const stored = new Set<string>();
      const delivered = new Set<string>();
      const walks: { archive: Archive; asBegun: string[]; since: number }[] = [];
      let cursor = BEGINNING;

      const readAll = async () => {
        const found: string[] = [];
        for (const probe of PROBES) {
          const kept = await house.readings(probe);
          const times = kept.map(({ at }) => at);
          expect(times).toEqual(times.toSorted((a, b) => a - b));
          found.push(...kept.map((one) => named(probe, one)));
        }
        expect(found.toSorted()).toEqual([...stored].toSorted());
      };
      const page = (limit: number): boolean => {
        const outbox = openOutbox(house.directory);
        const { page, whereabouts } = outbox.read(cursor, limit);
        const of = (number: number) => whereabouts.probe(number)?.probe ?? '';
        for (const { blob } of page.journal)
          for (const r of decodeBatch(blob).readings) delivered.add(named(of(r.probe), r));
        for (const { probe, blob } of page.chunks)
          for (const r of unpackReadings(blob)) delivered.add(named(of(probe), r));
        cursor = page.next;
        if (!page.more) expect([...delivered].toSorted()).toEqual([...stored].toSorted());
        outbox.close();
        return page.more;
      };

      for (const one of steps) {
        if (one === 'pack') await house.pack();
        else if (one === 'restart') await house.restart();
        else if (one === 'a day passes') house.now += DAY + 1;
        else if (one === 'read') await readAll();
        else if (one === 'walk') {
          const archive = openArchive(house.directory);
          onTestFinished(() => archive.close());
          walks.push({ archive, asBegun: [...stored].toSorted(), since: house.now });
        } else if ('page' in one) page(one.page);
        else {
          const readings = one.points.map(([minutes, milli]) => {
            const at = NOW + minutes * MINUTE;
            return { at, milli, receivedAt: house.now, extras: null };
          });
          await house.take(one.send, readings);
          for (const reading of readings) stored.add(named(one.send, reading));
        }
      }
      for (const { archive, asBegun, since } of walks) {
        const found = walked(archive);
        if (found !== null) expect(found.toSorted()).toEqual(asBegun);
        else {
          expect(house.now - since).toBeGreaterThan(DAY);
          missed++;
        }
        archive.close();
      }
      await readAll();
      for (let pages = 0; page(3); pages++) expect(pages).toBeLessThan(1_000);
      merged += house.merged;
      deleted += house.deleted;
    }),
    { numRuns: 40, endOnFailure: true },
  );
  expect(Math.min(merged, deleted, missed)).toBeGreaterThan(0);
}, 120_000);
