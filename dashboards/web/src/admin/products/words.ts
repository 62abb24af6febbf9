/** The words of the pages about vaccines in the language in use. */
import { computed } from '@preact/signals';
import { language } from '../../words/words.ts';
import { productsEn } from './words-en.ts';
import { type ProductsWords, productsVi } from './words-vi.ts';

export const told = computed<ProductsWords>(() => (language.value === 'en' ? productsEn : productsVi));
