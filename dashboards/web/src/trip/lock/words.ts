/** The words of the lock and of the phone's own page in the language in use. */
import { computed } from '@preact/signals';
import { language } from '../../words/words.ts';
import { lockEn } from './words-en.ts';
import { type LockWords, lockVi } from './words-vi.ts';

export const lockWords = computed<LockWords>(() => (language.value === 'en' ? lockEn : lockVi));
