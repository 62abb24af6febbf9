/** Reads JSON that is written in the one way of RFC 8785, and nothing else: one text for one value. */

/**
 * The value, or undefined when the text is no JSON, or JSON written otherwise: white space, names unsorted or twice, a number such as
 * 1.0, an escape that is not needed, a lone surrogate. Written again, all of these differ from what was read.
 */
export function readCanonical(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return write(value) === text ? value : undefined;
  } catch {
    // Also when it is nested deeper than the stack: no event is.
    return undefined;
  }
}

function write(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`;
  let members = '';
  // sort() orders by UTF-16 code units, as section 3.2.3 asks; a name `__proto__` is a name like any other here.
  for (const name of Object.keys(value).sort()) {
    const member = (value as Record<string, unknown>)[name];
    members += `${members === '' ? '' : ','}${quoted(name)}:${write(member)}`;
  }
  return `{${members}}`;
}

/** JSON.stringify would write a lone surrogate as an escape, which section 3.2.2.2 does not know. */
function quoted(text: string): string {
  if (!text.isWellFormed()) throw new Error('a lone surrogate');
  return JSON.stringify(text);
}

/** An object with exactly these names. */
export function isRecord<N extends string>(
  value: unknown,
  ...names: readonly N[]
): value is Record<N, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.keys(value).length === names.length && names.every((name) => Object.hasOwn(value, name));
}
