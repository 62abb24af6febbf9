import { describe, expect, test } from 'vitest';
import { announce, NOTHING_SAID, QUIET_MS } from '../../dashboards/web/src/announce.ts';
import { due, REPEAT_MS, SILENCE, type Waiting } from '../../dashboards/web/src/sound/alarm.ts';

const critical: Waiting = { id: 'hot', severity: 'critical' };
const warning: Waiting = { id: 'silent', severity: 'warning' };

/** The tones of a course of events: what waits, when, muted or not. */
function tones(course: [waiting: Waiting[], at: number, muted?: boolean][]) {
  let state = SILENCE;
  return course.map(([waiting, at, muted = false]) => {
    const next = due(state, waiting, at, muted);
    state = next.state;
    return next.tone;
  });
}

describe('the alarm', () => {
  test('sounds at once and every minute while a critical alert waits', () => {
    expect(
      tones([
        [[critical], 0],
        [[critical], REPEAT_MS - 1],
        [[critical], REPEAT_MS],
        [[critical], REPEAT_MS + 1],
      ]),
    ).toEqual(['alarm', null, 'alarm', null]);
  });

  test('ends when it is acknowledged, and a new one sounds at once', () => {
    expect(
      tones([
        [[critical], 0],
        [[], 1_000],
        [[{ ...critical, id: 'next' }], 2_000],
      ]),
    ).toEqual(['alarm', null, 'alarm']);
  });

  test('a second alarm does not wait for the minute of the first', () => {
    expect(
      tones([
        [[critical], 0],
        [[critical, { ...critical, id: 'second' }], 5_000],
      ]),
    ).toEqual(['alarm', 'alarm']);
  });

  test('a warning sounds once', () => {
    expect(
      tones([
        [[warning], 0],
        [[warning], REPEAT_MS],
      ]),
    ).toEqual(['warning', null]);
  });

  test('is silent while muted, and sounds when the mute ends with the alert still waiting', () => {
    expect(
      tones([
        [[critical], 0, true],
        [[critical], REPEAT_MS, true],
        [[critical], REPEAT_MS + 1],
      ]),
    ).toEqual([null, null, 'alarm']);
  });
});

describe('what a screen reader hears', () => {
  test('is said at once, then not for ten seconds, and then only the latest', () => {
    let state = announce(NOTHING_SAID, 'tủ 1', 0);
    expect(state.said).toBe('tủ 1');
    state = announce(state, 'tủ 2', 1_000);
    state = announce(state, 'tủ 3', 2_000);
    expect(state.said).toBe('tủ 1');
    state = announce(state, null, QUIET_MS - 1);
    expect(state.said).toBe('tủ 1');
    state = announce(state, null, QUIET_MS);
    expect(state.said).toBe('tủ 3');
  });

  test('nothing new leaves the line as it is', () => {
    const said = announce(NOTHING_SAID, 'tủ 1', 0);
    expect(announce(said, null, 60_000)).toBe(said);
  });
});
