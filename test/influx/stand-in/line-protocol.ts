/**
 * Reads line protocol as strictly as it is documented
 * (docs.influxdata.com/influxdb/v2/reference/syntax/line-protocol/): one bad line is an error with its place, and no point
 * is made of something that another reader would understand differently.
 */
import { readValue, type TypedValue } from './line-values.ts';

export type { FieldType, TypedValue } from './line-values.ts';

export type Precision = 'ns' | 'us' | 'ms' | 's';
/** `time` in nanoseconds since 1970; `line` is where the point stood, from 1. */
export type ParsedPoint = {
  readonly measurement: string;
  readonly tags: ReadonlyMap<string, string>;
  readonly fields: ReadonlyMap<string, TypedValue>;
  readonly time: bigint;
  readonly line: number;
};

export class LineProtocolError extends Error {
  readonly line: number;
  readonly column: number;
  constructor(reason: string, { line, column }: { readonly line: number; readonly column: number }) {
    super(`at line ${line}:${column}: ${reason}`);
    this.name = 'LineProtocolError';
    this.line = line;
    this.column = column;
  }
}

export const NANOS_PER: Readonly<Record<Precision, bigint>> = {
  ns: 1n,
  us: 1000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
};
/** The documented ends of a time are one short of int64's. */
const TIME_MOST = 9_223_372_036_854_775_806n;

/** @param now for lines without a time, ns */
export function parseLineProtocol(
  body: Uint8Array | string,
  { precision, now }: { readonly precision: Precision; readonly now: bigint },
): ParsedPoint[] {
  const reader = new Reader(decode(body));
  const unit = NANOS_PER[precision];
  const points: ParsedPoint[] = [];
  while (reader.toNextLine()) points.push(readPoint(reader, unit, now));
  return points;
}

function decode(body: Uint8Array | string): string {
  if (typeof body === 'string') return body;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    throw new LineProtocolError('invalid utf-8 sequence', { line: 1, column: 1 });
  }
}

function readPoint(reader: Reader, unit: bigint, now: bigint): ParsedPoint {
  const line = reader.line;
  const measurement = reader.name('measurement', ', ');
  if (measurement === '') throw reader.error('missing measurement');
  const tags = new Map<string, string>();
  while (reader.take(',')) {
    const key = reader.name('tag key', '=, ');
    if (key === '') throw reader.error('missing tag key');
    if (!reader.take('=')) throw reader.error(`expected = after tag key ${key}`);
    const value = reader.name('tag value', '=, ');
    if (value === '') throw reader.error(`missing tag value of ${key}`);
    if (tags.has(key)) throw reader.error(`duplicate tag key ${key}`);
    tags.set(key, value);
  }
  if (!reader.blanks()) throw reader.error('missing fields');
  const fields = new Map<string, TypedValue>();
  do {
    const key = reader.name('field key', '=, ');
    if (key === '') throw reader.error('missing field key');
    if (!reader.take('=')) throw reader.error(`expected = after field key ${key}`);
    fields.set(key, reader.value(key));
  } while (reader.take(','));
  const given = reader.blanks() ? reader.time() : null;
  reader.endOfLine();
  const time = given === null ? now - (((now % unit) + unit) % unit) : given * unit;
  if (time > TIME_MOST || time < -TIME_MOST) throw reader.error('time outside range');
  return { measurement, tags, fields, time, line };
}

/** Signs that mean nothing in any name; what ends a value; what a time is made of. */
const PLAIN = /[^\p{Cc}\\,= ]+/uy;
const VALUE = /[^, \n\r]*/y;
const DIGITS = /[-0-9]*/y;

/** Walks over the text and knows where it is. */
class Reader {
  line = 1;
  readonly #text: string;
  #at = 0;
  #lineStart = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Passes empty lines, leading blanks and comments; false at the end. */
  toNextLine(): boolean {
    for (;;) {
      this.blanks();
      if (this.#at >= this.#text.length) return false;
      if (this.#text[this.#at] === '#') {
        const end = this.#text.indexOf('\n', this.#at);
        this.#at = end === -1 ? this.#text.length : end;
      } else if (!this.#newline()) return true;
    }
  }

  /** At least one space? Tabs are none. */
  blanks(): boolean {
    const from = this.#at;
    while (this.#text[this.#at] === ' ') this.#at += 1;
    return this.#at > from;
  }

  take(sign: string): boolean {
    if (this.#text[this.#at] !== sign) return false;
    this.#at += 1;
    return true;
  }

  /**
   * A name up to one of `ends` or the end of the line. A backslash makes a sign of `ends` part of the name and is itself
   * before anything else. Control characters belong in no name.
   */
  name(what: string, ends: string): string {
    let from = this.#at;
    let name = '';
    for (;;) {
      this.#at += this.#run(PLAIN).length;
      const sign = this.#text[this.#at];
      if (sign === undefined || sign === '\n' || ends.includes(sign)) break;
      if (sign === '\r' && this.#text[this.#at + 1] === '\n') break;
      if (sign < ' ' || sign === '\u007f') throw this.error(`control character in ${what}`);
      const next = this.#text[this.#at + 1];
      if (sign === '\\' && next !== undefined && ends.includes(next)) {
        name += this.#text.slice(from, this.#at) + next;
        this.#at += 2;
        from = this.#at;
      } else this.#at += 1;
    }
    return name + this.#text.slice(from, this.#at);
  }

  value(key: string): TypedValue {
    if (this.#text[this.#at] === '"') return { type: 'string', value: this.#string() };
    const text = this.#run(VALUE);
    const value = readValue(text);
    if (value === null) {
      throw this.error(`cannot parse value for field key ${key}`);
    }
    this.#at += text.length;
    return value;
  }

  /** Null when there is none: blanks at the end of a line. */
  time(): bigint | null {
    const text = this.#run(DIGITS);
    this.#at += text.length;
    if (text === '') return null;
    if (!/^-?[0-9]+$/.test(text)) throw this.error('bad timestamp');
    this.blanks();
    return BigInt(text);
  }

  /** What stands here of the given kind; it is not passed. */
  #run(kind: RegExp): string {
    kind.lastIndex = this.#at;
    return kind.exec(this.#text)?.[0] ?? '';
  }

  endOfLine(): void {
    if (this.#at < this.#text.length && !this.#newline())
      throw this.error(`unexpected ${JSON.stringify(this.#text[this.#at])}`);
  }

  error(reason: string): LineProtocolError {
    return new LineProtocolError(reason, { line: this.line, column: this.#at - this.#lineStart + 1 });
  }

  /** Between quotes: a backslash escapes a quote and itself, and line ends are part of the text. */
  #string(): string {
    let from = this.#at + 1;
    let text = '';
    for (let at = from; at < this.#text.length; at++) {
      const sign = this.#text[at];
      if (sign === '"') {
        text += this.#text.slice(from, at);
        this.#passed(at + 1);
        return text;
      }
      const next = this.#text[at + 1];
      if (sign === '\\' && (next === '"' || next === '\\')) {
        text += this.#text.slice(from, at) + next;
        at += 1;
        from = at + 1;
      }
    }
    throw this.error('unbalanced quotes');
  }

  /** The last line may also end with a lone carriage return. */
  #newline(): boolean {
    const rest = this.#text.slice(this.#at, this.#at + 2);
    const length = rest === '\r\n' ? 2 : rest.startsWith('\n') || rest === '\r' ? 1 : 0;
    this.#passed(this.#at + length);
    return length > 0;
  }

  /** Goes on to `to` and counts the line ends on the way. */
  #passed(to: number): void {
    for (
      let at = this.#text.indexOf('\n', this.#at);
      at !== -1 && at < to;
      at = this.#text.indexOf('\n', at + 1)
    ) {
      this.line += 1;
      this.#lineStart = at + 1;
    }
    this.#at = to;
  }
}
