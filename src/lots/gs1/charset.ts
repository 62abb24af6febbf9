/** Which characters may a GS1 value hold? (GS1 General Specifications, figures 7.11-1 and 7.11-2, RFC 4648 section 5.) */
import type { Gs1Fault, Gs1FaultCode } from './fault.ts';

/** Answers the first fault of a value, or `null` when it has none. Never throws. */
export type Lint = (value: string) => Gs1Fault | null;

/** The 82 characters in the order that gives each its weight for the check pair. */
export const CSET82 = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';

const everyCharacter =
  (allowed: string, code: Gs1FaultCode): Lint =>
  (value) => {
    for (let at = 0; at < value.length; at++) {
      if (!allowed.includes(value.charAt(at))) return { code, at };
    }
    return null;
  };

const DIGITS = '0123456789';
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
export const digits: Lint = everyCharacter(DIGITS, 'GS1_NOT_DIGIT');
export const cset82: Lint = everyCharacter(CSET82, 'GS1_NOT_CSET82');
export const cset39: Lint = everyCharacter(`#-/${DIGITS}${UPPER}`, 'GS1_NOT_CSET39');
export const base64url: Lint = everyCharacter(
  `-_=${DIGITS}${UPPER}${UPPER.toLowerCase()}`,
  'GS1_NOT_BASE64URL',
);

/** A number that must be zero, such as the filler digit of a GRAI. */
export const zero: Lint = (value) => {
  for (let at = 0; at < value.length; at++) {
    if (value.charAt(at) !== '0') return { code: 'GS1_NOT_ZERO', at: 0 };
  }
  return null;
};

/** A number that may not be zero. */
export const nonzero: Lint = (value) =>
  digits(value) ?? (/[1-9]/.test(value) ? null : { code: 'GS1_ZERO', at: 0 });
