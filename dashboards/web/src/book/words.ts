/** The catalogue of the temperature book in the language in use. */
import { computed } from '@preact/signals';
import { language } from '../words/words.ts';
import { bookEn } from './words-en.ts';
import { type BookWords, bookVi } from './words-vi.ts';

export const bookWords = computed<BookWords>(() => (language.value === 'en' ? bookEn : bookVi));
