import { describe, expect, test } from 'vitest';
import {
  acknowledge,
  conclude,
  ENDS,
  raise,
  resolve,
  SNOOZE_LEAST_MS,
  SNOOZE_MOST_MS,
  snooze,
  subside,
  update,
} from '../../src/alerts/life.ts';
import { ALERT_KINDS, type Alert, type AlertKind } from '../../src/alerts/types.ts';
import { at, counting, expectRefused, granted, HOUR, TEN } from '../lots/parcel-fixture.ts';
import { condition } from './alert-fixture.ts';

const raised = (kind: AlertKind = 'unit-excursion'): Alert =>
  raise(condition({ kind }), { now: TEN, ids: counting('alert') });
const NOW = TEN + HOUR;
const lan = at(NOW, 'lan');

describe('acknowledging', () => {
  test('says who, when and what they are doing about it, and leaves the alarm open', () => {
    const taken = granted(acknowledge(raised(), ' gọi thợ ', lan));
    expect(taken).toMatchObject({
      acknowledged: { by: 'lan', at: NOW, comment: 'gọi thợ' },
      resolvedAt: null,
    });
  });

  test.each(['', '   '])('needs a comment: %j', (comment) => {
    expectRefused(acknowledge(raised(), comment, lan), 'ALERT_COMMENT_REQUIRED');
  });

  test('is explained by what was chosen as well as by words, each kept once', () => {
    const chosen = { cause: 'door', actions: ['door-closed', 'moved', 'moved'] } as const;
    expect(granted(acknowledge(raised(), ' ', lan, chosen)).acknowledged).toEqual({
      by: 'lan',
      at: NOW,
      comment: '',
      cause: 'door',
      actions: ['door-closed', 'moved'],
    });
    expect(granted(acknowledge(raised(), '', lan, { actions: ['generator'] })).acknowledged?.actions).toEqual(
      ['generator'],
    );
    expectRefused(acknowledge(raised(), ' ', lan, { actions: [] }), 'ALERT_COMMENT_REQUIRED');
  });

  test('happens once', () => {
    const taken = granted(acknowledge(raised(), 'on it', lan));
    expectRefused(acknowledge(taken, 'me too', at(NOW, 'minh')), 'ALERT_ALREADY_ACKNOWLEDGED');
  });

  test('comes too late when the alert is over', () => {
    expectRefused(acknowledge(resolve(raised(), NOW), 'on it', lan), 'ALERT_RESOLVED');
  });

  test.each(ALERT_KINDS)('ends an alert about what happened, not one about what still is: %s', (kind) => {
    const taken = granted(acknowledge(raised(kind), 'seen', lan));
    expect(taken.resolvedAt).toBe(ENDS[kind] === 'event' ? NOW : null);
  });
});

describe('when what it is about is over', () => {
  test.each(ALERT_KINDS)(
    'an alert nobody acknowledged ends only where it is a mere condition: %s',
    (kind) => {
      expect(subside(raised(kind), NOW).resolvedAt).toBe(ENDS[kind] === 'condition' ? NOW : null);
    },
  );

  test('a fridge that came back unseen is shown as returned, once, and ends when somebody saw it', () => {
    const returned = subside(raised(), NOW);
    expect(returned.data.returnedAt).toBe('2026-11-22T04:00:00.000Z');
    expect(subside(returned, NOW + HOUR)).toBe(returned);
    expect(granted(acknowledge(returned, 'seen', lan)).resolvedAt).toBe(NOW);
  });

  test('a fridge that came back after somebody took the alarm ends it', () => {
    expect(subside(granted(acknowledge(raised(), 'on it', lan)), NOW).resolvedAt).toBe(NOW);
  });
});

describe('updating', () => {
  test('nothing new leaves the very same alert', () => {
    const alert = raised();
    expect(update(alert, condition(), NOW)).toBe(alert);
  });

  test.each([
    { data: { rule: 'warm', peakCelsius: 9.2 } },
    { data: { rule: 'warm' } },
    { severity: 'warning' as const },
    { happenedAt: TEN - 1 },
    { count: 2 },
    { site: null },
  ])('%j is shown with its time', (changes) => {
    expect(update(raised(), condition(changes), NOW)).toEqual({ ...raised(), ...changes, updatedAt: NOW });
  });

  test('what worsens after an acknowledgement stays acknowledged and keeps its first time', () => {
    const taken = granted(acknowledge(raised(), 'on it', lan));
    const worse = update(taken, condition({ data: { rule: 'warm', peakCelsius: 15 } }), NOW + HOUR);
    expect(worse).toMatchObject({ acknowledged: { by: 'lan' }, raisedAt: TEN, updatedAt: NOW + HOUR });
  });

  test('events add up and keep the time of the first', () => {
    const more = condition({ kind: 'device-rejected', count: 40, happenedAt: NOW });
    const alert = update(raised('device-rejected'), more, NOW);
    expect(alert).toMatchObject({ count: 41, happenedAt: TEN, updatedAt: NOW });
  });
});

describe('snoozing', () => {
  test('takes the alert and says until when nobody is reminded', () => {
    const until = NOW + HOUR;
    expect(granted(snooze(raised(), until, ' thợ đang đến ', lan))).toMatchObject({
      acknowledged: { by: 'lan', at: NOW, comment: 'thợ đang đến' },
      snoozed: { by: 'lan', at: NOW, until, comment: 'thợ đang đến' },
      resolvedAt: null,
    });
  });

  test('leaves it with whoever took it first, and may be said again', () => {
    const taken = granted(acknowledge(raised(), 'của tôi', at(NOW - 1, 'minh')));
    const once = granted(snooze(taken, NOW + HOUR, '', lan));
    expect(granted(snooze(once, NOW + 2 * HOUR, '', lan))).toMatchObject({
      acknowledged: { by: 'minh' },
      snoozed: { by: 'lan', until: NOW + 2 * HOUR },
    });
  });

  test.each([
    [SNOOZE_LEAST_MS - 1, false],
    [SNOOZE_LEAST_MS, true],
    [SNOOZE_MOST_MS, true],
    [SNOOZE_MOST_MS + 1, false],
    [-1, false],
    [Number.NaN, false],
  ])('for %d ms is allowed: %s', (length, allowed) => {
    const answer = snooze(raised(), NOW + length, '', lan);
    if (allowed) granted(answer);
    else expectRefused(answer, 'SNOOZE_UNTIL_INVALID');
  });

  test('is refused where nothing lasts', () => {
    const alert = raised();
    expectRefused(snooze(resolve(alert, NOW), NOW + HOUR, '', lan), 'ALERT_RESOLVED');
    expectRefused(snooze(subside(alert, NOW), NOW + HOUR, '', lan), 'ALERT_NOT_LASTING');
    expectRefused(snooze(raised('late-discovery'), NOW + HOUR, '', lan), 'ALERT_NOT_LASTING');
  });

  test('ends when it becomes worse, and only then', () => {
    const mild = raise(condition({ severity: 'warning' }), { now: TEN, ids: counting('alert') });
    const quiet = granted(snooze(mild, NOW + HOUR, '', lan));
    const moved = update(quiet, condition({ severity: 'warning', site: 'other' }), NOW + 1);
    expect(moved.snoozed).toEqual(quiet.snoozed);
    expect(update(quiet, condition({ severity: 'critical' }), NOW + 1)).toMatchObject({
      snoozed: null,
      acknowledged: { by: 'lan' },
    });
  });
});

describe('concluding', () => {
  test('says once, when it is over, what it was', () => {
    const over = resolve(raised(), NOW);
    const concluded = granted(conclude(over, ' cửa hở ', lan));
    expect(concluded).toMatchObject({ concluded: { by: 'lan', at: NOW, text: 'cửa hở' }, resolvedAt: NOW });
    expectRefused(conclude(concluded, 'khác', lan), 'ALERT_ALREADY_CONCLUDED');
    expectRefused(conclude(over, '  ', lan), 'ALERT_CONCLUSION_REQUIRED');
    expectRefused(conclude(raised(), 'sớm', lan), 'ALERT_NOT_OVER');
  });

  test('is the taking of what has returned and nobody took', () => {
    expect(granted(conclude(subside(raised(), NOW), 'cửa hở', lan))).toMatchObject({
      resolvedAt: NOW,
      acknowledged: { by: 'lan', comment: 'cửa hở' },
      concluded: { text: 'cửa hở' },
    });
  });
});
