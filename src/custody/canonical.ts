/**
 * Writes JSON the one way RFC 8785 (JSON Canonicalization Scheme) allows: no white space, names sorted by UTF-16 code
 * units, numbers as ECMAScript writes them. Equal data gives equal text, so that a hash of it can be checked anywhere.
 */

/** Deeper than any event; a structure that contains itself ends here instead of never. */
const DEPTH_MAX = 32;

/**
 * The canonical text of plain data: null, booleans, finite numbers, well-formed strings, arrays, plain objects.
 * Anything else (undefined, NaN, a lone surrogate, a Date, a hole in an array) throws: an event that cannot be written
 * without loss must not enter the ledger.
 */
export function canonicalJson(value: unknown, depth = 0): string {
  if (depth > DEPTH_MAX) throw new Error(`not canonical JSON: deeper than ${DEPTH_MAX}`);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return canonicalNumber(value);
  if (typeof value === 'string') return canonicalString(value);
  if (Array.isArray(value)) {
    // Array.from also visits holes, as undefined, which throws.
    return `[${Array.from(value, (item) => canonicalJson(item, depth + 1)).join(',')}]`;
  }
  if (typeof value === 'object' && isPlain(value)) {
    // The default order of sort() is that of UTF-16 code units, which RFC 8785 section 3.2.3 asks for.
    const names = Object.keys(value).sort();
    const members = value as Readonly<Record<string, unknown>>;
    let text = '';
    for (const name of names)
      text += `${text === '' ? '' : ','}${canonicalName(name)}${canonicalJson(members[name], depth + 1)}`;
    return `{${text}}`;
  }
  throw new Error(`not canonical JSON: ${typeof value}`);
}

function canonicalNumber(value: number): string {
  if (!Number.isFinite(value)) throw new Error(`not canonical JSON: ${value}`);
  return JSON.stringify(value);
}

/** Printable ASCII without quotation mark and backslash, which nearly all strings of an event are: nothing of it is escaped. */
const PLAIN = /^[ !#-[\]-~]*$/;

/** ECMAScript's own escapes are the RFC's; lone surrogates have none (section 3.2.2.2). */
function canonicalString(value: string): string {
  if (PLAIN.test(value)) return `"${value}"`;
  if (!value.isWellFormed()) throw new Error('not canonical JSON: a lone surrogate');
  return JSON.stringify(value);
}

/** Names that were written already, each with its colon: all events have the same few hundred. */
const NAMES_MOST = 1_000;
const written = new Map<string, string>();

function canonicalName(name: string): string {
  const known = written.get(name);
  if (known !== undefined) return known;
  const text = `${canonicalString(name)}:`;
  if (written.size < NAMES_MOST) written.set(name, text);
  return text;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return (
    (prototype === Object.prototype || prototype === null) && Object.getOwnPropertySymbols(value).length === 0
  );
}
