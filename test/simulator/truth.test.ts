import { expect, test } from 'vitest';
import type { Description, RuleDescription } from '../../simulator/description.ts';
import { mustBeHeld, type TrueExcursion, truth } from '../../simulator/truth.ts';

const T = Date.UTC(2026, 10, 22);
const MINUTE = 60_000;
const HEAT: RuleDescription = {
  id: 'nong',
  side: 'above',
  limitCelsius: 8,
  inclusive: false,
  allowedSeconds: 600,
  mode: 'continuous',
};
const FREEZE: RuleDescription = {
  id: 'dong',
  side: 'below',
  limitCelsius: -0.5,
  inclusive: true,
  allowedSeconds: 0,
  mode: 'continuous',
};

type Row = [minute: number, celsius: number | null];
type Found = { rule: string; start: number; breachedAt: number; end: number | null };

test.each<{ name: string; rules: RuleDescription[]; rows: Row[]; asOf: number; expected: Found[] }>([
  { name: 'no reading breaks no rule', rules: [HEAT], rows: [], asOf: 60, expected: [] },
  {
    name: '8.0 °C exactly is inside',
    rules: [HEAT],
    rows: [
      [0, 8],
      [20, 8],
    ],
    asOf: 30,
    expected: [],
  },
  {
    name: '8.001 °C for exactly the allowed time breaches',
    rules: [HEAT],
    rows: [
      [0, 8.001],
      [10, 5],
    ],
    asOf: 20,
    expected: [{ rule: 'nong', start: 0, breachedAt: 10, end: 10 }],
  },
  {
    name: 'a millisecond less does not',
    rules: [HEAT],
    rows: [
      [0, 9],
      [10 - 1 / MINUTE, 5],
    ],
    asOf: 20,
    expected: [],
  },
  {
    name: '−0.5 °C exactly freezes, at the first reading',
    rules: [FREEZE],
    rows: [
      [0, 4],
      [5, -0.5],
      [6, 3],
    ],
    asOf: 20,
    expected: [{ rule: 'dong', start: 5, breachedAt: 5, end: 6 }],
  },
  { name: '−0.499 °C does not freeze', rules: [FREEZE], rows: [[0, -0.499]], asOf: 10, expected: [] },
  {
    name: 'one reading beyond stands for its gap and stays open when nothing follows',
    rules: [HEAT],
    rows: [[0, 9]],
    asOf: 60,
    expected: [{ rule: 'nong', start: 0, breachedAt: 10, end: null }],
  },
  {
    name: 'unknown time between two beyond readings belongs to the run',
    rules: [{ ...HEAT, allowedSeconds: 3600 }],
    rows: [
      [0, 9],
      [70, 9],
      [71, 5],
    ],
    asOf: 90,
    expected: [{ rule: 'nong', start: 0, breachedAt: 60, end: 71 }],
  },
  {
    name: 'unknown time before an in-range reading does not',
    rules: [{ ...HEAT, allowedSeconds: 3600 }],
    rows: [
      [0, 9],
      [70, 5],
    ],
    asOf: 90,
    expected: [],
  },
  {
    name: 'a fault reading ends what stood before it',
    rules: [HEAT],
    rows: [
      [0, 9],
      [9, -127],
      [24, 5],
    ],
    asOf: 30,
    expected: [],
  },
  {
    name: 'of two values at one instant the warmer counts for heat',
    rules: [{ ...HEAT, allowedSeconds: 0 }],
    rows: [
      [0, 5],
      [0, 9],
      [1, 5],
    ],
    asOf: 5,
    expected: [{ rule: 'nong', start: 0, breachedAt: 0, end: 1 }],
  },
  {
    name: 'cumulative runs are summed, and the breach lies inside the run that reaches the sum',
    rules: [{ ...HEAT, mode: 'cumulative' }],
    rows: [
      [0, 9],
      [4, 5],
      [10, 9],
      [20, 5],
    ],
    asOf: 30,
    expected: [{ rule: 'nong', start: 0, breachedAt: 16, end: 20 }],
  },
  {
    name: 'unknown time of exactly four hours is borne',
    rules: [],
    rows: [
      [0, 5],
      [255, 5],
    ],
    asOf: 260,
    expected: [],
  },
  {
    name: 'a millisecond more is unmonitored',
    rules: [],
    rows: [
      [0, 5],
      [255 + 1 / MINUTE, 5],
    ],
    asOf: 260,
    expected: [{ rule: 'unmonitored', start: 15, breachedAt: 255, end: 255 + 1 / MINUTE }],
  },
  {
    name: 'order and repetition change nothing',
    rules: [HEAT],
    rows: [
      [10, 5],
      [0, 9],
      [0, 9],
      [10, 5],
    ],
    asOf: 20,
    expected: [{ rule: 'nong', start: 0, breachedAt: 10, end: 10 }],
  },
])('$name', ({ rules, rows, asOf, expected }) => {
  const found = judged(rules, rows, asOf).filter(({ subject }) => subject.kind === 'unit');
  expect(found.map(inMinutes)).toEqual(expected);
});

test('a reading from 1970 or 2099 never enters a history, one four minutes ahead does', () => {
  const at = (instant: number) => ({ at: instant, celsius: 9, arrivedAt: T });
  const readings = new Map([
    ['d', [at(1000), at(Date.UTC(2099, 0, 1)), at(T + 4 * MINUTE), at(T + 6 * MINUTE)]],
  ]);
  const found = truth({
    description: describe([{ ...HEAT, allowedSeconds: 0 }]),
    readings,
    asOf: T + 10 * MINUTE,
  });
  expect(found.filter(({ subject }) => subject.kind === 'unit').map(inMinutes)).toEqual([
    { rule: 'nong', start: 4, breachedAt: 4, end: null },
  ]);
});

test('a parcel that came while the fridge was warm suffers only from then on', () => {
  const rows: Row[] = [
    [0, 9],
    [10, 9],
    [20, 9],
    [25, 5],
  ];
  const stays = new Map([['p', [{ unit: 'u', from: T + 12 * MINUTE, to: null }]]]);
  const found = judged([HEAT], rows, 30, stays);
  expect(found.filter(({ subject }) => subject.kind === 'parcel').map(inMinutes)).toEqual([
    { rule: 'nong', start: 12, breachedAt: 22, end: 25 },
  ]);
  expect(mustBeHeld(found)).toEqual(new Set(['p']));
});

test('a parcel that left before the fridge warmed is not touched by it', () => {
  const rows: Row[] = [
    [0, 5],
    [10, 9],
    [20, 9],
    [25, 5],
  ];
  const stays = new Map([['p', [{ unit: 'u', from: T, to: T + 10 * MINUTE }]]]);
  expect(mustBeHeld(judged([HEAT], rows, 30, stays))).toEqual(new Set());
});

test('time between two stays is unknown: hours of it are unmonitored, and the heat on both sides is one run', () => {
  const rows: Row[] = [
    [0, 9],
    [1, 9],
    [300, 9],
    [310, 5],
  ];
  const stays = new Map([
    [
      'p',
      [
        { unit: 'u', from: T, to: T + 2 * MINUTE },
        { unit: 'u', from: T + 300 * MINUTE, to: null },
      ],
    ],
  ]);
  const found = judged([HEAT], rows, 320, stays).filter(({ subject }) => subject.kind === 'parcel');
  expect(found.map(inMinutes)).toEqual([
    { rule: 'nong', start: 0, breachedAt: 10, end: 310 },
    { rule: 'unmonitored', start: 2, breachedAt: 242, end: 300 },
  ]);
});

test('the end of a parcel closes what was open', () => {
  const rows: Row[] = [[0, 9]];
  const ended = new Map([['p', T + 12 * MINUTE]]);
  const found = judged([HEAT], rows, 20, new Map(), ended).filter(({ subject }) => subject.kind === 'parcel');
  expect(found.map(inMinutes)).toEqual([{ rule: 'nong', start: 0, breachedAt: 10, end: 12 }]);
});

test('an excursion knows its peak, its length and the unknown time inside', () => {
  const found = judged(
    [HEAT],
    [
      [0, 9],
      [60, 11.5],
      [65, 5],
    ],
    70,
  );
  expect(found[0]).toMatchObject({ peakMilli: 11_500, beyondMs: 65 * MINUTE, unknownInsideMs: 45 * MINUTE });
});

function describe(rules: RuleDescription[]): Description {
  const since = new Date(T).toISOString();
  return {
    zone: 'Asia/Ho_Chi_Minh',
    sites: [{ id: 's', name: 's', level: 's' }],
    units: [
      {
        id: 'u',
        kind: 'refrigerator',
        site: 's',
        name: 'u',
        litres: 1,
        rules,
        samplingSeconds: 300,
        maxGapSeconds: 900,
      },
    ],
    devices: [{ id: 'd', unit: 'u', since, secret: 's', profile: 'giulanh' }],
    products: [{ gtin: 'g', name: 'g', rules, maxUnmonitoredSeconds: 14_400, dosesPerVial: 1, source: 's' }],
    people: [],
    lots: [{ gtin: 'g', lot: 'l', expiry: '2030-01-01' }],
    parcels: [{ id: 'p', gtin: 'g', lot: 'l', doses: 1, unit: 'u', since }],
  };
}

function judged(
  rules: RuleDescription[],
  rows: Row[],
  asOf: number,
  stays = new Map(),
  ended = new Map(),
): TrueExcursion[] {
  const readings = rows.map(([minute, celsius]) => ({
    at: T + minute * MINUTE,
    celsius,
    arrivedAt: T + minute * MINUTE,
  }));
  return truth({
    description: describe(rules),
    readings: new Map([['d', readings]]),
    asOf: T + asOf * MINUTE,
    stays,
    ended,
  });
}

function inMinutes({ rule, start, breachedAt, end }: TrueExcursion): Found {
  const minutes = (at: number) => (at - T) / MINUTE;
  return {
    rule,
    start: minutes(start),
    breachedAt: minutes(breachedAt),
    end: end === null ? null : minutes(end),
  };
}
