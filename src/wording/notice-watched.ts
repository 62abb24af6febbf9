/** What a message says of what the service notices before it is too late, and of itself. */
import { CHANNELS } from '../alerts/duty.ts';
import { BRIDGE_TROUBLES } from '../alerts/service.ts';
import type { WatchKind } from '../alerts/watch.ts';
import { day, gigabytes } from './format.ts';
import type { About } from './notice-about.ts';
import type { Saying } from './notice-kinds.ts';
import { BRIDGE_WORDS, CHANNEL_WORDS } from './watch-alerts.ts';

const since = ({ when, since: begun, say }: About): string =>
  say({ vi: `từ ${when(begun)}`, en: `since ${when(begun)}` });
const named = (vi: string, en: string) => () => ({ vi, en });

export const WATCHED_SAYINGS: Readonly<Record<WatchKind, Saying>> = {
  'power-cut': {
    tag: named('MẤT ĐIỆN', 'POWER CUT'),
    detail: ({ say, alert, text, at, when, lasted, language }) => {
      const first = text('first');
      const breach = at('breachAt');
      const units = `${alert.count} ${language === 'vi' ? 'tủ' : alert.count === 1 ? 'unit' : 'units'}, ${lasted}`;
      if (first === '' || breach === null) return units;
      const next = { vi: `sớm nhất ${first} lúc ${when(breach)}`, en: `first ${first} at ${when(breach)}` };
      return `${units}, ${say(next)}`;
    },
  },
  'unit-at-risk': {
    tag: ({ text }) =>
      text('side') === 'below'
        ? { vi: 'NGOÀI NGƯỠNG DƯỚI', en: 'GETTING TOO COLD' }
        : { vi: 'NGOÀI NGƯỠNG TRÊN', en: 'GETTING TOO WARM' },
    detail: ({ degrees, lasted }) => `${degrees('celsius')}, ${lasted}`,
  },
  'sensor-stuck': {
    tag: named('NGHI LỖI CẢM BIẾN', 'SENSOR SUSPECT'),
    detail: ({ say, degrees, lasted }) =>
      say({
        vi: `đứng yên ${degrees('celsius')}, ${lasted}`,
        en: `nothing but ${degrees('celsius')}, ${lasted}`,
      }),
  },
  'battery-low': {
    tag: named('PIN YẾU', 'BATTERY LOW'),
    detail: ({ say, count }) => say({ vi: `còn ${count('percent')} %`, en: `${count('percent')} % left` }),
  },
  'calibration-overdue': {
    tag: named('QUÁ HẠN HIỆU CHUẨN', 'CALIBRATION OVERDUE'),
    detail: ({ say, text }) => say({ vi: `hạn ${day(text('due'))}`, en: `due ${day(text('due'))}` }),
  },
  'clock-untrusted': { tag: named('ĐỒNG HỒ THIẾT BỊ SAI', 'DEVICE CLOCK WRONG'), detail: since },
  'history-damaged': {
    tag: named('SỐ LIỆU ĐÃ LƯU BỊ HỎNG', 'STORED READINGS DAMAGED'),
    detail: ({ say, text, at, when }) => {
      const [from, to] = [at('from'), at('to')];
      const probe = { vi: `đầu đo ${text('probe')}`, en: `probe ${text('probe')}` };
      if (from === null || to === null) return say(probe);
      return say({
        vi: `${probe.vi}, từ ${when(from)} đến ${when(to)}`,
        en: `${probe.en}, from ${when(from)} to ${when(to)}`,
      });
    },
  },
  'device-cloned': {
    tag: named('NGHI THIẾT BỊ BỊ SAO CHÉP', 'DEVICE MAY BE CLONED'),
    detail: ({ say, count }) =>
      say({ vi: `tạm dừng ${count('parcels')} lô`, en: `parcels held: ${count('parcels')}` }),
  },
  'disk-filling': {
    tag: named('ĐĨA SẮP ĐẦY', 'DISK FILLING'),
    detail: ({ say, count, number, language }) => {
      const free = gigabytes(number('freeBytes') ?? 0, language);
      return say({
        vi: `đã dùng ${count('percent')} %, còn ${free}`,
        en: `${count('percent')} % used, ${free} left`,
      });
    },
  },
  'clock-jumped': {
    tag: named('ĐỒNG HỒ MÁY CHỦ NHẢY GIỜ', 'SERVER CLOCK JUMPED'),
    detail: ({ say, number, spell, when, alert }) => {
      const by = number('by') ?? 0;
      const length = spell(Math.abs(by));
      const at = when(alert.happenedAt);
      return say({
        vi: `${by < 0 ? 'lùi' : 'tới'} ${length} lúc ${at}`,
        en: `${by < 0 ? 'back' : 'forward'} by ${length} at ${at}`,
      });
    },
  },
  'file-refused': {
    tag: named('TỆP KHÔNG NHẬP ĐƯỢC', 'FILE NOT TAKEN IN'),
    detail: ({ text }) => text('file') ?? '',
  },
  'channel-failing': {
    tag: named('KÊNH NHẮN TIN HỎNG', 'MESSAGE CHANNEL FAILS'),
    detail: (about) => {
      const channel = CHANNELS.find((one) => one === about.text('channel'));
      const name = channel === undefined ? '' : `${about.say(CHANNEL_WORDS[channel])}, `;
      return `${name}${since(about)}`;
    },
  },
  'notices-behind': {
    tag: named('TIN CẢNH BÁO BỊ CHẬM', 'MESSAGES BEHIND'),
    detail: (about) => {
      const waiting = about.count('waiting');
      return `${about.say({ vi: `${waiting} tin`, en: `${waiting} waiting` })}, ${since(about)}`;
    },
  },
  'roster-hole': {
    tag: named('LỊCH TRỰC CÒN TRỐNG', 'ROSTER HOLE'),
    detail: ({ say, count, at, when }) => {
      const [from, to] = [at('from'), at('to')];
      const level = { vi: `cấp ${count('level')}`, en: `level ${count('level')}` };
      if (from === null || to === null) return say(level);
      return say({
        vi: `${level.vi}, từ ${when(from)} đến ${when(to)}`,
        en: `${level.en}, from ${when(from)} to ${when(to)}`,
      });
    },
  },
  'nobody-told': { tag: named('KHÔNG AI NHẬN CẢNH BÁO', 'NOBODY IS TOLD'), detail: since },
  canary: {
    tag: named('TỰ KIỂM TRA', 'SELF-TEST'),
    detail: ({ say, when, alert }) =>
      say({
        vi: `đường cảnh báo lúc ${when(alert.happenedAt)}, không có sự cố`,
        en: `the alert chain at ${when(alert.happenedAt)}, nothing is wrong`,
      }),
  },
  'canary-lost': {
    tag: named('ĐƯỜNG CẢNH BÁO HỎNG', 'ALERT CHAIN BROKEN'),
    detail: ({ say, when, alert }) =>
      say({
        vi: `tin tự kiểm tra lúc ${when(alert.happenedAt)} không tới`,
        en: `its own test of ${when(alert.happenedAt)} did not arrive`,
      }),
  },
  'bridge-down': {
    tag: named('MẤT NGUỒN SỐ LIỆU NGOÀI', 'OUTSIDE SOURCE LOST'),
    detail: (about) => {
      const why = BRIDGE_TROUBLES.find((one) => one === about.text('why'));
      const cause = why === undefined ? '' : `, ${about.say(BRIDGE_WORDS[why])}`;
      return `${about.text('bridge')}${cause}, ${since(about)}`;
    },
  },
  'report-late': {
    tag: ({ alert }) =>
      alert.data.mail === true
        ? { vi: 'BÁO CÁO CHƯA GỬI ĐƯỢC', en: 'REPORT NOT MAILED' }
        : { vi: 'BÁO CÁO CHƯA XONG', en: 'REPORT MISSING' },
    detail: ({ text }) => day(text('day')),
  },
};
