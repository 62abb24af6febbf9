/**
 * What an alert says in its first line, complete on a lock screen (UX.md, Q1): `[VƯỢT NGƯỠNG TRÊN] Trạm Y tế xã Ea Kao –
 * Tủ 1: 10,4 °C, 47 phút`. A reminder begins with VẪN, the end with ĐÃ VỀ NGƯỠNG or ĐÃ KẾT THÚC, a test with THỬ.
 */
import type { AlertKind } from '../alerts/types.ts';
import type { AlertFacts, AlertSentences } from './alert-facts.ts';
import { celsius, duration, instant, whole } from './format.ts';
import { REJECT_WORDS } from './rejections.ts';
import { VERDICT_WORDS } from './verdicts.ts';
import type { Language, Words } from './words.ts';

/** `first`: just raised; `still`: a reminder; `over`: it has ended; `test`: nothing is wrong. */
export type AlertPhase = 'first' | 'still' | 'over' | 'test';

const vi: AlertSentences = {
  'unit-excursion': ({ place, side, peakCelsius, lasted }) =>
    `[VƯỢT NGƯỠNG ${side === 'above' ? 'TRÊN' : 'DƯỚI'}] ${place}: ${celsius(peakCelsius, 'vi')}, ${duration(lasted, 'vi')}`,
  'unit-unmonitored': ({ place, since, lasted }) =>
    `[KHÔNG CÓ SỐ LIỆU] ${place}: từ ${instant(since)}, đã ${duration(lasted, 'vi')}`,
  'parcel-hold': ({ place, cause, lots, lot, doses }) =>
    `[TẠM DỪNG SỬ DỤNG] ${place}: ${lot === null ? `${whole(lots, 'vi')} lô` : `lô ${lot}`}, ${whole(doses, 'vi')} liều, ${CAUSES[cause].vi}`,
  'late-discovery': ({ place, happenedAt, peakCelsius, dosesGiven }) =>
    `[PHÁT HIỆN MUỘN] ${place}: vượt ngưỡng từ ${instant(happenedAt)}, tới ${celsius(peakCelsius, 'vi')}; đã tiêm ${whole(dosesGiven, 'vi')} liều`,
  'device-silent': ({ place, since, lastCelsius }) =>
    `[MẤT TÍN HIỆU] ${place}: từ ${instant(since)} (cuối ${celsius(lastCelsius, 'vi')})`,
  'device-rejected': ({ place, device, reason, count }) =>
    `[SỐ LIỆU BỊ LOẠI] ${place}, thiết bị ${device}: ${whole(count, 'vi')} bản ghi, ${REJECT_WORDS[reason].vi}`,
  'device-gap': ({ place, device, missing }) =>
    `[THIẾU BẢN TIN] ${place}, thiết bị ${device}: thiếu ${whole(missing, 'vi')} bản tin`,
  'administration-refused': ({ place, lot, doses, codes, by }) =>
    `[TỪ CHỐI GHI MŨI TIÊM] ${place}: ${lot === null ? 'không rõ lô' : `lô ${lot}`}, ${whole(doses, 'vi')} liều, người ghi ${by}. ${reasons(codes, 'vi')}`,
  'influx-refused': ({ points }) =>
    `[INFLUXDB TỪ CHỐI] ${whole(points, 'vi')} điểm số liệu đã để riêng: ${VIEW_ONLY.vi} Xem lý do bằng giulanh influx status, sửa rồi gửi lại bằng giulanh influx retry.`,
  'influx-behind': ({ code, since }) =>
    `[INFLUXDB CHẬM] Từ ${instant(since)}, ${TROUBLES[code].vi}: ${VIEW_ONLY.vi} ${REMEDIES[code].vi}`,
  'influx-differs': ({ from, to, differences }) =>
    `[INFLUXDB SAI KHÁC] Từ ${instant(from)} đến ${instant(to)}: ${whole(differences, 'vi')} chỗ khác với số liệu gốc; ${VIEW_ONLY.vi} Ghi lại khoảng này bằng giulanh influx rebuild.`,
};

const en: AlertSentences = {
  'unit-excursion': ({ place, side, peakCelsius, lasted }) =>
    `[${side === 'above' ? 'TOO WARM' : 'TOO COLD'}] ${place}: ${celsius(peakCelsius, 'en')}, ${duration(lasted, 'en')}`,
  'unit-unmonitored': ({ place, since, lasted }) =>
    `[NO DATA] ${place}: since ${instant(since)}, for ${duration(lasted, 'en')}`,
  'parcel-hold': ({ place, cause, lots, lot, doses }) =>
    `[ON HOLD] ${place}: ${lot === null ? `${whole(lots, 'en')} lots` : `lot ${lot}`}, ${whole(doses, 'en')} doses, ${CAUSES[cause].en}`,
  'late-discovery': ({ place, happenedAt, peakCelsius, dosesGiven }) =>
    `[DISCOVERED LATE] ${place}: excursion since ${instant(happenedAt)}, up to ${celsius(peakCelsius, 'en')}; ${whole(dosesGiven, 'en')} doses already given`,
  'device-silent': ({ place, since, lastCelsius }) =>
    `[SIGNAL LOST] ${place}: since ${instant(since)} (last ${celsius(lastCelsius, 'en')})`,
  'device-rejected': ({ place, device, reason, count }) =>
    `[READINGS REJECTED] ${place}, device ${device}: ${whole(count, 'en')} records, ${REJECT_WORDS[reason].en}`,
  'device-gap': ({ place, device, missing }) =>
    `[MESSAGES MISSING] ${place}, device ${device}: ${whole(missing, 'en')} messages missing`,
  'administration-refused': ({ place, lot, doses, codes, by }) =>
    `[ADMINISTRATION REFUSED] ${place}: ${lot === null ? 'lot not known' : `lot ${lot}`}, ${whole(doses, 'en')} doses, recorded by ${by}. ${reasons(codes, 'en')}`,
  'influx-refused': ({ points }) =>
    `[INFLUXDB REFUSED] ${whole(points, 'en')} points set aside: ${VIEW_ONLY.en} See why with giulanh influx status, repair it, then send them again with giulanh influx retry.`,
  'influx-behind': ({ code, since }) =>
    `[INFLUXDB BEHIND] Since ${instant(since)}, ${TROUBLES[code].en}: ${VIEW_ONLY.en} ${REMEDIES[code].en}`,
  'influx-differs': ({ from, to, differences }) =>
    `[INFLUXDB DIFFERS] From ${instant(from)} to ${instant(to)}: ${whole(differences, 'en')} differences from the original data; ${VIEW_ONLY.en} Write that time again with giulanh influx rebuild.`,
};

const CAUSES = {
  excursion: { vi: 'do vượt ngưỡng nhiệt độ', en: 'because of a temperature excursion' },
  unmonitored: { vi: 'do thiếu số liệu nhiệt độ', en: 'because of unmonitored time' },
  recall: { vi: 'do thu hồi', en: 'because of a recall' },
  custody: { vi: 'do bàn giao chưa xác nhận đủ', en: 'because a handoff is not confirmed' },
  manual: { vi: 'do người có thẩm quyền yêu cầu', en: 'by decision of a person' },
} as const satisfies Record<AlertFacts['parcel-hold']['cause'], Words>;

/** What it means: nobody must fear for a verdict. */
const VIEW_ONLY = {
  vi: 'biểu đồ quá khứ có thể thiếu, kết luận về vắc xin không bị ảnh hưởng.',
  en: 'charts of the past may be incomplete, verdicts are not affected.',
} as const satisfies Words;

const TROUBLES = {
  INFLUX_UNREACHABLE: { vi: 'không kết nối được', en: 'it cannot be reached' },
  INFLUX_TIMEOUT: { vi: 'máy chủ không trả lời kịp', en: 'it does not answer in time' },
  INFLUX_OVERLOADED: { vi: 'máy chủ quá tải', en: 'it is overloaded' },
  INFLUX_FAILED: { vi: 'máy chủ bị lỗi', en: 'it fails' },
  INFLUX_UNAUTHORIZED: { vi: 'tài khoản hoặc khóa truy cập bị từ chối', en: 'it refuses our credentials' },
  INFLUX_MISSING: { vi: 'chưa có cơ sở dữ liệu', en: 'its database is not there' },
  BACKLOG: { vi: 'còn số liệu chưa gửi xong', en: 'not all has been sent' },
} as const satisfies Record<AlertFacts['influx-behind']['code'], Words>;

const CHECK_SERVER = {
  vi: 'Kiểm tra máy chủ InfluxDB và đường mạng; số liệu sẽ tự gửi bù.',
  en: 'Check the InfluxDB server and the network; what is missing will then be sent by itself.',
} as const satisfies Words;

const REMEDIES = {
  INFLUX_UNREACHABLE: CHECK_SERVER,
  INFLUX_TIMEOUT: CHECK_SERVER,
  INFLUX_OVERLOADED: CHECK_SERVER,
  INFLUX_FAILED: {
    vi: 'Xem nhật ký và dung lượng đĩa của máy chủ InfluxDB; số liệu sẽ tự gửi bù.',
    en: 'Look at the log and the disk space of the InfluxDB server; what is missing will then be sent by itself.',
  },
  INFLUX_UNAUTHORIZED: {
    vi: 'Kiểm tra tài khoản hoặc khóa truy cập trong cấu hình; số liệu sẽ tự gửi bù.',
    en: 'Check the account or token in the configuration; what is missing will then be sent by itself.',
  },
  INFLUX_MISSING: {
    vi: 'Tạo cơ sở dữ liệu (bucket) đã nêu trong cấu hình; số liệu sẽ tự gửi lại từ đầu.',
    en: 'Make the database (bucket) that the configuration names; all will then be sent by itself.',
  },
  BACKLOG: {
    vi: 'Chờ gửi bù; nếu kéo dài, kiểm tra tốc độ máy chủ InfluxDB.',
    en: 'Wait until it has caught up; if that lasts, look at how fast the InfluxDB server is.',
  },
} as const satisfies Record<AlertFacts['influx-behind']['code'], Words>;

const SENTENCES = { vi, en } as const;
const PREFIXES = {
  first: { vi: '', en: '' },
  still: { vi: 'VẪN ', en: 'STILL ' },
  over: { vi: 'ĐÃ KẾT THÚC ', en: 'ENDED ' },
  test: { vi: 'THỬ ', en: 'TEST ' },
} as const satisfies Record<AlertPhase, Words>;
const BACK_IN_RANGE = { vi: 'ĐÃ VỀ NGƯỠNG ', en: 'BACK IN RANGE ' } as const;

/** The first line of an alert's message. */
export function alertLine<K extends AlertKind>(
  kind: K,
  facts: AlertFacts[K],
  language: Language,
  phase: AlertPhase = 'first',
): string {
  const sentence: (facts: AlertFacts[K]) => string = SENTENCES[language][kind];
  const prefix = kind === 'unit-excursion' && phase === 'over' ? BACK_IN_RANGE : PREFIXES[phase];
  return prefix[language] + sentence(facts);
}

const reasons = (codes: AlertFacts['administration-refused']['codes'], language: Language): string =>
  codes.map((code) => VERDICT_WORDS[code][language]).join(' ');
