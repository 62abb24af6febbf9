/** How many files may a process of this user have open? A socket is one. */
import { readFileSync } from 'node:fs';

const MOST = 1_000_000;

/** The soft limit, which a process inherits from the shell that starts it. */
export function openFilesMost(): number {
  const line = readFileSync('/proc/self/limits', 'utf8').match(/^Max open files\s+(\d+|unlimited)/m);
  return line?.[1] === undefined || line[1] === 'unlimited' ? MOST : Number(line[1]);
}
