import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compareEvents,
  compareExcursions,
  compareReadings,
  type Expected,
  nothingCompared,
} from '../../src/influx/differences.ts';
import { HOUR, isSame, Tally } from '../../src/influx/tally.ts';
import type { StoredReading } from '../../src/influx/types.ts';
import { AT } from './points-fixture.ts';

const expected = (minute: number, changes: Partial<Expected> = {}): Expected => ({
  device: 'do-1',
  probe: '1',
  also: '',
  at: AT + minute * 60_000,
  milli: 4000 + minute,
  fate: 'sent',
  ...changes,
});
const inCopy = ({ device, probe, also, at, milli }: Expected, site = 'xa'): StoredReading => ({
  ...{ device, probe, also, at, milli },
  unit: 'tu-1',
  site,
});

describe('readings compared one by one', () => {
  const faults = (store: Expected[], copy: StoredReading[]) => {
    const into = nothingCompared();
    compareReadings(store, copy, into);
    return [...into.differences.map(({ fault }) => fault), into.unsent, into.setAside];
  };
  const one = expected(1);
  test.each([
    ['the same', [one], [inCopy(one)], [0, 0]],
    ['the same, tagged with another site', [one], [inCopy(one, 'tinh')], [0, 0]],
    ['nothing', [one], [], ['lacking', 0, 0]],
    ['nothing yet', [expected(1, { fate: 'unsent' })], [], [1, 0]],
    ['nothing, for it was refused', [expected(1, { fate: 'setAside' })], [], [0, 1]],
    ['it already, though it need not', [expected(1, { fate: 'unsent' })], [inCopy(one)], [0, 0]],
    ['another value', [one], [inCopy(expected(1, { milli: 1 }))], ['other', 0, 0]],
    ['it at two sites', [one], [inCopy(one), inCopy(one, 'tinh')], ['doubled', 0, 0]],
    ['it and another value', [one], [inCopy(expected(1, { milli: 1 }), 'a'), inCopy(one)], ['doubled', 0, 0]],
    ['it under two marks', [one], [inCopy(one), inCopy(expected(1, { also: '1' }))], ['doubled', 0, 0]],
    ['one that was never measured', [], [inCopy(one)], ['foreign', 0, 0]],
    [
      'two values of one instant',
      [one, expected(1, { also: '1', milli: 9 })],
      [inCopy(one), inCopy(expected(1, { also: '1', milli: 9 }))],
      [0, 0],
    ],
  ])('the copy holds %s', (_, store, copy, wanted) => {
    expect(faults(store, copy)).toEqual(wanted);
  });

  test('exactly what was taken out, changed, doubled and put in is named', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 500 }), { maxLength: 60 }),
        fc.array(fc.constantFrom('as it is', 'lacking', 'other', 'doubled', 'foreign'), {
          minLength: 60,
          maxLength: 60,
        }),
        (minutes, fates) => {
          const store: Expected[] = [];
          const copy: StoredReading[] = [];
          minutes.forEach((minute, i) => {
            const it = expected(minute);
            if (fates[i] !== 'foreign') store.push(it);
            if (fates[i] !== 'lacking') copy.push(inCopy(fates[i] === 'other' ? { ...it, milli: 1 } : it));
            if (fates[i] === 'doubled') copy.push(inCopy(it, 'tinh'));
          });
          const into = nothingCompared();
          compareReadings(store, copy.reverse(), into);
          const wanted = minutes.flatMap((minute, i) =>
            fates[i] === 'as it is' ? [] : [`${AT + minute * 60_000} ${fates[i]}`],
          );
          expect(into.differences.map(({ at, fault }) => `${at} ${fault}`).sort()).toEqual(wanted.sort());
        },
      ),
    );
  });
});

test('an event is compared by number and hash', () => {
  const into = nothingCompared();
  const row = (seq: number) => ({ seq, event: {}, leaf: `0${seq}`, fate: 'sent' as const });
  const stored = (seq: number, hash = `0${seq}`) => ({ event: 'e', seq, hash });
  compareEvents(
    [row(1), row(2), row(3), row(4)],
    [stored(1), stored(3, 'ff'), stored(4), stored(4), stored(9)],
    into,
  );
  expect(into.differences.map(({ name, fault }) => `${name} ${fault}`)).toEqual([
    '2 lacking',
    '3 other',
    '4 doubled',
    '9 foreign',
  ]);
});

test.each([
  ['another start', { start: AT + 1 }, 'other'],
  ['another end', { end: AT + 99 }, 'other'],
  ['an end where it is open', { end: null }, 'other'],
  ['withdrawn', { present: false }, 'other'],
  ['another id', { id: 'x-2' }, 'lacking,foreign'],
  ['no difference', {}, ''],
])('an excursion that the copy tells with %s', (_, changes, wanted) => {
  const course = { id: 'x-1', present: true, start: AT, end: AT + 5 };
  const record = {
    ...course,
    subject: { kind: 'unit' as const, id: 'tu-1' },
    ruleSnapshot: null,
    discoveredAt: AT,
    inheritedFrom: null,
    rule: 'warm',
    version: 1,
    breachedAt: AT,
    peak: 9000,
    beyond: 5,
    unknownInside: 0,
  };
  const into = nothingCompared();
  const row = { number: 1, firstStart: AT, change: 1, record, lot: null, fate: 'sent' as const };
  compareExcursions([row], [{ ...course, ...changes }], into);
  expect(into.differences.map(({ fault }) => fault).join()).toBe(wanted);
});

test('an hour’s tally is that of its readings, with and without those that were not sent', () => {
  const from = Math.floor(AT / HOUR) * HOUR;
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          probe: fc.constantFrom('1', '2'),
          minute: fc.integer({ min: 0, max: 179 }),
          milli: fc.integer({ min: -120_000, max: 80_000 }),
          fate: fc.constantFrom('sent' as const, 'sent' as const, 'unsent' as const, 'setAside' as const),
        }),
        { maxLength: 80 },
      ),
      (readings) => {
        const tally = new Tally(from, 3);
        const all = readings.map(({ minute, ...r }) => expected(0, { ...r, at: from + minute * 60_000 }));
        for (const one of all) tally.add(one);
        for (let hour = from; hour < from + 3 * HOUR; hour += HOUR) {
          const rows = [...tally.of(hour)];
          const inHour = all.filter(({ at }) => at >= hour && at < hour + HOUR);
          expect(rows.map(({ probe }) => probe).sort()).toEqual(
            [...new Set(inHour.map((r) => r.probe))].sort(),
          );
          for (const row of rows) {
            const own = inHour.filter(({ probe }) => probe === row.probe);
            const sent = own.filter(({ fate }) => fate === 'sent');
            expect(isSame(row.all, sumsOf(own))).toBe(true);
            expect(isSame(row.sent, sumsOf(sent))).toBe(true);
            expect(row.unsent).toBe(own.filter(({ fate }) => fate === 'unsent').length);
            expect(row.setAside).toBe(own.filter(({ fate }) => fate === 'setAside').length);
          }
        }
      },
    ),
  );
});

const sumsOf = (readings: readonly Expected[]) => {
  const millis = readings.map(({ milli }) => milli);
  return {
    count: millis.length,
    sumMilli: millis.reduce((sum, milli) => sum + milli, 0),
    minMilli: millis.length === 0 ? 0 : Math.min(...millis),
    maxMilli: millis.length === 0 ? 0 : Math.max(...millis),
  };
};
