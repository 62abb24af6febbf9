/**
 * Reads JSON from bytes as far as plain messages need it: known names, numbers of at most 15 digits, yes and no, instants, and
 * short names in quotes. Whoever meets anything else leaves the whole text to `JSON.parse`, so nothing here has to be able to
 * say what is wrong. One object is used again and again, for this runs for every reading.
 */

export const COMMA = 0x2c;
const QUOTE = 0x22;
const COLON = 0x3a;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const LETTER_T = 0x54;
const LETTER_Z = 0x5a;
/** A mantissa of so many digits is exact, and so is its quotient with a power of ten: rounded once, as `JSON.parse` does. */
const MOST_DIGITS = 15;
const POWERS = Array.from({ length: MOST_DIGITS + 1 }, (_, k) => 10 ** k);
/** No month has fewer. The last days of the longer ones are left to `Date.parse`. */
const DAYS_OF_ALL = 28;
const MOST_NAME = 32;
/** Names of one letter, which most probes have: no string is made for them. */
const SINGLE = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));

/** The bytes of words that a `Scanner` may be asked for; names come with their quotes. */
export const wordsOf = (...words: readonly string[]): readonly Uint8Array[] =>
  words.map((word) => new TextEncoder().encode(word));
export const namesOf = (...names: readonly string[]): readonly Uint8Array[] =>
  wordsOf(...names.map((name) => `"${name}"`));

const TRUTHS = wordsOf('false', 'true', '0', '1');

export class Scanner {
  /** The number that `number` or `instant` read. */
  value = 0;
  #bytes: Uint8Array = new Uint8Array(0);
  #at = 0;
  #end = 0;

  /** Begins at `bytes[from]`; `bytes[to]` is past the end. */
  begin(bytes: Uint8Array, from: number, to: number): void {
    this.#bytes = bytes;
    this.#at = from;
    this.#end = to;
  }

  /** The next byte that is not white, which is passed; −1 at the end. */
  next(): number {
    const bytes = this.#bytes;
    for (let i = this.#at; i < this.#end; i++) {
      const byte = bytes[i] as number;
      if (byte > 0x20) {
        this.#at = i + 1;
        return byte;
      }
      if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) break;
      this.#at = i + 1;
    }
    return -1;
  }

  /** Is nothing left but white? */
  get isDone(): boolean {
    return this.next() === -1 && this.#at === this.#end;
  }

  /** The next byte that is not white, which is not passed; −1 at the end. */
  peek(): number {
    const byte = this.next();
    if (byte !== -1) this.#at--;
    return byte;
  }

  /** Passes a name and its colon: which of `names` it is, −1 when it is none. The one to try first is `likely`. */
  name(names: readonly Uint8Array[], likely: number): number {
    this.peek();
    const which = this.#anyOf(names, likely);
    return which >= 0 && this.next() === COLON ? which : -1;
  }

  /** 0 or 1 of `false`, `true`, `0` and `1`; −1: something else stands there. */
  truth(): number {
    this.peek();
    const which = this.#anyOf(TRUTHS, 0);
    return which < 0 ? -1 : which & 1;
  }

  #anyOf(words: readonly Uint8Array[], likely: number): number {
    for (let k = 0; k < words.length; k++) {
      const which = (likely + k) % words.length;
      if (this.#passes(words[which] as Uint8Array)) return which;
    }
    return -1;
  }

  #passes(word: Uint8Array): boolean {
    const bytes = this.#bytes;
    const at = this.#at;
    const { length } = word;
    if (at + length > this.#end) return false;
    for (let i = 0; i < length; i++) if (bytes[at + i] !== word[i]) return false;
    this.#at = at + length;
    return true;
  }

  /** Reads a number into `value`; false: none, or one that is longer or has an exponent (which then is what stands next). */
  number(): boolean {
    this.peek();
    const bytes = this.#bytes;
    const end = this.#end;
    let i = this.#at;
    const isNegative = i < end && bytes[i] === MINUS;
    if (isNegative) i++;
    const first = i;
    let mantissa = 0;
    for (; i < end; i++) {
      const digit = (bytes[i] as number) - ZERO;
      if (digit < 0 || digit > 9) break;
      mantissa = mantissa * 10 + digit;
    }
    const whole = i - first;
    if (whole === 0 || (whole > 1 && bytes[first] === ZERO)) return false;
    let scale = 0;
    if (i < end && bytes[i] === POINT) {
      const point = ++i;
      for (; i < end; i++) {
        const digit = (bytes[i] as number) - ZERO;
        if (digit < 0 || digit > 9) break;
        mantissa = mantissa * 10 + digit;
      }
      scale = i - point;
      if (scale === 0) return false;
    }
    if (whole + scale > MOST_DIGITS) return false;
    const size = scale === 0 ? mantissa : mantissa / (POWERS[scale] as number);
    this.value = isNegative ? -size : size;
    this.#at = i;
    return true;
  }

  /** Reads `"2026-11-22T03:00:00Z"`, also with three digits of a second, into `value` as ms UTC; false: it is written otherwise. */
  instant(): boolean {
    this.peek();
    const at = this.#at;
    const hasMillis = this.#has(at + 20, POINT);
    const length = hasMillis ? 26 : 22;
    if (at + length > this.#end || !this.#isInstantAt(at, length)) return false;
    const year = this.#digits(at + 1, 4);
    const month = this.#digits(at + 6, 2);
    const day = this.#digits(at + 9, 2);
    const hour = this.#digits(at + 12, 2);
    const minute = this.#digits(at + 15, 2);
    const second = this.#digits(at + 18, 2);
    const millis = hasMillis ? this.#digits(at + 21, 3) : 0;
    const isDay = year >= 1970 && month >= 1 && month <= 12 && day >= 1 && day <= DAYS_OF_ALL;
    if (!isDay || !(hour < 24 && minute < 60 && second < 60 && millis >= 0)) return false;
    this.value = Date.UTC(year, month - 1, day, hour, minute, second, millis);
    this.#at = at + length;
    return true;
  }

  /** Reads a short name of letters, digits, `-` and `_` in quotes; null: it is written otherwise. */
  word(): string | null {
    if (this.peek() !== QUOTE) return null;
    const bytes = this.#bytes;
    const first = this.#at + 1;
    let end = first;
    while (end < this.#end && isOfName(bytes[end] as number)) end++;
    if (end === first || end - first > MOST_NAME || !this.#has(end, QUOTE)) return null;
    this.#at = end + 1;
    if (end - first === 1) return SINGLE[bytes[first] as number] ?? null;
    return String.fromCharCode(...bytes.subarray(first, end));
  }

  #isInstantAt(at: number, length: number): boolean {
    return (
      this.#has(at, QUOTE) &&
      this.#has(at + 5, MINUS) &&
      this.#has(at + 8, MINUS) &&
      this.#has(at + 11, LETTER_T) &&
      this.#has(at + 14, COLON) &&
      this.#has(at + 17, COLON) &&
      this.#has(at + length - 2, LETTER_Z) &&
      this.#has(at + length - 1, QUOTE)
    );
  }

  #has(at: number, byte: number): boolean {
    return at < this.#end && this.#bytes[at] === byte;
  }

  /** NaN where one of them is no digit. */
  #digits(at: number, count: number): number {
    let value = 0;
    for (let i = at; i < at + count; i++) {
      const digit = (this.#bytes[i] as number) - ZERO;
      if (digit < 0 || digit > 9) return Number.NaN;
      value = value * 10 + digit;
    }
    return value;
  }
}

const isOfName = (byte: number): boolean =>
  (byte >= 0x61 && byte <= 0x7a) ||
  (byte >= 0x41 && byte <= 0x5a) ||
  (byte >= ZERO && byte <= 0x39) ||
  byte === MINUS ||
  byte === 0x5f;
