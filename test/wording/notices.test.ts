import { describe, expect, test } from 'vitest';
import { REASONS } from '../../src/alerts/telling.ts';
import { ALERT_KINDS } from '../../src/alerts/types.ts';
import { type NoticeFacts, noticeText } from '../../src/wording/notices.ts';
import { alert, BEGAN, facts, ID, MINUTE, member, SITE } from './notice-fixture.ts';

/** Blanks that do not break are blanks here, so that a picture can be read. */
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
const said = (given: NoticeFacts, language: 'vi' | 'en' = 'vi') => {
  const text = noticeText(given, language);
  return { ...text, short: plain(text.short), lines: text.lines.map(plain) };
};
const warm = member('unit-excursion', 'Tủ 1', { lots: 3, doses: 420 });

describe('a fridge that is too warm', () => {
  test('is told with place, value, minutes, lots, doses, limit, what to do and where to take it', () => {
    expect(said(facts([warm]))).toEqual({
      subject: expect.any(String),
      short: '[VƯỢT NGƯỠNG TRÊN] Trạm Y tế xã Ea Kao – Tủ 1: 10,4 °C, 47 phút. 3 lô, 420 liều',
      lines: [
        'Liên quan: 3 lô, 420 liều.',
        'Giới hạn 8,0 °C; từ 08:55 22/11/2026.',
        'Đóng kín cửa, kiểm tra nguồn điện và nút chỉnh nhiệt; không hạ được thì chuyển vắc xin sang tủ khác.',
      ],
      sms: 'CC VUOT NGUONG TREN Tram YT Ea Kao Tu 1: 10,4 do C, 47 phut. 3 lo, 420 lieu. Ma SC-1A2B3C4D',
      path: `/su-co/${ID}`,
    });
    expect(said(facts([warm]), 'en')).toEqual({
      subject: expect.any(String),
      short: '[TOO WARM] Trạm Y tế xã Ea Kao – Tủ 1: 10.4 °C, 47 min. 3 lots, 420 doses',
      lines: [
        'Concerned: 3 lots, 420 doses.',
        'Limit 8.0 °C; since 08:55 22/11/2026.',
        'Shut the door, check the mains and the thermostat; if it does not cool, move the vaccine to another unit.',
      ],
      sms: 'ALARM TOO WARM Tram YT Ea Kao Tu 1: 10.4 C, 47 min. 3 lots, 420 doses. No SC-1A2B3C4D',
      path: `/su-co/${ID}`,
    });
  });

  test.each([
    ['still', 'VẪN [VƯỢT NGƯỠNG TRÊN] ', 'STILL [TOO WARM] ', 'VAN VUOT NGUONG TREN '],
    ['worse', 'NẶNG HƠN [VƯỢT NGƯỠNG TRÊN] ', 'WORSE [TOO WARM] ', 'NANG HON VUOT NGUONG TREN '],
    ['climbed', 'CHUYỂN CẤP [VƯỢT NGƯỠNG TRÊN] ', 'ESCALATED [TOO WARM] ', 'CHUYEN CAP VUOT NGUONG TREN '],
    ['forgotten', 'VẪN CHƯA XONG [VƯỢT NGƯỠNG TRÊN] ', 'STILL NOT SOLVED [TOO WARM] ', 'VAN CHUA XONG VUOT '],
    ['over', 'ĐÃ VỀ NGƯỠNG ', 'BACK IN RANGE ', 'DA VE NGUONG '],
    ['test', 'THỬ [VƯỢT NGƯỠNG TRÊN] ', 'TEST [TOO WARM] ', 'THU VUOT NGUONG TREN '],
  ] as const)('begins with its word when the reason is %s', (reason, vi, en, sms) => {
    const place = `${SITE} – Tủ 1`;
    expect(said(facts([warm], { reason })).short.startsWith(vi + place)).toBe(true);
    expect(said(facts([warm], { reason }), 'en').short.startsWith(en + place)).toBe(true);
    expect(said(facts([warm], { reason })).sms.startsWith(sms)).toBe(true);
  });

  test('says that nobody has taken it, and for how long since it was told', () => {
    expect(said(facts([warm], { reason: 'still' })).lines).toContain('Chưa ai tiếp nhận, đã 15 phút.');
    expect(said(facts([warm], { reason: 'still' }), 'en').lines).toContain(
      'Nobody has taken it, for 15 min.',
    );
  });

  test('says when it was taken, by nobody’s name, when it was forgotten', () => {
    const acknowledged = { by: 'lan.nguyen', at: BEGAN + 25 * MINUTE, comment: 'Lan đang tới' };
    const text = said(
      facts([{ ...warm, alert: alert('unit-excursion', { acknowledged }) }], { reason: 'forgotten' }),
    );
    expect(text.lines).toContain('Đã có người tiếp nhận lúc 09:20, đến nay chưa xong.');
    expect(JSON.stringify(text)).not.toMatch(/lan/i);
  });

  test('that is back in range says how far and how long it was, and that a lot on hold stays on hold', () => {
    const over = alert('unit-excursion', { resolvedAt: BEGAN + 40 * MINUTE });
    const text = said(facts([{ ...warm, alert: over }], { reason: 'over' }));
    expect(text.short).toBe(
      'ĐÃ VỀ NGƯỠNG Trạm Y tế xã Ea Kao – Tủ 1: xa nhất 10,4 °C, trong 40 phút. 3 lô, 420 liều',
    );
    expect(text.sms).toBe(
      'DA VE NGUONG Tram YT Ea Kao Tu 1: xa nhat 10,4 do C, trong 40 phut. 3 lo, 420 lieu. Ma SC-1A2B3C4D',
    );
    expect(text.lines).toContain('Lô đang tạm dừng vẫn tạm dừng cho tới khi cán bộ có thẩm quyền kết luận.');
  });

  test('that was back before anybody could be told is told as such', () => {
    const data = { ...warm.alert.data, returnedAt: new Date(BEGAN + 40 * MINUTE).toISOString() };
    const text = said(facts([{ ...warm, alert: alert('unit-excursion', { data }) }]));
    expect(text.short).toContain('10,4 °C, 40 phút, đã về ngưỡng');
  });

  test('and one that freezes is told what not to do', () => {
    const data = { ...warm.alert.data, side: 'below', limitCelsius: -0.5, peakCelsius: -2.5 };
    const text = said(facts([{ ...warm, alert: alert('unit-excursion', { data }) }]));
    expect(text.short).toContain('[VƯỢT NGƯỠNG DƯỚI]');
    expect(text.short).toContain('−2,5 °C');
    expect(text.sms).toContain('-2,5 do C');
    expect(text.lines.at(-1)).toMatch(/^Nguy cơ đông băng: .*không tự ý huỷ/);
  });
});

test('a unit at risk says how much time is left', () => {
  const text = said(
    facts([member('unit-at-risk', 'Tủ 1', { breachAt: BEGAN + 90 * MINUTE, lots: 1, doses: 120 })]),
  );
  expect(text.short).toBe('[NGOÀI NGƯỠNG TRÊN] Trạm Y tế xã Ea Kao – Tủ 1: 8,4 °C, 47 phút. 1 lô, 120 liều');
  expect(text.lines).toContain('Sẽ quá mức cho phép lúc 10:25, còn 43 phút.');
});

test('what was discovered late carries both times and the doses that were given', () => {
  const text = said(facts([member('late-discovery', 'Tủ 1')]));
  expect(text.short).toBe(
    '[PHÁT HIỆN MUỘN] Trạm Y tế xã Ea Kao – Tủ 1: −2,5 °C, xảy ra 08:55, biết 09:27, đã tiêm 12 liều',
  );
  expect(text.lines[0]).toBe('Xảy ra 08:55 22/11/2026, hệ thống biết 09:27 22/11/2026.');
  expect(text.lines.at(-1)).toMatch(/^Tìm các kiện liên quan/);
});

test('of an empty unit whose excursion was discovered late nobody is sent to look for parcels', () => {
  const data = { peakCelsius: 12, parcels: 0, lots: 0, doses: 0, dosesGiven: 0, dosesGivenAfterBreach: 0 };
  const empty = facts([{ ...member('late-discovery', 'Hòm 1'), alert: alert('late-discovery', { data }) }]);
  const vi = said(empty);
  expect(vi.short).toMatch(/^\[PHÁT HIỆN MUỘN\] .*Hòm 1: 12,0 °C, xảy ra 08:55, biết 09:27$/);
  expect(vi.lines).toEqual([
    'Xảy ra 08:55 22/11/2026, hệ thống biết 09:27 22/11/2026.',
    'Khi đó không có vắc xin bên trong: kiểm tra tủ hoặc hòm và đường truyền của thiết bị trước khi dùng tiếp.',
  ]);
  expect(noticeText(empty, 'en').lines.at(-1)).toMatch(/^No vaccine was inside then/);
});

test('a message that tries a channel says that nothing is wrong', () => {
  expect(noticeText(facts([], { reason: 'test' }), 'vi')).toMatchObject({
    short: 'THỬ: tin thử của Giữ Lạnh, không có sự cố',
    sms: 'THU: tin thu cua Giu Lanh, khong co su co. Khong phai lam gi.',
    path: '/canh-bao',
  });
});

test('a test alert and the chain’s own test begin with their word whatever the reason', () => {
  for (const reason of REASONS) {
    for (const kind of ['test', 'canary'] as const) {
      const vi = noticeText(facts([member(kind)], { reason }), 'vi');
      expect(vi.short).toMatch(/^THỬ /);
      expect(vi.sms).toMatch(/^THU /);
      expect(noticeText(facts([member(kind)], { reason }), 'en').short).toMatch(/^TEST /);
    }
  }
});

describe.each(ALERT_KINDS)('an alert of the kind %s', (kind) => {
  test.each(['vi', 'en'] as const)('has its own state, place and step in %s, and no person', (language) => {
    const text = said(facts([member(kind)]), language);
    const state = language === 'vi' ? /^(THỬ )?\[?\p{Lu}/u : /^(TEST )?\[?[A-Z]/;
    expect(text.short).toMatch(state);
    expect(text.short).toContain(`${SITE} – Tủ 1`);
    expect(text.lines.at(-1)?.length).toBeGreaterThan(8);
    expect(text.sms).not.toContain('?');
    expect(JSON.stringify(text)).not.toMatch(/y\.moan|"lan|0912|undefined|null|NaN|\[object/);
  });

  test('says other words in the other language', () => {
    const [vi, en] = [said(facts([member(kind)])), said(facts([member(kind)]), 'en')];
    expect(vi.short).not.toBe(en.short);
    expect(vi.lines.at(-1)).not.toBe(en.lines.at(-1));
  });

  test('can be told although the service knows nothing more of it', () => {
    const bare = { ...member(kind), alert: alert(kind, { data: {}, unit: null }), place: '' };
    expect(noticeText(facts([bare]), 'vi').short).toContain('Giữ Lạnh');
  });
});
