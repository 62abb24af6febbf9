/** The catalogue of adding a device in the language in use. */
import { computed } from '@preact/signals';
import { language } from '../words/words.ts';
import { addDeviceEn } from './words-en.ts';
import { type AddDeviceWords, addDeviceVi } from './words-vi.ts';

export const said = computed<AddDeviceWords>(() => (language.value === 'en' ? addDeviceEn : addDeviceVi));
