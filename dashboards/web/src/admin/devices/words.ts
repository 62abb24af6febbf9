/** The words of the pages about devices in the language in use. */
import { computed } from '@preact/signals';
import { language } from '../../words/words.ts';
import { devicesEn } from './words-en.ts';
import { type DevicesWords, devicesVi } from './words-vi.ts';

export const told = computed<DevicesWords>(() => (language.value === 'en' ? devicesEn : devicesVi));
