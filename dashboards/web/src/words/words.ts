/** The catalogue of the language in use: from `?lang=`, else what this browser used last, else Vietnamese. */
import { computed, effect } from '@preact/signals';
import { queryValue, setQuery } from '../page.ts';
import { remember, remembered } from '../remember.ts';
import { en } from './en.ts';
import { isLanguage, type Language } from './language.ts';
import { vi, type Words } from './vi.ts';

export const language = computed<Language>(() => {
  const asked = queryValue('lang');
  if (isLanguage(asked)) return asked;
  const former = remembered('language');
  return isLanguage(former) ? former : 'vi';
});

export const words = computed<Words>(() => (language.value === 'en' ? en : vi));

export function switchLanguage(): void {
  const next: Language = language.value === 'vi' ? 'en' : 'vi';
  remember('language', next);
  setQuery({ lang: next });
}

effect(() => {
  document.documentElement.lang = language.value;
});
