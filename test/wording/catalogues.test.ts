import { describe, expect, test } from 'vitest';
import { ALERT_KINDS, type AlertKind } from '../../src/alerts/types.ts';
import { TROUBLES } from '../../src/influx/types.ts';
import { VERDICT_CODES, type VerdictCode } from '../../src/lots/types.ts';
import type { AlertFacts } from '../../src/wording/alert-facts.ts';
import { type AlertPhase, alertLine } from '../../src/wording/alerts.ts';
import {
  DECISION_PROBLEMS,
  LOT_PROBLEMS,
  problemWords,
  SCAN_PROBLEMS,
  wordingOf,
} from '../../src/wording/problems.ts';
import { REJECT_WORDS } from '../../src/wording/rejections.ts';
import { reasonsOf, VERDICT_WORDS } from '../../src/wording/verdicts.ts';
import type { Words } from '../../src/wording/words.ts';
import { AT, WATCHED } from './watched.ts';

const CODES = Object.keys(VERDICT_CODES) as VerdictCode[];
const MINUTE = 60_000;
const place = 'Trạm Y tế xã Ea Kao – Tủ 1';
const examples: AlertFacts = {
  'unit-excursion': { place, side: 'above', peakCelsius: 10.4, lasted: 47 * MINUTE },
  'unit-unmonitored': { place, since: AT, lasted: 300 * MINUTE },
  'parcel-hold': { place, cause: 'excursion', lots: 3, lot: null, doses: 1420 },
  'late-discovery': { place, happenedAt: AT, peakCelsius: -2.5, dosesGiven: 12 },
  'device-silent': { place, since: AT, lastCelsius: 4.6 },
  'device-rejected': { place, device: 'tag-7', reason: 'SENSOR_FAULT', count: 3 },
  'device-gap': { place, device: 'tag-7', missing: 41 },
  'administration-refused': {
    place,
    lot: 'FK1234',
    doses: 1,
    codes: ['PARCEL_ON_HOLD', 'UNMONITORED'],
    by: 'lan',
  },
  'handoff-disputed': { place, from: 'Kho tỉnh', to: 'Y Moan', doses: 240, since: AT },
  'handoff-discrepancy': {
    place,
    from: 'Y Moan',
    to: 'Trạm Y tế xã Ea Kao',
    kinds: ['missing', 'seal'],
    missing: 10,
    refused: 0,
  },
  'shipment-overdue': { from: 'Kho tỉnh', to: 'Trạm Y tế xã Ea Kao', escort: 'Y Moan', arriveBy: AT },
  'custody-conflict': { place, lot: 'FK1234', doses: 240, events: 2 },
  'custody-overturned': { place, by: 'Y Moan', at: AT, code: 'HANDOFF_CODE_USED', parcels: 1 },
  'custody-refused': { by: 'y.moan', code: 'EVENT_SIGNATURE_INVALID', count: 1 },
  'box-opened': { place, by: 'Y Moan', at: AT },
  test: { place, by: 'Lan' },
  'box-at-risk': { place, side: 'above', breachAt: AT },
  'incident-reported': { place, what: 'vehicle', text: 'đèo Phượng Hoàng', by: 'Y Moan' },
  'influx-refused': { points: 3 },
  'influx-behind': { code: 'INFLUX_UNREACHABLE', since: AT },
  'influx-differs': { from: AT, to: AT + 60 * MINUTE, differences: 2 },
  'witness-silent': { since: AT },
  'ledger-behind-witness': { events: 180, witnessed: 212 },
  ...WATCHED,
};
const line = <K extends AlertKind>(kind: K, language: 'vi' | 'en', phase?: AlertPhase): string =>
  alertLine(kind, examples[kind], language, phase).replaceAll('\u00a0', ' ');

const all: [string, Words][] = [
  VERDICT_WORDS,
  REJECT_WORDS,
  SCAN_PROBLEMS,
  LOT_PROBLEMS,
  DECISION_PROBLEMS,
].flatMap((catalogue) => Object.entries<Words>(catalogue));

describe('every sentence', () => {
  test.each(all)('%s is there in both languages, in one form, in the words of the field', (_, { vi, en }) => {
    expect(vi.trim()).toBe(vi);
    expect(vi.length).toBeGreaterThan(5);
    expect(en.length).toBeGreaterThan(5);
    expect(en).not.toBe(vi);
    expect(vi).toBe(vi.normalize('NFC'));
    expect(vi).not.toMatch(/vacxin|vaccine|chuỗi lạnh|offline|leo thang|giải phóng|cách ly|bạn /i);
  });
});

describe('a verdict', () => {
  test.each(CODES)('%s says what is the matter and what to do, never that the vial may be used', (code) => {
    const { vi, en } = VERDICT_WORDS[code];
    const forbids =
      VERDICT_CODES[code] === 'blocked'
        ? ['Không tiêm', 'Do not inject']
        : ['Chưa được dùng', 'Do not use yet'];
    expect(vi.split('. ')[1]).toContain(forbids[0]);
    expect(en.split('. ')[1]).toContain(forbids[1]);
  });
  test('lists its reasons in the order given', () => {
    expect(reasonsOf(['LOT_RECALLED', 'UNMONITORED']).map(({ code }) => code)).toEqual([
      'LOT_RECALLED',
      'UNMONITORED',
    ]);
  });
});

describe('an alert', () => {
  test.each<[AlertKind, string, string]>([
    [
      'unit-excursion',
      `[VƯỢT NGƯỠNG TRÊN] ${place}: 10,4 °C, 47 phút`,
      `[TOO WARM] ${place}: 10.4 °C, 47 min`,
    ],
    [
      'unit-unmonitored',
      `[KHÔNG CÓ SỐ LIỆU] ${place}: từ 08:55 22/11/2026, đã 5 giờ 00 phút`,
      `[NO DATA] ${place}: since 08:55 22/11/2026, for 5 h 00 min`,
    ],
    [
      'parcel-hold',
      `[TẠM DỪNG SỬ DỤNG] ${place}: 3 lô, 1.420 liều, do vượt ngưỡng nhiệt độ`,
      `[ON HOLD] ${place}: 3 lots, 1,420 doses, because of a temperature excursion`,
    ],
    [
      'late-discovery',
      `[PHÁT HIỆN MUỘN] ${place}: vượt ngưỡng từ 08:55 22/11/2026, tới −2,5 °C; đã tiêm 12 liều`,
      `[DISCOVERED LATE] ${place}: excursion since 08:55 22/11/2026, up to −2.5 °C; 12 doses already given`,
    ],
    [
      'device-silent',
      `[MẤT TÍN HIỆU] ${place}: từ 08:55 22/11/2026 (cuối 4,6 °C)`,
      `[SIGNAL LOST] ${place}: since 08:55 22/11/2026 (last 4.6 °C)`,
    ],
    [
      'device-rejected',
      `[SỐ LIỆU BỊ LOẠI] ${place}, thiết bị tag-7: 3 bản ghi, cảm biến báo lỗi, kiểm tra đầu nối`,
      `[READINGS REJECTED] ${place}, device tag-7: 3 records, the sensor reports a fault, check its plug`,
    ],
    [
      'device-gap',
      `[THIẾU BẢN TIN] ${place}, thiết bị tag-7: thiếu 41 bản tin`,
      `[MESSAGES MISSING] ${place}, device tag-7: 41 messages missing`,
    ],
    [
      'influx-refused',
      '[INFLUXDB TỪ CHỐI] 3 điểm số liệu đã để riêng: biểu đồ quá khứ có thể thiếu, kết luận về vắc xin không bị ảnh hưởng. Xem lý do bằng giulanh influx status, sửa rồi gửi lại bằng giulanh influx retry.',
      '[INFLUXDB REFUSED] 3 points set aside: charts of the past may be incomplete, verdicts are not affected. See why with giulanh influx status, repair it, then send them again with giulanh influx retry.',
    ],
    [
      'influx-behind',
      '[INFLUXDB CHẬM] Từ 08:55 22/11/2026, không kết nối được: biểu đồ quá khứ có thể thiếu, kết luận về vắc xin không bị ảnh hưởng. Kiểm tra máy chủ InfluxDB và đường mạng; số liệu sẽ tự gửi bù.',
      '[INFLUXDB BEHIND] Since 08:55 22/11/2026, it cannot be reached: charts of the past may be incomplete, verdicts are not affected. Check the InfluxDB server and the network; what is missing will then be sent by itself.',
    ],
    [
      'influx-differs',
      '[INFLUXDB SAI KHÁC] Từ 08:55 22/11/2026 đến 09:55 22/11/2026: 2 chỗ khác với số liệu gốc; biểu đồ quá khứ có thể thiếu, kết luận về vắc xin không bị ảnh hưởng. Ghi lại khoảng này bằng giulanh influx rebuild.',
      '[INFLUXDB DIFFERS] From 08:55 22/11/2026 to 09:55 22/11/2026: 2 differences from the original data; charts of the past may be incomplete, verdicts are not affected. Write that time again with giulanh influx rebuild.',
    ],
  ])('%s is complete in its first line', (kind, vi, en) => {
    expect([line(kind, 'vi'), line(kind, 'en')]).toEqual([vi, en]);
  });
  test('of a refused administration names lot, person and every reason', () => {
    const text = line('administration-refused', 'vi');
    expect(text).toContain('lô FK1234, 1 liều, người ghi lan');
    expect(text).toContain(VERDICT_WORDS.PARCEL_ON_HOLD.vi);
    expect(text).toContain(VERDICT_WORDS.UNMONITORED.vi);
  });
  test('says in its first word whether it is a reminder, over, or a test', () => {
    expect(line('unit-excursion', 'vi', 'still')).toMatch(/^VẪN \[/);
    expect(line('unit-excursion', 'vi', 'over')).toMatch(/^ĐÃ VỀ NGƯỠNG \[/);
    expect(line('device-silent', 'vi', 'over')).toMatch(/^ĐÃ KẾT THÚC \[/);
    expect(line('device-silent', 'vi', 'test')).toMatch(/^THỬ \[/);
  });
  test('of each kind is one line without a hole', () => {
    for (const kind of ALERT_KINDS) {
      for (const language of ['vi', 'en'] as const) {
        expect(line(kind, language)).not.toMatch(/\n|undefined|null|NaN|object/);
      }
    }
  });
  test.each([...TROUBLES, 'BACKLOG'] as const)(
    'of a copy that is behind says why and what to do: %s',
    (code) => {
      for (const language of ['vi', 'en'] as const) {
        const text = alertLine('influx-behind', { code, since: AT }, language);
        expect(text).not.toMatch(/undefined|INFLUX_|BACKLOG/);
        expect(text.split('. ')).toHaveLength(2);
      }
    },
  );
  test('of a freezing unit says so', () => {
    const cold = { ...examples['unit-excursion'], side: 'below', peakCelsius: -1 } as const;
    expect(alertLine('unit-excursion', cold, 'vi')).toContain('VƯỢT NGƯỠNG DƯỚI');
  });
});

describe('a refusal', () => {
  test('has the words of its area, a verdict code the words of the gate, an unknown code none', () => {
    expect(problemWords('DISPOSITION_SAME_PERSON')?.en).toMatch(/second official/);
    expect(problemWords('PARCEL_ON_HOLD')).toEqual(VERDICT_WORDS.PARCEL_ON_HOLD);
    expect(problemWords('LOT_UNKNOWN')).toEqual(LOT_PROBLEMS.LOT_UNKNOWN);
    expect([problemWords('NO_SUCH_CODE'), problemWords('toString'), problemWords('__proto__')]).toEqual([
      null,
      null,
      null,
    ]);
  });
  test('of a new area is found beside the others', () => {
    const words = { vi: 'Hết chỗ trong tủ.', en: 'The unit is full.' };
    expect(wordingOf({ UNIT_FULL: words }, LOT_PROBLEMS)('UNIT_FULL')).toBe(words);
  });
});
