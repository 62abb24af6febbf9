/** Names that somebody typed with bad intent, or by accident, in every place of a message. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { REASONS } from '../../src/alerts/telling.ts';
import { ALERT_KINDS } from '../../src/alerts/types.ts';
import { NAME_MOST, plainName } from '../../src/wording/notice-names.ts';
import { noticeText, SHORT_MOST } from '../../src/wording/notices.ts';
import { alert, DATA, facts, member } from './notice-fixture.ts';

/** GSM 7-bit signs that are ASCII and take one place each. */
const GSM = /^[A-Za-z0-9@$_ !"#%&'()*+,\-./:;<=>?]*$/;
/** What would begin a line, turn the direction of writing, or have no width. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
const LINK = /:\/\/|www\.[\p{L}\p{N}]|[\p{L}\p{N}-]\.(?=\p{L})|\d\.\d+\.\d/u;

const sign = fc.oneof(
  fc.constantFrom(
    '\n',
    '\r',
    '\u202e',
    '\u200f',
    '\u2066',
    '\u200b',
    '\ufeff',
    '\u2028',
    '\0',
    '\u0323',
    '\u0301',
  ),
  fc.constantFrom(
    '[',
    ']',
    '.',
    ':',
    '/',
    '@',
    '。',
    '．',
    'http://',
    'www.',
    'evil.com',
    ' – ',
    '😀',
    '\ud800',
  ),
  fc.string({ unit: 'binary', maxLength: 3 }),
  fc.constantFrom('Trạm Y tế xã', 'Tủ', 'đ', 'ế', 'ư̆', '1', ' '),
);
const name = fc.array(sign, { maxLength: 200 }).map((signs) => signs.join(''));

describe('a name', () => {
  test.each([
    ['Tủ 1\n[ĐÃ VỀ NGƯỠNG] Tủ 2', 'Tủ 1 ĐÃ VỀ NGƯỠNG Tủ 2'],
    ['Tủ\r\nSubject: x', 'Tủ Subject: x'],
    ['\u202eTủ 1\u202c', 'Tủ 1'],
    ['Xem http://evil.com/x', 'Xem http evil. com/x'],
    ['www.evil.vn', 'www. evil. vn'],
    ['evil。com', 'evil. com'],
    ['10.0.0.1', '10 0 0 1'],
    ['a@b.vn', 'a b. vn'],
    ['Tủ 1.2', 'Tủ 1.2'],
    ['TP. Hồ Chí Minh – Q.1', 'TP. Hồ Chí Minh – Q. 1'],
    ['Trạm Y tế xã Cư M’gar', 'Trạm Y tế xã Cư M’gar'],
    ['Tu\u0309 la\u0323nh', 'Tủ lạnh'],
    [`Tủ${'\u0301'.repeat(50)}`, `Tủ${'\u0301'.repeat(2)}`],
    ['   ', ''],
  ])('%j stands in a message as %j', (typed, shown) => {
    expect(plainName(typed)).toBe(shown);
  });

  test('of 200 signs keeps its beginning and its end', () => {
    const cut = plainName(`Trạm Y tế ${'x'.repeat(180)} – Tủ 12`);
    expect(cut.length).toBeLessThanOrEqual(NAME_MOST);
    expect(cut).toMatch(/^Trạm Y tế x+…x+ – Tủ 12$/);
  });

  test('is one line in one direction, without an address, whatever was typed', () => {
    fc.assert(
      fc.property(name, (typed) => {
        const shown = plainName(typed);
        expect(shown.length).toBeLessThanOrEqual(NAME_MOST);
        expect(shown).not.toMatch(UNSEEN);
        expect(shown).not.toMatch(/[[\]@]/);
        expect(shown).not.toMatch(LINK);
        expect(shown).not.toMatch(/\p{M}{3,}/u);
      }),
      { numRuns: 500 },
    );
  });
});

const hostile = fc.record({
  kind: fc.constantFrom(...ALERT_KINDS),
  place: name,
  text: name,
  more: fc.nat(60),
  severity: fc.constantFrom('critical' as const, 'warning' as const),
  over: fc.boolean(),
});

describe('a message', () => {
  test('is within its length, ASCII where it is short, and keeps state, place and link, whatever the names', () => {
    fc.assert(
      fc.property(
        fc.array(hostile, { minLength: 1, maxLength: 25 }),
        fc.constantFrom(...REASONS),
        fc.constantFrom('vi' as const, 'en' as const),
        fc.boolean(),
        name,
        (told, reason, language, digest, site) => {
          const alerts = told.map(({ kind, place, text, severity, over }) => {
            const typed = Object.fromEntries(
              Object.entries(DATA[kind]).map(([key, value]) =>
                typeof value === 'string' && Number.isNaN(Date.parse(value)) ? [key, text] : [key, value],
              ),
            );
            const resolvedAt = over ? facts([]).now : null;
            return { ...member(kind), alert: alert(kind, { data: typed, severity, resolvedAt }), place };
          });
          const given = facts(alerts, {
            reason,
            siteName: site,
            ...(digest ? { group: null } : {}),
            total: alerts.length + (told[0]?.more ?? 0),
          });
          const text = noticeText(given, language);
          expect(text.sms.length).toBeLessThanOrEqual(160);
          expect(text.sms).toMatch(GSM);
          expect(text.sms).toMatch(/(SC-1A2B3C4D|\/su-co|\/canh-bao)$/);
          expect(text.sms).toMatch(/^[A-Z]{2,}/);
          expect(text.short.length).toBeLessThanOrEqual(SHORT_MOST);
          expect(text.short).toMatch(/^(\[|\p{Lu})/u);
          for (const line of [text.subject, text.short, ...text.lines]) expect(line).not.toMatch(UNSEEN);
          for (const line of [text.short, ...text.lines])
            expect(line).not.toMatch(/:\/\/|www\.[\p{L}\p{N}]|@/u);
        },
      ),
      { numRuns: 400 },
    );
  });

  test('names as much of a long place as fits, and cuts what is least important first', () => {
    const place = `Trung tâm Y tế khu vực ${'Buôn Ma Thuột '.repeat(12)}– Buồng lạnh số 12`;
    const text = noticeText(facts([member('unit-excursion', 'x', { place, lots: 3, doses: 12_420 })]), 'vi');
    expect(text.sms.length).toBeLessThanOrEqual(160);
    expect(text.sms).toMatch(
      /^CC VUOT NGUONG TREN TTYT KV Buon Ma Thuot.*\.\..*lanh so 12: 10,4 do C, 47 phut/,
    );
    expect(text.sms).toMatch(/\. Ma SC-1A2B3C4D$/);
  });
});
