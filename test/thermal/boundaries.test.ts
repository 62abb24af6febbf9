/** The boundary table: every edge of DESIGN.md section 3 as a row in minutes and °C that a pharmacist could confirm. */
import { describe, expect, it } from 'vitest';
import { type Case, type Found, finds, judged, type Point, type RuleRow } from './rows.ts';

const WARM: RuleRow = { above: 8, allowed: 60 };
const NOW: RuleRow = { above: 8, allowed: 0 };
const every = (step: number, from: number, to: number, celsius: number): Point[] =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => [from + i * step, celsius]);
const table = (rows: [string, Case, Found[]][]) =>
  it.each(rows)('%s', (_, row, expected) => {
    finds(row, expected);
  });

describe('the limit itself', () => {
  const at = (celsius: number, rule: RuleRow): Case => ({
    readings: { p: [[0, celsius]] },
    rules: [rule],
    asOf: 10,
  });
  it.each<[number, RuleRow, boolean]>([
    [8, { above: 8, allowed: 0 }, false],
    [8.001, { above: 8, allowed: 0 }, true],
    [7.999, { above: 8, allowed: 0, inclusive: true }, false],
    [8, { above: 8, allowed: 0, inclusive: true }, true],
    [2, { below: 2, allowed: 0 }, false],
    [1.999, { below: 2, allowed: 0 }, true],
    [2.001, { below: 2, allowed: 0, inclusive: true }, false],
    [2, { below: 2, allowed: 0, inclusive: true }, true],
    [-0.499, { below: -0.5, allowed: 0, inclusive: true }, false],
    [-0.5, { below: -0.5, allowed: 0, inclusive: true }, true],
    [-0.5, { below: -0.5, allowed: 0 }, false],
    [8.0004, { above: 8, allowed: 0 }, false],
    [8.0005, { above: 8, allowed: 0 }, true],
  ])('%d °C under %o is beyond: %s', (celsius, rule, beyond) => {
    expect(judged(at(celsius, rule))).toHaveLength(beyond ? 1 : 0);
  });
});

describe('how long is too long, in one run', () => {
  const run = (last: number, asOf: number): Case => ({
    readings: { p: every(10, 0, last, 9) },
    rules: [WARM],
    asOf,
  });
  table([
    ['59 minutes beyond are no excursion', run(50, 59), []],
    ['a moment less than 60 minutes is none', run(50, 60 - 1 / 60_000), []],
    [
      'exactly 60 minutes are one, breached at their end',
      run(50, 60),
      [{ start: 0, breachedAt: 60, end: null, beyond: 60 }],
    ],
    [
      'longer ones are still breached at 60 minutes',
      run(90, 100),
      [{ breachedAt: 60, beyond: 100, peak: 9 }],
    ],
    ['time after the last value stopped standing is not beyond', run(40, 200), []],
    [
      'allowed 0 breaches at the first reading beyond',
      { readings: { p: [[3, 9]] }, rules: [NOW], asOf: 4 },
      [{ start: 3, breachedAt: 3, end: null }],
    ],
    [
      'two runs of 40 minutes with one reading in range between are none',
      {
        readings: { p: [...every(10, 0, 30, 9), [40, 8], ...every(10, 50, 80, 9), [90, 8]] },
        rules: [WARM],
        asOf: 120,
      },
      [],
    ],
    [
      'one in-range reading ends the run where it stands',
      { readings: { p: [...every(10, 0, 60, 9), [70, 8]] }, rules: [WARM], asOf: 80 },
      [{ start: 0, end: 70, beyond: 70 }],
    ],
  ]);
});

describe('how long is too long, over a life', () => {
  const BUDGET: RuleRow = { above: 8, allowed: 60, cumulative: true };
  const two = (second: number, asOf: number): Case => ({
    readings: {
      p: [...every(10, 0, 30, 9), [40, 5], ...every(10, 100, 100 + second, 11), [100 + second + 10, 5]],
    },
    rules: [BUDGET],
    maxGap: 60,
    asOf,
  });
  table([
    ['40 and 19 minutes are within 60', { ...two(10, 119) }, []],
    [
      '40 and 20 are not: breached inside the second run',
      two(10, 120),
      [{ start: 0, breachedAt: 120, end: null, beyond: 60, peak: 11 }],
    ],
    [
      'there is one excursion however many runs: first start, last end, worst peak',
      two(30, 200),
      [{ start: 0, breachedAt: 120, end: 140, beyond: 80, peak: 11 }],
    ],
    [
      'allowed 0 breaches at the first run',
      {
        readings: {
          p: [
            [5, 9],
            [10, 5],
            [20, 9],
          ],
        },
        rules: [{ ...BUDGET, allowed: 0 }],
        asOf: 21,
      },
      [{ start: 5, breachedAt: 5, end: null, beyond: 6 }],
    ],
    [
      'what is unknown inside a run counts into the sum and is shown',
      {
        readings: {
          p: [
            [0, 9],
            [50, 9],
          ],
        },
        rules: [BUDGET],
        asOf: 65,
      },
      [{ start: 0, breachedAt: 60, beyond: 65, unknownInside: 35 }],
    ],
  ]);
});

describe('few readings, repeated ones, two of one instant', () => {
  table([
    ['no reading: nothing is beyond', { readings: { p: [] }, rules: [NOW], asOf: 1000 }, []],
    [
      'one reading stands for maxGap and no longer',
      { readings: { p: [[0, 9]] }, rules: [{ above: 8, allowed: 15 }], asOf: 500 },
      [{ breachedAt: 15, end: null, beyond: 15 }],
    ],
    [
      'one reading does not stand a minute longer than maxGap',
      { readings: { p: [[0, 9]] }, rules: [{ above: 8, allowed: 16 }], asOf: 500 },
      [],
    ],
    [
      'a repeated reading is one reading',
      {
        readings: {
          p: [
            [0, 9],
            [0, 9],
            [10, 9],
            [10, 9],
          ],
        },
        rules: [NOW],
        asOf: 20,
      },
      [{ start: 0, beyond: 20 }],
    ],
    [
      'of two values at one instant the warmer counts above',
      {
        readings: {
          p: [
            [0, 5],
            [0, 9],
          ],
        },
        rules: [NOW],
        asOf: 10,
      },
      [{ start: 0, peak: 9, beyond: 10 }],
    ],
    [
      'and the colder below',
      {
        readings: {
          p: [
            [0, 5],
            [0, -2],
          ],
        },
        rules: [{ below: -0.5, allowed: 0 }],
        asOf: 10,
      },
      [{ start: 0, peak: -2 }],
    ],
    [
      'one of them out of range does not end a run on the other side',
      {
        readings: {
          p: [
            [0, 9],
            [5, 9],
            [5, 2],
            [10, 9],
          ],
        },
        rules: [NOW],
        asOf: 15,
      },
      [{ start: 0, beyond: 15, end: null }],
    ],
  ]);
});

describe('silence', () => {
  table([
    [
      'a reading stands exactly maxGap: the next one at that moment leaves no hole',
      {
        readings: {
          p: [
            [0, 9],
            [15, 9],
          ],
        },
        rules: [NOW],
        asOf: 30,
      },
      [{ beyond: 30, unknownInside: 0 }],
    ],
    [
      'one minute later leaves one minute unknown inside',
      {
        readings: {
          p: [
            [0, 9],
            [16, 9],
          ],
        },
        rules: [NOW],
        asOf: 31,
      },
      [{ beyond: 31, unknownInside: 1 }],
    ],
    [
      'trap 2: two readings beyond 70 minutes apart enclose the silence',
      {
        readings: {
          p: [
            [0, 9],
            [70, 10],
          ],
        },
        rules: [WARM],
        asOf: 71,
      },
      [{ start: 0, breachedAt: 60, beyond: 71, unknownInside: 55, peak: 10 }],
    ],
    [
      'silence between beyond and in range is not beyond',
      {
        readings: {
          p: [
            [0, 9],
            [70, 5],
          ],
        },
        rules: [WARM],
        asOf: 80,
      },
      [],
    ],
    [
      'silence between in range and beyond is not beyond',
      {
        readings: {
          p: [
            [0, 5],
            [70, 9],
          ],
        },
        rules: [{ above: 8, allowed: 20 }],
        asOf: 85,
      },
      [],
    ],
    [
      'a run ends where its last value stopped standing, not at the reading that closes it',
      { readings: { p: [...every(10, 0, 60, 9), [200, 5]] }, rules: [WARM], asOf: 210 },
      [{ start: 0, end: 75, beyond: 75 }],
    ],
    [
      'it stays open through silence',
      { readings: { p: every(10, 0, 60, 9) }, rules: [WARM], asOf: 5000 },
      [{ end: null, beyond: 75 }],
    ],
    [
      'a fault reading ends the standing value and is neither beyond nor in range',
      {
        readings: {
          p: [
            [0, 9],
            [5, null],
            [10, 9],
          ],
        },
        rules: [NOW],
        asOf: 20,
      },
      [{ start: 0, beyond: 20, unknownInside: 5, end: null }],
    ],
    [
      'a fault of one probe leaves the other one standing',
      {
        readings: {
          'u/1': [
            [0, 9],
            [5, null],
          ],
          'u/2': [
            [0, 5],
            [10, 5],
          ],
        },
        rules: [NOW],
        asOf: 20,
      },
      [{ start: 0, end: 5 }],
    ],
  ]);
});

describe('unmonitored time', () => {
  const quiet = (until: number, more: Partial<Case> = {}): Case => ({
    readings: {
      p: [
        [0, 5],
        [until, 5],
      ],
    },
    maxUnmonitored: 240,
    asOf: until + 1,
    ...more,
  });
  const MS = 1 / 60_000;
  table([
    ['exactly four hours are allowed', quiet(15 + 240), []],
    [
      'a millisecond more is not',
      quiet(15 + 240 + MS),
      [{ rule: 'unmonitored', start: 15, breachedAt: 255, end: 255 + MS, peak: null, beyond: 0 }],
    ],
    [
      'the tail counts while it is open',
      { ...quiet(0), asOf: 256 },
      [{ start: 15, breachedAt: 255, end: null }],
    ],
    ['exactly four hours of tail are allowed', { ...quiet(0), asOf: 255 }, []],
    [
      'the time before the first reading counts from the first stay',
      { readings: { p: [[300, 5]] }, maxUnmonitored: 240, asOf: 301 },
      [{ start: 0, breachedAt: 240, end: 300 }],
    ],
    [
      'late readings that fill it take it away',
      quiet(300, { readings: { p: [...every(15, 0, 300, 5)] } }),
      [],
    ],
    ['it ends with the parcel', { ...quiet(0), end: 300, asOf: 1000 }, [{ start: 15, end: 300 }]],
    [
      'time between two stays is unknown',
      {
        readings: { p: every(15, 0, 600, 5) },
        stays: [
          ['u', 0, 30],
          ['u', 300, null],
        ],
        maxUnmonitored: 240,
        asOf: 600,
      },
      [{ start: 30, breachedAt: 270, end: 300 }],
    ],
    [
      'a logger’s own record of the time fills it',
      quiet(300, { evidence: [{ from: 15, to: 300, min: 4, max: 6 }] }),
      [],
    ],
    [
      'a fault reading is no monitoring',
      quiet(300, {
        readings: {
          p: [
            [0, 5],
            [100, null],
            [200, null],
            [300, 5],
          ],
        },
      }),
      [{ start: 15, end: 300 }],
    ],
  ]);
});

describe('where the device and the parcel were', () => {
  const WARMING: Point[] = [...every(10, 0, 100, 9)];
  table([
    [
      'a value does not stand beyond the moment its device leaves the unit',
      { readings: { p: [[0, 9]] }, placed: { p: [[0, 7]] }, rules: [NOW], asOf: 100 },
      [{ beyond: 7, end: null }],
    ],
    [
      'readings of before the device came belong elsewhere',
      { readings: { p: WARMING }, placed: { p: [[50, null]] }, rules: [WARM], asOf: 110 },
      [{ start: 50, breachedAt: 110 }],
    ],
    [
      'a device that goes and comes back counts in both its times',
      {
        readings: { p: WARMING },
        placed: {
          p: [
            [0, 20],
            [60, null],
          ],
        },
        rules: [NOW],
        asOf: 110,
      },
      [{ start: 0, beyond: 110, unknownInside: 40 }],
    ],
    [
      'the value standing when the parcel comes in counts from then on',
      { readings: { p: [[0, 9]] }, stays: [['u', 10, null]], rules: [NOW], asOf: 100 },
      [{ start: 10, breachedAt: 10, beyond: 5 }],
    ],
    [
      'what was before the parcel came does not',
      {
        readings: {
          p: [
            [0, 20],
            [5, 5],
          ],
        },
        stays: [['u', 5, null]],
        rules: [NOW],
        asOf: 10,
      },
      [],
    ],
    [
      'a run goes on from unit to unit',
      {
        readings: { 'a/1': every(10, 0, 40, 9), 'b/1': every(10, 40, 90, 12) },
        stays: [
          ['a', 0, 40],
          ['b', 40, null],
        ],
        rules: [WARM],
        asOf: 100,
      },
      [{ start: 0, breachedAt: 60, peak: 12, beyond: 100 }],
    ],
    [
      'the time between two warm stays is inside the run',
      {
        readings: { 'a/1': every(10, 0, 40, 9), 'b/1': every(10, 60, 90, 9) },
        stays: [
          ['a', 0, 40],
          ['b', 60, null],
        ],
        rules: [WARM],
        asOf: 100,
      },
      [{ start: 0, beyond: 100, unknownInside: 20 }],
    ],
    [
      'a run ends with the parcel',
      { readings: { p: WARMING }, end: 70, rules: [WARM], asOf: 500 },
      [{ start: 0, end: 70, beyond: 70 }],
    ],
    [
      'a parcel that ended too early for it has none',
      { readings: { p: WARMING }, end: 59, rules: [WARM], asOf: 500 },
      [],
    ],
  ]);
});

describe('several probes', () => {
  table([
    [
      'the warmest counts above',
      { readings: { 'u/1': every(10, 0, 60, 5), 'u/2': every(10, 0, 60, 9) }, rules: [WARM], asOf: 70 },
      [{ start: 0, peak: 9 }],
    ],
    [
      'the coldest counts below',
      {
        readings: { 'u/1': every(10, 0, 60, 5), 'u/2': every(10, 0, 60, -1) },
        rules: [{ below: -0.5, allowed: 60 }],
        asOf: 70,
      },
      [{ start: 0, peak: -1 }],
    ],
    [
      'two probes that take turns at being warm make one run',
      {
        readings: {
          'u/1': [...every(10, 0, 30, 9), ...every(10, 40, 60, 5)],
          'u/2': [...every(10, 0, 20, 5), ...every(10, 30, 60, 9)],
        },
        rules: [WARM],
        asOf: 70,
      },
      [{ start: 0, beyond: 70 }],
    ],
    [
      'a silent probe does not make the unit unknown while another stands',
      { readings: { 'u/1': [[0, 5]], 'u/2': every(10, 0, 600, 5) }, maxUnmonitored: 60, asOf: 600 },
      [],
    ],
    [
      'a warm probe that falls silent is out-voted by the one that stands in range',
      { readings: { 'u/1': [[0, 9]], 'u/2': every(10, 0, 60, 5) }, rules: [NOW], asOf: 60 },
      [{ start: 0, end: 15 }],
    ],
  ]);
});

describe('what a logger says of an interval', () => {
  const told = (evidence: Case['evidence'], more: Partial<Case> = {}): Case => ({
    readings: { p: [] },
    rules: [WARM],
    asOf: 1000,
    ...(evidence ? { evidence } : {}),
    ...more,
  });
  table([
    ['inside the limit: the time is inside', told([{ from: 0, to: 500, min: 3, max: 8 }]), []],
    [
      'past it with stated minutes: that much is beyond, placed at its beginning',
      told([{ from: 0, to: 500, min: 3, max: 11, above: [8, 70] }]),
      [{ start: 0, breachedAt: 60, end: 70, beyond: 70, peak: 11 }],
    ],
    [
      'stated minutes below what is allowed are none',
      told([{ from: 0, to: 500, min: 3, max: 11, above: [8, 59] }]),
      [],
    ],
    [
      'past it without any: all of it is beyond',
      told([{ from: 0, to: 500, min: 3, max: 11 }]),
      [{ start: 0, beyond: 500, end: null }],
    ],
    [
      'minutes stated past another limit say nothing of this one',
      told([{ from: 0, to: 500, min: 3, max: 11, above: [10, 5] }]),
      [{ start: 0, beyond: 500 }],
    ],
    [
      'of overlapping ones the worst counts',
      told([
        { from: 0, to: 300, min: 3, max: 7 },
        { from: 100, to: 300, min: 3, max: 9 },
      ]),
      [{ start: 100, beyond: 200 }],
    ],
    [
      'where readings stand they count, and the record only for the rest',
      told([{ from: 0, to: 100, min: 3, max: 9 }], { readings: { p: every(10, 20, 30, 5) } }),
      [],
    ],
    [
      'a record that is partly covered: stated minutes fall on the part that is otherwise unknown',
      told([{ from: 0, to: 200, min: 3, max: 9, above: [8, 70] }], { readings: { p: every(10, 0, 30, 5) } }),
      [{ start: 45, end: 115, beyond: 70 }],
    ],
  ]);
});

describe('when the label changes', () => {
  const warm = { readings: { p: every(10, 0, 300, 9) } };
  table([
    [
      'a run open at the change ends under the old version and starts under the new one',
      {
        ...warm,
        versions: [
          [0, [WARM]],
          [100, [WARM]],
        ],
        asOf: 200,
      },
      [
        { version: 1, start: 0, end: 100, breachedAt: 60 },
        { version: 2, start: 100, end: null, breachedAt: 160 },
      ],
    ],
    [
      'each part alone must be long enough',
      {
        ...warm,
        versions: [
          [0, [WARM]],
          [50, [WARM]],
        ],
        asOf: 105,
      },
      [],
    ],
    [
      'late data are judged by the version in force at their time',
      {
        readings: {
          p: [
            [0, 9],
            [5, 5],
            [100, 9],
            [105, 5],
          ],
        },
        versions: [
          [0, [NOW]],
          [50, [WARM]],
        ],
        asOf: 200,
      },
      [{ version: 1, start: 0 }],
    ],
    [
      'the first version judges what was before it too',
      {
        readings: {
          p: [
            [0, 9],
            [5, 5],
          ],
        },
        versions: [[50, [NOW]]],
        asOf: 200,
      },
      [{ version: 1, start: 0, breachedAt: 0 }],
    ],
    [
      'a cumulative sum runs over the whole life, breached not before the version’s time',
      {
        readings: { p: [...every(10, 0, 60, 9), [70, 5], ...every(10, 80, 200, 5)] },
        versions: [
          [0, []],
          [150, [{ above: 8, allowed: 60, cumulative: true }]],
        ],
        asOf: 200,
      },
      [{ version: 2, start: 0, end: 70, breachedAt: 150, beyond: 70 }],
    ],
    [
      'a version that is not in force yet judges nothing, its sum neither',
      {
        readings: { p: [...every(10, 0, 60, 9), [70, 5]] },
        versions: [
          [0, []],
          [150, [{ above: 8, allowed: 60, cumulative: true }]],
        ],
        asOf: 80,
      },
      [],
    ],
    [
      'a version that comes after the parcel’s end never judges it',
      {
        ...warm,
        end: 70,
        versions: [
          [0, []],
          [150, [{ above: 8, allowed: 60, cumulative: true }]],
        ],
        asOf: 300,
      },
      [],
    ],
    [
      'two rules of one label are judged each for itself',
      { ...warm, rules: [WARM, { ...NOW, above: 25, id: 'hot' }, { below: 2, allowed: 0 }], asOf: 100 },
      [{ rule: 'warm' }],
    ],
  ]);
});
