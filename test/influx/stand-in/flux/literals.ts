/** Reads the literals of Flux: strings with escapes and `${…}`, durations, times. */
import { FluxError, type Place } from './syntax.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '"': '"',
  '\\': '\\',
  $: '$',
};

/** The parts of a string literal: plain text, and the source text of every `${expression}` in it. */
export function stringParts(raw: string, place: Place): ({ text: string } | { expression: string })[] {
  const parts: ({ text: string } | { expression: string })[] = [];
  let text = '';
  for (let at = 0; at < raw.length; at++) {
    if (raw[at] === '\\') {
      const next = raw[at + 1] ?? '';
      const hex = next === 'x' ? /^[0-9a-fA-F]{2}/.exec(raw.slice(at + 2)) : null;
      const plain = ESCAPES[next];
      if (hex !== null) text += String.fromCharCode(Number.parseInt(hex[0], 16));
      else if (plain !== undefined) text += plain;
      else throw new FluxError(`invalid escape sequence in string literal: \\${next}`, place);
      at += hex === null ? 1 : 3;
    } else if (raw[at] === '$' && raw[at + 1] === '{') {
      const end = raw.indexOf('}', at);
      if (end === -1) throw new FluxError('expected } after the expression in a string', place);
      parts.push({ text }, { expression: raw.slice(at + 2, end) });
      text = '';
      at = end;
    } else text += raw[at];
  }
  parts.push({ text });
  return parts;
}

const SECOND = 1_000_000_000n;
const UNIT_NANOS: Readonly<Record<string, bigint>> = {
  w: 604_800n * SECOND,
  d: 86_400n * SECOND,
  h: 3600n * SECOND,
  m: 60n * SECOND,
  s: SECOND,
  ms: 1_000_000n,
  us: 1000n,
  µs: 1000n,
  ns: 1n,
};

/** `1h30m`; null when the text is no duration. */
export function readDuration(text: string): { months: bigint; nanos: bigint } | null {
  const sign = text.startsWith('-') ? -1n : 1n;
  const body = sign === -1n ? text.slice(1) : text;
  if (!/^(?:\d+(?:mo|ms|us|µs|ns|y|w|d|h|m|s))+$/u.test(body)) return null;
  let months = 0n;
  let nanos = 0n;
  for (const [, count = '0', unit = ''] of body.matchAll(/(\d+)(mo|ms|us|µs|ns|y|w|d|h|m|s)/gu)) {
    if (unit === 'y') months += 12n * BigInt(count);
    else if (unit === 'mo') months += BigInt(count);
    else nanos += BigInt(count) * (UNIT_NANOS[unit] ?? 0n);
  }
  return { months: sign * months, nanos: sign * nanos };
}

/** An RFC 3339 date or date and time as nanoseconds since 1970; null when it is none, as of 30 February. */
export function readTime(text: string): bigint | null {
  const parts = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2}))?$/.exec(
    text,
  );
  if (parts === null) return null;
  const [, date = '', clock = '00:00:00', fraction = '', zone = 'Z'] = parts;
  const ms = Date.parse(`${date}T${clock}${zone}`);
  if (Number.isNaN(ms) || !new Date(Date.parse(`${date}T00:00:00Z`)).toISOString().startsWith(date))
    return null;
  return BigInt(ms) * 1_000_000n + BigInt(fraction.padEnd(9, '0'));
}
