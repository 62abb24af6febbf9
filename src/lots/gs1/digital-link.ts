/**
 * What does a GS1 Digital Link name? (GS1 Digital Link URI syntax 1.4, uncompressed form.) The host does not
 * matter: nothing is looked up. Never throws.
 */
import { FNC1, faultOf } from './elements.ts';
import { type Element, type Elements, faulty } from './fault.ts';
import { FORMATS } from './formats.ts';

/** Primary key → the qualifiers that may follow it in the path, in this order; several where there are alternatives. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  '00': [''],
  '01': ['22 10 21', '235'],
  '253': [''],
  '255': [''],
  '401': [''],
  '402': [''],
  '414': ['254', '7040'],
  '415': ['8020'],
  '417': ['7040'],
  '8003': [''],
  '8004': ['7040'],
  '8006': ['22 10 21', '235'],
  '8010': ['8011'],
  '8013': [''],
  '8017': ['8019'],
  '8018': ['8019'],
};
/** AIs that may stand only in a path. */
const PATH_ONLY = ['03', '21', '22', '235', '254', '7040', '8011', '8014', '8019', '8020', '8030', '8200'];
const GTIN_LENGTHS = [8, 12, 13];

export const looksLikeLink = (text: string): boolean => /^https?:\/\//i.test(text);

export function readDigitalLink(text: string): Elements {
  const bad = (at: number) => faulty('GS1_LINK_MALFORMED', at);
  const match = /^(?:https?|HTTPS?):\/\/[A-Za-z0-9._:[\]-]+(\/[^?#]*)(?:\?([^#]*))?(?:#.*)?$/.exec(text);
  if (!match?.[1]) return bad(0);
  const path = match[1];
  const pathAt = text.indexOf(path, text.indexOf('//') + 2);
  const found = readPath(path, pathAt);
  if (!found) return bad(pathAt);
  const queryAt = pathAt + path.length + 1;
  const query = readQuery(match[2] ?? '', queryAt);
  if (!query || query.some(({ ai }) => belongsInPath(ai, found))) return bad(queryAt);
  const elements = [...found, ...query].map(padded);
  for (const [i, { ai, value, at }] of elements.entries()) {
    const fault = value.includes(FNC1) ? { code: 'GS1_NOT_CSET82' as const, at: 0 } : faultOf(ai, value);
    // A value may be percent-encoded: the place is its AI.
    if (fault) return faulty(fault.code, at);
    if (elements.slice(0, i).some((other) => other.ai === ai)) return faulty('GS1_REPEATED', at);
  }
  return { ok: true, elements };
}

/** The key nearest to the end of the path with its qualifiers; what stands before it belongs to the host's owner. */
function readPath(path: string, pathAt: number): Element[] | null {
  const segments = path.split('/');
  const pairs: Element[] = [];
  let at = pathAt + path.length;
  for (let i = segments.length - 2; i >= 1; i -= 2) {
    const ai = segments[i] ?? '';
    const value = decoded(segments[i + 1] ?? '');
    if (value === null || value === '') return null;
    at -= ai.length + (segments[i + 1] ?? '').length + 2;
    pairs.unshift({ ai, value, at: at + 1 });
    const alternatives = Object.hasOwn(KEYS, ai) ? KEYS[ai] : undefined;
    if (alternatives) return inOrder(pairs.slice(1), alternatives) ? pairs : null;
    if (!FORMATS.has(ai)) return null;
  }
  return null;
}

/** Whether the qualifiers are some of one alternative's, in its order. */
function inOrder(qualifiers: readonly Element[], alternatives: readonly string[]): boolean {
  return alternatives.some((alternative) => {
    const allowed = alternative.split(' ');
    const places = qualifiers.map(({ ai }) => allowed.indexOf(ai));
    return places.every((place, i) => place >= 0 && place > (places[i - 1] ?? -1));
  });
}

/** Whether an attribute is a qualifier that this path could have carried. */
function belongsInPath(ai: string, [key, ...qualifiers]: readonly Element[]): boolean {
  return (KEYS[key?.ai ?? ''] ?? []).some((alternative) => {
    const allowed = alternative.split(' ');
    return allowed.includes(ai) && qualifiers.every((qualifier) => allowed.includes(qualifier.ai));
  });
}

/** The data attributes: numbers must be AIs, names are the host's own and are passed over. */
function readQuery(query: string, queryAt: number): Element[] | null {
  const attributes: Element[] = [];
  let at = queryAt;
  for (const parameter of query.split(/[&;]/)) {
    const equals = parameter.indexOf('=');
    const name = equals < 0 ? parameter : parameter.slice(0, equals);
    if (/^\d+$/.test(name)) {
      const value = equals < 0 ? null : decoded(parameter.slice(equals + 1).replaceAll('+', ' '));
      if (value === null || !FORMATS.has(name) || PATH_ONLY.includes(name)) return null;
      attributes.push({ ai: name, value, at });
    }
    at += parameter.length + 1;
  }
  return attributes;
}

/** A shorter GTIN in a link means the same with zeros before it. */
function padded(element: Element): Element {
  const short = element.ai === '01' && GTIN_LENGTHS.includes(element.value.length);
  return short ? { ...element, value: element.value.padStart(14, '0') } : element;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
