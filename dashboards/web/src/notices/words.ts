/** The words about messages in the language in use. */
import { computed } from '@preact/signals';
import { language } from '../words/words.ts';
import { noticesEn } from './words-en.ts';
import { type NoticesWords, noticesVi } from './words-vi.ts';

export const said = computed<NoticesWords>(() => (language.value === 'en' ? noticesEn : noticesVi));
