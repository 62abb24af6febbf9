/** The proof pages' catalogue in the language in use, and the words that papers and pages share. */
import { computed } from '@preact/signals';
import { clock, whole } from '../format/province.ts';
import { dateOf } from '../format/time.ts';
import { language } from '../words/words.ts';
import { proofEn } from './words-en.ts';
import { type ProofWords, proofVi } from './words-vi.ts';

export const said = computed<ProofWords>(() => (language.value === 'en' ? proofEn : proofVi));
export const n = (value: number): string => whole(value, language.value);
/** As on the paper: with its day, whatever today is. */
export const when = (iso: string): string => `${clock(Date.parse(iso))} ${dateOf(Date.parse(iso))}`;
export const both = (words: { readonly vi: string; readonly en: string }): string => words[language.value];
