/** The frame's catalogue in the language in use. */
import { computed } from '@preact/signals';
import { language } from '../words/words.ts';
import { shellEn } from './words-en.ts';
import { type ShellWords, shellVi } from './words-vi.ts';

export const shellWords = computed<ShellWords>(() => (language.value === 'en' ? shellEn : shellVi));
