import { expect, test } from 'vitest';
import { LocalWatch } from '../../../devices/agent/local-watch.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const terms = {
  name: 'tu-1',
  probes: ['1'],
  rules: [
    { id: 'nong', side: 'above', limit: 8_000, inclusive: false, allowed: 10 * HOUR, mode: 'continuous' },
    { id: 'lanh', side: 'below', limit: -500, inclusive: true, allowed: HOUR, mode: 'continuous' },
  ],
  maxGap: 15 * MINUTE,
  maxSilent: HOUR,
} as const;

/** Minutes with one value each; the alarms after each. */
function led(watch: LocalWatch, values: readonly (number | null)[], from = 0): string[] {
  return values.map((milli, i) => {
    const at = (from + i) * MINUTE;
    watch.note('1', at, milli);
    return watch
      .judge(at)
      .map(({ level, what }) => `${level} ${what}`)
      .join(', ');
  });
}
const minutes = (count: number, milli: number | null) => Array.from({ length: count }, () => milli);

test('a fridge inside its limits alarms nobody', () => {
  expect(new Set(led(new LocalWatch(terms, 0), minutes(2_000, 5_000)))).toEqual(new Set(['']));
});

test('ten hours above 8 °C are a breach to the minute, and a door opened for four minutes is none', () => {
  const watch = new LocalWatch(terms, 0);
  const told = led(watch, [...minutes(30, 5_000), ...minutes(4, 9_000), ...minutes(30, 5_000)]);
  expect(told.slice(30, 34)).toEqual(minutes(4, 0).map(() => 'beyond nong'));
  expect(told.slice(34).every((one) => one === '')).toBe(true);
  const warm = led(watch, minutes(602, 9_000), 64);
  expect(warm.indexOf('breach nong')).toBe(600);
  expect(warm.slice(0, 600).every((one) => one === 'beyond nong')).toBe(true);
});

test('an hour at −0.5 °C is a breach, and it ends with the first value inside', () => {
  const told = led(new LocalWatch(terms, 0), [...minutes(62, -500), 5_000]);
  expect(told[59]).toBe('beyond lanh');
  expect(told[60]).toBe('breach lanh');
  expect(told[62]).toBe('');
});

test('a probe that fails or says nothing is an alarm of its own, just past its time', () => {
  const watch = new LocalWatch(terms, 0);
  expect(watch.judge(HOUR)).toEqual([]);
  expect(watch.judge(HOUR + 1)).toMatchObject([{ level: 'silent', what: '1' }]);
  watch.note('1', HOUR + 2, 4_000);
  expect(watch.judge(HOUR + 2)).toEqual([]);
  for (let i = 1; i <= 60; i++) watch.note('1', HOUR + 2 + i * MINUTE, null);
  expect(watch.judge(2 * HOUR + 2)).toEqual([]);
  expect(watch.judge(2 * HOUR + 3)).toMatchObject([{ level: 'silent', what: '1' }]);
});

test('a breach goes on while its probe is silent: nothing has shown that it is over', () => {
  const watch = new LocalWatch(terms, 0);
  led(watch, minutes(70, -900));
  expect(watch.judge(3 * HOUR).map(({ level }) => level)).toEqual(['breach', 'silent']);
});

test('what was noted too long ago is forgotten', () => {
  const watch = new LocalWatch(terms, 0);
  led(watch, minutes(30, 9_000));
  expect(watch.judge(100 * HOUR).map(({ level }) => level)).toEqual(['silent']);
});
