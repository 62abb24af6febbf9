/**
 * Reads the named arguments of a call: the right names, the right types, nothing missing and nothing more. A wrong one is
 * refused as the real compiler does, never ignored.
 */
import { FluxError } from './syntax.ts';
import { Stream } from './tables.ts';
import { type Arguments, Duration, FluxFunction, isArray, Time, type Value } from './values.ts';

export class Given {
  readonly #name: string;
  readonly #given: Arguments;
  readonly #read = new Set<string>();

  constructor(name: string, given: Arguments) {
    this.#name = name;
    this.#given = given;
  }

  /** Undefined when it was left out. */
  optional<T extends Value>(label: string, kind: Kind<T>): T | undefined {
    this.#read.add(label);
    const value = this.#given.get(label);
    if (value === undefined) return undefined;
    if (!kind.is(value))
      throw new FluxError(
        `${this.#name}: expected ${kind.name} (argument ${label}), found ${typeName(value)}`,
      );
    return value;
  }

  required<T extends Value>(label: string, kind: Kind<T>): T {
    const value = this.optional(label, kind);
    if (value === undefined) throw new FluxError(`${this.#name}: missing required argument ${label}`);
    return value;
  }

  labels(label: string): string[] | undefined {
    const list = this.optional(label, ARRAY);
    if (list === undefined) return undefined;
    return list.map((each) => {
      if (typeof each !== 'string')
        throw new FluxError(`${this.#name}: expected [string] (argument ${label})`);
      return each;
    });
  }

  /** Call it after the last argument was read. */
  nothingElse(): void {
    for (const label of this.#given.keys())
      if (!this.#read.has(label)) throw new FluxError(`${this.#name}: found unexpected argument ${label}`);
  }
}

export type Kind<T extends Value> = { readonly name: string; readonly is: (value: Value) => value is T };

export const STRING: Kind<string> = { name: 'string', is: (value) => typeof value === 'string' };
export const BOOLEAN: Kind<boolean> = { name: 'bool', is: (value) => typeof value === 'boolean' };
export const INTEGER: Kind<bigint> = { name: 'int', is: (value) => typeof value === 'bigint' };
export const DURATION: Kind<Duration> = { name: 'duration', is: (value) => value instanceof Duration };
export const FUNCTION: Kind<FluxFunction> = {
  name: 'function',
  is: (value) => value instanceof FluxFunction,
};
export const STREAM: Kind<Stream> = { name: 'stream', is: (value) => value instanceof Stream };
export const ARRAY: Kind<readonly Value[]> = { name: 'array', is: isArray };
export const ANY: Kind<Value> = { name: 'anything', is: (_value): _value is Value => true };
export const RECORD: Kind<ReadonlyMap<string, Value>> = {
  name: 'record',
  is: (value): value is ReadonlyMap<string, Value> => value instanceof Map,
};
/** A point in time, or a duration from now. */
export const INSTANT: Kind<Time | Duration | bigint> = {
  name: 'time',
  is: (value): value is Time | Duration | bigint =>
    value instanceof Time || value instanceof Duration || typeof value === 'bigint',
};

export function typeName(value: Value): string {
  if (value === null) return 'null';
  for (const kind of [STRING, BOOLEAN, INTEGER, DURATION, FUNCTION, STREAM, ARRAY, RECORD])
    if (kind.is(value)) return kind.name;
  if (typeof value === 'number') return 'float';
  if (value instanceof Time) return 'time';
  return value instanceof RegExp ? 'regexp' : 'uint';
}
