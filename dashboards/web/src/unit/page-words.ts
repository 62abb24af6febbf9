/** The page's words in the language in use. */
import { computed } from '@preact/signals';
import { language } from '../words/words.ts';
import { pageEn } from './page-words-en.ts';
import { pageVi } from './page-words-vi.ts';

export const pageWords = computed(() => (language.value === 'en' ? pageEn : pageVi));
