import { describe, expect, test } from 'vitest';
import { deviationOf, isFar, monthOf, type SlotState } from '../../src/book/month.ts';
import { daySpan, daysOf, isMonth, spanOf } from '../../src/book/slots.ts';
import { type BookEntry, DEFAULT_TERMS, type Slot } from '../../src/book/types.ts';

const ZONE = 'Asia/Ho_Chi_Minh';
const MONTH = '2026-11';
const at = (day: string, clock: string): number => Date.parse(`${day}T${clock}:00+07:00`);

const entry = (
  id: string,
  day: string,
  slot: Slot,
  clock: string,
  more: Partial<BookEntry> = {},
): BookEntry => ({
  id,
  unit: 'tu-1',
  day,
  slot,
  celsius: 4500,
  readAt: at(day, clock),
  at: at(day, clock),
  by: 'lan',
  late: false,
  outOfRange: false,
  action: '',
  corrects: null,
  reason: '',
  sensor: null,
  leaf: '',
  ...more,
});

type Terms = Parameters<typeof monthOf>[2];
const month = (entries: readonly BookEntry[], now: number, use: Terms['use'] = { from: null, until: null }) =>
  monthOf(MONTH, entries, { terms: DEFAULT_TERMS, zone: ZONE, use, now });
const states = (entries: readonly BookEntry[], now: number, day: string, use?: Terms['use']): SlotState[] =>
  month(entries, now, use)
    .find((one) => one.day === day)
    ?.slots.map(({ state }) => state) ?? [];

describe('the slots of a day', () => {
  test('begin and end by the province’s clock', () => {
    expect(spanOf('2026-11-23', 'morning', DEFAULT_TERMS, ZONE)).toEqual({
      from: Date.parse('2026-11-23T00:00:00Z'),
      to: Date.parse('2026-11-23T03:00:00Z'),
    });
  });

  test('keep their hours on the day a clock changes, and that day is as long as it is', () => {
    // Berlin, 29 March 2026: two o’clock becomes three.
    const { from, to } = spanOf('2026-03-29', 'morning', DEFAULT_TERMS, 'Europe/Berlin');
    expect([from, to]).toEqual([Date.parse('2026-03-29T05:00:00Z'), Date.parse('2026-03-29T08:00:00Z')]);
    const day = daySpan('2026-03-29', 'Europe/Berlin');
    expect(day.to - day.from).toBe(23 * 3_600_000);
  });

  test.each([
    ['06:59', ['ahead', 'ahead']],
    ['07:00', ['open', 'ahead']],
    ['09:59', ['open', 'ahead']],
    ['10:00', ['missed', 'ahead']],
    ['14:00', ['missed', 'open']],
    ['17:00', ['missed', 'missed']],
  ] as const)('at %s, when nobody has signed, are %j', (clock, wanted) => {
    expect(states([], at('2026-11-23', clock), '2026-11-23')).toEqual(wanted);
  });

  test('one minute before midnight belongs to the day that ends', () => {
    expect(states([], at('2026-11-23', '23:59'), '2026-11-24')).toEqual(['ahead', 'ahead']);
    expect(states([], at('2026-11-24', '00:00'), '2026-11-23')).toEqual(['missed', 'missed']);
  });

  test('a missed one stays missed: written in later it is late', () => {
    const late = entry('a', '2026-11-23', 'morning', '11:00', { late: true });
    expect(states([late], at('2026-11-23', '12:00'), '2026-11-23')).toEqual(['late', 'ahead']);
  });

  test('before a unit came and after it was retired nothing is missed', () => {
    const use = { from: at('2026-11-10', '12:00'), until: at('2026-11-20', '12:00') };
    const now = at('2026-11-25', '12:00');
    expect(states([], now, '2026-11-09', use)).toEqual(['none', 'none']);
    expect(states([], now, '2026-11-10', use)).toEqual(['none', 'missed']);
    expect(states([], now, '2026-11-20', use)).toEqual(['missed', 'none']);
    expect(states([], now, '2026-11-21', use)).toEqual(['none', 'none']);
  });
});

describe('what stands in a slot', () => {
  const first = entry('a', '2026-11-23', 'morning', '08:00');
  const second = entry('b', '2026-11-23', 'morning', '09:00', { corrects: 'a', readAt: first.readAt });
  const before = entry('z', '2026-11-22', 'afternoon', '15:30');

  test('is the newest correction, with all that it was written instead of', () => {
    const day = month([before, first, second], at('2026-11-23', '12:00')).at(22);
    expect(day?.slots[0]).toMatchObject({ state: 'signed', entry: second, former: [first] });
  });

  test('looks back to the check before it, also over midnight, and never to its own former line', () => {
    const day = month([before, first, second], at('2026-11-23', '12:00')).at(22);
    expect(day?.slots[0]?.since).toBe(before.readAt);
  });

  test('of the very first check looks back to none', () => {
    expect(month([first], at('2026-11-23', '12:00')).at(22)?.slots[0]?.since).toBeNull();
  });
});

describe('the eye beside the sensors', () => {
  test.each([
    [4500, 0],
    [4400, 0],
    [5700, 1100],
    [3300, -1100],
  ])('%i m°C between 4.4 and 4.6 °C is %i off', (celsius, off) => {
    expect(deviationOf(celsius, { low: 4400, high: 4600 })).toBe(off);
  });

  test('is pointed out beyond the bound, not at it, and never without a sensor', () => {
    expect([1000, -1000, 1001, -1001].map((off) => isFar(off, DEFAULT_TERMS))).toEqual([
      false,
      false,
      true,
      true,
    ]);
    expect(isFar(deviationOf(4500, null), DEFAULT_TERMS)).toBe(false);
  });
});

test('a month has its days, in leap years too, and what is none is none', () => {
  expect(daysOf('2028-02')).toHaveLength(29);
  expect(daysOf('2026-11').at(-1)).toBe('2026-11-30');
  expect(['2026-13', '2026-1', '0001-01', 'x'].map(isMonth)).toEqual([false, false, false, false]);
});
