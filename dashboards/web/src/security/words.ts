/** The catalogue of the page about one's own sign-in, in the language in use. */
import { computed } from '@preact/signals';
import { language } from '../words/words.ts';
import { securityEn } from './words-en.ts';
import { type SecurityWords, securityVi } from './words-vi.ts';

export const said = computed<SecurityWords>(() => (language.value === 'en' ? securityEn : securityVi));
