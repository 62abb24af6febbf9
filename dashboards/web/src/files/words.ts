/** The catalogue of the page of logger files in the language in use. */
import { computed } from '@preact/signals';
import { clock } from '../format/province.ts';
import { dateOf } from '../format/time.ts';
import { language } from '../words/words.ts';
import { filesEn } from './words-en.ts';
import { type FilesWords, filesVi } from './words-vi.ts';

export const filesWords = computed<FilesWords>(() => (language.value === 'en' ? filesEn : filesVi));

/** `23:30 17/11/2026`: what a file says is seldom of today. */
export const moment = (iso: string): string => `${clock(Date.parse(iso))} ${dateOf(Date.parse(iso))}`;
