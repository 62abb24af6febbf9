/** The languages of the screens. Vietnamese comes first. */
import type { Language } from '../../../../src/wording/words.ts';

export type { Language };
export const isLanguage = (text: unknown): text is Language => text === 'vi' || text === 'en';
