/** The officials' catalogue in the language in use. */
import { computed } from '@preact/signals';
import { language } from '../words/words.ts';
import { officialEn } from './words-en.ts';
import { type OfficialWords, officialVi } from './words-vi.ts';

export const said = computed<OfficialWords>(() => (language.value === 'en' ? officialEn : officialVi));
