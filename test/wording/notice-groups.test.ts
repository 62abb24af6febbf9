/** Several alerts in one message: a site without power, a digest, and what is over among what lasts. */
import { describe, expect, test } from 'vitest';
import { noticeText } from '../../src/wording/notices.ts';
import { alert, BEGAN, facts, MINUTE, member, SITE } from './notice-fixture.ts';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
const risk = (unit: string, minutes: number) =>
  member('unit-at-risk', unit, { breachAt: BEGAN + minutes * MINUTE, lots: 1, doses: 100 });

describe('a site without power', () => {
  const members = [
    member('power-cut', ''),
    risk('Tủ 3', 120),
    risk('Tủ 2', 90),
    member('unit-excursion', 'Tủ 9', { lots: 1, doses: 50 }),
    member('device-silent', 'Tủ 4'),
  ];
  const text = noticeText(facts(members), 'vi');

  test('is one message whose first line names the gravest and counts the others', () => {
    expect(plain(text.short)).toBe(
      '[MẤT ĐIỆN] Trạm Y tế xã Ea Kao: 3 tủ, 47 phút, sớm nhất Tủ 2 lúc 10:25; và 4 cảnh báo khác',
    );
    expect(text.sms).toBe(
      'CC MAT DIEN Tram YT Ea Kao: 3 tu, 47 phut, som nhat Tu 2 luc 10:25; va 4 canh bao khac. Ma SC-1A2B3C4D',
    );
  });

  test('lists its units in the order in which they will be past what is allowed', () => {
    expect(text.lines.map(plain)).toEqual([
      'Liên quan: 250 liều.',
      '1. [VƯỢT NGƯỠNG TRÊN] Tủ 9: 10,4 °C, 47 phút; giới hạn 8,0 °C; 1 lô, 50 liều',
      '2. [NGOÀI NGƯỠNG TRÊN] Tủ 2: 8,4 °C, 47 phút; giới hạn 8,0 °C; sẽ quá mức cho phép lúc 10:25, còn 43 phút; 1 lô, 100 liều',
      '3. [NGOÀI NGƯỠNG TRÊN] Tủ 3: 8,4 °C, 47 phút; giới hạn 8,0 °C; sẽ quá mức cho phép lúc 10:55, còn 1 giờ 13 phút; 1 lô, 100 liều',
      '4. [MẤT ĐIỆN] Trạm Y tế xã Ea Kao: 3 tủ, 47 phút, sớm nhất Tủ 2 lúc 10:25',
      '5. [MẤT TÍN HIỆU] Tủ 4: 47 phút (cuối 4,6 °C)',
      'Chạy máy phát điện, giữ kín cửa tủ; chuẩn bị hòm lạnh và bình tích lạnh.',
    ]);
  });

  test('names the gravest when there are too many to name, however late they will be in breach', () => {
    const many = [risk('Tủ gay go', 600), ...Array.from({ length: 39 }, (_, i) => risk(`Tủ ${i}`, 60 + i))];
    const { lines, short } = noticeText(facts(many), 'vi');
    const listed = lines.filter((line) => /^\d+\./.test(line));
    expect(listed).toHaveLength(20);
    expect(listed.at(-1)).toContain('Tủ gay go');
    expect(lines).toContain('và 20 cảnh báo khác');
    expect(short).toContain('Tủ gay go');
  });
});

describe('a digest', () => {
  const members = Array.from({ length: 12 }, (_, i) => risk(`Tủ ${i}`, 200 - i));
  const text = noticeText(facts(members, { group: null, siteName: null, total: 47 }), 'vi');

  test('says how many there are and which is the gravest, and leads to the list', () => {
    expect(plain(text.short)).toBe(
      '[TỔNG HỢP 47 CẢNH BÁO] NGOÀI NGƯỠNG TRÊN Trạm Y tế xã Ea Kao – Tủ 0: 8,4 °C, 47 phút',
    );
    expect(text.sms).toBe(
      'CC TONG HOP 47 CANH BAO. NGOAI NGUONG TREN Tram YT Ea Kao Tu 0: 8,4 do C, 47 phut. Xem /su-co',
    );
    expect(text.path).toBe('/su-co');
  });

  test('names the ten gravest with their places, gravest first', () => {
    const listed = text.lines.filter((line) => /^\d+\./.test(line));
    expect(listed).toHaveLength(10);
    expect(listed[0]).toContain(`${SITE} – Tủ 0`);
    expect(listed[9]).toContain(`${SITE} – Tủ 9`);
    expect(text.lines).toContain('và 37 cảnh báo khác');
  });

  test('of one alert alone is a message about it', () => {
    const one = noticeText(facts([risk('Tủ 1', 90)], { group: null }), 'vi');
    expect(one.short).toMatch(/^\[NGOÀI NGƯỠNG TRÊN\]/);
    expect(one.path).toMatch(/^\/su-co\/./);
  });
});

describe('of several alerts of which some are over', () => {
  const ended = { resolvedAt: BEGAN + 30 * MINUTE };
  test('what lasts leads, and what is over is said to be over', () => {
    const cold = { ...member('unit-excursion', 'Tủ 1'), alert: alert('unit-excursion', ended) };
    const { short, lines } = noticeText(facts([cold, risk('Tủ 2', 90)]), 'vi');
    expect(short).toContain('Tủ 2');
    expect(lines.find((line) => line.includes('Tủ 1'))).toMatch(/đã về ngưỡng$/);
  });

  test('a risk that ended in a breach is not said to be over', () => {
    const before = { ...risk('Tủ 1', 30), alert: alert('unit-at-risk', { unit: 'Tủ 1', ...ended }) };
    const { lines } = noticeText(facts([member('unit-excursion', 'Tủ 1'), before]), 'vi');
    expect(lines.join('\n')).not.toMatch(/đã kết thúc|đã về ngưỡng/);
    expect(lines.join('\n')).not.toContain('cảnh báo khác');
  });
});
