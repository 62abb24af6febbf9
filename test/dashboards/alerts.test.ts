import { describe, expect, test } from 'vitest';
import { filterOf, matches, pageOf, urgentFirst } from '../../dashboards/web/src/alerts/filter.ts';
import { alertsEn } from '../../dashboards/web/src/alerts/words-en.ts';
import { ackText } from '../../dashboards/web/src/board/ack.ts';
import { cardsOf } from '../../dashboards/web/src/guidance/kind.ts';
import { guidanceEn } from '../../dashboards/web/src/guidance/words-en.ts';
import { guidanceVi } from '../../dashboards/web/src/guidance/words-vi.ts';
import type { LiveUnit } from '../../dashboards/web/src/live/picture.ts';
import { lanesOf } from '../../dashboards/web/src/unit/lanes.ts';
import { vi } from '../../dashboards/web/src/words/vi.ts';
import type { AlertView } from '../../src/keeper/views.ts';
import { alert, SERVER_TIME, unit } from './views.ts';

const from = (query: string) => {
  const values = new URLSearchParams(query);
  return filterOf((name) => values.get(name));
};

describe('which alerts the list shows', () => {
  test.each([
    ['', { state: 'open', kind: null, severity: null }],
    [
      'trang-thai=active&muc=critical&loai=unit-excursion',
      { state: 'active', kind: 'unit-excursion', severity: 'critical' },
    ],
    ['trang-thai=x&muc=y', { state: 'open', kind: null, severity: null }],
  ])('%j', (query, filter) => {
    expect(from(query)).toEqual(filter);
  });

  const open = alert();
  const taken = alert({ state: 'acknowledged' });
  const over = alert({ state: 'resolved' });
  test.each<[string, AlertView[]]>([
    ['', [open]],
    ['trang-thai=acknowledged', [taken]],
    ['trang-thai=active', [open, taken]],
    ['trang-thai=closed', [over]],
    ['trang-thai=active&muc=warning', []],
    ['loai=device-silent', []],
  ])('%j of one of each state', (query, shown) => {
    expect([open, taken, over].filter((one) => matches(one, from(query)))).toEqual(shown);
  });

  test('critical ones come first, then the newest; none hides behind another', () => {
    const ids = urgentFirst([
      alert({ id: 'old', raisedAt: '2026-11-22T01:00:00.000Z' }),
      alert({ id: 'warning', severity: 'warning', raisedAt: '2026-11-22T03:00:00.000Z' }),
      alert({ id: 'new', raisedAt: '2026-11-22T02:00:00.000Z' }),
    ]).map(({ id }) => id);
    expect(ids).toEqual(['new', 'old', 'warning']);
  });

  test('thousands are shown a page at a time, and a page that is not there is the nearest', () => {
    const many = Array.from({ length: 4321 }, (_, i) => i);
    const first = pageOf(many, 1);
    const all = Array.from({ length: first.pages }, (_, i) => pageOf(many, i + 1).shown).flat();
    expect(all).toEqual(many);
    expect(pageOf(many, 999)).toMatchObject({ page: first.pages });
    expect(pageOf(many, Number.NaN)).toMatchObject({ page: 1 });
    expect(pageOf([], 3)).toEqual({ page: 1, pages: 1, shown: [] });
  });

  test('one alert is not several in English', () => {
    expect(alertsEn.shown('1')).toBe('1 alert');
    expect(alertsEn.shown('2')).toBe('2 alerts');
  });
});

describe('an acknowledgement in words', () => {
  const ack = { by: 'Lan', at: SERVER_TIME, comment: '' };
  test.each([
    [{ ...ack, comment: 'đã báo' }, 'đã báo'],
    [{ ...ack, cause: 'power' as const }, 'Mất điện'],
    [
      { ...ack, cause: 'door' as const, actions: ['door-closed', 'technician'] as const, comment: 'chờ thợ' },
      'Mở cửa lấy hàng · Đã đóng cửa · Gọi kỹ thuật · chờ thợ',
    ],
  ])('%j', (taken, text) => {
    expect(ackText({ ...taken, actions: [...('actions' in taken ? taken.actions : [])] }, vi)).toBe(text);
  });
});

describe('which card helps', () => {
  test.each<[Partial<LiveUnit>, string[]]>([
    [{}, []],
    [{ state: 'watching', side: 'above' }, ['warm']],
    [{ state: 'excursion', side: 'below' }, ['freezing']],
    // What is kept frozen cannot freeze.
    [{ state: 'excursion', side: 'below', kind: 'freezer' }, []],
    [{ state: 'silent' }, ['silent']],
    [{ state: 'late', mainsPower: false }, ['power', 'silent']],
    [{ state: 'acknowledged', side: 'above', doorOpen: true, mainsPower: false }, ['warm', 'power', 'door']],
    [{ doorOpen: false, mainsPower: true }, []],
  ])('%j', (state, cards) => {
    expect(cardsOf(unit(state))).toEqual(cards);
  });

  test('every card has as many steps in both languages', () => {
    for (const [kind, { steps }] of Object.entries(guidanceVi.cards))
      expect(guidanceEn.cards[kind as keyof typeof guidanceEn.cards].steps).toHaveLength(steps.length);
  });
});

describe('what runs along the time axis', () => {
  const window = { length: '24h', from: 0, to: 1000, everyMs: 10 } as const;
  const iso = (at: number) => new Date(at).toISOString();
  const open = { times: 1, seconds: 1, spans: [{ from: iso(100), to: null }] };

  test('a door that is still open is open until now, and a device that never told has no lane', () => {
    expect(lanesOf({ doorOpen: open, noMains: null }, [], window, 700)).toMatchObject([
      { key: 'door', spans: [{ from: 100, to: 700 }] },
    ]);
  });

  test('mains that never failed have an empty lane; notes stand at their time', () => {
    const note = { id: 'n', unit: 'tu-1', at: iso(300), text: 'x', by: 'Lan', recordedAt: iso(300) };
    const never = { times: 0, seconds: 0, spans: [] };
    expect(lanesOf({ doorOpen: null, noMains: never }, [note], window, 700)).toMatchObject([
      { key: 'mains', spans: [], points: [] },
      { key: 'notes', points: [300] },
    ]);
  });
});
