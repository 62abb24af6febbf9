/** The catalogue of claims in the language in use. */
import { computed } from '@preact/signals';
import { language } from '../words/words.ts';
import { claimEn } from './words-en.ts';
import { type ClaimWords, claimVi } from './words-vi.ts';

export const said = computed<ClaimWords>(() => (language.value === 'en' ? claimEn : claimVi));
