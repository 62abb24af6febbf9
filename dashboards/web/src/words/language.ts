/** The languages of the screens. Vietnamese comes first. */
export type Language = 'vi' | 'en';

export const isLanguage = (text: unknown): text is Language => text === 'vi' || text === 'en';
