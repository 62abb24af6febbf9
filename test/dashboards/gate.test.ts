import { describe, expect, test } from 'vitest';
import { phoneText } from '../../dashboards/web/src/format/phone.ts';
import {
  type Burst,
  codeFrom,
  GS,
  looksTransformed,
  NO_BURST,
  pressed,
  visibleCode,
} from '../../dashboards/web/src/scan/barcode.ts';
import { placeOf } from '../../dashboards/web/src/scan/place.ts';
import {
  type Answered,
  ASK_AGAIN_MS,
  askAgainIn,
  type NoAnswer,
  type Shown,
  STALE_MS,
  shownVerdict,
} from '../../dashboards/web/src/scan/verdict.ts';
import type { EligibilityView } from '../../src/keeper/views.ts';
import { readVial } from '../../src/lots/scan.ts';

const view = (change: Partial<EligibilityView> = {}): EligibilityView => ({
  verdict: 'allowed',
  reasons: [],
  lot: { gtin: '08934567890120', lot: 'ABC123', product: 'Abdala', expiry: '2027-03-31' },
  notJudged: [],
  since: null,
  asOf: '2026-11-22T03:00:00.000Z',
  validUntil: '2026-11-22T07:00:00.000Z',
  ...change,
});
const blocked = view({
  verdict: 'blocked',
  validUntil: null,
  reasons: [{ code: 'PARCEL_ON_HOLD', vi: 'Lô đang tạm dừng', en: 'On hold' }],
});
const NOTHING_BACK = { said: null };
const askedAt = 1_000_000;

describe('the scan gate shows green', () => {
  test('for a fresh answer of the service that says allowed', () => {
    expect(shownVerdict({ view: view(), askedAt }, null, askedAt + 100)).toMatchObject({
      verdict: 'allowed',
      note: null,
    });
  });

  test.each([
    ['the network fails', shownVerdict({ view: view(), askedAt }, NOTHING_BACK, askedAt + 100)],
    ['there never was an answer', shownVerdict(null, NOTHING_BACK, askedAt)],
    [
      'the lease has run out',
      shownVerdict(
        { view: view({ validUntil: '2026-11-22T03:00:01.000Z' }), askedAt },
        null,
        askedAt + 1_000,
      ),
    ],
    ['there is no lease', shownVerdict({ view: view({ validUntil: null }), askedAt }, null, askedAt)],
    [
      'the lease cannot be read',
      shownVerdict({ view: view({ validUntil: 'soon' }), askedAt }, null, askedAt),
    ],
    ['the answer could not be renewed', shownVerdict({ view: view(), askedAt }, null, askedAt + STALE_MS)],
    ['this machine’s clock was set back', shownVerdict({ view: view(), askedAt }, null, askedAt - 1)],
    [
      'the answer is something else',
      shownVerdict({ view: JSON.parse('{"verdict":"yes"}'), askedAt }, null, askedAt),
    ],
    ['the answer is empty', shownVerdict({ view: JSON.parse('null'), askedAt }, null, askedAt)],
  ])('but never when %s', (_case, shown) => {
    expect(shown?.verdict).toBe('unknown');
  });
});

describe('a stop', () => {
  test('is shown as the service says it', () => {
    expect(shownVerdict({ view: blocked, askedAt }, null, askedAt)).toMatchObject({
      verdict: 'blocked',
      note: null,
    });
  });

  test('stays a stop when the network fails afterwards, however old it is', () => {
    expect(shownVerdict({ view: blocked, askedAt }, NOTHING_BACK, askedAt + 1e9)).toMatchObject({
      verdict: 'blocked',
      note: 'kept-stop',
    });
  });
});

test('a refusal of the service is told in its own words', () => {
  expect(shownVerdict(null, { said: { vi: 'Ngoài phạm vi', en: 'Outside' } }, 0)).toMatchObject({
    verdict: 'unknown',
    note: 'refused',
  });
});

describe('the signed list, once the service had its time', () => {
  const listed = (verdict: Shown['verdict'], asOf = '2026-11-22T02:00:00.000Z'): Shown => ({
    ...{ verdict, note: 'by-list', source: 'list' },
    view: view({ verdict, asOf }),
  });
  const live = (change: Partial<EligibilityView>) => ({ view: view(change), askedAt });
  const unknown = live({ verdict: 'unknown', validUntil: null });
  const degraded = live({
    ...{ verdict: 'unknown', validUntil: null },
    reasons: [{ code: 'SERVICE_DEGRADED', vi: '', en: '' }],
  });

  test.each<[string, Answered | null, NoAnswer | null, Shown['verdict'], Shown['verdict'], Shown['source']]>([
    ['answers while the service has not', null, null, 'allowed', 'allowed', 'list'],
    ['answers where the service cannot be asked', null, NOTHING_BACK, 'allowed', 'allowed', 'list'],
    ['goes on where the network was lost after a yes', live({}), NOTHING_BACK, 'allowed', 'allowed', 'list'],
    ['stops what a lost service had allowed', live({}), NOTHING_BACK, 'blocked', 'blocked', 'list'],
    ['gives way to a fresh yes', live({}), null, 'blocked', 'allowed', 'live'],
    ['gives way to a fresh doubt', unknown, null, 'allowed', 'unknown', 'live'],
    ['says no yes where the service doubted later', unknown, NOTHING_BACK, 'allowed', 'unknown', 'none'],
    [
      'says no yes where a stop came later',
      { view: blocked, askedAt },
      NOTHING_BACK,
      'allowed',
      'blocked',
      'live',
    ],
    ['says no yes for an impaired service', degraded, null, 'allowed', 'unknown', 'live'],
    ['stands with its stop against an impaired service', degraded, null, 'blocked', 'blocked', 'list'],
    [
      'says no yes where the service refused',
      null,
      { said: { vi: 'x', en: 'x' } },
      'allowed',
      'unknown',
      'none',
    ],
    [
      'stands with its stop where the service refused',
      null,
      { said: { vi: 'x', en: 'x' } },
      'blocked',
      'blocked',
      'list',
    ],
  ])('%s', (_case, answered, failed, onList, verdict, source) => {
    expect(shownVerdict(answered, failed, askedAt + 100, listed(onList))).toMatchObject({ verdict, source });
  });

  test('a yes on a list that is younger than the doubt counts again', () => {
    const younger = listed('allowed', '2026-11-22T03:00:01.000Z');
    expect(shownVerdict(unknown, NOTHING_BACK, askedAt + 100, younger)).toMatchObject({ verdict: 'allowed' });
  });
});

test('nothing is shown while the first answer is awaited', () => {
  expect(shownVerdict(null, null, askedAt)).toBeNull();
});

test.each([
  ['every five seconds', view(), ASK_AGAIN_MS],
  ['at the end of a short lease', view({ validUntil: '2026-11-22T03:00:02.000Z' }), 2_000],
  ['soon, not at once, when the lease is over', view({ validUntil: '2026-11-22T02:00:00.000Z' }), 250],
  ['every five seconds for a stop too', blocked, ASK_AGAIN_MS],
])('the answer is asked for again %s', (_case, answer, ms) => {
  expect(askAgainIn({ view: answer, askedAt }, askedAt)).toBe(ms);
});

describe('a hand-held scanner', () => {
  const type = (keys: readonly { key: string; ctrlKey?: boolean }[], gapMs: number) => {
    let burst: Burst = NO_BURST;
    let scanned: string | null = null;
    keys.forEach(({ key, ctrlKey = false }, index) => {
      const step = pressed(burst, { key, ctrlKey }, 1_000 + index * gapMs);
      burst = step.burst;
      scanned = step.scanned;
    });
    return scanned;
  };
  const keys = (text: string) => [...text].map((key) => ({ key }));

  test('is known by its speed, wherever the focus is', () => {
    expect(type([...keys('0108934567890120'), { key: 'Enter' }], 8)).toBe('0108934567890120');
  });

  test('a hand that types the same is not a scanner', () => {
    expect(type([...keys('0108934567890120'), { key: 'Enter' }], 140)).toBeNull();
  });

  test('Enter alone presses what has the focus', () => {
    expect(type([{ key: 'Enter' }], 8)).toBeNull();
  });

  test('Shift between capital letters does not break a scan', () => {
    expect(type([...keys('10AB'), { key: 'Shift' }, ...keys('C123'), { key: 'Enter' }], 8)).toBe('10ABC123');
  });

  test.each([
    ['a sign is taken back (Unikey)', [...keys('10ASS'), { key: 'Backspace' }, ...keys('1')]],
    ['a sign is being composed (macOS, Android)', [...keys('10AS'), { key: 'Process' }, ...keys('S1')]],
    ['an accent waits for its letter', [...keys('10AS'), { key: 'Dead' }, ...keys('S1')]],
    ['a letter got its accent', keys('10ÁS1234')],
    ['the keyboard is French', keys('à&à("éèàé')],
  ])('where %s, the code is one that nothing can be read from', (_what, sent) => {
    const scanned = type([...sent, { key: 'Enter' }], 8) ?? '';
    expect(looksTransformed(scanned)).toBe(true);
    expect(readVial(`]d20108934567890120${scanned}`, 2026).ok).toBe(false);
  });

  test('a hand that corrects itself is not a scanner', () => {
    expect(type([...keys('10ASS'), { key: 'Backspace' }, ...keys('123'), { key: 'Enter' }], 140)).toBeNull();
  });

  test('FNC1 is known by its place on a keyboard of another layout', () => {
    let burst: Burst = NO_BURST;
    burst = pressed(burst, { key: 'A', ctrlKey: false }, 1).burst;
    burst = pressed(burst, { key: '$', ctrlKey: true, code: 'BracketRight' }, 2).burst;
    expect(burst.text).toBe(`A${GS}`);
  });

  test('FNC1 may come as Ctrl+] or as its own character', () => {
    const asKeys = [
      ...keys('10ABC1'),
      { key: 'Control', ctrlKey: true },
      { key: ']', ctrlKey: true },
      ...keys('21S1'),
    ];
    expect(type([...asKeys, { key: 'Enter' }], 8)).toBe(`10ABC1${GS}21S1`);
    expect(type([...keys(`10ABC1${GS}21S1`), { key: 'Enter' }], 8)).toBe(`10ABC1${GS}21S1`);
  });
});

test('separators survive the trip through a text field, white space around a code does not', () => {
  const code = `]d20108934567890120${GS}10ABC`;
  expect(codeFrom(`  ${visibleCode(code)}\r\n`)).toBe(code);
  expect(codeFrom('10ABC^]21S')).toBe(`10ABC${GS}21S`);
  expect(codeFrom(`${GS}10ABC${GS}`)).toBe(`${GS}10ABC${GS}`);
});

test('a code mangled by a Vietnamese input method is noticed', () => {
  expect(looksTransformed(`10ABC${GS}21S`)).toBe(false);
  expect(looksTransformed('10ÂBC')).toBe(true);
  expect(looksTransformed('10ĐC')).toBe(true);
});

test.each([
  ['+842623851234', '0262 385 1234'],
  ['+84905123456', '0905 123 456'],
  ['115', '115'],
  ['+85512345678', '+85512345678'],
])('%s is read as %s', (dialled, text) => {
  expect(phoneText(dialled)).toBe(text);
});

describe('the place a vial is judged for before anybody chose one', () => {
  const places = [
    { id: 'tinh', name: 'Tỉnh', parent: null },
    { id: 'huyen-a', name: 'Huyện A', parent: 'tinh' },
    { id: 'tram-1', name: 'Trạm 1', parent: 'huyen-a' },
    { id: 'tram-2', name: 'Trạm 2', parent: 'huyen-a' },
  ];
  const nobody = { address: null, last: null, own: null };

  test.each([
    ['a vaccinator of a station stands there', { ...nobody, own: 'tram-1' }, 'tram-1'],
    ["one of the province must say where: the province is nobody's table", { ...nobody, own: 'tinh' }, null],
    ['nor is a district with stations', { ...nobody, own: 'huyen-a' }, null],
    [
      'what was used here last comes before the own place',
      { ...nobody, last: 'tram-2', own: 'tram-1' },
      'tram-2',
    ],
    ['the address comes before both', { address: 'tram-2', last: 'tram-1', own: 'tram-1' }, 'tram-2'],
    ['a district may be chosen by whoever means it', { ...nobody, address: 'huyen-a' }, 'huyen-a'],
    ['a place that this person may not use is none', { address: 'xa', last: 'xa', own: 'xa' }, null],
    ['nothing is known of anybody', nobody, null],
  ] as const)('%s', (_, known, place) => {
    expect(placeOf(places, known)).toBe(place);
  });

  test('the only place there is needs no choosing, also when it is kept without what lies above it', () => {
    expect(placeOf([{ id: 'tram-1', name: 'Trạm 1' }], nobody)).toBe('tram-1');
    expect(placeOf([{ id: 'tram-1', name: 'Trạm 1' }], { ...nobody, own: 'tram-1' })).toBe('tram-1');
    expect(placeOf([], nobody)).toBeNull();
  });
});
