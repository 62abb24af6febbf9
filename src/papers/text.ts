/** How any text becomes printable: composed, bounded, on one line, and only of signs that the papers' typeface has. */
import { composed } from '../wording/words.ts';

/** A name and its neighbours; enough for every real one. */
export const NAME_LENGTH = 200;
/** What people wrote in their own words. */
export const REMARK_LENGTH = 600;
/** What the papers' typeface has: Vietnamese, the Latin of its neighbours and of makers' names, and signs. */
const PRINTABLE = new RegExp(
  [
    '[ -~\\u00a0-\\u00ff\\u0100-\\u0107\\u010a-\\u0113\\u0116-\\u011b\\u011e-\\u0121\\u0126-\\u012b\\u012e-\\u0131',
    '\\u0139\\u013a\\u013d\\u013e\\u0141-\\u0144\\u0147\\u0148\\u014c\\u014d\\u0150-\\u0155\\u0158-\\u015b\\u015e-\\u016b',
    '\\u016e-\\u017e\\u01a0\\u01a1\\u01af\\u01b0\\u1ea0-\\u1ef9–—‘’“”…•−€₫\\u0300\\u0301\\u0303\\u0309\\u0323]',
  ].join(''),
  'u',
);
/** Composed Vietnamese has no loose mark at all; a rare spelling keeps two, a tower is cut. */
const MARKS_MOST = 2;

/**
 * `text` as it is printed. White space of any kind is one space; signs without a form of their own (directions, joiners)
 * are left out, so that none can turn a line around. A letter the typeface lacks is printed without its mark (`Ŏ`: `O`),
 * any other sign it lacks as `?`. Longer than `most` signs ends in `…`.
 */
export function printed(text: string, most = NAME_LENGTH): string {
  const line = composed(text.slice(0, most * 8))
    .replaceAll(/[\p{Cf}\u00ad]/gu, '')
    .replaceAll(/[\p{Cc}\p{Z}]+/gu, (gap) => (/^\u00a0+$/.test(gap) ? '\u00a0' : ' '))
    .trim();
  const signs: string[] = [];
  let marks = 0;
  for (const sign of line) {
    marks = /\p{M}/u.test(sign) ? marks + 1 : 0;
    if (marks > MARKS_MOST || (marks > 0 && !PRINTABLE.test(sign))) continue;
    if (signs.length === most) {
      signs[most - 1] = '…';
      break;
    }
    signs.push(PRINTABLE.test(sign) ? sign : plain(sign));
  }
  return signs.join('');
}

function plain(sign: string): string {
  const [base = ''] = sign.normalize('NFKD');
  return PRINTABLE.test(base) ? base : '?';
}

/** A place to write by hand, `width` dots wide. */
export const dotted = (width: number): string => '.'.repeat(width);

/** `text` as printed, or a place to write it by hand where there is none. */
export function orDotted(text: string | null, width: number): string {
  const line = text === null ? '' : printed(text);
  return line === '' ? dotted(width) : line;
}

/** A hash or key in groups of four that can be read aloud and compared: `9f86 d081 …`. */
export const grouped = (digits: string): string => (printed(digits, 64).match(/.{1,4}/gu) ?? []).join(' ');
