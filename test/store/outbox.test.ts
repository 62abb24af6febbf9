import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { backup, restore } from '../../src/store/backup.ts';
import { BEGINNING, type Cursor, type Outbox, openOutbox } from '../../src/store/outbox.ts';
import { STEPS } from '../../src/store/schema.ts';
import { DATABASE_FILE, openSqlite } from '../../src/store/sqlite.ts';
import type { SetAsideChange, Store } from '../../src/store/store.ts';
import { unpackReadings } from '../../src/telemetry/chunk.ts';
import { decodeBatch } from '../../src/telemetry/journal.ts';
import { batch, chunk, freshDirectory, leaf, NOW, only, readings } from './contents.ts';

const MINUTE = 60_000;

function opened(): { store: Store; outbox: Outbox; directory: string } {
  const directory = freshDirectory();
  const store = openSqlite(directory);
  const outbox = openOutbox(directory);
  onTestFinished(async () => {
    outbox.close();
    await store.close();
  });
  return { store, outbox, directory };
}

/** An excursion as far as the feed looks at it. */
const excursion = (id: string, start: number, more: object = {}) => ({
  kind: 'excursion' as const,
  id,
  doc: { id, start, subject: { kind: 'unit', id: 'tu-1' }, ...more },
});

const valuesOf = (page: ReturnType<Outbox['read']>['page']) => [
  ...page.chunks.flatMap((c) => unpackReadings(c.blob).map((r) => r.milli)),
  ...page.journal.flatMap((e) => decodeBatch(e.blob).readings.map((r) => r.milli)),
];

describe('a page', () => {
  test('has the ledger first, then excursions, then readings, about as many as asked for, and goes on after them', async () => {
    const { store, outbox } = opened();
    for (let i = 0; i < 3; i++) await store.commit(only({ journal: batch(2) }));
    await store.commit(only({ ledger: [leaf(1), leaf(2)], puts: [excursion('e-1', NOW)] }));
    const first = outbox.read(BEGINNING, 2).page;
    expect([first.ledger.map((r) => r.seq), first.excursions, first.journal, first.more]).toEqual([
      [1, 2],
      [],
      [],
      true,
    ]);
    expect(first.ledger[0]).toEqual({
      seq: 1,
      event: JSON.parse(leaf(1).event),
      leaf: Buffer.from(leaf(1).leaf).toString('hex'),
    });
    const second = outbox.read(first.next, 4).page;
    expect(second.excursions.map((e) => e.record.id)).toEqual(['e-1']);
    expect(second.journal.map((e) => e.id)).toEqual([1, 2]);
    expect(second).toMatchObject({ next: { journal: 2, ledger: 2, excursion: 1 }, more: true });
    const last = outbox.read(second.next, 100).page;
    expect([last.journal.map((e) => e.id), last.more]).toEqual([[3], false]);
    const none = outbox.read(last.next, 100).page;
    expect(none).toEqual({
      ...none,
      journal: [],
      chunks: [],
      ledger: [],
      excursions: [],
      next: last.next,
      more: false,
    });
  });

  test('has at least one entry, however many readings that holds', async () => {
    const { store, outbox } = opened();
    await store.commit(only({ journal: batch(500) }));
    expect(outbox.read(BEGINNING, 1).page.journal).toHaveLength(1);
  });

  test('of a store where nothing ever happened is empty', () => {
    const { outbox } = opened();
    expect(outbox.read(BEGINNING, 10).page).toMatchObject({ next: BEGINNING, more: false });
  });

  test('read twice is the same: nothing is taken away by reading', async () => {
    const { store, outbox } = opened();
    await store.commit(only({ journal: batch(3), ledger: [leaf(1)] }));
    expect(outbox.read(BEGINNING, 10).page).toEqual(outbox.read(BEGINNING, 10).page);
  });
});

describe('readings that were packed', () => {
  /** Entries of one reading each; its value is its number. */
  const entry = (n: number) => batch(1, n);
  const packed = (...values: number[]) =>
    chunk(
      0,
      values.map((milli, i) => ({ at: NOW + i * MINUTE, milli, receivedAt: NOW + i * MINUTE, extras: null })),
    );

  test('and dropped before the copy had them come from the chunks, and the journal goes on after', async () => {
    const { store, outbox } = opened();
    for (const n of [1, 2, 3]) await store.commit(only({ journal: entry(n) }));
    await store.commit(only({ chunks: [packed(1, 2), packed(3)], dropJournalTo: 3 }));
    await store.commit(only({ journal: entry(4) }));
    const one = outbox.read(BEGINNING, 1).page;
    expect([valuesOf(one), one.next, one.more]).toEqual([[1, 2], { ...BEGINNING, chunk: 1 }, true]);
    const two = outbox.read(one.next, 1).page;
    expect([valuesOf(two), two.next]).toEqual([[3], { ...BEGINNING, journal: 3, chunk: 2 }]);
    const three = outbox.read(two.next, 1).page;
    expect([valuesOf(three), three.next.journal, three.more]).toEqual([[4], 4, false]);
  });

  test('are not sent twice to a copy that had them from the journal', async () => {
    const { store, outbox } = opened();
    await store.commit(only({ journal: entry(1) }));
    const { next } = outbox.read(BEGINNING, 10).page;
    await store.commit(only({ chunks: [packed(1)], dropJournalTo: 1 }));
    const after = outbox.read(next, 10).page;
    expect([valuesOf(after), after.next.chunk]).toEqual([[], 1]);
    expect(outbox.backlog(next)).toMatchObject({ journal: 0, chunks: 0 });
  });

  test('by a round while they came are sent again rather than lost when the next round drops them', async () => {
    const { store, outbox } = opened();
    for (const n of [1, 2]) await store.commit(only({ journal: entry(n) }));
    const begun = outbox.read(BEGINNING, 10).page.next;
    for (const n of [3, 4]) await store.commit(only({ journal: entry(n) }));
    // The round began after entry 2, and packed what had come by its end.
    await store.commit(only({ chunks: [packed(1, 2, 3, 4)], dropJournalTo: 2 }));
    const between = outbox.read(begun, 1).page;
    expect([valuesOf(between), between.next]).toEqual([[3], { ...BEGINNING, journal: 3, chunk: 0 }]);
    await store.commit(only({ journal: entry(5) }));
    await store.commit(only({ chunks: [packed(5)], dropJournalTo: 5 }));
    expect(valuesOf(outbox.read(between.next, 10).page)).toEqual([1, 2, 3, 4, 5]);
  });

  test('in two rounds while a copy was among their chunks are all sent', async () => {
    const { store, outbox } = opened();
    await store.commit(only({ journal: entry(1) }));
    await store.commit(only({ chunks: [packed(1), packed(2)], dropJournalTo: 1 }));
    const one = outbox.read(BEGINNING, 1).page;
    await store.commit(only({ journal: entry(3) }));
    await store.commit(only({ chunks: [packed(3)], dropJournalTo: 2 }));
    const two = outbox.read(one.next, 10).page;
    expect([valuesOf(two), two.next]).toEqual([[2, 3], { ...BEGINNING, journal: 2, chunk: 3 }]);
  });

  test('and damaged since are not sent, and keep nothing that follows from being sent', async () => {
    const { store, outbox, directory } = opened();
    for (const n of [1, 2, 3, 4]) await store.commit(only({ journal: entry(n) }));
    await store.commit(only({ chunks: [packed(1), packed(2), packed(3), packed(4)], dropJournalTo: 4 }));
    const db = new Database(join(directory, DATABASE_FILE));
    db.exec('UPDATE chunk SET crc = crc + 1 WHERE id IN (1, 4)');
    db.close();
    await store.commit(only({ journal: entry(5) }));
    expect(outbox.backlog(BEGINNING).chunks).toBe(4);
    const { page } = outbox.read(BEGINNING, 10);
    expect([valuesOf(page), page.next, page.more]).toEqual([
      [2, 3, 5],
      { ...BEGINNING, journal: 5, chunk: 4 },
      false,
    ]);
  });
});

describe('an excursion', () => {
  test('keeps its number and first start however it changes, and moves to the end of the feed', async () => {
    const { store, outbox } = opened();
    await store.commit(only({ puts: [excursion('e-1', 100), excursion('e-2', 200)] }));
    await store.commit(only({ puts: [excursion('e-1', 50, { end: 300 })] }));
    const { page } = outbox.read(BEGINNING, 10);
    expect(page.excursions.map(({ number, firstStart, change }) => [number, firstStart, change])).toEqual([
      [2, 200, 2],
      [1, 100, 3],
    ]);
    expect(page.excursions[1]?.record).toMatchObject({ start: 50, end: 300 });
    expect(outbox.read({ ...BEGINNING, excursion: 2 }, 10).page.excursions).toHaveLength(1);
    expect(outbox.read(page.next, 10).page.excursions).toEqual([]);
  });

  test('of a parcel is told with its lot, of a unit without one', async () => {
    const { store, outbox } = opened();
    const parcel = { kind: 'parcel' as const, id: 'k', doc: { id: 'k', gtin: '0893', lot: 'L/1' } };
    const subject = { kind: 'parcel', id: 'k' };
    await store.commit(only({ puts: [parcel, excursion('e-1', 1), excursion('e-2', 2, { subject })] }));
    expect(outbox.read(BEGINNING, 10).page.excursions.map((e) => e.lot)).toEqual([
      null,
      { gtin: '0893', lot: 'L/1' },
    ]);
  });
});

describe('whereabouts', () => {
  const device = (placements: object[]) => ({
    kind: 'device' as const,
    id: 'do-1',
    doc: { id: 'do-1', placements, retiredAt: null },
  });
  const unit = (placements: object[]) => ({
    kind: 'unit' as const,
    id: 'hom-1',
    doc: { id: 'hom-1', placements, retiredAt: null },
  });
  const probe = { kind: 'probe' as const, id: '7', doc: { number: 7, device: 'do-1', probe: '2' } };

  test('are those of the reading, not those of now', async () => {
    const { store, outbox } = opened();
    const standing = [
      { site: 'tinh', since: 0 },
      { site: null, since: 100 },
      { site: 'xa', since: 200 },
    ];
    await store.commit(only({ puts: [probe, device([{ unit: 'hom-1', since: 50 }]), unit(standing)] }));
    const { whereabouts } = outbox.read(BEGINNING, 1);
    expect(whereabouts.probe(7)).toEqual({ device: 'do-1', probe: '2' });
    expect([40, 60, 150, 200].map((at) => whereabouts.place('do-1', at))).toEqual([
      null,
      { unit: 'hom-1', site: 'tinh' },
      { unit: 'hom-1', site: null },
      { unit: 'hom-1', site: 'xa' },
    ]);
    expect([whereabouts.probe(8), whereabouts.place('do-9', 60)]).toEqual([null, null]);
  });

  test('follow a device that was moved and a probe that came later', async () => {
    const { store, outbox } = opened();
    await store.commit(only({ puts: [device([{ unit: 'hom-1', since: 0 }])] }));
    const before = outbox.read(BEGINNING, 1).whereabouts;
    expect([before.place('do-1', 90)?.unit, before.probe(7)]).toEqual(['hom-1', null]);
    const moved = [
      { unit: 'hom-1', since: 0 },
      { unit: 'tu-1', since: 80 },
    ];
    await store.commit(only({ puts: [device(moved), probe] }));
    const after = outbox.read(BEGINNING, 1).whereabouts;
    expect([after.place('do-1', 90)?.unit, after.probe(7)?.probe]).toEqual(['tu-1', '2']);
  });
});

describe('the backlog', () => {
  test('counts entries, chunks, events and changes, and says when the oldest was received', async () => {
    const { store, outbox } = opened();
    await store.commit(only({ journal: batch(9) }));
    const event = JSON.stringify({ id: 'e', recorded: new Date(NOW - MINUTE).toISOString() });
    await store.commit(only({ journal: batch(1), ledger: [{ ...leaf(1), event }] }));
    await store.commit(only({ puts: [excursion('e-1', NOW)] }));
    expect(outbox.backlog(BEGINNING)).toEqual({
      journal: 2,
      chunks: 0,
      ledger: 1,
      excursions: 1,
      oldest: NOW - MINUTE,
    });
    expect(outbox.backlog({ ...BEGINNING, ledger: 1 }).oldest).toBe(NOW);
    await store.commit(only({ chunks: [chunk(0, readings(9)), chunk(1, readings(1))], dropJournalTo: 1 }));
    expect(outbox.backlog({ ...BEGINNING, ledger: 1, excursion: 1 })).toEqual({
      journal: 1,
      chunks: 2,
      ledger: 0,
      excursions: 0,
      oldest: NOW,
    });
    expect(await store.backlog(BEGINNING)).toEqual(outbox.backlog(BEGINNING));
  });

  test('is nothing at the furthest a copy can come', async () => {
    const { store, outbox } = opened();
    await store.commit(only({ journal: batch(1), ledger: [leaf(1)], puts: [excursion('e-1', 1)] }));
    await store.commit(only({ chunks: [chunk(0, readings(1))], dropJournalTo: 1 }));
    expect(await store.reach()).toEqual({ journal: 1, chunk: 1, ledger: 1, excursion: 1 } satisfies Cursor);
    expect(outbox.backlog(await store.reach())).toMatchObject({ journal: 0, chunks: 0, oldest: null });
  });
});

describe('what was set aside', () => {
  const add = (series: string, reason: string, refusedAt = NOW, target = 'kho'): SetAsideChange => ({
    change: 'add',
    target,
    series,
    point: { series },
    reason,
    refusedAt,
  });

  test('is listed in order, refused again in its place, and gone when it was taken', async () => {
    const { store } = opened();
    await store.commit(only({ setAside: [add('a', 'x'), add('b', 'x'), add('a', 'x', NOW, 'other')] }));
    await store.commit(only({ setAside: [add('a', 'y', NOW + 1)] }));
    await store.commit(
      only({
        setAside: [
          { change: 'refused', id: 2, reason: 'z', refusedAt: NOW + 2 },
          { change: 'remove', id: 3 },
          { change: 'remove', id: 99 },
        ],
      }),
    );
    const rows = [
      { id: 1, target: 'kho', point: { series: 'a' }, reason: 'y', refusedAt: NOW + 1, attempts: 2 },
      { id: 2, target: 'kho', point: { series: 'b' }, reason: 'z', refusedAt: NOW + 2, attempts: 2 },
    ];
    expect(await store.setAsidePage(0, 10)).toEqual(rows);
    expect(await store.setAsidePage(1, 1)).toEqual(rows.slice(1));
    expect(await store.setAsideCount()).toBe(2);
  });
});

describe('a store of an earlier program', () => {
  /** At version 2, in the middle of a packing round: entry 1 was dropped, 2 and 3 are there, 2 is in a chunk as well. */
  function old(): string {
    const directory = freshDirectory();
    const db = new Database(join(directory, DATABASE_FILE));
    for (const step of STEPS.slice(0, 2)) db.exec(step);
    db.pragma('user_version = 2');
    for (const n of [1, 2, 3]) db.prepare('INSERT INTO journal (readings) VALUES (?)').run(batch(1, n));
    for (const n of [1, 2]) {
      const c = chunk(0, readings(1, n));
      db.prepare('INSERT INTO chunk VALUES (?, ?, ?, ?, ?, ?)').run(
        0,
        c.firstAt,
        c.lastAt,
        1,
        crc32(c.blob),
        c.blob,
      );
    }
    db.exec('DELETE FROM journal WHERE id = 1');
    const doc = (id: string, start: number) => JSON.stringify(excursion(id, start).doc);
    db.prepare('INSERT INTO excursion VALUES (?, ?), (?, ?)').run('e-b', doc('e-b', 7), 'e-a', doc('e-a', 9));
    db.close();
    return directory;
  }

  test('is brought up to date with every reading and excursion in the feed', async () => {
    const directory = old();
    await openSqlite(directory).close();
    const outbox = openOutbox(directory);
    const { page } = outbox.read(BEGINNING, 100);
    expect(valuesOf(page)).toEqual([1, 2, 2, 3]);
    expect(page.excursions.map(({ number, firstStart, record }) => [number, firstStart, record.id])).toEqual([
      [1, 9, 'e-a'],
      [2, 7, 'e-b'],
    ]);
    expect(page.next).toEqual({ journal: 3, chunk: 2, ledger: 0, excursion: 2 });
    outbox.close();
  });

  test('is not read before that, nor one of a later program, nor none', async () => {
    const code = (directory: string): unknown => {
      try {
        return openOutbox(directory);
      } catch (error) {
        return (error as { code?: unknown }).code;
      }
    };
    expect(code(old())).toBe('STORE_OLDER');
    expect(code(freshDirectory())).toBe('STORE_MISSING');
    const later = old();
    const db = new Database(join(later, DATABASE_FILE));
    db.pragma(`user_version = ${STEPS.length + 1}`);
    db.close();
    expect(code(later)).toBe('STORE_NEWER');
  });
});

test('a cursor goes on where it was in a store that came back from a backup', async () => {
  const { store, outbox, directory } = opened();
  for (const n of [1, 2, 3]) await store.commit(only({ journal: batch(1, n) }));
  await store.commit(
    only({ chunks: [chunk(0, readings(1, 1)), chunk(0, readings(1, 2))], dropJournalTo: 2 }),
  );
  await store.commit(only({ puts: [excursion('e-1', 1)], setAside: [] }));
  const { next } = outbox.read(BEGINNING, 2).page;
  const file = join(directory, 'copy');
  backup(directory, file, { force: false });
  const other = freshDirectory();
  restore(other, file, new Date(NOW));
  const again = openSqlite(other);
  await again.commit(only({ journal: batch(1, 4), chunks: [chunk(0, readings(1, 4))] }));
  const restored = openOutbox(other);
  expect(valuesOf(restored.read(next, 100).page)).toEqual([2, 3, 4]);
  expect(await again.reach()).toEqual({ journal: 4, chunk: 3, ledger: 0, excursion: 1 });
  restored.close();
  await again.close();
});
