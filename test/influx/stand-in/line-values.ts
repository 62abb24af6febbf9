/** Field values of line protocol by their type: 1.5 float, 1i integer, 1u unsigned, t boolean, "…" string. */

export type FieldType = 'float' | 'integer' | 'unsigned' | 'string' | 'boolean';
/** Integers of 64 bits are bigint, floats are number. */
export type TypedValue =
  | { readonly type: 'float'; readonly value: number }
  | { readonly type: 'integer' | 'unsigned'; readonly value: bigint }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'boolean'; readonly value: boolean };

const TRUE = new Set(['t', 'T', 'true', 'True', 'TRUE']);
const FALSE = new Set(['f', 'F', 'false', 'False', 'FALSE']);
const FLOAT = /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/;
const INTEGER_LEAST = -(2n ** 63n);
const INTEGER_MOST = 2n ** 63n - 1n;
const UNSIGNED_MOST = 2n ** 64n - 1n;

/** Null: it is no value, or out of its type's range. NaN and infinity are no values. */
export function readValue(text: string): TypedValue | null {
  if (TRUE.has(text)) return { type: 'boolean', value: true };
  if (FALSE.has(text)) return { type: 'boolean', value: false };
  if (/^-?[0-9]+i$/.test(text)) {
    const value = BigInt(text.slice(0, -1));
    return value < INTEGER_LEAST || value > INTEGER_MOST ? null : { type: 'integer', value };
  }
  if (/^[0-9]+u$/.test(text)) {
    const value = BigInt(text.slice(0, -1));
    return value > UNSIGNED_MOST ? null : { type: 'unsigned', value };
  }
  const value = FLOAT.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? { type: 'float', value } : null;
}
