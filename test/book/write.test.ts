import { describe, expect, test } from 'vitest';
import { type BookEntry, DEFAULT_TERMS, type Stood } from '../../src/book/types.ts';
import { type BookOfUnit, standingEntry, type Wish, write } from '../../src/book/write.ts';
import type { Rule } from '../../src/thermal/types.ts';

const ZONE = 'Asia/Ho_Chi_Minh';
const DAY = '2026-11-23';
const MINUTE = 60_000;
const at = (clock: string, day = DAY): number => Date.parse(`${day}T${clock}:00+07:00`);

const RULES: readonly Rule[] = [
  { id: 'warm', side: 'above', limit: 8000, inclusive: false, allowed: 0, mode: 'continuous' },
  { id: 'cold', side: 'below', limit: 2000, inclusive: false, allowed: 0, mode: 'continuous' },
];
const book = (entries: readonly BookEntry[] = [], more: Partial<BookOfUnit> = {}): BookOfUnit => ({
  id: 'tu-1',
  retiredAt: null,
  rules: RULES,
  terms: DEFAULT_TERMS,
  zone: ZONE,
  entries,
  ...more,
});
let ids = 0;
const by = (username: string, clock: string, day = DAY) => ({
  now: at(clock, day),
  by: username,
  ids: () => `e-${String(++ids)}`,
});
const MORNING: Wish = { day: DAY, slot: 'morning', celsius: 4.5 };
const SENSOR: Stood = { low: 4400, high: 4600 };

function signed(
  wish: Wish,
  clock: string,
  entries: readonly BookEntry[] = [],
  who = 'lan',
  day = DAY,
): BookEntry {
  const decided = write(wish, book(entries), SENSOR, by(who, clock, day));
  if (!decided.ok) throw new Error(decided.refusal.code);
  return { ...decided.value.line, leaf: 'ab' };
}
const codeOf = (
  wish: Wish,
  clock: string,
  more: Partial<BookOfUnit> = {},
  who = 'lan',
  day = DAY,
): string => {
  const decided = write(wish, book([], more), SENSOR, by(who, clock, day));
  return decided.ok ? 'signed' : decided.refusal.code;
};

describe('a line of the temperature book', () => {
  test('says what was read, when, by whom, and what the sensors said', () => {
    expect(signed(MORNING, '08:12')).toMatchObject({
      celsius: 4500,
      readAt: at('08:12'),
      at: at('08:12'),
      by: 'lan',
      late: false,
      outOfRange: false,
      corrects: null,
      sensor: SENSOR,
    });
  });

  test.each([
    ['06:59', 'BOOK_SLOT_AHEAD'],
    ['07:00', 'in time'],
    ['09:59', 'in time'],
    ['10:00', 'late'],
    ['23:59', 'late'],
  ])('of the morning at %s is %s', (clock, what) => {
    const decided = write(MORNING, book(), SENSOR, by('lan', clock));
    expect(decided.ok ? (decided.value.line.late ? 'late' : 'in time') : decided.refusal.code).toBe(what);
  });

  test('written after midnight is late, and keeps the day that it was for', () => {
    const line = signed(MORNING, '00:30', [], 'lan', '2026-11-24');
    expect(line).toMatchObject({ day: DAY, late: true, at: at('00:30', '2026-11-24') });
  });

  test('keeps both times when it is late: when it was read by the writer’s word, and when it was written', () => {
    const line = signed({ ...MORNING, readAt: at('08:05') }, '15:20');
    expect(line).toMatchObject({ late: true, readAt: at('08:05'), at: at('15:20') });
  });

  test.each([
    ['before its slot', '15:00', at('06:30')],
    ['in the future', '15:00', at('15:01')],
    ['in time, with another time than now', '08:30', at('08:00')],
  ])('is refused when it claims to have been read %s', (_, clock, readAt) => {
    expect(codeOf({ ...MORNING, readAt }, clock)).toBe('BOOK_READ_AT_INVALID');
  });

  test('older than 31 days is left to the paper book', () => {
    expect(codeOf(MORNING, '09:00', {}, 'lan', '2026-12-24')).toBe('signed');
    expect(codeOf(MORNING, '11:00', {}, 'lan', '2026-12-24')).toBe('BOOK_TOO_OLD');
  });

  test.each([
    [2, 'signed'],
    [8, 'signed'],
    [8.1, 'BOOK_ACTION_REQUIRED'],
    [1.9, 'BOOK_ACTION_REQUIRED'],
    [-121, 'BOOK_CELSIUS_INVALID'],
    [81, 'BOOK_CELSIUS_INVALID'],
    [Number.NaN, 'BOOK_CELSIUS_INVALID'],
  ])('of %d °C in a refrigerator of 2 to 8 °C is %s', (celsius, what) => {
    expect(codeOf({ ...MORNING, celsius }, '08:00')).toBe(what);
  });

  test('out of range says what was done, and stays marked', () => {
    const line = signed({ ...MORNING, celsius: 9, action: ' Đã đóng cửa tủ ' }, '08:00');
    expect(line).toMatchObject({ outOfRange: true, action: 'Đã đóng cửa tủ' });
    expect(codeOf({ ...MORNING, celsius: 9, action: '  ' }, '08:00')).toBe('BOOK_ACTION_REQUIRED');
  });

  test('is refused for a unit that was retired before the slot, not for one retired since', () => {
    expect(codeOf(MORNING, '08:00', { retiredAt: at('07:00') })).toBe('BOOK_UNIT_RETIRED');
    expect(codeOf(MORNING, '11:00', { retiredAt: at('10:30') })).toBe('signed');
  });

  test('of a day that does not exist is refused', () => {
    expect(codeOf({ ...MORNING, day: '2026-02-30' }, '08:00')).toBe('BOOK_DAY_INVALID');
  });
});

describe('two people at one thermometer', () => {
  const first = signed(MORNING, '08:00');

  test('the second one is told who has signed', () => {
    const decided = write({ ...MORNING, celsius: 4.6 }, book([first]), SENSOR, by('hoa', '08:01'));
    expect(decided).toMatchObject({
      ok: false,
      refusal: { code: 'BOOK_SIGNED_ALREADY', details: { entry: first.id, by: 'lan' } },
    });
  });

  test('the same line by the same person again is the line that is there', () => {
    const again = write(MORNING, book([first]), SENSOR, by('lan', '08:01'));
    expect(again).toMatchObject({ ok: true, value: { former: first } });
  });

  test('the other slot of the day is free', () => {
    expect(signed({ ...MORNING, slot: 'afternoon' }, '15:00', [first], 'hoa')).toMatchObject({ late: false });
  });
});

describe('a correction', () => {
  const first = signed(MORNING, '08:00');
  const wish: Wish = { ...MORNING, celsius: 5.4, corrects: first.id, reason: 'ghi nhầm số' };

  test('is a line of its own about the same reading, and names the former', () => {
    const line = signed(wish, '16:00', [first], 'hoa');
    expect(line).toMatchObject({
      corrects: first.id,
      reason: 'ghi nhầm số',
      readAt: first.readAt,
      at: at('16:00'),
    });
    expect(line.late).toBe(false);
    expect(standingEntry([first, line], 'morning')).toBe(line);
  });

  test('of a line that was late stays late', () => {
    const late = signed(MORNING, '11:00');
    expect(signed({ ...wish, corrects: late.id }, '11:05', [late])).toMatchObject({ late: true });
  });

  test('says why', () => {
    const decided = write({ ...wish, reason: ' ' }, book([first]), SENSOR, by('hoa', '09:00'));
    expect(decided).toMatchObject({ ok: false, refusal: { code: 'REASON_REQUIRED' } });
  });

  test('of a line that somebody corrected meanwhile is refused', () => {
    const other = signed({ ...wish, celsius: 5.5 }, '08:30', [first], 'hoa');
    const decided = write(wish, book([first, other]), SENSOR, by('lan', '08:31'));
    expect(decided).toMatchObject({
      ok: false,
      refusal: { code: 'BOOK_CORRECTED_ALREADY', details: { entry: other.id, by: 'hoa' } },
    });
  });

  test('of a line that is not there is refused', () => {
    const decided = write({ ...wish, corrects: 'e-none' }, book(), SENSOR, by('lan', '08:31'));
    expect(decided).toMatchObject({ ok: false, refusal: { code: 'BOOK_CORRECTED_ALREADY' } });
  });
});

test('half a letter in a text is written as a sign that the ledger can hold', () => {
  const line = signed({ ...MORNING, celsius: 9, action: 'đóng cửa \ud800' }, '08:00');
  expect(line.action.isWellFormed()).toBe(true);
  expect(at('08:01') - at('08:00')).toBe(MINUTE);
});
