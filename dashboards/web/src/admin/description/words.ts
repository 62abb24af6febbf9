/** The words of export and import in the language in use. */
import { computed } from '@preact/signals';
import { language } from '../../words/words.ts';
import { descriptionEn } from './words-en.ts';
import { type DescriptionWords, descriptionVi } from './words-vi.ts';

export const described = computed<DescriptionWords>(() =>
  language.value === 'en' ? descriptionEn : descriptionVi,
);
