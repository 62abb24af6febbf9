/** Which of a probe's chunks become one; times are hours, and ten readings are the most of a run. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type RunTerms, runsOf } from '../../src/telemetry/chunk-runs.ts';

const TERMS: RunTerms = { most: 10, span: 168 };
type Row = readonly [firstAt: number, lastAt: number, count: number];
const looked = (rows: readonly Row[], isCut = false) => {
  const chunks = rows.map(([firstAt, lastAt, count]) => ({ firstAt, lastAt, count }));
  const { runs, waitsFrom } = runsOf(chunks, TERMS, isCut);
  return { runs: runs.map(({ firstAt, lastAt, count }) => [firstAt, lastAt, count]), waitsFrom };
};

describe('chunks become one', () => {
  const rows: [what: string, chunks: Row[], runs: Row[], waitsFrom: number | null][] = [
    ['never when there are none', [], [], null],
    [
      'only when no more fits in: until then they wait',
      [
        [0, 1, 4],
        [2, 3, 4],
      ],
      [],
      0,
    ],
    [
      'when the next does not fit in',
      [
        [0, 1, 4],
        [2, 3, 4],
        [4, 5, 4],
      ],
      [[0, 3, 8]],
      4,
    ],
    [
      'with exactly as many readings as may be',
      [
        [0, 1, 5],
        [2, 3, 5],
        [4, 5, 1],
      ],
      [[0, 3, 10]],
      4,
    ],
    [
      'not when one is alone in its place',
      [
        [0, 1, 9],
        [2, 3, 9],
        [4, 5, 9],
      ],
      [],
      4,
    ],
    [
      'when the next is a week away',
      [
        [0, 1, 1],
        [2, 3, 1],
        [168, 169, 1],
      ],
      [[0, 3, 2]],
      168,
    ],
    [
      'with what came late and lies across it, up to twice as many',
      [
        [0, 9, 10],
        [3, 4, 6],
        [10, 11, 1],
      ],
      [[0, 9, 16]],
      10,
    ],
    [
      'not across one another with more than that',
      [
        [0, 9, 10],
        [3, 4, 11],
        [10, 11, 1],
      ],
      [],
      10,
    ],
    [
      'with one that begins where another ends',
      [
        [0, 4, 8],
        [4, 6, 8],
        [8, 9, 1],
      ],
      [[0, 6, 16]],
      8,
    ],
    [
      'but not with one that must stay as it is',
      [
        [0, 1, 2],
        [2, 3, 2],
        [4, 5, Infinity],
        [6, 7, 1],
      ],
      [[0, 3, 4]],
      6,
    ],
    [
      'nor with what lies across that',
      [
        [0, 1, 2],
        [2, 5, Infinity],
        [3, 4, 2],
        [6, 7, 1],
      ],
      [],
      6,
    ],
  ];
  test.each(rows)('%s', (_, chunks, runs, waitsFrom) => {
    expect(looked(chunks)).toEqual({ runs, waitsFrom });
  });

  test('what follows the last that was fetched may lie across it: it is not taken', () => {
    const rows: Row[] = [
      [0, 1, 4],
      [2, 3, 4],
      [4, 9, 1],
    ];
    expect(looked(rows, true)).toEqual({ runs: [[0, 3, 8]], waitsFrom: 4 });
  });
});

test('a run holds all that lies between its ends, each chunk is in one run at most, and all that follow the runs wait', () => {
  const chunk = fc.record({
    firstAt: fc.integer({ min: 0, max: 400 }),
    length: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 150 })),
    count: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.constantFrom(9, 25, Number.POSITIVE_INFINITY)),
  });
  fc.assert(
    fc.property(fc.array(chunk, { maxLength: 40 }), fc.boolean(), (some, isCut) => {
      const chunks = some
        .map(({ firstAt, length, count }) => ({ firstAt, lastAt: firstAt + length, count }))
        .sort((a, b) => a.firstAt - b.firstAt || a.lastAt - b.lastAt);
      const { runs, waitsFrom } = runsOf(chunks, TERMS, isCut);
      const taken = runs.flatMap((run) => run.chunks);
      expect(new Set(taken).size).toBe(taken.length);
      for (const run of runs) {
        const within = chunks.filter((c) => c.firstAt >= run.firstAt && c.lastAt <= run.lastAt);
        expect([...run.chunks]).toEqual(within);
        expect(run.count).toBe(within.reduce((sum, { count }) => sum + count, 0));
        expect(run.chunks.length).toBeGreaterThan(1);
        expect(run.count).toBeLessThanOrEqual(2 * TERMS.most);
        expect(run.lastAt - run.firstAt).toBeLessThan(TERMS.span);
        expect(run.lastAt).toBeLessThan(waitsFrom ?? Number.NEGATIVE_INFINITY);
      }
      expect(waitsFrom === null).toBe(chunks.length === 0);
      if (isCut && chunks.length > 1 && chunks.at(-1)?.firstAt !== chunks[0]?.firstAt)
        expect(waitsFrom).toBeGreaterThan(chunks[0]?.firstAt ?? Number.POSITIVE_INFINITY);
    }),
    { numRuns: 500 },
  );
});
