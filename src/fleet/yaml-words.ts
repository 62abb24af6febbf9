/** How a value is written in YAML so that it is read back as it was, whatever signs it is made of. */

/** Read as text by every YAML reader, inside a flow map too: begins with a letter, ends with no space. */
const PLAIN = /^\p{L}[\p{L}\p{M}\p{Nd}_. -]*$/u;
/** Words that some reader takes for something else than text. */
const WORDS = /^(null|true|false|yes|no|on|off|y|n)$/i;
/** Signs that nobody sees, or that turn the direction of what stands beside them: written by their number. */
const UNSEEN = /[\p{C}\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/gu;

/** A text as a plain word where that is safe, else in double quotes. */
export function yamlText(text: string): string {
  if (PLAIN.test(text) && !text.endsWith(' ') && !WORDS.test(text)) return text;
  return JSON.stringify(text).replace(UNSEEN, byNumber);
}

function byNumber(sign: string): string {
  const code = sign.codePointAt(0) ?? 0;
  return code > 0xffff
    ? `\\U${code.toString(16).padStart(8, '0')}`
    : `\\u${code.toString(16).padStart(4, '0')}`;
}

/** What a flow map may hold; what is null or undefined is left out. */
export type FlowValue = string | number | boolean | null | undefined | Raw;
/** Written as it is. */
export type Raw = { readonly raw: string };
export const raw = (text: string): Raw => ({ raw: text });

/** `{ id: tu-1, litres: 120 }` on one line. */
export function flowMap(entries: Readonly<Record<string, FlowValue>>): string {
  return `{ ${pairs(entries).join(', ')} }`;
}

/** `key: value` of each that has a value. */
export function pairs(entries: Readonly<Record<string, FlowValue>>): string[] {
  return Object.entries(entries).flatMap(([key, value]) =>
    value === null || value === undefined ? [] : [`${key}:${spaced(valueText(value))}`],
  );
}

/** A list below its key begins on the next line. */
const spaced = (text: string): string => (text.startsWith('\n') ? text : ` ${text}`);

function valueText(value: string | number | boolean | Raw): string {
  if (typeof value === 'object') return value.raw;
  return typeof value === 'string' ? yamlText(value) : String(value);
}
