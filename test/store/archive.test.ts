import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Archive, openArchive, type Span } from '../../src/store/archive.ts';
import { BEGINNING, openOutbox } from '../../src/store/outbox.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { unpackReadings } from '../../src/telemetry/chunk.ts';
import { decodeBatch } from '../../src/telemetry/journal.ts';
import { House, MINUTE, START } from '../keeper/house.ts';
import { freshDirectory } from './contents.ts';

const DAY = 1440;
/** Days before START, and the minute of that day: some close together, some far, so that walks take several weeks. */
const when = fc
  .tuple(fc.constantFrom(0, 0, 1, 9, 30, 400), fc.integer({ min: 0, max: 5 }))
  .map(([days, minute]) => minute - days * DAY);
const send = fc.record({
  device: fc.constantFrom('do-1', 'do-2', 'do-3'),
  probe: fc.constantFrom('1', '2'),
  points: fc.array(fc.tuple(when, fc.constantFrom(4, 5, null)), { minLength: 1, maxLength: 5 }),
});
type Send = typeof send extends fc.Arbitrary<infer T> ? T : never;
const step = fc.oneof({ weight: 3, arbitrary: send }, { weight: 2, arbitrary: fc.constant('pack' as const) });
const ALL: Span = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

const name = (device: string, probe: string, at: number, milli: number | null) =>
  `${device}/${probe} ${(at - START) / MINUTE} ${milli}`;
const namesOf = ({ device, probe, points }: Send) =>
  points.map(([minute, celsius]) =>
    name(device, probe, START + minute * MINUTE, celsius === null ? null : celsius * 1000),
  );

function walk(archive: Archive, range: Span, device?: string): string[] {
  return [...archive.stretches(range, device)].flatMap((stretch) => {
    const times = stretch.readings.map(({ at }) => at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times.every((at) => at >= stretch.from && at < stretch.to)).toBe(true);
    expect(stretch.to - stretch.from).toBeLessThanOrEqual(7 * DAY * MINUTE);
    return stretch.readings.map(({ at, milli }) => name(stretch.device, stretch.probe, at, milli));
  });
}

test('the archive shows every reading of a range once, packed or not, as it was stored when it was opened', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 25 }),
      fc.array(step, { maxLength: 10 }),
      when,
      when,
      async (before, meanwhile, a, b) => {
        const house = await House.open({ packAt: 2, packPerStep: 1, now: 10 });
        const stored = new Set<string>();
        const take = async (steps: typeof before) => {
          for (const one of steps) {
            if (one === 'pack') await house.keeper.pack();
            else {
              await house.send(one.device, one.points, { probe: one.probe });
              for (const known of namesOf(one)) stored.add(known);
            }
          }
        };
        await take(before);
        const archive = openArchive(house.directory);
        const asOpened = [...stored].sort();
        const range = { from: START + Math.min(a, b) * MINUTE, to: START + Math.max(a, b) * MINUTE };
        const isIn = (known: string): boolean => {
          const at = START + Number(known.split(' ')[1]) * MINUTE;
          return at >= range.from && at < range.to;
        };
        await take(meanwhile);
        expect(walk(archive, ALL).sort()).toEqual(asOpened);
        expect(walk(archive, range).sort()).toEqual(asOpened.filter(isIn));
        expect(walk(archive, ALL, 'do-2').sort()).toEqual(asOpened.filter((n) => n.startsWith('do-2/')));
        archive.renew();
        expect(walk(archive, ALL).sort()).toEqual([...stored].sort());
        archive.close();
      },
    ),
    { numRuns: 15 },
  );
}, 60_000);

test('nothing counts as sent that no page up to the cursor held, and everything does once there are no more', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(step, fc.integer({ min: 1, max: 3 })), { minLength: 5, maxLength: 30 }),
      async (steps) => {
        const house = await House.open({ packAt: 2, packPerStep: 1, now: 10 });
        const outbox = openOutbox(house.directory);
        const delivered = new Set<string>();
        let cursor = BEGINNING;
        const read = (limit: number): boolean => {
          const { page, whereabouts } = outbox.read(cursor, limit);
          cursor = page.next;
          const entries = page.journal.flatMap(({ blob }) => decodeBatch(blob).readings);
          const packed = page.chunks.flatMap(({ probe, blob }) =>
            unpackReadings(blob).map((kept) => ({ probe, ...kept })),
          );
          for (const { probe, at, milli } of [...entries, ...packed]) {
            const of = whereabouts.probe(probe);
            delivered.add(name(of?.device ?? '', of?.probe ?? '', at, milli));
          }
          return page.more;
        };
        const sentIn = (archive: Archive): string[] =>
          [...archive.stretches(ALL)].flatMap(({ device, probe, readings }) =>
            readings
              .filter((reading) => archive.isSent(reading, cursor))
              .map(({ at, milli }) => name(device, probe, at, milli)),
          );
        const archive = openArchive(house.directory);
        for (const one of steps) {
          if (one === 'pack') await house.keeper.pack();
          else if (typeof one === 'number') read(one);
          else await house.send(one.device, one.points, { probe: one.probe });
          archive.renew();
          expect(sentIn(archive).filter((known) => !delivered.has(known))).toEqual([]);
        }
        while (read(100));
        expect(sentIn(archive).sort()).toEqual(walk(archive, ALL).sort());
        archive.close();
        outbox.close();
      },
    ),
    { numRuns: 15 },
  );
}, 60_000);

test('an empty store has no readings, and one of another version is not read', async () => {
  const directory = freshDirectory();
  expect(() => openArchive(directory)).toThrow(expect.objectContaining({ code: 'STORE_MISSING' }));
  await openSqlite(directory).close();
  const archive = openArchive(directory);
  expect(archive.span()).toBeNull();
  expect([...archive.stretches(ALL)]).toEqual([]);
  expect(archive.zone()).toBe('Asia/Ho_Chi_Minh');
  archive.close();
});
