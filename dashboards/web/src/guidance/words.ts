/** The cards' words in the language in use. */
import { computed } from '@preact/signals';
import { language } from '../words/words.ts';
import { guidanceEn } from './words-en.ts';
import { guidanceVi } from './words-vi.ts';

export const guidanceWords = computed(() => (language.value === 'en' ? guidanceEn : guidanceVi));
