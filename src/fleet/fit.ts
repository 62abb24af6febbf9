/** Which text may be a name or a note? One line that shows as it was typed, in every list, paper and message. */
export const NAME_LENGTH_MAX = 200;

/** Control characters, lone surrogates, line separators, and the signs that turn the direction of writing. */
const UNFIT = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

export const isFit = (text: string): boolean => !UNFIT.test(text);

/** 1 to 200 characters. */
export const isName = (text: string): boolean =>
  text !== '' && [...text].length <= NAME_LENGTH_MAX && isFit(text);
