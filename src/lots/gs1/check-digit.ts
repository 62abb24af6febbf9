/** Do the check characters of a GS1 key fit the rest of it? (GS1 General Specifications, section 7.9.) */
import { CSET82, cset82, digits, type Lint } from './charset.ts';

/**
 * The check digit of a number without one: weights 3, 1, 3 … from its right end.
 * Worked: 0893000000000 → 8·1 + 9·3 + 3·1 = 38, two short of 40, so the GTIN is 08930000000002.
 */
export function checkDigit(body: string): number {
  let sum = 0;
  for (let i = 0; i < body.length; i++) {
    const digit = body.charCodeAt(body.length - 1 - i) - 48;
    sum += i % 2 === 0 ? 3 * digit : digit;
  }
  return (10 - (sum % 10)) % 10;
}

/** The last digit checks all before it (GTIN, SSCC, GLN …). */
export const checkedNumber: Lint = (value) => {
  const fault = digits(value);
  if (fault) return fault;
  if (value === '') return { code: 'GS1_TOO_SHORT', at: 0 };
  const last = value.length - 1;
  return checkDigit(value.slice(0, last)) === Number(value.charAt(last))
    ? null
    : { code: 'GS1_CHECK_DIGIT', at: last };
};

/** The 32 characters a check pair is written with: no 0, 1, I, O. */
const PAIR = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
/** The algorithm is defined for as many prime weights as the longest message needs: 97 and the pair. */
const PAIR_BODY_MAX = 97;
const PRIMES = firstPrimes(PAIR_BODY_MAX);

/** The last two characters check all before them (Global Model Number, highly individualised device identifier). */
export const checkedModel: Lint = (value) => {
  const body = value.slice(0, -2);
  if (value.length < 2) return { code: 'GS1_TOO_SHORT', at: 0 };
  if (body.length > PAIR_BODY_MAX) return { code: 'GS1_TOO_LONG', at: 0 };
  const fault = cset82(body);
  if (fault) return fault;
  let sum = 0;
  for (let i = 0; i < body.length; i++) {
    sum += CSET82.indexOf(body.charAt(body.length - 1 - i)) * (PRIMES[i] ?? 0);
  }
  sum %= 1021;
  const pair = PAIR.charAt(sum >> 5) + PAIR.charAt(sum & 31);
  return value.endsWith(pair) ? null : { code: 'GS1_CHECK_PAIR', at: body.length };
};

function firstPrimes(count: number): readonly number[] {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n++) {
    if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  }
  return primes;
}
