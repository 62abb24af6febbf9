/** The reports' catalogue in the language in use. */
import { computed } from '@preact/signals';
import { language } from '../words/words.ts';
import { reportsEn } from './words-en.ts';
import { type ReportsWords, reportsVi } from './words-vi.ts';

export const said = computed<ReportsWords>(() => (language.value === 'en' ? reportsEn : reportsVi));
