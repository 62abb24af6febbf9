/** The catalogue of the stock pages in the language in use. */
import { computed } from '@preact/signals';
import { whole } from '../format/province.ts';
import { language } from '../words/words.ts';
import { stockEn } from './words-en.ts';
import { type StockWords, stockVi } from './words-vi.ts';

export const stockWords = computed<StockWords>(() => (language.value === 'en' ? stockEn : stockVi));

/** The end of an id is enough to tell parcels of a lot apart. */
export const shortId = (id: string): string => (id.length > 20 ? `…${id.slice(-6)}` : id);

/** A whole number as the reader writes it. */
export const n = (value: number): string => whole(value, language.value);
