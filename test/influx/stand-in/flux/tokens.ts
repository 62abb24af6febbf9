/**
 * Cuts a Flux text into tokens as the specification's "Lexical elements" say
 * (docs.influxdata.com/flux/v0/spec/lexical-elements/).
 */
import { FluxError, type Place } from './syntax.ts';

export type Token = {
  readonly kind:
    | 'identifier'
    | 'keyword'
    | 'integer'
    | 'float'
    | 'duration'
    | 'time'
    | 'string'
    | 'regex'
    | 'operator'
    | 'end';
  /** The text itself; of a string its inside, escapes not yet read; of a regex its source. */
  readonly text: string;
  readonly place: Place;
};

const KEYWORDS = new Set([
  ...[
    'and',
    'import',
    'option',
    'if',
    'or',
    'package',
    'builtin',
    'then',
    'not',
    'return',
    'testcase',
    'else',
  ],
  'exists',
]);

const BLANK = /(?:\s|\/\/[^\n]*)*/y;
const IDENTIFIER = /[\p{L}_][\p{L}\p{Nd}_]*/uy;
const TIME = /\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2}))?/y;
const DURATION = /(?:\d+(?:mo|ms|us|µs|ns|y|w|d|h|m|s))+(?![\p{L}\p{Nd}_])/uy;
const FLOAT = /(?:\d+\.\d*|\.\d+)/y;
const INTEGER = /(?:0|[1-9]\d*)(?![\p{L}\p{Nd}_])/uy;
const REGEX = /\/((?:[^/\\\n]|\\.)+)\//y;
const OPERATOR = /\|>|<-|=>|==|!=|<=|>=|=~|!~|[-+*/%^<>=(){}[\],.:?]/y;

/** All tokens of `text`, the last one of kind `end`. Throws FluxError at what is no token. */
export function tokens(text: string): Token[] {
  const found: Token[] = [];
  const lines = lineStarts(text);
  let at = 0;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(text);
  };
  for (;;) {
    at += match(BLANK)?.[0].length ?? 0;
    const place = placeAt(lines, at);
    if (at >= text.length) {
      found.push({ kind: 'end', text: '', place });
      return found;
    }
    if (text[at] === '"') {
      const end = closingQuote(text, at, place);
      found.push({ kind: 'string', text: text.slice(at + 1, end), place });
      at = end + 1;
      continue;
    }
    const regex = operandMayFollow(found.at(-1)) ? match(REGEX) : null;
    if (regex !== null) {
      found.push({ kind: 'regex', text: regex[1] ?? '', place });
      at += regex[0].length;
      continue;
    }
    const next = plain(match, place);
    if (next === null)
      throw new FluxError(`invalid statement: unexpected ${JSON.stringify(text[at])}`, place);
    found.push(next);
    at += next.text.length;
  }
}

function plain(match: (pattern: RegExp) => RegExpExecArray | null, place: Place): Token | null {
  const kinds: readonly (readonly [Token['kind'], RegExp])[] = [
    ['identifier', IDENTIFIER],
    ['time', TIME],
    ['duration', DURATION],
    ['float', FLOAT],
    ['integer', INTEGER],
    ['operator', OPERATOR],
  ];
  for (const [kind, pattern] of kinds) {
    const text = match(pattern)?.[0];
    if (text === undefined) continue;
    return { kind: kind === 'identifier' && KEYWORDS.has(text) ? 'keyword' : kind, text, place };
  }
  return null;
}

/** After a value a slash divides; anywhere else it opens a regular expression. */
function operandMayFollow(last: Token | undefined): boolean {
  if (last === undefined) return true;
  if (last.kind === 'operator') return ![')', ']', '}'].includes(last.text);
  return last.kind === 'keyword';
}

function closingQuote(text: string, open: number, place: Place): number {
  for (let at = open + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at;
  }
  throw new FluxError('unterminated string literal', place);
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function placeAt(starts: readonly number[], at: number): Place {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: at - (starts[low] ?? 0) + 1 };
}
