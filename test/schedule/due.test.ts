/** When a report is due by the province's clock, and what is made up after the service was down. */
import { describe, expect, test } from 'vitest';
import type { ReportsKept } from '../../src/keeper/report-protocol.ts';
import { dueBy, readTimes } from '../../src/schedule/due.ts';

const ZONE = 'Asia/Ho_Chi_Minh';
const at = (text: string): number => Date.parse(`${text}+07:00`);
const kept = (more: Partial<ReportsKept> = {}): ReportsKept => ({
  ...{
    zone: ZONE,
    since: at('2026-11-20T09:00'),
    daily: [],
    monthly: [],
    reconciledAt: at('2026-11-23T20:00'),
  },
  ...more,
});
const periods = (more: Partial<ReportsKept>, now: string, times = [17 * 60]) =>
  dueBy(kept(more), times, at(now)).map(({ what, period }) => `${what} ${period}`);

describe('hours', () => {
  test.each([
    ['17:00', [1020]],
    ['18:00, 17:00', [1020, 1080]],
    ['17:00,17:00', [1020]],
    ['00:00', [0]],
    ['23:59', [1439]],
    ['24:00', null],
    ['17:60', null],
    ['5pm', null],
    ['17:00,', null],
    ['', null],
  ])('%j are %j', (text, minutes) => {
    expect(readTimes(text)).toEqual(minutes);
  });
});

describe('the report of a day', () => {
  test.each([
    ['a minute before its hour', '2026-11-23T16:59:59', ['2026-11-22T17:00'], []],
    ['at its hour', '2026-11-23T17:00', ['2026-11-22T17:00'], ['daily 2026-11-23T17:00']],
    ['an hour later, made', '2026-11-23T18:00', ['2026-11-23T17:00', '2026-11-22T17:00'], []],
    [
      'after three days of downtime',
      '2026-11-23T19:00',
      ['2026-11-20T17:00'],
      ['daily 2026-11-21T17:00', 'daily 2026-11-22T17:00', 'daily 2026-11-23T17:00'],
    ],
    [
      'of a young store, none before it was there',
      '2026-11-21T17:30',
      [],
      ['daily 2026-11-20T17:00', 'daily 2026-11-21T17:00'],
    ],
  ])('%s', (_name, now, daily, due) => {
    expect(periods({ daily }, now)).toEqual(due);
  });

  test('nothing is due where there is nothing yet', () => {
    expect(periods({ since: null, reconciledAt: null }, '2026-11-23T21:00')).toEqual([]);
  });

  test('an hour that is new begins after the last report, whatever its hour was', () => {
    const daily = ['2026-11-22T17:00', '2026-11-23T17:00'];
    expect(periods({ daily }, '2026-11-23T18:30', [1020, 1080])).toEqual(['daily 2026-11-23T18:00']);
  });

  test('one hour that failed is still due when the other was made', () => {
    const daily = ['2026-11-21T18:00', '2026-11-22T17:00', '2026-11-23T17:00'];
    expect(periods({ daily }, '2026-11-23T17:30', [1020, 1080])).toEqual(['daily 2026-11-22T18:00']);
  });

  test('no more than a month is made up', () => {
    const due = periods(
      { since: at('2026-01-01T00:00'), daily: ['2026-02-01T17:00'], monthly: ['2026-10'] },
      '2026-11-23T19:00',
    );
    expect(due.length).toBe(32);
    expect(due[0]).toBe('daily 2026-10-23T17:00');
  });
});

describe('the report of a month', () => {
  const daily = ['2026-12-31T17:00'];
  test.each([
    ['is not due before six on the first day', '2026-12-01T05:59', []],
    ['is due at six on the first day of the next', '2026-12-01T06:00', ['monthly 2026-11']],
    [
      'is due for each month that was missed',
      '2027-02-03T12:00',
      ['monthly 2026-11', 'monthly 2026-12', 'monthly 2027-01'],
    ],
  ])('%s', (_name, now, due) => {
    const found = periods({ daily, reconciledAt: at(now) }, now, []);
    expect(found).toEqual(due);
  });
  test('is made once', () => {
    expect(
      periods({ monthly: ['2026-11'], reconciledAt: at('2026-12-02T00:00') }, '2026-12-02T12:00', []),
    ).toEqual([]);
  });
});

describe('what does not add up', () => {
  test.each([
    [
      'is looked for at eight in the evening',
      '2026-11-23T20:00',
      '2026-11-22T20:00:01',
      ['reconcile 2026-11-23'],
    ],
    ['not before', '2026-11-23T19:59', '2026-11-22T20:00:01', []],
    ['once an evening', '2026-11-23T23:00', '2026-11-23T20:00:01', []],
    [
      'after a downtime once, however long it was',
      '2026-11-23T09:00',
      '2026-11-19T20:00:01',
      ['reconcile 2026-11-22'],
    ],
  ])('%s', (_name, now, last, due) => {
    expect(periods({ reconciledAt: at(last) }, now, [])).toEqual(due);
  });
});
