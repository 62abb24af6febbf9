/**
 * Do the AIs of one symbol belong together? A lot number alone names nothing, and two GTINs name too much.
 *
 * Facts from the GS1 Barcode Syntax Dictionary (gs1/gs1-syntax-dictionary, Apache-2.0), kept to trade items, logistic
 * units, their dates and quantities, prices and signatures. Delivery addresses, persons and coupons are not judged:
 * they never make a vial usable.
 */
import type { Element, Gs1Fault } from './fault.ts';

const ITEM = '01 02 03 8006 8026';
const DATED = '10 11 13 15 16 20 240 241';
/** AIs → what one of must be there too: alternatives by blanks, `+` for both, `n` for any digit. */
const REQUIRES: readonly (readonly [ais: string, anyOf: string])[] = [
  ['02', '37'],
  [DATED, ITEM],
  ['17', `${ITEM} 255`],
  ['12', '8020'],
  ['21', '01 03 8006'],
  ['22 235 710 711 712 713 714 715 716 717 8001 8014 8200', '01'],
  ['30 8005 7005 7006 7007', '01 02'],
  ['37', '00+02 00+8026'],
  ['250', '01+21 03+21 8006+21'],
  ['251 7021 8012', '01 03 8006'],
  ['7003 7010 7011 8008', '01 02 03'],
  ['7004', '01+10 03+10'],
  ['31nn 32nn 35nn', '00 01 02'],
  ['33nn 34nn', '00 01'],
  ['390n', '255 8020'],
  ['391n', '8020'],
  ['392n', '01+30 01+31nn 01+32nn 01+35nn 01+36nn'],
  ['393n 395n', '30 31nn 32nn 35nn 36nn'],
  ['394n 8111', '255'],
  ['254', '414'],
  ['403', '00'],
  ['415', '8020'],
  ['8020', '415'],
  ['8011', '8010'],
  ['8019', '8017 8018'],
  ['8026', '37'],
  ['8030', '00 01+21 03+21 253 255 8003 8004 8006+21 8010+8011 8017 8018'],
];

/** AIs → those that may not stand beside them. An AI never excludes itself. */
const EXCLUDES: readonly (readonly [ais: string, noneOf: string])[] = [
  ['01', '02 03 255 37'],
  ['02', '03'],
  ['03', '37 235 8026'],
  ['21', '235'],
  ['255', '02 415 8006 8020 8026'],
  ['8006', '01 03 37 8026'],
  ['8026', '02'],
  ['390n', '390n 391n 394n 8111'],
  ['391n', '391n'],
  ['392n', '392n 393n'],
  ['393n', '393n'],
  ['394n', '394n 8111'],
  ['395n', '392n 393n 395n 8005'],
  ['8017', '8018'],
  // One quantity is stated once, with one count of decimals.
  ...[...Array(7).keys()].flatMap((tens) =>
    [...Array(10).keys()].map((ones): readonly [string, string] => [`3${tens}${ones}n`, `3${tens}${ones}n`]),
  ),
];

/** Alternatives, each a list of patterns that must all be there. */
type Alternatives = readonly (readonly string[])[];
const compiled = (rules: readonly (readonly [string, string])[]) =>
  rules.map(([ais, others]) => ({ ais: alternatives(ais), others: alternatives(others) }));
const required = compiled(REQUIRES);
const excluded = compiled(EXCLUDES);

/** What an AI needs and what it excludes. */
type Rules = { readonly needs: readonly Alternatives[]; readonly excludes: readonly Alternatives[] };
/** Found once for each AI that was met: a table scans all day, and a vial's four AIs have few rules of more than a hundred. */
const known = new Map<string, Rules>();

function rulesOf(ai: string): Rules {
  const found = known.get(ai);
  if (found !== undefined) return found;
  const of = (rules: typeof required) =>
    rules.filter((rule) => any(rule.ais, [ai])).map(({ others }) => others);
  const rules = { needs: of(required), excludes: of(excluded) };
  known.set(ai, rules);
  return rules;
}

/** Keys whose serial part is optional, with the length they have without it: a signature needs the serial. */
const UNSERIALISED_LENGTH: Readonly<Record<string, number>> = { '253': 13, '255': 13, '8003': 14 };

/** The first fault among the elements of one symbol, placed at the AI that has it. */
export function faultBetween(elements: readonly Element[]): Gs1Fault | null {
  const present = [...new Set(elements.map(({ ai }) => ai))];
  for (const [i, { ai, value, at }] of elements.entries()) {
    const earlier = elements.slice(0, i).find((other) => other.ai === ai);
    if (earlier && earlier.value !== value) return { code: 'GS1_REPEATED', at };
    const others = present.filter((other) => other !== ai);
    const { needs, excludes } = rulesOf(ai);
    if (excludes.some((oneOf) => any(oneOf, others))) return { code: 'GS1_FORBIDDEN_PAIR', at };
    if (needs.some((oneOf) => !any(oneOf, others))) return { code: 'GS1_COMPANION_MISSING', at };
  }
  return unsignable(elements);
}

function unsignable(elements: readonly Element[]): Gs1Fault | null {
  const signature = elements.find(({ ai }) => ai === '8030');
  if (!signature) return null;
  const bare = elements.find(({ ai, value }) => value.length === UNSERIALISED_LENGTH[ai]);
  return bare ? { code: 'GS1_COMPANION_MISSING', at: signature.at } : null;
}

function alternatives(text: string): Alternatives {
  return text.split(' ').map((alternative) => alternative.split('+'));
}

/** Whether one of the alternatives is wholly there. */
function any(oneOf: Alternatives, ais: readonly string[]): boolean {
  return oneOf.some((patterns) => patterns.every((pattern) => ais.some((ai) => matches(pattern, ai))));
}

const matches = (pattern: string, ai: string): boolean =>
  pattern.length === ai.length && (pattern.endsWith('n') ? sameFamily(pattern, ai) : pattern === ai);

/** `31nn` is every AI of four digits that begins with 31. */
function sameFamily(pattern: string, ai: string): boolean {
  return ai.startsWith(pattern.slice(0, pattern.indexOf('n')));
}
