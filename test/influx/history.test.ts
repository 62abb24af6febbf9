import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  BUCKETS_MOST,
  cursorOf,
  divided,
  growingPieces,
  isTooLong,
  joined,
  pageOf,
  piecesOf,
  placeOf,
  SINGLE_READINGS_MOST,
  stepOf,
} from '../../src/influx/history.ts';
import type { Range, StoredBucket, StoredReading } from '../../src/influx/types.ts';

const range = (from: number, to: number): Range => ({ from, to });
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('a range', () => {
  const rows: [what: string, horizon: number, older: Range | null, newer: Range | null][] = [
    ['wholly after the horizon is the store’s', 5, null, range(10, 20)],
    ['that begins at the horizon is the store’s', 10, null, range(10, 20)],
    ['that began a moment before it asks the copy for that moment', 11, range(10, 11), range(11, 20)],
    ['across the horizon is divided there', 15, range(10, 15), range(15, 20)],
    ['whose last moment is the horizon’s first asks the store for it', 19, range(10, 19), range(19, 20)],
    ['that ends at the horizon is the copy’s', 20, range(10, 20), null],
    ['wholly before the horizon is the copy’s', 25, range(10, 20), null],
  ];
  test.each(rows)('%s', (_, horizon, older, newer) => {
    expect(divided(range(10, 20), horizon)).toEqual({ older, newer });
  });

  test('of no length has no part', () => {
    expect(divided(range(10, 10), 10)).toEqual({ older: null, newer: null });
    expect(divided(range(10, 10), 5)).toEqual({ older: null, newer: null });
    expect(divided(range(10, 10), 15)).toEqual({ older: null, newer: null });
  });
});

describe('the step that holds an instant', () => {
  test.each([
    ['begins at the epoch’s own grid', 1_000, 300, 900],
    ['holds its own beginning', 900, 300, 900],
    ['ends before the next one', 1_199, 300, 900],
    ['is counted down, also before 1970', -1, 300, -300],
    [
      'of seven days begins on a Thursday, as the epoch did',
      Date.UTC(2026, 10, 22),
      7 * DAY,
      Date.UTC(2026, 10, 19),
    ],
  ])('%s', (_, at, everyMs, begin) => {
    expect(stepOf(at, everyMs)).toBe(begin);
  });
});

describe('what one answer may hold from before the horizon', () => {
  test.each([
    ['31 days of single readings', range(0, SINGLE_READINGS_MOST), null, false],
    ['a moment more than 31 days of them', range(0, SINGLE_READINGS_MOST + 1), null, true],
    ['ten thousand steps', range(0, BUCKETS_MOST * HOUR), HOUR, false],
    ['a moment into the next step', range(0, BUCKETS_MOST * HOUR + 1), HOUR, true],
    ['as long, but touching one step more', range(HOUR - 1, BUCKETS_MOST * HOUR + 1), HOUR, true],
    ['ten years in days', range(0, 3_650 * DAY), DAY, false],
  ])('%s', (_, asked, everyMs, isMore) => {
    expect(isTooLong(asked, everyMs)).toBe(isMore);
  });
});

describe('the pieces of a range', () => {
  const anyRange = fc
    .tuple(fc.integer({ min: -1e12, max: 2e12 }), fc.integer({ min: 0, max: 3e10 }))
    .map(([from, length]) => range(from, from + length));

  test('cover it without a hole or an overlap, and no step lies in two of them', () => {
    fc.assert(
      fc.property(anyRange, fc.integer({ min: 1_000, max: 40 * DAY }), (whole, everyMs) => {
        const pieces = piecesOf(whole, 31 * DAY, everyMs);
        expect(pieces.at(0)?.from ?? whole.from).toBe(whole.from);
        expect(pieces.at(-1)?.to ?? whole.to).toBe(whole.to);
        pieces.slice(1).forEach((piece, i) => {
          expect(piece.from).toBe(pieces[i]?.to);
          expect(stepOf(piece.from, everyMs)).toBe(piece.from);
        });
        for (const { from, to } of pieces) expect(to - from).toBeLessThanOrEqual(Math.max(31 * DAY, everyMs));
      }),
    );
  });

  test('that grow cover it too: 31 days in five', () => {
    fc.assert(
      fc.property(anyRange, (whole) => {
        const pieces = growingPieces(whole);
        expect(pieces.reduce((sum, { from, to }) => sum + (to - from), 0)).toBe(whole.to - whole.from);
        expect(pieces.slice(1).every(({ from }, i) => from === pieces[i]?.to)).toBe(true);
      }),
    );
    expect(growingPieces(range(0, 31 * DAY))).toHaveLength(5);
    expect(growingPieces(range(0, 0))).toEqual([]);
  });
});

describe('two parts made one', () => {
  const stored = (at: number, over: Partial<StoredBucket> = {}): StoredBucket => ({
    at,
    min: 2,
    max: 8,
    mean: 4.123_456,
    count: 12,
    ...over,
  });
  const own = (at: number) => ({ at: new Date(at).toISOString(), min: 1, max: 2, mean: 1.5, count: 2 });

  test('are in order of time, with the mean as fine as the engine counts', () => {
    expect(joined([stored(0), stored(HOUR)], [own(2 * HOUR)])).toEqual([
      { at: '1970-01-01T00:00:00.000Z', min: 2, max: 8, mean: 4.123, count: 12 },
      { at: '1970-01-01T01:00:00.000Z', min: 2, max: 8, mean: 4.123, count: 12 },
      own(2 * HOUR),
    ]);
  });

  test('tell a step that both know once, as the store knows it', () => {
    expect(joined([stored(0), stored(HOUR)], [own(HOUR)]).map(({ count }) => count)).toEqual([12, 2]);
  });

  test('may each be empty', () => {
    expect(joined([], [])).toEqual([]);
    expect(joined([], [own(0)])).toEqual([own(0)]);
    expect(joined([stored(0)], [])).toHaveLength(1);
  });
});

describe('a page of single readings', () => {
  const reading = (at: number, over: Partial<StoredReading> = {}): StoredReading => ({
    device: 'do-1',
    probe: '1',
    unit: 'tu-1',
    site: 'tinh',
    also: '',
    at,
    milli: 4_000 + at,
    ...over,
  });

  test('goes on where the page before it ended, also among readings of one instant', () => {
    const readings = [
      reading(10),
      reading(20, { probe: '2' }),
      reading(20),
      reading(20, { also: '1', milli: 9_000 }),
      reading(30),
    ];
    for (let limit = 1; limit <= readings.length + 1; limit++) {
      const seen: string[] = [];
      let cursor: string | null = '';
      for (let pages = 0; cursor !== null; pages++) {
        expect(pages).toBeLessThan(10);
        const { items, next } = pageOf(readings, placeOf(cursor, 0), limit);
        seen.push(...items.map(({ at, probe, celsius }) => `${Date.parse(at)}/${probe}/${celsius}`));
        cursor = next && cursorOf(next);
      }
      expect(seen).toEqual(['10/1/4.01', '20/1/4.02', '20/1/9', '20/2/4.02', '30/1/4.03']);
    }
  });

  test('counts no instant as shown that is not there any more', () => {
    expect(pageOf([reading(30)], { at: 20, skip: 2 }, 5).items).toHaveLength(1);
  });

  test.each([
    ['what is no cursor', 'abc', { at: 5, skip: 0 }],
    ['none', undefined, { at: 5, skip: 0 }],
    ['one from before the range', '4.2', { at: 5, skip: 0 }],
    ['one that would not be a number', '9.', { at: 5, skip: 0 }],
    ['one of a page before', '7.2', { at: 7, skip: 2 }],
  ])('begins where it should with %s', (_, cursor, place) => {
    expect(placeOf(cursor, 5)).toEqual(place);
  });
});
