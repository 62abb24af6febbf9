/** The catalogue of planning, packing and unpacking in the language in use. */
import { computed } from '@preact/signals';
import { language } from '../../words/words.ts';
import { packEn } from './words-en.ts';
import { type PackWords, packVi } from './words-vi.ts';

export const packWords = computed<PackWords>(() => (language.value === 'en' ? packEn : packVi));
