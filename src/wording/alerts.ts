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
};

const CAUSES = {
  excursion: { vi: 'do vượt ngưỡng nhiệt độ', en: 'because of a temperature excursion' },
  unmonitored: { vi: 'do thiếu số liệu nhiệt độ', en: 'because of unmonitored time' },
  recall: { vi: 'do thu hồi', en: 'because of a recall' },
  custody: { vi: 'do bàn giao chưa xác nhận đủ', en: 'because a handoff is not confirmed' },
  manual: { vi: 'do người có thẩm quyền yêu cầu', en: 'by decision of a person' },
} as const satisfies Record<AlertFacts['parcel-hold']['cause'], Words>;

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
