/** One meaning in the two languages of the service. Vietnamese is the first, English stands beside it. */
export type Language = 'vi' | 'en';
export type Words = { readonly vi: string; readonly en: string };

/** Joins two catalogues that have the same keys into one, key by key. */
export function beside<K extends string>(
  vi: Readonly<Record<K, string>>,
  en: Readonly<Record<K, string>>,
): Readonly<Record<K, Words>> {
  const keys = Object.keys(vi) as K[];
  return Object.fromEntries(keys.map((key) => [key, { vi: vi[key], en: en[key] }])) as Record<K, Words>;
}

/**
 * One form for one text: keyboards and files write "ắ" as one sign or as three that look the same. Text is brought to
 * NFC where it comes in, so that it is found, compared and printed alike.
 */
export const composed = (text: string): string => text.normalize('NFC');
