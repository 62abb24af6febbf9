/** The scan gate's own words in the language in use. */
import { computed } from '@preact/signals';
import { language } from '../words/words.ts';
import { scanEn } from './words-en.ts';
import { type ScanWords, scanVi } from './words-vi.ts';

export const scanWords = computed<ScanWords>(() => (language.value === 'en' ? scanEn : scanVi));
