/** What is a device called that a gateway only knows by an address? Pure. */
import { fold } from '../../../../src/wording/fold.ts';

const MOST = 64;

/** The address in the signs that an id may have; empty where none of them is left. */
export const idOf = (address: string): string =>
  fold(address)
    .replace(/[^a-z0-9_-]+/g, '-')
    .slice(0, MOST)
    .replace(/^-+|-+$/g, '');
