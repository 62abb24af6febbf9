/**
 * What an alert says in its first line, complete on a lock screen (UX.md, Q1): `[VƯỢT NGƯỠNG TRÊN] Trạm Y tế xã Ea Kao –
 * Tủ 1: 10,4 °C, 47 phút`. A reminder begins with VẪN, the end with ĐÃ VỀ NGƯỠNG or ĐÃ KẾT THÚC, a test with THỬ.
 */
import type { AlertKind } from '../alerts/types.ts';
import type { AlertFacts, AlertSentences } from './alert-facts.ts';
import { DISCREPANCY_WORDS, INCIDENT_WORDS } from './custody.ts';
import { celsius, duration, instant, whole } from './format.ts';
import { problemWords } from './problems.ts';
import { REJECT_WORDS } from './rejections.ts';
import { VERDICT_WORDS } from './verdicts.ts';
import { WATCH_SENTENCES } from './watch-alerts.ts';
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
    `[PHÁT HIỆN MUỘN] ${place}: vượt ngưỡng từ ${instant(happenedAt)}, tới ${celsius(peakCelsius, 'vi')}${dosesGiven === 0 ? '' : `; đã tiêm ${whole(dosesGiven, 'vi')} liều`}`,
  'device-silent': ({ place, since, lastCelsius }) =>
    `[MẤT TÍN HIỆU] ${place}: từ ${instant(since)} (cuối ${celsius(lastCelsius, 'vi')})`,
  'device-rejected': ({ place, device, reason, count }) =>
    `[SỐ LIỆU BỊ LOẠI] ${place}, thiết bị ${device}: ${whole(count, 'vi')} bản ghi, ${REJECT_WORDS[reason].vi}`,
  'device-gap': ({ place, device, missing }) =>
    `[THIẾU BẢN TIN] ${place}, thiết bị ${device}: thiếu ${whole(missing, 'vi')} bản tin`,
  'administration-refused': ({ place, lot, doses, codes, by }) =>
    `[TỪ CHỐI GHI MŨI TIÊM] ${place}: ${lot === null ? 'không rõ lô' : `lô ${lot}`}, ${whole(doses, 'vi')} liều, người ghi ${by}. ${reasons(codes, 'vi')}`,
  'handoff-disputed': ({ place, from, to, doses, since }) =>
    `[BÀN GIAO CHƯA KHỚP] ${place}: ${from} giao ${to}, ${whole(doses, 'vi')} liều, từ ${instant(since)}. Gọi hai bên để xác nhận.`,
  'handoff-discrepancy': ({ place, from, to, kinds, missing, refused }) =>
    `[GIAO NHẬN SAI LỆCH] ${place}: ${from} giao ${to}: ${discrepancies(kinds, missing, refused, 'vi')}`,
  'shipment-overdue': ({ from, to, escort, arriveBy }) =>
    `[CHUYẾN HÀNG QUÁ GIỜ] ${from} đến ${to}: hẹn ${instant(arriveBy)}, chưa đến. Gọi người áp tải ${escort}.`,
  'custody-conflict': ({ place, lot, doses, events }) =>
    `[HAI BIÊN BẢN TRÁI NHAU] ${place}: lô ${lot}, ${whole(doses, 'vi')} liều, ${whole(events, 'vi')} bản ghi không thể cùng đúng. Cán bộ phụ trách cần quyết định.`,
  'custody-overturned': ({ place, by, at, code, parcels }) =>
    `[BẢN GHI KHÔNG CÒN HIỆU LỰC] ${place}: bản ghi của ${by} lúc ${instant(at)}: ${refusal(code, 'vi')} ${whole(parcels, 'vi')} kiện cần kiểm tra đang ở đâu. Cán bộ phụ trách cần xem xét.`,
  'custody-refused': ({ by, code, count }) =>
    `[BẢN GHI GIAO NHẬN BỊ TỪ CHỐI] Tài khoản ${by}: ${whole(count, 'vi')} bản ghi, ${refusal(code, 'vi')}`,
  'box-opened': ({ place, by, at }) => `[HÒM LẠNH ĐÃ MỞ] ${place}: lúc ${instant(at)}, người báo ${by}`,
  'box-at-risk': ({ place, side, breachAt }) =>
    `[HÒM LẠNH CÓ NGUY CƠ] ${place}: ${side === 'below' ? 'đang quá lạnh' : 'đang quá nóng'}, sẽ vượt mức cho phép lúc ${instant(breachAt)}`,
  'incident-reported': ({ place, what, text, by }) =>
    `[SỰ CỐ DỌC ĐƯỜNG] ${place}: ${INCIDENT_WORDS[what].vi}, người báo ${by}${text === '' ? '' : `: ${text}`}`,
  'influx-refused': ({ points }) =>
    `[INFLUXDB TỪ CHỐI] ${whole(points, 'vi')} điểm số liệu đã để riêng: ${VIEW_ONLY.vi} Xem lý do bằng giulanh influx status, sửa rồi gửi lại bằng giulanh influx retry.`,
  'influx-behind': ({ code, since }) =>
    `[INFLUXDB CHẬM] Từ ${instant(since)}, ${TROUBLES[code].vi}: ${VIEW_ONLY.vi} ${REMEDIES[code].vi}`,
  'influx-differs': ({ from, to, differences }) =>
    `[INFLUXDB SAI KHÁC] Từ ${instant(from)} đến ${instant(to)}: ${whole(differences, 'vi')} chỗ khác với số liệu gốc; ${VIEW_ONLY.vi} Ghi lại khoảng này bằng giulanh influx rebuild.`,
  'witness-silent': ({ since }) =>
    `[KHÔNG CÓ NHÂN CHỨNG] Từ ${instant(since)} không nhân chứng nào nhận mốc của sổ cái: nếu dữ liệu bị thay bằng bản cũ thì có thể không phát hiện được. Kiểm tra đường mạng và nơi giữ mốc.`,
  'ledger-behind-witness': ({ events, witnessed }) =>
    `[SỔ CÁI KHÔNG KHỚP] Sổ cái có ${whole(events, 'vi')} sự kiện, nhân chứng đã giữ ${whole(witnessed, 'vi')}: dữ liệu đã bị thay bằng bản cũ hoặc bị sửa. Chưa vắc xin nào được phép dùng cho tới khi người quản trị xem xét bằng giulanh ledger.`,
  ...WATCH_SENTENCES.vi,
  test: ({ place, by }) => `THỬ CẢNH BÁO ${place}: ${by} đang thử, không có sự cố. Thấy thì bấm đã thấy.`,
};

const en: AlertSentences = {
  'unit-excursion': ({ place, side, peakCelsius, lasted }) =>
    `[${side === 'above' ? 'TOO WARM' : 'TOO COLD'}] ${place}: ${celsius(peakCelsius, 'en')}, ${duration(lasted, 'en')}`,
  'unit-unmonitored': ({ place, since, lasted }) =>
    `[NO DATA] ${place}: since ${instant(since)}, for ${duration(lasted, 'en')}`,
  'parcel-hold': ({ place, cause, lots, lot, doses }) =>
    `[ON HOLD] ${place}: ${lot === null ? `${whole(lots, 'en')} lots` : `lot ${lot}`}, ${whole(doses, 'en')} doses, ${CAUSES[cause].en}`,
  'late-discovery': ({ place, happenedAt, peakCelsius, dosesGiven }) =>
    `[DISCOVERED LATE] ${place}: excursion since ${instant(happenedAt)}, up to ${celsius(peakCelsius, 'en')}${dosesGiven === 0 ? '' : `; ${whole(dosesGiven, 'en')} doses already given`}`,
  'device-silent': ({ place, since, lastCelsius }) =>
    `[SIGNAL LOST] ${place}: since ${instant(since)} (last ${celsius(lastCelsius, 'en')})`,
  'device-rejected': ({ place, device, reason, count }) =>
    `[READINGS REJECTED] ${place}, device ${device}: ${whole(count, 'en')} records, ${REJECT_WORDS[reason].en}`,
  'device-gap': ({ place, device, missing }) =>
    `[MESSAGES MISSING] ${place}, device ${device}: ${whole(missing, 'en')} messages missing`,
  'administration-refused': ({ place, lot, doses, codes, by }) =>
    `[ADMINISTRATION REFUSED] ${place}: ${lot === null ? 'lot not known' : `lot ${lot}`}, ${whole(doses, 'en')} doses, recorded by ${by}. ${reasons(codes, 'en')}`,
  'handoff-disputed': ({ place, from, to, doses, since }) =>
    `[HANDOFF DISPUTED] ${place}: from ${from} to ${to}, ${whole(doses, 'en')} doses, since ${instant(since)}. Call both sides.`,
  'handoff-discrepancy': ({ place, from, to, kinds, missing, refused }) =>
    `[HANDOFF DIFFERS] ${place}: from ${from} to ${to}: ${discrepancies(kinds, missing, refused, 'en')}`,
  'shipment-overdue': ({ from, to, escort, arriveBy }) =>
    `[SHIPMENT OVERDUE] ${from} to ${to}: due ${instant(arriveBy)}, not arrived. Call the escort ${escort}.`,
  'custody-conflict': ({ place, lot, doses, events }) =>
    `[STORIES CONFLICT] ${place}: lot ${lot}, ${whole(doses, 'en')} doses, ${whole(events, 'en')} records cannot all be true. An official has to decide.`,
  'custody-overturned': ({ place, by, at, code, parcels }) =>
    `[RECORD COUNTS NO MORE] ${place}: what ${by} recorded of ${instant(at)}: ${refusal(code, 'en')} See where ${whole(parcels, 'en')} parcels are. An official has to look.`,
  'custody-refused': ({ by, code, count }) =>
    `[CUSTODY RECORD REFUSED] Account ${by}: ${whole(count, 'en')} records, ${refusal(code, 'en')}`,
  'box-opened': ({ place, by, at }) => `[BOX OPENED] ${place}: at ${instant(at)}, reported by ${by}`,
  'box-at-risk': ({ place, side, breachAt }) =>
    `[BOX AT RISK] ${place}: ${side === 'below' ? 'too cold' : 'too warm'}, past what is allowed at ${instant(breachAt)}`,
  'incident-reported': ({ place, what, text, by }) =>
    `[INCIDENT ON THE WAY] ${place}: ${INCIDENT_WORDS[what].en}, reported by ${by}${text === '' ? '' : `: ${text}`}`,
  'influx-refused': ({ points }) =>
    `[INFLUXDB REFUSED] ${whole(points, 'en')} points set aside: ${VIEW_ONLY.en} See why with giulanh influx status, repair it, then send them again with giulanh influx retry.`,
  'influx-behind': ({ code, since }) =>
    `[INFLUXDB BEHIND] Since ${instant(since)}, ${TROUBLES[code].en}: ${VIEW_ONLY.en} ${REMEDIES[code].en}`,
  'influx-differs': ({ from, to, differences }) =>
    `[INFLUXDB DIFFERS] From ${instant(from)} to ${instant(to)}: ${whole(differences, 'en')} differences from the original data; ${VIEW_ONLY.en} Write that time again with giulanh influx rebuild.`,
  'witness-silent': ({ since }) =>
    `[NO WITNESS] Since ${instant(since)} no witness has taken a checkpoint of the ledger: should the data be replaced by older ones, that may go unnoticed. Check the network and the place where checkpoints are kept.`,
  'ledger-behind-witness': ({ events, witnessed }) =>
    `[LEDGER DOES NOT MATCH] The ledger has ${whole(events, 'en')} events, a witness kept ${whole(witnessed, 'en')}: an older world was restored, or history was changed. No vaccine may be used until an administrator has looked at it with giulanh ledger.`,
  ...WATCH_SENTENCES.en,
  test: ({ place, by }) =>
    `TEST ${place}: ${by} is trying the alerts, nothing is wrong. Say that you saw it.`,
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

function discrepancies(
  kinds: AlertFacts['handoff-discrepancy']['kinds'],
  missing: number,
  refused: number,
  language: Language,
): string {
  const counts: Partial<Record<(typeof kinds)[number], number>> = { missing, refused };
  return kinds
    .map((kind) => {
      const count = counts[kind];
      const words = DISCREPANCY_WORDS[kind][language];
      return count === undefined ? words : `${words} ${whole(count, language)} ${DOSES[language]}`;
    })
    .join('; ');
}
const DOSES = { vi: 'liều', en: 'doses' } as const;
const refusal = (code: string, language: Language): string => problemWords(code)?.[language] ?? code;

const reasons = (codes: AlertFacts['administration-refused']['codes'], language: Language): string =>
  codes.map((code) => VERDICT_WORDS[code][language]).join(' ');
