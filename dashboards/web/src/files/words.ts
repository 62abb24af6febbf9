/** The catalogue of the page of logger files in the language in use. */
import { computed } from '@preact/signals';
import { language } from '../words/words.ts';
import { filesEn } from './words-en.ts';
import { type FilesWords, filesVi } from './words-vi.ts';

export const filesWords = computed<FilesWords>(() => (language.value === 'en' ? filesEn : filesVi));
