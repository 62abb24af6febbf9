import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AgentClock } from '../../../devices/agent/clock.ts';
import { messageOf, type Round, timeOfRound } from '../../../devices/agent/round.ts';
import { DrivenTime } from './driven-time.ts';

const NOW = Date.parse('2026-11-23T08:00:00Z');
const MINUTE = 60_000;
const DAY = 86_400_000;

/** A receipt that says the true time, a second under way. */
function receipt(clock: AgentClock, time: DrivenTime, trueTime: number): boolean {
  const sent = time.mono();
  time.advance(1_000);
  return clock.heard(trueTime + 500, sent, time.mono());
}

test('a machine whose clock has no battery is not believed until the service has confirmed it', () => {
  const time = new DrivenTime(NOW);
  const clock = new AgentClock(time, false, null, null);
  expect(clock.quality).toBe('untrusted');
  receipt(clock, time, NOW);
  expect(clock.quality).toBe('trusted');
  expect(clock.now()).toBe(time.wall());
});

test.each([
  ['a battery and a time that can be', true, NOW, 'trusted'],
  ['a battery that is empty: 2000', true, Date.parse('2000-01-01T00:00:00Z'), 'untrusted'],
  ['a battery, a millisecond before what was kept last', true, NOW - DAY - 1, 'untrusted'],
  ['a battery, at the moment of what was kept last', true, NOW - DAY, 'trusted'],
  ['no battery', false, NOW, 'untrusted'],
] as const)('%s', (_, battery, wall, quality) => {
  expect(new AgentClock(new DrivenTime(wall), battery, NOW - DAY, null).quality).toBe(quality);
});

test.each([
  [1_999, 'trusted', false],
  [2_000, 'trusted', false],
  [3_600_000, 'corrected', true],
  [-3_600_000, 'corrected', true],
])('a clock that is %i ms off the service’s', (off, quality, changed) => {
  const time = new DrivenTime(NOW + off);
  const clock = new AgentClock(time, true, null, null);
  expect(receipt(clock, time, NOW)).toBe(changed);
  expect(clock.quality).toBe(quality);
  if (changed) expect(Math.abs(clock.now() - (NOW + 1_000))).toBeLessThanOrEqual(500);
});

test('a receipt that was long under way, or says a year before the agent, tells nothing', () => {
  const time = new DrivenTime(0);
  const clock = new AgentClock(time, false, null, null);
  const sent = time.mono();
  time.advance(10_001);
  expect(clock.heard(NOW, sent, time.mono())).toBe(false);
  expect(clock.heard(Date.parse('2025-12-31T23:59:59Z'), time.mono(), time.mono())).toBe(false);
  expect(clock.quality).toBe('untrusted');
});

test('whatever the machine’s clock shows and does, the agent’s time is the true one within the receipt’s own way', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -60 * DAY, max: 60 * DAY }),
      fc.array(
        fc.record({
          pause: fc.integer({ min: 0, max: DAY }),
          jump: fc.integer({ min: -DAY, max: DAY }),
          way: fc.integer({ min: 0, max: 10_000 }),
          share: fc.double({ min: 0, max: 1, noNaN: true }),
        }),
        { minLength: 1, maxLength: 8 },
      ),
      (off, steps) => {
        const time = new DrivenTime(NOW + off);
        const begin = time.mono();
        const clock = new AgentClock(time, false, null, null);
        for (const { pause, jump, way, share } of steps) {
          time.advance(pause);
          time.set(time.wall() + jump);
          const sent = time.mono();
          time.advance(way);
          clock.heard(NOW + (sent - begin) + Math.floor(way * share), sent, time.mono());
          const truth = NOW + (time.mono() - begin);
          expect(Math.abs(clock.now() - truth)).toBeLessThanOrEqual(12_000);
          expect(clock.quality).not.toBe('untrusted');
        }
      },
    ),
  );
});

test('what the service said outlives the agent and not the machine', () => {
  const time = new DrivenTime(NOW - DAY);
  const clock = new AgentClock(time, false, null, null);
  receipt(clock, time, NOW);
  const again = new AgentClock(time, false, null, clock.known());
  expect([again.quality, again.now()]).toEqual(['corrected', clock.now()]);
  const later = new AgentClock(new DrivenTime(NOW - DAY, 'machine2'), false, null, clock.known());
  expect(later.quality).toBe('untrusted');
});

const round = (clock: AgentClock, time: DrivenTime): Round => ({
  ...{ boot: 1, seq: 1, machine: time.machine, mono: time.mono(), base: clock.base, clock: clock.quality },
  readings: [{ probe: '1', celsius: 4 }],
});
const said = (one: Round, clock: AgentClock) => {
  const message = JSON.parse(
    messageOf(
      one,
      timeOfRound(one, (machine) => clock.baseOf(machine)),
      clock.now(),
    ),
  );
  return { at: Date.parse(message.readings[0].at), clock: message.clock ?? 'trusted' };
};

test('a round that was measured before the time was known is sent with its true time, as corrected', () => {
  const time = new DrivenTime(Date.parse('2026-03-01T00:00:00Z'));
  const clock = new AgentClock(time, false, null, null);
  const early = round(clock, time);
  expect(said(early, clock).clock).toBe('untrusted');
  time.advance(90 * MINUTE);
  receipt(clock, time, NOW);
  expect(said(early, clock)).toEqual({ at: early.mono + clock.base, clock: 'corrected' });
  expect(Math.abs(said(early, clock).at - (NOW - 90 * MINUTE))).toBeLessThanOrEqual(500);
});

test('a battery clock that turns out wrong by more than two minutes is corrected back; by less, it is left', () => {
  for (const [off, quality] of [
    [10 * MINUTE, 'corrected'],
    [MINUTE, 'trusted'],
  ] as const) {
    const time = new DrivenTime(NOW + off);
    const clock = new AgentClock(time, true, null, null);
    const early = round(clock, time);
    receipt(clock, time, NOW);
    expect(said(early, clock).clock).toBe(quality);
  }
});

test('a round of a start of the machine whose time nobody ever told stays untrusted', () => {
  const first = new DrivenTime(NOW, 'machine1');
  const before = new AgentClock(first, false, null, null);
  const early = round(before, first);
  const time = new DrivenTime(NOW + DAY, 'machine2');
  const clock = new AgentClock(time, false, null, before.known());
  receipt(clock, time, NOW + DAY);
  expect(said(early, clock)).toEqual({ at: NOW, clock: 'untrusted' });
});
