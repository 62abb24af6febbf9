/** Whole numbers with the language's thousands sign: `12.345` in Vietnamese, `12,345` in English. Pure. */
import type { Language } from '../words/language.ts';

export function whole(value: number, language: Language): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, language === 'vi' ? '.' : ',');
}
