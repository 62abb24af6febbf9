import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Archive, openArchive, type Span } from '../../src/store/archive.ts';
import { BEGINNING, openOutbox } from '../../src/store/outbox.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
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
    { numRuns: 40 },
  );
}, 60_000);

test('what a copy that came up to a cursor has is told from what it has not', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), fc.nat(8), async (steps, pages) => {
      const house = await House.open({ packAt: 2, packPerStep: 1, now: 10 });
      const outbox = openOutbox(house.directory);
      let cursor = BEGINNING;
      const half = Math.floor(steps.length / 2);
      const take = async (some: typeof steps) => {
        for (const one of some) {
          if (one === 'pack') await house.keeper.pack();
          else await house.send(one.device, one.points, { probe: one.probe });
        }
      };
      await take(steps.slice(0, half));
      for (let i = 0; i < pages; i++) cursor = outbox.read(cursor, 2).page.next;
      const sentThen = openArchive(house.directory);
      const sent = [...sentThen.stretches(ALL)].flatMap((s) =>
        s.readings
          .filter((r) => sentThen.isSent(r, cursor))
          .map((r) => name(s.device, s.probe, r.at, r.milli)),
      );
      await take(steps.slice(half));
      const later = openArchive(house.directory);
      const unsentLater = new Set(
        [...later.stretches(ALL)].flatMap((s) =>
          s.readings
            .filter((r) => !later.isSent(r, cursor))
            .map((r) => name(s.device, s.probe, r.at, r.milli)),
        ),
      );
      const { page } = outbox.read(cursor, Number.MAX_SAFE_INTEGER);
      if (page.journal.length + page.chunks.length === 0) expect([...unsentLater]).toEqual([]);
      // What follows the cursor is all that is not sent; it may be repeated, never left out.
      const all = walk(later, ALL);
      for (const known of all) if (!sent.includes(known)) expect(unsentLater.has(known)).toBe(true);
      sentThen.close();
      later.close();
      outbox.close();
    }),
    { numRuns: 30 },
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
