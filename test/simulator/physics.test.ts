import { expect, test } from 'vitest';
import type { Fault } from '../../simulator/faults.ts';
import { WATCHABLE_SECONDS } from '../../simulator/fleet.ts';
import { logger, loggers } from '../../simulator/logger.ts';
import { province } from '../../simulator/province.ts';
import type { UnitKind } from '../../src/fleet/types.ts';

const startAt = Date.UTC(2026, 10, 1);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

test('a fridge with nothing wrong stays within 2 to 8 °C for a week, in fifty provinces', () => {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (let seed = 0; seed < 50; seed++) {
    const built = province({ seed: `tuan-${seed}`, size: 'station', startAt });
    for (const each of loggers(`tuan-${seed}`, built, [], startAt)) {
      for (const { celsius } of each.samplesUntil(startAt + 7 * DAY)) {
        lowest = Math.min(lowest, celsius ?? Number.NaN);
        highest = Math.max(highest, celsius ?? Number.NaN);
      }
    }
  }
  expect(lowest).toBeGreaterThan(2);
  expect(highest).toBeLessThan(8);
  // It lives: the compressor goes on and off, and doors are opened.
  expect(highest - lowest).toBeGreaterThan(2);
});

test.each([
  ['ultra-freezer', -90, -60],
  ['freezer', -25, -15],
  ['cold-room', 2, 8],
  ['transport-box', 2, 8],
] as const)('a %s with nothing wrong stays within %i to %i °C', (kind, low, high) => {
  const values = run(kind, [], 3 * DAY);
  expect(Math.min(...values)).toBeGreaterThan(low);
  expect(Math.max(...values)).toBeLessThan(high);
});

test('the same seed measures the same series, another seed another one', () => {
  const fault: Fault = {
    kind: 'compressor-failure',
    unit: 'u',
    from: startAt + HOUR,
    to: startAt + 3 * HOUR,
  };
  expect(run('refrigerator', [fault], DAY, 'a')).toEqual(run('refrigerator', [fault], DAY, 'a'));
  expect(run('refrigerator', [fault], DAY, 'a')).not.toEqual(run('refrigerator', [fault], DAY, 'b'));
});

test('asking often or seldom does not change what is measured', () => {
  const often = make('refrigerator', []);
  const pieces = [];
  for (let at = startAt; at <= startAt + DAY; at += 7 * MINUTE) pieces.push(...often.samplesUntil(at));
  pieces.push(...often.samplesUntil(startAt + DAY));
  expect(pieces.slice(0, 200)).toEqual(
    make('refrigerator', [])
      .samplesUntil(startAt + DAY)
      .slice(0, 200),
  );
});

test('values have one decimal and come at the sampling interval', () => {
  const samples = make('refrigerator', []).samplesUntil(startAt + DAY);
  for (const { celsius } of samples) expect(Math.round((celsius ?? 0) * 10) / 10).toBe(celsius);
  for (const [index, { at }] of samples.entries()) expect(at - (samples[0]?.at ?? 0)).toBe(index * MINUTE);
});

test('a past sampled coarsely goes over into the present without a pause', () => {
  const until = startAt + 10 * MINUTE + 30_000;
  const unit = { id: 'u', kind: 'refrigerator', site: 's', name: 'u', litres: 1, rules: [] } as const;
  const device = { id: 'd', unit: 'u', since: '', secret: '', profile: 'giulanh' };
  const lively = logger({
    seed: 'x',
    unit: { ...unit, samplingSeconds: 5, maxGapSeconds: 900 },
    device,
    faults: [],
    startAt,
    coarse: { until, every: MINUTE },
  });
  const times = lively.samplesUntil(until + 10_000).map(({ at }) => at);
  expect(times.slice(-3)).toEqual([times[times.length - 3], until, until + 5000]);
  expect(times.length).toBeLessThan(15);
});

const from = startAt + 6 * HOUR;
test('without mains a fridge takes more than half an hour to 8 °C, passes it, and recovers', () => {
  const values = run('refrigerator', [{ kind: 'power-cut', site: 's', from, to: from + 4 * HOUR }], DAY);
  expect(Math.max(...between(values, 6, 6.5))).toBeLessThan(8);
  expect(Math.max(...between(values, 8, 10))).toBeGreaterThan(8);
  expect(Math.max(...between(values, 14, 24))).toBeLessThan(8);
});

test('a box keeps its cold when the mains of its site fail, and warms slowly when its ice is spent', () => {
  const cut = run('transport-box', [{ kind: 'power-cut', site: 's', from, to: from + 12 * HOUR }], DAY);
  expect(Math.max(...cut)).toBeLessThan(8);
  const spent = run(
    'transport-box',
    [{ kind: 'ice-packs-spent', unit: 'u', from, to: from + 12 * HOUR }],
    DAY,
  );
  expect(Math.max(...between(spent, 6, 6.5))).toBeLessThan(8);
  expect(Math.max(...between(spent, 10, 18))).toBeGreaterThan(10);
});

test('a failed compressor warms a freezer past −15 °C within hours', () => {
  const values = run('freezer', [{ kind: 'compressor-failure', unit: 'u', from, to: from + 8 * HOUR }], DAY);
  expect(Math.max(...between(values, 6, 14))).toBeGreaterThan(-15);
});

test('a thermostat turned too cold freezes what is in the fridge', () => {
  const fault: Fault = { kind: 'thermostat-too-cold', unit: 'u', byCelsius: 6, from, to: from + 6 * HOUR };
  expect(Math.min(...run('refrigerator', [fault], DAY))).toBeLessThan(-0.5);
});

test('a door left open shows at the probe within minutes, and a watchable one within half a minute', () => {
  const slow: Fault = { kind: 'door-left-open', unit: 'u', timeConstantSeconds: 1500, from, to: from + HOUR };
  expect(Math.max(...between(run('refrigerator', [slow], DAY), 6, 6.5))).toBeGreaterThan(8);
  const watched: Fault = { ...slow, timeConstantSeconds: WATCHABLE_SECONDS };
  const samples = make('refrigerator', [watched], 'x', 5).samplesUntil(from + 30_000);
  expect(samples.at(-1)?.celsius).toBeGreaterThan(8);
  expect(samples.at(-1)?.door).toBe(true);
});

test.each([
  ['-127', [-127]],
  ['not-a-number', [Number.NaN]],
] as const)('a sensor fault of kind %s shows just that', (shows, values) => {
  const fault: Fault = { kind: 'sensor-fault', device: 'd', shows, from, to: from + HOUR };
  const seen = between(run('refrigerator', [fault], DAY), 6.02, 6.98);
  expect([...new Set(seen)]).toEqual(values);
});

test('a stuck sensor repeats its last value', () => {
  const fault: Fault = { kind: 'sensor-fault', device: 'd', shows: 'stuck', from, to: from + 3 * HOUR };
  expect(new Set(between(run('refrigerator', [fault], DAY), 6.02, 8.98)).size).toBe(1);
});

test.each([
  ['1970', 1970],
  ['2099', 2099],
] as const)('a clock set to %s stamps its readings so, and only while the fault lasts', (clock, year) => {
  const fault: Fault = { kind: 'clock-off', device: 'd', clock, from, to: from + HOUR };
  const samples = make('refrigerator', [fault]).samplesUntil(startAt + DAY);
  const wrong = samples.filter(({ at, trueAt }) => at !== trueAt);
  expect(wrong.length).toBe(60);
  for (const { at } of wrong) expect(new Date(at).getUTCFullYear()).toBe(year);
});

function make(kind: UnitKind, faults: Fault[], seed = 'x', samplingSeconds = 60) {
  const unit = {
    id: 'u',
    kind,
    site: 's',
    name: 'u',
    litres: 1,
    rules: [],
    samplingSeconds,
    maxGapSeconds: 900,
  };
  const device = { id: 'd', unit: 'u', since: '', secret: '', profile: 'giulanh' };
  return logger({ seed, unit, device, faults, startAt });
}

/** One value a minute; NaN where the probe showed no number. */
function run(kind: UnitKind, faults: Fault[], duration: number, seed = 'x'): number[] {
  return make(kind, faults, seed)
    .samplesUntil(startAt + duration)
    .map(({ celsius }) => celsius ?? Number.NaN);
}

function between(values: number[], fromHour: number, toHour: number): number[] {
  return values.slice(Math.round(fromHour * 60), Math.round(toHour * 60));
}
