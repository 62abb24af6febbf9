/** How these pages write times, numbers and lengths, in the language in use. */
import { duration, whole } from '../format/province.ts';
import { temperature } from '../format/temperature.ts';
import { timeNear } from '../format/time.ts';
import { today } from '../format/today.ts';
import { language } from '../words/words.ts';

export const n = (value: number): string => whole(value, language.value);
export const when = (iso: string): string => timeNear(Date.parse(iso), today.value);
export const length = (seconds: number): string => duration(seconds * 1000, language.value);
export const degreesOf = (celsius: number | null): string =>
  celsius === null ? '–' : temperature(celsius, language.value);
/** A sentence of the service, which comes in both languages. */
export const inWords = (words: { readonly vi: string; readonly en: string }): string => words[language.value];
/** Why some of many were refused: each reason once. */
export const refusedText = (refused: readonly { readonly vi: string; readonly en: string }[]): string =>
  [...new Set(refused.map(inWords))].join(' ');
