/** One message on its way: which way is tried next, how long one waits for it, and when it is given up. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  awakened,
  confirm,
  HELD_UP_MOST_MS,
  isDue,
  isHeldUp,
  offer,
  PATIENCE_MS,
  read,
  settle,
  UNSURE_MS,
  type Ways,
} from '../../src/alerts/delivery.ts';
import type { Channel } from '../../src/alerts/duty.ts';
import type { Notice } from '../../src/alerts/telling.ts';
import { TEN } from '../lots/parcel-fixture.ts';
import { MINUTE, minute } from './telling-fixture.ts';

const notice = (changes: Partial<Notice> = {}): Notice => ({
  id: 'n-1',
  person: 'kho',
  reason: 'raised',
  severity: 'critical',
  group: 'cold@depot',
  alerts: ['a-1'],
  level: 0,
  createdAt: TEN,
  text: { subject: '', short: '', lines: [], sms: '', path: '/' },
  ways: ['push', 'sms', 'mail'],
  attempts: [],
  state: 'waiting',
  nextAt: TEN,
  ...changes,
});
const ALL: Ways = { addressOf: (channel) => `${channel}-address`, isOff: () => false, takes: () => true };
const lost = (final: boolean) => ({ ok: false, code: 'HTTP_500', final }) as const;
const sent = (unconfirmed: boolean, reference = 'r') => ({ ok: true, reference, unconfirmed }) as const;
const given = (from: Notice, now: number, ways = ALL): Notice => offer(from, ways, now).notice;
const channels = (one: Notice) => one.attempts.map(({ channel, code }) => [channel, code]);

describe('a way', () => {
  test('that takes it is tried, and what became of it is said within three minutes', () => {
    const { notice: sending, taken } = offer(notice(), ALL, TEN);
    expect(taken).toEqual({ channel: 'push', address: 'push-address', again: false });
    expect(sending).toMatchObject({ state: 'sending', nextAt: TEN + UNSURE_MS });
    expect(settle(sending, sent(false), TEN + 1)).toMatchObject({ state: 'sent', nextAt: null });
  });

  test('that is off, or where the person has no address, is passed over and noted', () => {
    const ways: Ways = {
      ...ALL,
      isOff: (channel) => channel === 'push',
      addressOf: (channel) => (channel === 'sms' ? null : channel),
    };
    expect(offer(notice(), ways, TEN).taken?.channel).toBe('mail');
    expect(channels(given(notice(), TEN, ways))).toEqual([
      ['push', 'CHANNEL_OFF'],
      ['sms', 'NO_ADDRESS'],
      ['mail', null],
    ]);
    const none = given(notice(), TEN, { ...ALL, isOff: () => true });
    expect(none).toMatchObject({ state: 'failed', nextAt: null, ways: [] });
  });

  test.each(['critical', 'warning'] as const)(
    'that takes nothing now is waited for, a %s message for its time and no longer',
    (severity) => {
      const busy: Ways = { ...ALL, takes: (channel) => channel !== 'push' };
      const one = notice({ severity });
      const end = TEN + PATIENCE_MS[severity];
      expect(offer(one, busy, end - 1)).toEqual({ notice: one, taken: null });
      expect(offer(one, busy, end).taken?.channel).toBe('sms');
    },
  );

  describe.each([
    ['the only one of the message', ['sms'], ALL],
    ['the last, the others are off', ['push', 'sms'], { ...ALL, isOff: (way: Channel) => way === 'push' }],
    [
      'the last, the person has no other',
      ['sms', 'mail'],
      { ...ALL, addressOf: (way: Channel) => (way === 'mail' ? null : way) },
    ],
    ['one of several that are full', ['sms', 'mail'], ALL],
  ] as const)('that takes nothing and is %s', (_, left, others) => {
    const full: Ways = { ...others, takes: () => false };
    const waiting = notice({ ways: left });
    const late = TEN + PATIENCE_MS.critical;

    test('is waited for, and after a minute others are to be told meanwhile, once', () => {
      const early = given(waiting, late - 1, full);
      expect([early.state, isHeldUp(early)]).toEqual(['waiting', false]);
      const held = given(early, late, full);
      expect(held).toMatchObject({ state: 'waiting', nextAt: TEN });
      expect(isHeldUp(held)).toBe(true);
      expect(given(held, late + 1, full)).toBe(held);
    });

    test('is used when it has room again, as if nothing had been', () => {
      const { notice: sending, taken } = offer(given(waiting, late, full), others, minute(9));
      expect(taken).toEqual({ channel: 'sms', address: others.addressOf('sms'), again: false });
      expect(isHeldUp(sending)).toBe(false);
      expect(settle(sending, sent(false), minute(9))).toMatchObject({ state: 'sent', nextAt: null });
    });

    test('fails after fifteen minutes, not a millisecond before, whether it was looked at meanwhile or not', () => {
      const end = TEN + HELD_UP_MOST_MS;
      for (const one of [waiting, given(waiting, late, full)]) {
        expect(given(one, end - 1, full)).toMatchObject({ state: 'waiting' });
        const given15 = given(one, end, full);
        expect(given15).toMatchObject({ state: 'failed', nextAt: null });
        expect(channels(given15).filter(([way]) => way === 'sms')).toEqual([['sms', 'CHANNEL_BUSY']]);
        expect(given(one, end + 1, full)).toMatchObject({ state: 'failed' });
      }
    });
  });

  test('that takes nothing is left as soon as another has room, also after waiting for both', () => {
    const both = given(notice(), minute(2), { ...ALL, takes: () => false });
    expect(isHeldUp(both)).toBe(true);
    const { taken } = offer(both, { ...ALL, takes: (channel) => channel === 'mail' }, minute(3));
    expect(taken?.channel).toBe('mail');
  });

  test('that took nothing for long was not tried by that: it is tried three times all the same', () => {
    let one = given(notice({ ways: ['sms'] }), minute(1), { ...ALL, takes: () => false });
    for (let now = minute(1); one.state === 'waiting' && now < minute(3); now = one.nextAt ?? now)
      one = settle(given(one, now), lost(false), now);
    expect(channels(one)).toEqual([
      ['sms', 'CHANNEL_BUSY'],
      ['sms', 'HTTP_500'],
      ['sms', 'HTTP_500'],
      ['sms', 'HTTP_500'],
    ]);
  });

  test('that is of no use is left at once; one that fails for now is tried again after the others', () => {
    expect(settle(given(notice(), TEN), lost(true), TEN + 1)).toMatchObject({
      ways: ['sms', 'mail'],
      nextAt: TEN + 1,
    });
    const kept = settle(given(notice(), TEN), lost(false), TEN + 1);
    expect(kept).toMatchObject({ state: 'waiting', ways: ['sms', 'mail', 'push'], nextAt: TEN + 1 });
    const only = settle(given(notice({ ways: ['sms'] }), TEN), lost(false), TEN + 1);
    expect(only).toMatchObject({ ways: ['sms'], nextAt: TEN + 1 + MINUTE / 2 });
  });

  test('is tried three times within three minutes at most', () => {
    let one = notice({ ways: ['sms'] });
    for (let tries = 0; one.state === 'waiting' && tries < 9; tries++) {
      const now = one.nextAt ?? 0;
      one = settle(given(one, now), lost(false), now);
    }
    expect(one).toMatchObject({ state: 'failed' });
    expect(one.attempts).toHaveLength(3);
    const late = given(notice({ ways: ['sms'] }), minute(3));
    expect(settle(late, lost(false), minute(3))).toMatchObject({ state: 'failed' });
  });
});

describe('a try whose end nobody learned of', () => {
  test('is made once more, and then the next way', () => {
    const killed = awakened(given(notice(), TEN), TEN + 1);
    expect(isDue(killed, TEN + 1)).toBe(true);
    const again = offer(killed, ALL, TEN + 1);
    expect(again.taken).toMatchObject({ channel: 'push', again: true });
    const other = offer(awakened(again.notice, TEN + 2), ALL, TEN + 2);
    expect(other.taken).toMatchObject({ channel: 'sms', again: false });
    expect(channels(other.notice)).toEqual([
      ['push', 'INTERRUPTED'],
      ['push', 'INTERRUPTED'],
      ['sms', null],
    ]);
  });

  test('that waited while the service was down waits for a busy way from its start on', () => {
    const busy: Ways = { ...ALL, takes: () => false };
    const late = TEN + 60 * MINUTE;
    const one = awakened(notice({ ways: ['sms'] }), late);
    expect(offer(one, busy, late + 1)).toEqual({ notice: one, taken: null });
    expect(offer(one, ALL, late + 2).taken).toMatchObject({ channel: 'sms', again: false });
  });

  test('is not due while it may still end', () => {
    const sending = given(notice(), TEN);
    expect(isDue(sending, TEN + UNSURE_MS - 1)).toBe(false);
    expect(isDue(sending, TEN + UNSURE_MS)).toBe(true);
  });
});

describe('a message that is to be confirmed', () => {
  const accepted = settle(given(notice(), TEN), sent(true, 'p-7'), TEN);
  const receipt = (state: 'received' | 'failed') =>
    ({ channel: 'push', reference: 'p-7', state, code: state === 'failed' ? 'GONE' : null }) as const;

  test('goes the next way when that does not come in three minutes', () => {
    expect(isDue(accepted, TEN + UNSURE_MS - 1)).toBe(false);
    const next = offer(accepted, ALL, TEN + UNSURE_MS);
    expect(next.taken).toMatchObject({ channel: 'sms' });
    expect(channels(next.notice)[0]).toEqual(['push', 'UNCONFIRMED']);
  });

  test('is received when the gateway says so, also when it says so late, and goes the next way when it says no', () => {
    expect(confirm(accepted, receipt('received'), TEN + 1)).toMatchObject({
      state: 'received',
      nextAt: null,
    });
    const gone = given(accepted, TEN + UNSURE_MS);
    expect(confirm(gone, receipt('received'), minute(9))).toMatchObject({ state: 'received', nextAt: null });
    expect(confirm(accepted, receipt('failed'), TEN + 1)).toMatchObject({
      state: 'waiting',
      nextAt: TEN + 1,
    });
    const done = confirm(accepted, receipt('received'), TEN + 1);
    expect(confirm(done, receipt('received'), TEN + 2)).toBe(done);
    expect(confirm(accepted, { ...receipt('received'), reference: 'other' }, TEN)).toBe(accepted);
  });
});

test('what was read is not sent again, whatever the try says that was under way', () => {
  const opened = read(given(notice(), TEN));
  expect(opened).toMatchObject({ state: 'read', nextAt: null });
  expect(settle(opened, lost(false), TEN + 1)).toMatchObject({ state: 'read', nextAt: null });
  expect(settle(opened, sent(true), TEN + 1)).toMatchObject({ state: 'read', nextAt: null });
  expect(read(opened)).toBe(opened);
});

test('whatever happens on its way, it ends, and within a bounded number of tries', () => {
  const happening = fc.record({
    wait: fc.integer({ min: 0, max: 4 * MINUTE }),
    end: fc.constantFrom('sent', 'unconfirmed', 'lost', 'final', 'silence', 'killed'),
    busy: fc.subarray<Channel>(['push', 'sms', 'mail']),
  });
  fc.assert(
    fc.property(fc.array(happening, { minLength: 60, maxLength: 60 }), (all) => {
      let now = TEN;
      let one = notice();
      for (const { wait, end, busy } of all) {
        now += wait;
        if (!isDue(one, now)) continue;
        const { notice: next, taken } = offer(
          one,
          { ...ALL, takes: (channel) => !busy.includes(channel) },
          now,
        );
        one = next;
        if (taken === null) continue;
        expect(one.attempts.at(-1)).toMatchObject({ channel: taken.channel, state: 'sending' });
        if (end === 'sent' || end === 'unconfirmed') one = settle(one, sent(end === 'unconfirmed'), now);
        if (end === 'lost' || end === 'final') one = settle(one, lost(end === 'final'), now);
        if (end === 'killed') one = awakened(one, now);
      }
      expect(one.nextAt).toBeNull();
      expect(['sent', 'failed']).toContain(one.state);
      expect(one.attempts.length).toBeLessThanOrEqual(12);
    }),
    { numRuns: 300 },
  );
});
