/**
 * What each kind of alert is called in a message, and the one thing that is to be known of it at once: short enough for a
 * lock screen behind the place. No person's name and no free text: a message may be read by anybody who holds the phone.
 */
import type { AlertKind } from '../alerts/types.ts';
import { DISCREPANCY_WORDS, INCIDENT_WORDS } from './custody.ts';
import type { About } from './notice-about.ts';
import { WATCHED_SAYINGS } from './notice-watched.ts';
import { REJECT_WORDS } from './rejections.ts';
import type { Words } from './words.ts';

/** `tag` stands in brackets, in capitals. `detail`: '' when there is nothing to say beyond it. */
export type Saying = { readonly tag: (about: About) => Words; readonly detail: (about: About) => string };

const EXCURSION = {
  above: { vi: 'VƯỢT NGƯỠNG TRÊN', en: 'TOO WARM' },
  below: { vi: 'VƯỢT NGƯỠNG DƯỚI', en: 'TOO COLD' },
} as const satisfies Record<string, Words>;

const CAUSES: Readonly<Record<string, Words>> = {
  excursion: { vi: 'do vượt ngưỡng nhiệt độ', en: 'temperature excursion' },
  unmonitored: { vi: 'do thiếu số liệu nhiệt độ', en: 'unmonitored time' },
  recall: { vi: 'do thu hồi', en: 'recall' },
  custody: { vi: 'do bàn giao chưa xác nhận đủ', en: 'handoff not confirmed' },
  manual: { vi: 'do người có thẩm quyền', en: 'decided by a person' },
};

const named = (vi: string, en: string) => () => ({ vi, en });
/** The words of a code; '' for one that nobody has put into words. */
const among = (table: Readonly<Record<string, Words>>, code: string, { say }: About): string => {
  const words = Object.hasOwn(table, code) ? table[code] : undefined;
  return words === undefined ? '' : say(words);
};
const joined = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(', ');
/** `3 kiện`, `1 parcel`, `3 parcels`. */
const counted = ({ count, number, say }: About, name: string, vi: string, en: string): string =>
  say({ vi: `${count(name)} ${vi}`, en: `${count(name)} ${en}${number(name) === 1 ? '' : 's'}` });
const lot = ({ text, say }: About): string =>
  text('lot') === '' ? '' : say({ vi: `lô ${text('lot')}`, en: `lot ${text('lot')}` });
const doses = (about: About): string =>
  about.number('doses') === null ? '' : counted(about, 'doses', 'liều', 'dose');
const since = ({ when, since: begun, say }: About): string =>
  say({ vi: `từ ${when(begun)}`, en: `since ${when(begun)}` });
const nothing = () => '';

export const SAYINGS: Readonly<Record<AlertKind, Saying>> = {
  'unit-excursion': {
    tag: ({ text }) => EXCURSION[text('side') === 'below' ? 'below' : 'above'],
    detail: ({ degrees, lasted }) => joined(degrees('peakCelsius'), lasted),
  },
  'unit-unmonitored': { tag: named('KHÔNG CÓ SỐ LIỆU', 'NO DATA'), detail: ({ lasted }) => lasted },
  'parcel-hold': {
    tag: named('TẠM DỪNG SỬ DỤNG', 'ON HOLD'),
    detail: (about) =>
      joined(
        lot(about) || counted(about, 'lots', 'lô', 'lot'),
        doses(about),
        among(CAUSES, about.text('cause'), about),
      ),
  },
  'late-discovery': {
    tag: named('PHÁT HIỆN MUỘN', 'DISCOVERED LATE'),
    detail: ({ say, when, alert, degrees, number, count }) => {
      const given = number('dosesGiven') ?? 0;
      const happened = when(alert.happenedAt);
      const learned = when(alert.raisedAt);
      return joined(
        degrees('peakCelsius'),
        say({ vi: `xảy ra ${happened}, biết ${learned}`, en: `happened ${happened}, learned ${learned}` }),
        given === 0
          ? ''
          : say({ vi: `đã tiêm ${count('dosesGiven')} liều`, en: `${count('dosesGiven')} doses given` }),
      );
    },
  },
  'device-silent': {
    tag: named('MẤT TÍN HIỆU', 'SIGNAL LOST'),
    detail: ({ say, lasted, degrees }) =>
      `${lasted} (${say({ vi: 'cuối', en: 'last' })} ${degrees('lastCelsius')})`,
  },
  'device-rejected': {
    tag: named('SỐ LIỆU BỊ LOẠI', 'READINGS REJECTED'),
    detail: (about) => among(REJECT_WORDS, about.text('reason'), about),
  },
  'device-gap': {
    tag: named('THIẾU BẢN TIN', 'MESSAGES MISSING'),
    detail: (about) => counted(about, 'missing', 'bản tin', 'message'),
  },
  'administration-refused': {
    tag: named('TỪ CHỐI GHI MŨI TIÊM', 'ADMINISTRATION REFUSED'),
    detail: (about) => joined(lot(about), doses(about)),
  },
  'handoff-disputed': {
    tag: named('BÀN GIAO CHƯA KHỚP', 'HANDOFF DISPUTED'),
    detail: (about) => joined(doses(about), since(about)),
  },
  'handoff-discrepancy': {
    tag: named('GIAO NHẬN SAI LỆCH', 'HANDOFF DIFFERS'),
    detail: (about) => joined(...about.codes('kinds').map((kind) => among(DISCREPANCY_WORDS, kind, about))),
  },
  'shipment-overdue': {
    tag: named('CHUYẾN HÀNG QUÁ GIỜ', 'SHIPMENT OVERDUE'),
    detail: ({ say, when, alert }) =>
      say({
        vi: `hẹn ${when(alert.happenedAt)}, chưa đến`,
        en: `due ${when(alert.happenedAt)}, not arrived`,
      }),
  },
  'custody-conflict': {
    tag: named('HAI BIÊN BẢN TRÁI NHAU', 'STORIES CONFLICT'),
    detail: (about) => joined(lot(about), doses(about)),
  },
  'custody-overturned': {
    tag: named('BẢN GHI KHÔNG CÒN HIỆU LỰC', 'RECORD COUNTS NO MORE'),
    detail: (about) =>
      counted(about, 'parcels', 'kiện', 'parcel') + about.say({ vi: ' cần kiểm tra', en: ' to look for' }),
  },
  'custody-refused': { tag: named('BẢN GHI GIAO NHẬN BỊ TỪ CHỐI', 'CUSTODY RECORD REFUSED'), detail: since },
  'box-opened': { tag: named('HÒM LẠNH ĐÃ MỞ', 'BOX OPENED'), detail: since },
  'box-at-risk': {
    tag: ({ text }) =>
      text('side') === 'below'
        ? { vi: 'HÒM LẠNH QUÁ LẠNH', en: 'BOX TOO COLD' }
        : { vi: 'HÒM LẠNH NÓNG LÊN', en: 'BOX GETTING WARM' },
    detail: ({ lasted }) => lasted,
  },
  'incident-reported': {
    tag: named('SỰ CỐ DỌC ĐƯỜNG', 'INCIDENT ON THE WAY'),
    detail: (about) => joined(among(INCIDENT_WORDS, about.text('what'), about), since(about)),
  },
  'influx-refused': {
    tag: named('INFLUXDB TỪ CHỐI', 'INFLUXDB REFUSED'),
    detail: (about) => counted(about, 'points', 'điểm', 'point'),
  },
  'influx-behind': { tag: named('INFLUXDB CHẬM', 'INFLUXDB BEHIND'), detail: since },
  'influx-differs': {
    tag: named('INFLUXDB SAI KHÁC', 'INFLUXDB DIFFERS'),
    detail: (about) => counted(about, 'differences', 'chỗ', 'difference'),
  },
  'witness-silent': { tag: named('KHÔNG CÓ NHÂN CHỨNG', 'NO WITNESS'), detail: since },
  'ledger-behind-witness': {
    tag: named('SỔ CÁI KHÔNG KHỚP', 'LEDGER DOES NOT MATCH'),
    detail: ({ say, count }) =>
      say({
        vi: `có ${count('events')} sự kiện, nhân chứng giữ ${count('witnessed')}`,
        en: `${count('events')} events, a witness kept ${count('witnessed')}`,
      }),
  },
  ...WATCHED_SAYINGS,
  test: { tag: named('THỬ CẢNH BÁO', 'TEST ALERT'), detail: nothing },
};
