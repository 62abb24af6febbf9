/** The catalogue of this page in the language in use. */
import { computed } from '@preact/signals';
import { language } from '../../words/words.ts';
import { en } from './words-en.ts';
import { vi, type Words } from './words-vi.ts';

export const told = computed<Words>(() => (language.value === 'en' ? en : vi));
