/** Why a try did not go through, in words; a code that is not known here stands as it is. */
import { said } from './words.ts';

export function failureWord(code: string | null): string {
  const { failures } = said.value;
  if (code === null) return failures.UNKNOWN;
  const known: Readonly<Record<string, string>> = failures;
  return Object.hasOwn(known, code) ? (known[code] ?? code) : code;
}
