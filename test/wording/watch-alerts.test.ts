import { describe, expect, test } from 'vitest';
import { raise } from '../../src/alerts/life.ts';
import type { WatchKind } from '../../src/alerts/watch.ts';
import { powerCut } from '../../src/alerts/watch.ts';
import { noticeText } from '../../src/wording/notices.ts';
import { WATCH_SENTENCES } from '../../src/wording/watch-alerts.ts';
import { AT, WATCHED } from './watched.ts';

const MINUTE = 60_000;
const line = (kind: WatchKind, language: 'vi' | 'en'): string => {
  const sentence = WATCH_SENTENCES[language][kind] as (facts: object) => string;
  return sentence(WATCHED[kind]).replaceAll('\u00a0', ' ');
};

describe('what the service notices before it is too late', () => {
  test.each<[WatchKind, string, string]>([
    [
      'power-cut',
      '[MẤT ĐIỆN] Trạm Y tế xã Ea Kao: 3 tủ mất điện từ 08:55 22/11/2026, trước nhất là Tủ 2, vượt mức cho phép lúc 09:35 22/11/2026. Chạy máy phát điện, giữ kín cửa tủ.',
      '[POWER CUT] Trạm Y tế xã Ea Kao: 3 units without mains since 08:55 22/11/2026, Tủ 2 first, in breach at 09:35 22/11/2026. Start the generator, keep the doors shut.',
    ],
    [
      'battery-low',
      '[PIN YẾU] Trạm Y tế xã Ea Kao – Tủ 1, thiết bị tag-7: pin còn 18 %. Thay pin hoặc cắm sạc.',
      '[BATTERY LOW] Trạm Y tế xã Ea Kao – Tủ 1, device tag-7: 18 % left. Change or charge the battery.',
    ],
    [
      'clock-untrusted',
      '[ĐỒNG HỒ THIẾT BỊ SAI] Trạm Y tế xã Ea Kao – Tủ 1, thiết bị tag-7: từ 08:55 22/11/2026 không biết số liệu đo lúc nào, tủ coi như không được theo dõi. Chỉnh giờ hoặc khởi động lại thiết bị, đo tay cho tới khi xong.',
      '[DEVICE CLOCK WRONG] Trạm Y tế xã Ea Kao – Tủ 1, device tag-7: since 08:55 22/11/2026 nobody can tell when its readings were measured, and the unit counts as unmonitored. Set its clock or restart it; measure by hand until then.',
    ],
    [
      'history-damaged',
      '[SỐ LIỆU ĐÃ LƯU BỊ HỎNG] Trạm Y tế xã Ea Kao – Tủ 1, thiết bị tag-7, đầu đo 1: số liệu từ 22:55 21/11/2026 đến 08:55 22/11/2026 bị hỏng trên đĩa, thời gian đó coi như không được theo dõi. Khôi phục bằng giulanh repair, kiểm tra đĩa của máy chủ.',
      '[STORED READINGS DAMAGED] Trạm Y tế xã Ea Kao – Tủ 1, device tag-7, probe 1: what was measured from 22:55 21/11/2026 to 08:55 22/11/2026 is damaged on the disk, and that time counts as unmonitored. Bring it back with giulanh repair, have the disk of the server checked.',
    ],
    [
      'disk-filling',
      '[ĐĨA SẮP ĐẦY] Máy chủ đã dùng 91 % đĩa, còn 12,4 GB. Dọn bớt hoặc thêm đĩa: khi đầy thì không nhận được số liệu mới.',
      '[DISK FILLING] The server has used 91 % of its disk, 12.4 GB are left. Make room or add a disk: when it is full no new data can be taken.',
    ],
    [
      'canary-lost',
      '[ĐƯỜNG CẢNH BÁO HỎNG] Tin tự kiểm tra lúc 08:55 22/11/2026 không tới: kênh nhắn tin không nhận tin. Cảnh báo có thể không đến được người trực: xem bảng cảnh báo và gọi người quản trị hệ thống.',
      '[ALERT CHAIN BROKEN] Its own test of 08:55 22/11/2026 did not arrive: no channel took its message. Alerts may not reach anybody: watch the board and call the system administrator.',
    ],
    [
      'bridge-down',
      '[MẤT NGUỒN SỐ LIỆU NGOÀI] lorawan: không nhận được số liệu từ máy chủ MQTT này từ 08:55 22/11/2026, không kết nối được. Kiểm tra đường mạng, máy chủ đó và tệp kết nối; đo tay các tủ liên quan.',
      '[OUTSIDE SOURCE LOST] lorawan: nothing comes from this MQTT broker since 08:55 22/11/2026, it cannot be reached. Check the network, the broker and the file of the connection; measure the units behind it by hand.',
    ],
  ])('%s is told with what to do', (kind, vi, en) => {
    expect([line(kind, 'vi'), line(kind, 'en')]).toEqual([vi, en]);
  });
  test.each(Object.keys(WATCHED) as WatchKind[])('%s says what is, and then what to do', (kind) => {
    for (const language of ['vi', 'en'] as const)
      expect(line(kind, language).split('. ').length).toBeGreaterThanOrEqual(2);
  });
});

test('a message about a power cut lists its units in the order in which they will be in breach', () => {
  const units = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ id: `tu-${i}`, name: `Tủ ${count - i}` }));
  const lines = (count: number, language: 'vi' | 'en') => {
    const alert = raise(powerCut({ site: 'xa', units: units(count), breachAt: null, since: AT }), {
      now: AT + 2 * MINUTE,
      ids: () => 'a1',
    });
    const about = { alert, place: 'Trạm Y tế xã Ea Kao', breachAt: null, lots: 0, doses: 0 };
    const told = { group: 'cold@xa', siteName: 'Trạm Y tế xã Ea Kao', alerts: [about], total: 1 };
    return noticeText({ ...told, reason: 'raised', now: AT + 3 * MINUTE }, language).lines;
  };
  expect(lines(3, 'vi')).toContain('Thứ tự sẽ vượt mức: Tủ 3, Tủ 2, Tủ 1.');
  expect(lines(3, 'en')).toContain('In the order of breach: Tủ 3, Tủ 2, Tủ 1.');
  expect(lines(1, 'vi').join('\n')).not.toContain('Thứ tự');
  expect(lines(40, 'vi').join('\n')).toContain('Tủ 21 và 20 tủ khác.');
});
