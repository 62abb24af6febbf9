/** How a cell of a report's table is written on screen. Pure. */
import type { Cell, ColumnKind } from '../../../../src/papers/report-types.ts';
import { clock, day, duration, whole } from '../format/province.ts';
import { temperature } from '../format/temperature.ts';
import { dateOf } from '../format/time.ts';
import type { Language } from '../words/language.ts';

const decimal = (value: number, digits: number, language: Language): string => {
  const text = Math.abs(value).toFixed(digits);
  return `${value < 0 ? '\u2212' : ''}${language === 'vi' ? text.replace('.', ',') : text}`;
};

/** Null is a dash: not known, or there is none. */
export function cellText(cell: Cell, kind: ColumnKind, language: Language): string {
  if (cell === null) return '–';
  if (typeof cell === 'string') return kind === 'day' ? day(cell) : cell;
  switch (kind) {
    case 'instant':
      return `${clock(cell)} ${dateOf(cell)}`;
    case 'celsius':
      return temperature(cell, language);
    case 'litres':
      return decimal(cell, 1, language);
    case 'share':
      // Never 100 % unless it is: cut and not rounded.
      return decimal(Math.floor(cell * 10_000) / 100, 2, language);
    case 'seconds':
      return duration(cell * 1_000, language);
    default:
      return whole(cell, language);
  }
}
