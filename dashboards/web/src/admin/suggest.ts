/** Ids and user names that follow from what people typed as a name: without diacritics, short enough. Pure. */
import { fold } from '../../../../src/wording/fold.ts';

const LENGTH_MOST = 64;

/** `Trạm Y tế xã Ea Kao` gives `tram-y-te-xa-ea-kao`. */
export const idFrom = (name: string): string => joined(name, '-');

/** `Nguyễn Thị Lan` gives `nguyen.thi.lan`. */
export const usernameFrom = (name: string): string => joined(name, '.');

function joined(name: string, between: '-' | '.'): string {
  const words = fold(name)
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim()
    .split(' ');
  return words.join(between).slice(0, LENGTH_MOST).replace(/[-.]$/, '');
}
