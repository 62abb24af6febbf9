/** The words about duty in the language in use. */
import { computed } from '@preact/signals';
import { language } from '../words/words.ts';
import { dutyEn } from './words-en.ts';
import { type DutyWords, dutyVi } from './words-vi.ts';

export const said = computed<DutyWords>(() => (language.value === 'en' ? dutyEn : dutyVi));
