/** What does a GS1 message say? Reads element strings, raw (with FNC1) or in brackets. Never throws. */
import { type Element, type Elements, faulty, type Gs1Fault } from './fault.ts';
import { FORMATS, type Format, hasKnownLength } from './formats.ts';

/** FNC1 as scanners send it: the group separator. */
export const FNC1 = '\u001d';
const AI_DIGITS_MIN = 2;
const AI_DIGITS_MAX = 4;

/** Reads a message that begins with FNC1, as it stands in the symbol. */
export function readRaw(text: string): Elements {
  if (!text.startsWith(FNC1)) return faulty(text === '' ? 'GS1_EMPTY' : 'GS1_NO_FNC1', 0);
  return readConcatenated(text, 1);
}

/** Reads element strings from `from` on, where scanners put no FNC1 before the first. */
export function readConcatenated(text: string, from = 0): Elements {
  if (from >= text.length) return faulty('GS1_EMPTY', from);
  const elements: Element[] = [];
  let at = from;
  while (at < text.length) {
    const ai = aiAt(text, at);
    if (ai === null) return faulty('GS1_AI_UNKNOWN', at);
    const start = at + ai.length;
    const end = valueEnd(text, start, ai);
    const value = text.slice(start, end);
    const fault = faultOf(ai, value);
    if (fault) return faulty(fault.code, start + fault.at);
    elements.push({ ai, value, at });
    // One FNC1 after any value is tolerated, also where none is needed and at the end.
    at = text.charAt(end) === FNC1 ? end + 1 : end;
  }
  return { ok: true, elements };
}

/** Reads the form for people, `(01)…(17)…(10)…`; a bracket inside a value is written `\(`. */
export function readBracketed(text: string): Elements {
  if (text === '') return faulty('GS1_EMPTY', 0);
  const elements: Element[] = [];
  let at = 0;
  while (at < text.length) {
    const opening = /^\((\d{2,4})\)/.exec(text.slice(at, at + AI_DIGITS_MAX + 2));
    if (!opening?.[1]) return faulty('GS1_AI_MALFORMED', at);
    const ai = opening[1];
    if (!FORMATS.has(ai)) return faulty('GS1_AI_UNKNOWN', at);
    const start = at + opening[0].length;
    let end = start;
    let value = '';
    while (end < text.length && text.charAt(end) !== '(') {
      if (text.startsWith('\\(', end)) end++;
      value += text.charAt(end++);
    }
    const fault = faultOf(ai, value);
    if (fault) return faulty(fault.code, Math.min(start + fault.at, text.length));
    elements.push({ ai, value, at });
    at = end;
  }
  return { ok: true, elements };
}

/** Writes elements as they stand in a symbol, FNC1 first and after each value that needs one before the next. */
export function writeRaw(elements: readonly Element[]): string {
  return elements.reduce((text, { ai, value }, i) => {
    const before = elements[i - 1];
    return `${text}${before && !hasKnownLength(before.ai) ? FNC1 : ''}${ai}${value}`;
  }, FNC1);
}

/** The first fault in the value of an AI, `at` counted from the value's start. An AI that does not exist is one. */
export function faultOf(ai: string, value: string): Gs1Fault | null {
  const format = FORMATS.get(ai);
  if (!format) return { code: 'GS1_AI_UNKNOWN', at: 0 };
  if (value === '') return { code: 'GS1_VALUE_EMPTY', at: 0 };
  return faultInParts(format, value);
}

function faultInParts(format: Format, value: string): Gs1Fault | null {
  let at = 0;
  for (const part of format) {
    const text = value.slice(at, at + part.max);
    if (text === '' && part.optional) continue;
    for (const lint of part.lints) {
      const fault = lint(text);
      // A check of the whole part has nothing to say of a part cut short.
      if (fault && (text.length >= part.min || lint === part.lints[0]))
        return { code: fault.code, at: at + fault.at };
    }
    if (text.length < part.min) return { code: 'GS1_TOO_SHORT', at: value.length };
    at += text.length;
  }
  return at < value.length ? { code: 'GS1_TOO_LONG', at } : null;
}

function aiAt(text: string, at: number): string | null {
  for (let length = AI_DIGITS_MIN; length <= AI_DIGITS_MAX; length++) {
    const ai = text.slice(at, at + length);
    if (ai.length === length && FORMATS.has(ai)) return ai;
  }
  return null;
}

function valueEnd(text: string, start: number, ai: string): number {
  const separator = text.indexOf(FNC1, start);
  const end = separator < 0 ? text.length : separator;
  if (!hasKnownLength(ai)) return end;
  const length = (FORMATS.get(ai) ?? []).reduce((sum, part) => sum + part.max, 0);
  // Cut at a separator that comes too early, so that a short value is called short.
  return Math.min(start + length, end);
}
