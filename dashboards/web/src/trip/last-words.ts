/**
 * What was entered last, kept in the same instant in which it is entered. A draft's own writing (IndexedDB) takes the
 * browser a moment; a page that goes within it, by a flat battery or a thumb, would take the last letters with it. Each
 * stays here until its writing is on the disk, and stands before what is on the disk while it is here.
 */
import type { Draft } from './draft.ts';

const PREFIX = 'giulanh.trip.last-words.';

/** Takes back what was said by this call, unless somebody said more meanwhile. A browser that refuses keeps nothing. */
export type TakeBack = () => void;

export function sayLast(draft: Draft): TakeBack {
  const name = PREFIX + draft.key;
  const text = JSON.stringify(draft);
  try {
    localStorage.setItem(name, text);
  } catch {
    return () => {};
  }
  return () => {
    if (localStorage.getItem(name) === text) localStorage.removeItem(name);
  };
}

/** Nothing was said of this draft that still counts: it ends, or something stronger is written. */
export function unsay(key: string): void {
  try {
    localStorage.removeItem(PREFIX + key);
  } catch {
    // Then nothing was kept either.
  }
}

/** Drafts whose last words may not be on the disk. */
export function lastWords(): Draft[] {
  try {
    return Object.keys(localStorage)
      .filter((name) => name.startsWith(PREFIX))
      .flatMap((name) => readWords(name));
  } catch {
    return [];
  }
}

function readWords(name: string): Draft[] {
  try {
    const found = JSON.parse(localStorage.getItem(name) ?? 'null') as Draft | null;
    return found !== null && name === PREFIX + found.key ? [found] : [];
  } catch {
    return [];
  }
}
