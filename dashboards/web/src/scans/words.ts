/** The catalogue of the log of scans, in the language in use. */
import { computed } from '@preact/signals';
import { language } from '../words/words.ts';
import { scansEn } from './words-en.ts';
import { type ScansWords, scansVi } from './words-vi.ts';

export const said = computed<ScansWords>(() => (language.value === 'en' ? scansEn : scansVi));
