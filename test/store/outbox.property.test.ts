/**
 * However ingest, packing, restarts and reading interleave, and however often a page is read and its cursor lost, a copy
 * gets every reading. Checked from the rows themselves, not only at the end: what lies before a cursor was delivered.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BEGINNING, type Cursor, type OutboxPage, openOutbox, openReader } from '../../src/store/outbox.ts';
import { unpackReadings } from '../../src/telemetry/chunk.ts';
import { decodeBatch } from '../../src/telemetry/journal.ts';
import { House } from '../keeper/house.ts';

type Named = { readonly name: string; readonly place: string; readonly also: number };
const named = (r: {
  probe: number;
  at: number;
  milli: number | null;
  extras: { also?: number } | null;
}): Named => ({
  name: `${r.probe} ${r.at} ${r.milli}`,
  place: `${r.probe} ${r.at}`,
  also: r.extras?.also ?? 0,
});
const ofEntry = (blob: Uint8Array): Named[] => decodeBatch(blob).readings.map(named);
const ofChunk = (probe: number, blob: Uint8Array): Named[] =>
  unpackReadings(blob).map((k) => named({ probe, ...k }));
const ofPage = (page: OutboxPage): Named[] => [
  ...page.journal.flatMap((e) => ofEntry(e.blob)),
  ...page.chunks.flatMap((c) => ofChunk(c.probe, c.blob)),
];

const isEmpty = ({ journal, chunks, ledger, excursions }: OutboxPage): boolean =>
  journal.length + chunks.length + ledger.length + excursions.length === 0;

/** Everything the store ever held, by the number under which it was written. */
class Rows {
  readonly entries = new Map<number, Named[]>();
  readonly chunks = new Map<number, Named[]>();
  readonly #db;

  constructor(directory: string) {
    this.#db = openReader(directory);
  }

  look(): void {
    type Entry = { id: number; readings: Uint8Array };
    for (const { id, readings } of this.#db.prepare('SELECT id, readings FROM journal').all() as Entry[])
      if (!this.entries.has(id)) this.entries.set(id, ofEntry(readings));
    for (const { id, probe, readings } of this.#db
      .prepare('SELECT id, probe, readings FROM chunk')
      .all() as (Entry & { probe: number })[])
      if (!this.chunks.has(id)) this.chunks.set(id, ofChunk(probe, readings));
  }

  /** What a copy with this cursor must have. */
  before({ journal, chunk }: Cursor): string[] {
    return [
      ...[...this.entries].filter(([id]) => id <= journal),
      ...[...this.chunks].filter(([id]) => id <= chunk),
    ].flatMap(([, readings]) => readings.map(({ name }) => name));
  }

  all(): Named[] {
    return [...this.entries.values()].flat();
  }

  close(): void {
    this.#db.close();
  }
}

const send = fc.record({
  send: fc.constantFrom('do-1', 'do-2', 'do-3'),
  /** Each in a message, and a journal entry, of its own: minutes ago and value. */
  points: fc.array(fc.tuple(fc.integer({ min: -6, max: 0 }), fc.constantFrom(4, 5, null)), {
    minLength: 1,
    maxLength: 4,
  }),
});
const page = fc.record({
  limit: fc.integer({ min: 1, max: 3 }),
  /** The copy, or the service, ended before the cursor was kept. */
  lost: fc.constantFrom(true, false, false),
});
const step = fc.oneof(
  { weight: 6, arbitrary: send },
  { weight: 6, arbitrary: fc.constant('pack' as const) },
  { weight: 6, arbitrary: page },
  { weight: 1, arbitrary: fc.constant('restart' as const) },
);

test('a copy gets every reading, whatever is packed, dropped, read again and restarted in between', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 30, maxLength: 60 }),
      fc.boolean(),
      async (steps, caughtUp) => {
        const house = await House.open({ packAt: 2, packPerStep: 1 });
        const rows = new Rows(house.directory);
        const delivered = new Set<string>();
        const marks = new Map<string, Map<number, string>>();
        let outbox = openOutbox(house.directory);
        let cursor = BEGINNING;

        const read = (limit: number, lost: boolean): boolean => {
          rows.look();
          const { page } = outbox.read(cursor, limit);
          for (const r of ofPage(page)) {
            // One instant of a probe never has two different entries under one mark: one would hide the other.
            const ofPlace = marks.get(r.place) ?? new Map<number, string>();
            marks.set(r.place, ofPlace);
            expect(ofPlace.get(r.also) ?? r.name).toBe(r.name);
            ofPlace.set(r.also, r.name);
          }
          const behind = outbox.backlog(cursor);
          expect(isEmpty(page)).toBe(
            behind.journal + behind.chunks + behind.ledger + behind.excursions === 0,
          );
          if (lost) return page.more;
          for (const { name } of ofPage(page)) delivered.add(name);
          cursor = page.next;
          const owed = rows.before(cursor).filter((name) => !delivered.has(name));
          expect(owed).toEqual([]);
          if (!page.more) expect(rows.all().filter(({ name }) => !delivered.has(name))).toEqual([]);
          return page.more;
        };

        // Else the pages are about the ledger for long, and the copy is behind all packing from the start.
        if (caughtUp) read(1000, false);
        for (const one of steps) {
          if (one === 'pack') await house.keeper.pack();
          else if (one === 'restart') {
            outbox.close();
            await house.restart();
            outbox = openOutbox(house.directory);
          } else if ('send' in one) {
            house.now += 1;
            for (const [ago, celsius] of one.points) await house.send(one.send, [[house.now + ago, celsius]]);
          } else read(one.limit, one.lost);
          rows.look();
        }
        for (let pages = 0; read(3, false); pages++) expect(pages).toBeLessThan(1000);
        expect([...delivered].toSorted()).toEqual([...new Set(rows.all().map((r) => r.name))].toSorted());
        expect(outbox.backlog(cursor)).toEqual({
          journal: 0,
          chunks: 0,
          ledger: 0,
          excursions: 0,
          oldest: null,
        });
        outbox.close();
        rows.close();
      },
    ),
    { numRuns: 25, endOnFailure: true },
  );
}, 60_000);
