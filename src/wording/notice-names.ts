/**
 * How does a name that somebody typed stand in a message? On one line, in one direction, of bounded length, and so that it can
 * imitate neither a state in brackets, nor another line, nor a link that a phone would underline.
 */

/** Longer names are cut in the middle: the place stands at the beginning, the unit at the end. */
export const NAME_MOST = 64;
const ELLIPSIS = '…';
/** Of a cut name, the share that is kept of its beginning. */
const HEAD_SHARE = 0.6;
/** Vietnamese in its decomposed form has two marks on one letter; more is scribble over the lines above and below. */
const MARKS_MOST = 2;

/** Controls, line ends, marks of direction, signs without width, private and unassigned ones. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}\u115f\u1160\u2800\u3164\uffa0]+/gu;
const TOO_MANY_MARKS = new RegExp(`(\\p{M}{${MARKS_MOST}})\\p{M}+`, 'gu');
/** Every sign that an address takes for a dot. */
const DOTS = /[.\u2024\u3002\ufe52\uff0e\uff61]/gu;
/** A dot is harmless between two digits ("Tủ 1.2") and before a blank; elsewhere it makes an address of its neighbours. */
const ADDRESS_DOT = /(?<!\d)\.(?=\S)|\.(?=[^\s\d])/gu;
const NUMBER_ADDRESS = /\d+(?:\.\d+){2,}/gu;

/** `most`: UTF-16 units at most, at least 8. */
export function plainName(text: string, most = NAME_MOST): string {
  const seen = text
    .toWellFormed()
    .normalize('NFC')
    .replace(UNSEEN, ' ')
    .replace(TOO_MANY_MARKS, '$1')
    .replace(/[[\]{}<>［］【】「」]/gu, ' ')
    .replace(/[@＠\\]/gu, ' ')
    .replace(/[:：]\s*[/／]+/gu, ' ')
    .replace(DOTS, '.')
    .replace(NUMBER_ADDRESS, (address) => address.replaceAll('.', ' '))
    .replace(ADDRESS_DOT, '. ')
    .replace(/\s+/gu, ' ')
    .trim();
  return cutName(seen, most);
}

/** The beginning and the end of what is too long. */
export function cutName(name: string, most: number): string {
  if (name.length <= most) return name;
  const head = Math.ceil((most - 1) * HEAD_SHARE);
  return `${beginning(name, head)}${ELLIPSIS}${ending(name, most - 1 - head)}`;
}

/** No letter loses half of itself or its marks. */
function beginning(text: string, most: number): string {
  let kept = '';
  for (const { segment } of letters.segment(text)) {
    if (kept.length + segment.length > most) break;
    kept += segment;
  }
  return kept.trimEnd();
}

function ending(text: string, most: number): string {
  let kept = '';
  for (const { segment } of [...letters.segment(text)].reverse()) {
    if (kept.length + segment.length > most) break;
    kept = segment + kept;
  }
  return kept.trimStart();
}

const letters = new Intl.Segmenter('vi', { granularity: 'grapheme' });
