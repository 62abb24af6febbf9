/** The units of a power cut, in the order in which they will be in breach: whoever carries vaccine out begins with the first. */
import { whole } from './format.ts';
import type { Member } from './notice-list.ts';
import { plainName } from './notice-names.ts';
import type { Language } from './words.ts';

const NAMED_MOST = 20;

/** '' where no power cut lasts, or it is of one unit, that the first line names. */
export function unitsInOrder(members: readonly Member[], language: Language): string {
  const cut = members.find(({ alert, about }) => alert.kind === 'power-cut' && !about.over);
  const names = cut?.alert.data.names;
  if (typeof names !== 'string') return '';
  const all = names.split('\n').map((name) => plainName(name));
  if (all.length < 2) return '';
  const named = all.slice(0, NAMED_MOST).join(', ');
  const more = all.length - NAMED_MOST;
  if (language === 'vi')
    return `Thứ tự sẽ vượt mức: ${named}${more > 0 ? ` và ${whole(more, 'vi')} tủ khác` : ''}.`;
  return `In the order of breach: ${named}${more > 0 ? ` and ${whole(more, 'en')} more` : ''}.`;
}
