/** The catalogue of a parcel's page, in the language in use. */
import { computed } from '@preact/signals';
import { language } from '../words/words.ts';
import { parcelEn } from './words-en.ts';
import { type ParcelWords, parcelVi } from './words-vi.ts';

export const said = computed<ParcelWords>(() => (language.value === 'en' ? parcelEn : parcelVi));
