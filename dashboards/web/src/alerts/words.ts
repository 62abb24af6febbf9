/** The list's words in the language in use. */
import { computed } from '@preact/signals';
import { language } from '../words/words.ts';
import { alertsEn } from './words-en.ts';
import { alertsVi } from './words-vi.ts';

export const alertsWords = computed(() => (language.value === 'en' ? alertsEn : alertsVi));
