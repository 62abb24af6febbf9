/** Does a search find this? Every word of it stands in one of the texts, without regard to case and diacritics. */
import { fold } from '../../wording/fold.ts';

export function fits(search: string | undefined, ...texts: readonly string[]): boolean {
  if (search === undefined) return true;
  const found = fold(texts.join(' '));
  return fold(search)
    .split(' ')
    .every((word) => found.includes(word));
}
