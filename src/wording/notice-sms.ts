/**
 * What stands in a short message: the signs that ASCII and the GSM alphabet share and that count as one each, so that 160 of
 * them are one message on every network. Vietnamese without its marks; names of places in their usual short forms.
 */
import { fitted, type Line } from './notice-room.ts';

export const SMS_MOST = 160;

const SHORT_FORMS: readonly (readonly [RegExp, string])[] = [
  [/Trạm y tế (?:xã|phường|thị trấn|đặc khu)(?= )/giu, 'Tram YT'],
  [/Trung tâm y tế khu vực/giu, 'TTYT KV'],
  [/Trung tâm y tế/giu, 'TTYT'],
  [/Trung tâm kiểm soát bệnh tật/giu, 'CDC'],
  [/Bệnh viện/giu, 'BV'],
  [/Điểm tiêm lưu động/giu, 'Diem tiem LD'],
];

const ALIKE: Readonly<Record<string, string>> = {
  đ: 'd',
  Đ: 'D',
  '−': '-',
  '–': '-',
  '—': '-',
  '…': '..',
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '·': '-',
  // In ASCII, but not among the GSM signs, or there only as two.
  '[': '(',
  ']': ')',
  '{': '(',
  '}': ')',
  '`': "'",
  '^': "'",
  '~': '-',
  '\\': '/',
  '|': '/',
};

/** One line; a sign without a like becomes `?`. `°C` is written `do C` in Vietnamese. */
export function asciiText(text: string, language: 'vi' | 'en'): string {
  return text
    .replaceAll('°C', language === 'vi' ? 'do C' : 'C')
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^\x20-\x7e]|[[\]{}`^~\\|]/gu, (sign) => ALIKE[sign] ?? (/\s/u.test(sign) ? ' ' : '?'))
    .replace(/\?{2,}/g, '?')
    .replace(/ {2,}/g, ' ')
    .trim();
}

export function shortPlace(place: string, language: 'vi' | 'en'): string {
  const short = SHORT_FORMS.reduce((name, [long, form]) => name.replace(long, form), place.normalize('NFC'));
  return asciiText(short.replaceAll(' – ', ' '), language);
}

/** At most 160 signs; the state, something of the place, and the end are always there. */
export function smsOf({ state, place, more, end }: Line, language: 'vi' | 'en'): string {
  const ascii = (piece: string): string => {
    const text = asciiText(piece, language);
    const [first = ''] = piece;
    // What joins a piece to the one before is part of it: a blank at its edge stays.
    return `${/\s/u.test(first) ? ' ' : ''}${text}${/\s$/u.test(piece) ? ' ' : ''}`;
  };
  const line = {
    state: ascii(state),
    place: shortPlace(place, language),
    more: more.map(ascii),
    end: ascii(end),
  };
  return fitted(line, SMS_MOST - 1).replaceAll('…', '..');
}
