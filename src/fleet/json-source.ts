/**
 * Reads a description that was written as JSON, as programs write it: tens of thousands of devices at once. JSON is YAML too, and
 * read here it says the same, line for line. Whatever is not plainly JSON (a comment, a key twice, an end too soon) is left to
 * the reader of YAML, which also says what is wrong with it.
 */
import type { Path } from './problems.ts';

type Terms = {
  /** How deep the parts of a description may lie in each other. */
  readonly depthMax: number;
  /** Of these keys the values are text however they are written. */
  readonly textKeys: ReadonlySet<string>;
};

/** `offsetOf`: where a part begins in the text, its key where it has one; of what is missing, where its place would be. */
export type JsonSource = { readonly data: unknown; readonly offsetOf: (path: Path) => number };

/** Null: this is not plainly JSON, or no map. */
export function readJson(text: string, terms: Terms): JsonSource | null {
  const reader = new Reader(text, terms);
  const data = reader.whole();
  return data === undefined ? null : { data, offsetOf: (path) => reader.offsetOf(data, path) };
}

/** Where the entries of a list begin, or those of a map by their keys. */
type Places = readonly number[] | Readonly<Record<string, number>>;

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORDS = new Map<string, boolean | null>([
  ['true', true],
  ['false', false],
  ['null', null],
]);
const SPACE = new Set([0x20, 0x0a, 0x0d, 0x09]);
const [QUOTE, ESCAPE, FIRST_SIGN] = [0x22, 0x5c, 0x20];

/** What it reads is undefined where the text is not plainly JSON: no value of JSON is that. */
class Reader {
  readonly #text: string;
  readonly #terms: Terms;
  readonly #places = new Map<object, Places>();
  #at = 0;
  #begin = 0;

  constructor(text: string, terms: Terms) {
    this.#text = text;
    this.#terms = terms;
  }

  whole(): object | undefined {
    this.#skip();
    this.#begin = this.#at;
    const data = this.#text[this.#at] === '{' ? this.#map(0) : undefined;
    this.#skip();
    return this.#at === this.#text.length ? data : undefined;
  }

  offsetOf(data: unknown, path: Path): number {
    let part = data;
    let offset = this.#begin;
    for (const step of path) {
      const place = (this.#places.get(part as object) as Record<string | number, number> | undefined)?.[step];
      if (typeof place !== 'number') return offset;
      offset = place;
      part = (part as Record<string | number, unknown>)[step];
    }
    return offset;
  }

  #value(key: string | null, depth: number): unknown {
    if (depth > this.#terms.depthMax) return undefined;
    switch (this.#text[this.#at]) {
      case '{':
        return this.#map(depth);
      case '[':
        return this.#list(depth);
      case '"':
        return this.#string();
      default:
        return this.#plain(key !== null && this.#terms.textKeys.has(key));
    }
  }

  #map(depth: number): object | undefined {
    const found: Record<string, unknown> = {};
    const places: Record<string, number> = {};
    if (!this.#isEmpty('}'))
      do {
        this.#skip();
        const begin = this.#at;
        const key = this.#text[begin] === '"' ? this.#string() : undefined;
        // Plain assignment to `__proto__` would set the prototype and vanish.
        if (key === undefined || key === '__proto__' || Object.hasOwn(found, key)) return undefined;
        if (!this.#takes(':')) return undefined;
        this.#skip();
        const value = this.#value(key, depth + 1);
        if (value === undefined) return undefined;
        found[key] = value;
        places[key] = begin;
      } while (this.#takes(','));
    this.#places.set(found, places);
    return this.#takes('}') ? found : undefined;
  }

  #list(depth: number): unknown[] | undefined {
    const found: unknown[] = [];
    const places: number[] = [];
    if (!this.#isEmpty(']'))
      do {
        this.#skip();
        places.push(this.#at);
        const value = this.#value(null, depth + 1);
        if (value === undefined) return undefined;
        found.push(value);
      } while (this.#takes(','));
    this.#places.set(found, places);
    return this.#takes(']') ? found : undefined;
  }

  #string(): string | undefined {
    const begin = this.#at + 1;
    let isEscaped = false;
    for (let i = begin; i < this.#text.length; i++) {
      const sign = this.#text.charCodeAt(i);
      if (sign < FIRST_SIGN) return undefined;
      if (sign === ESCAPE) {
        isEscaped = true;
        i++;
      } else if (sign === QUOTE) {
        this.#at = i + 1;
        return isEscaped ? unescaped(this.#text.slice(begin - 1, i + 1)) : this.#text.slice(begin, i);
      }
    }
    return undefined;
  }

  /** A number, a truth value or null. */
  #plain(isText: boolean): string | number | boolean | null | undefined {
    NUMBER.lastIndex = this.#at;
    const number = NUMBER.exec(this.#text)?.[0];
    const written = number ?? [...WORDS.keys()].find((word) => this.#text.startsWith(word, this.#at));
    if (written === undefined) return undefined;
    this.#at += written.length;
    const value = number === undefined ? WORDS.get(written) : Number(number);
    return isText && value !== null ? written : value;
  }

  /** Goes past the sign that opens a list or a map. */
  #isEmpty(end: string): boolean {
    this.#at++;
    this.#skip();
    return this.#text[this.#at] === end;
  }

  /** Goes past the sign if it is the next one. */
  #takes(sign: string): boolean {
    this.#skip();
    if (this.#text[this.#at] !== sign) return false;
    this.#at++;
    return true;
  }

  #skip(): void {
    while (SPACE.has(this.#text.charCodeAt(this.#at))) this.#at++;
  }
}

function unescaped(quoted: string): string | undefined {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return undefined;
  }
}
