/** The catalogue of the escort's pages in the language in use. */
import { computed } from '@preact/signals';
import { language } from '../words/words.ts';
import { tripEn } from './words-en.ts';
import { type TripWords, tripVi } from './words-vi.ts';

export const tripWords = computed<TripWords>(() => (language.value === 'en' ? tripEn : tripVi));
