import { expect, test } from 'vitest';
import { catchingUp, realTime } from '../../simulator/clock.ts';
import { story } from '../../simulator/demo/story.ts';
import { type FaultKind, faultLine, planFaults } from '../../simulator/faults.ts';
import { province } from '../../simulator/province.ts';

const from = Date.UTC(2026, 10, 1);
const to = from + 3 * 86_400_000;
const description = province({ seed: 'tet', size: 'demo', startAt: from });

test('the same seed plans the same faults, another seed others', () => {
  const plan = planFaults({ seed: 'tet', description, from, to });
  expect(planFaults({ seed: 'tet', description, from, to })).toEqual(plan);
  expect(planFaults({ seed: 'khac', description, from, to })).not.toEqual(plan);
});

test('a plan knows every kind of fault, and each lies within the run', () => {
  const plan = planFaults({ seed: 'tet', description, from, to, each: 5 });
  const kinds: FaultKind[] = [
    'power-cut',
    'door-left-open',
    'compressor-failure',
    'thermostat-too-cold',
    'ice-packs-spent',
    'no-signal',
    'clock-off',
    'duplicate-delivery',
    'reorder',
    'reboot',
    'sensor-fault',
  ];
  expect(new Set(plan.map(({ kind }) => kind))).toEqual(new Set(kinds));
  for (const fault of plan) {
    expect(fault.from).toBeGreaterThanOrEqual(from);
    expect(fault.to).toBeLessThanOrEqual(to);
    expect(faultLine(fault)).toContain(fault.kind);
  }
});

test('the story of the demonstration fails a fridge that holds vaccine at the time that was asked for', () => {
  for (const seed of ['a', 'b', 'c', 'd']) {
    const told = story(seed, province({ seed, size: 'demo', startAt: from }), to, 60);
    expect(told.faults).toContainEqual(
      expect.objectContaining({ kind: 'door-left-open', unit: told.fridge.id, from: to + 60_000 }),
    );
    expect(told.fridge.site).toBe(told.site.id);
  }
});

test('a run at speed N begins in the past and meets the present, never the future', () => {
  let real = Date.UTC(2026, 10, 22);
  const clock = catchingUp({ realNow: () => real, duration: 86_400_000, speed: 1000 });
  expect(real - clock.now()).toBe(86_400_000 - 86_400);
  real += 43_200;
  expect(clock.now()).toBeLessThan(real);
  real += 43_200;
  expect(clock.now()).toBe(real);
});

test('at speed 1 simulated time is real time', () => {
  expect(realTime(() => 42, 7).now()).toBe(42);
});
