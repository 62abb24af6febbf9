import { describe, expect, test } from 'vitest';
import { deedsOf, snoozedUntil } from '../../dashboards/web/src/board/deeds.ts';
import { LENGTHS, untilOf } from '../../dashboards/web/src/board/snooze.ts';
import { levelsOf } from '../../dashboards/web/src/board/told-of.ts';
import { addressesOf, phoneOf, typedOf } from '../../dashboards/web/src/notices/contact.ts';
import { filterOf, questionOf } from '../../dashboards/web/src/notices/filter.ts';
import { pathWithin, shownOf } from '../../dashboards/web/src/notices/message.ts';
import { nameOfBrowser } from '../../dashboards/web/src/notices/push.ts';
import { noticesVi } from '../../dashboards/web/src/notices/words-vi.ts';
import { SNOOZE_LEAST_MS, SNOOZE_MOST_MS } from '../../src/alerts/life.ts';
import type { NoticeView } from '../../src/keeper/notice-views.ts';
import type { PushPayload } from '../../src/notify/push-payload.ts';
import { alert, SERVER_TIME } from './views.ts';

const ORIGIN = 'https://giulanh.example';

describe('a pushed message as a notification', () => {
  const payload: PushPayload = {
    ...{ notice: 'n-1', title: '[VƯỢT NGƯỠNG] Tủ 1', body: '10,4 °C, 47 phút', tag: 'ea-kao cold' },
    ...{ severity: 'critical', path: '/su-co/a-1' },
  };
  test('says what the service said, and opens its page', () => {
    expect(shownOf(JSON.stringify(payload), ORIGIN)).toEqual({
      ...{ title: payload.title, body: payload.body, tag: payload.tag, isCritical: true },
      data: { notice: 'n-1', path: '/su-co/a-1' },
    });
  });

  test.each([null, '', 'null', '[]', '{', '{"title":7,"path":{}}'])(
    'that cannot be read (%s) still says that somebody is wanted',
    (text) => {
      const shown = shownOf(text, ORIGIN);
      expect(shown).toMatchObject({ title: 'Giữ Lạnh', data: { notice: null, path: '/' } });
      expect(shown.body).not.toBe('');
    },
  );

  test.each([
    ['/canh-bao?muc=critical#a', '/canh-bao?muc=critical#a'],
    ['https://evil.example/', '/'],
    ['//evil.example/x', '/'],
    ['javascript:alert(1)', '/'],
    ['\\\\evil.example', '/'],
    [null, '/'],
  ])('opens %s as %s', (path, opened) => {
    expect(pathWithin(path, ORIGIN)).toBe(opened);
  });
});

describe('where somebody is reached, as it is typed', () => {
  test.each([
    ['0912 345 678', '+84912345678'],
    ['+84 912.345.678', '+84912345678'],
    ['84912345678', '+84912345678'],
    ['0262 385 1234', '+842623851234'],
    ['+1 202 555 0100', '+12025550100'],
    ['', null],
    ['  ', null],
    ['12345', undefined],
    ['0912 345 67', undefined],
    ['+84 012 345 678', undefined],
    ['chín một hai', undefined],
  ])('the phone %j is kept as %j', (typed, kept) => {
    expect(phoneOf(typed)).toBe(kept);
  });

  const none = { phone: '', mail: '', zalo: '', telegram: '', language: 'vi' as const };
  test('what is empty is not used, and what cannot be right is named', () => {
    expect(addressesOf({ ...none, zalo: ' 84912 ' })).toEqual({
      ...{ phone: null, mail: null, zalo: '84912', telegram: null, language: 'vi' },
    });
    expect(addressesOf({ ...none, phone: '113' })).toBe('phone');
    expect(addressesOf({ ...none, mail: 'lan@tinh' })).toBe('mail');
  });

  test('what is kept is shown as people read it, and means the same when it is saved again', () => {
    const kept = {
      ...{ phone: '+84912345678', mail: 'lan@daklak.vn', zalo: null, telegram: null },
      language: 'en' as const,
    };
    expect(typedOf(kept).phone).toBe('0912 345 678');
    expect(addressesOf(typedOf(kept))).toEqual(kept);
  });

  test.each([
    [
      'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36',
      'Chrome, Android',
    ],
    ['Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36 Edg/130.0', 'Edge, Windows'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1', 'Safari, iPhone'],
    ['', 'Web'],
  ])('a browser is known as %s', (agent, name) => {
    expect(nameOfBrowser(agent)).toBe(name);
  });
});

describe('the log of messages', () => {
  const from = (query: string) => {
    const values = new URLSearchParams(query);
    return questionOf(filterOf((name) => values.get(name)));
  };
  test.each([
    ['', '/notices?limit=50'],
    ['trang-thai=failed&nguoi=lan', '/notices?limit=50&state=failed&person=lan'],
    ['canh-bao=a%261', '/notices?limit=50&alert=a%261'],
    ['trang-thai=lost&nguoi=', '/notices?limit=50'],
  ])('%j asks %s', (query, question) => {
    expect(from(query)).toBe(question);
  });

  const notice = (change: Partial<NoticeView>): NoticeView => ({
    ...{ id: 'n', person: 'lan', name: 'Lan', reason: 'raised', severity: 'critical', level: 0 },
    ...{ alerts: ['alert-1'], createdAt: SERVER_TIME, state: 'sent', nextAt: null, ways: [], attempts: [] },
    text: { subject: '', short: '', lines: [], sms: '', path: '/' },
    ...change,
  });
  test('says how far up an alert was told and when, with everybody once, as their latest message stands', () => {
    const levels = levelsOf([
      notice({ level: 1, createdAt: '2026-11-22T03:15:00.000Z', person: 'an', name: 'An', state: 'failed' }),
      notice({ createdAt: '2026-11-22T03:15:00.000Z', reason: 'still', state: 'read' }),
      notice({}),
      notice({ reason: 'test', person: 'x', level: 4 }),
    ]);
    expect(levels).toEqual([
      { level: 1, at: SERVER_TIME, people: [{ name: 'Lan', state: 'read' }] },
      { level: 2, at: '2026-11-22T03:15:00.000Z', people: [{ name: 'An', state: 'failed' }] },
    ]);
  });

  test('every state and reason has a word of its own', () => {
    for (const words of [noticesVi.states, noticesVi.reasons, noticesVi.channels])
      expect(new Set(Object.values(words)).size).toBe(Object.keys(words).length);
  });
});

describe('what may still be done with an alert', () => {
  test.each([
    ['an open one that lasts', {}, ['take', 'snooze']],
    ['one that was taken', { state: 'acknowledged' as const }, ['snooze']],
    ['one that returned', { data: { returnedAt: SERVER_TIME } }, ['take', 'conclude']],
    ['one that is over', { state: 'resolved' as const }, ['conclude']],
    [
      'one that was concluded',
      { state: 'resolved' as const, concluded: { by: 'Lan', at: SERVER_TIME, text: 'Mất điện' } },
      [],
    ],
    ['what happened and does not last', { kind: 'late-discovery' }, ['take']],
    ['a test', { kind: 'test' }, ['take']],
  ])('%s', (_, change, deeds) => {
    expect(deedsOf(alert(change))).toEqual(deeds);
  });

  test('it is shown as put off until that is over', () => {
    const until = '2026-11-22T04:00:00.000Z';
    const put = alert({ snoozed: { by: 'Lan', at: SERVER_TIME, until, comment: '' } });
    expect(snoozedUntil(put, Date.parse(until) - 1)).toBe(Date.parse(until));
    expect(snoozedUntil(put, Date.parse(until))).toBeNull();
    expect(snoozedUntil({ ...put, state: 'resolved' }, 0)).toBeNull();
    expect(snoozedUntil(alert(), 0)).toBeNull();
  });
});

describe('how long reminders are put off', () => {
  const now = Date.parse('2026-11-22T19:00:00.000Z'); // 02:00
  test.each([
    ['01:59', 'far'],
    ['02:04', 'soon'],
    ['02:05', now + 5 * 60_000],
    ['14:00', now + 12 * 3_600_000],
    ['14:01', 'far'],
    ['', 'none'],
  ])('until %s', (time, until) => {
    expect(untilOf({ time }, now)).toBe(until);
  });

  test('each length that is offered is one that the service takes, also when the question takes its time', () => {
    for (const minutes of LENGTHS) {
      const until = untilOf({ minutes }, now);
      expect(until).toBeGreaterThanOrEqual(now + SNOOZE_LEAST_MS + 500);
      expect(until).toBeLessThanOrEqual(now + SNOOZE_MOST_MS - 500);
    }
    expect(untilOf(null, now)).toBe('none');
  });
});
