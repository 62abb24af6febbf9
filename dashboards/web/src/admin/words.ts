/** The administrators' shared catalogue in the language in use. */
import { computed } from '@preact/signals';
import { language } from '../words/words.ts';
import { adminEn } from './words-en.ts';
import { type AdminWords, adminVi } from './words-vi.ts';

export const said = computed<AdminWords>(() => (language.value === 'en' ? adminEn : adminVi));
