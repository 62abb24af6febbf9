/** Works out what an expression of Flux is worth, in a scope of names. */

import { typeName } from './arguments.ts';
import { binary } from './operators.ts';
import {
  type Body,
  type Call,
  type Expression,
  FluxError,
  type Parameter,
  type Place,
  type Property,
} from './syntax.ts';
import { Stream } from './tables.ts';
import { asCell, cellText, Duration, FluxFunction, isArray, isRecord, Time, type Value } from './values.ts';

export class Scope {
  readonly #names = new Map<string, Value>();
  readonly #outer: Scope | null;

  constructor(outer: Scope | null, names: Iterable<readonly [string, Value]> = []) {
    this.#outer = outer;
    for (const [name, value] of names) this.#names.set(name, value);
  }

  get(name: string): Value | undefined {
    const own = this.#names.get(name);
    return own === undefined ? this.#outer?.get(name) : own;
  }

  /** A name is given once in a scope; an option may be given anew. */
  define(name: string, value: Value, place: Place, again = false): void {
    if (!again && this.#names.has(name)) throw new FluxError(`variable "${name}" reassigned`, place);
    this.#names.set(name, value);
  }
}

export function interpret(expression: Expression, scope: Scope): Value {
  switch (expression.kind) {
    case 'string':
    case 'float':
    case 'integer':
      return expression.value;
    case 'time':
      return new Time(expression.nanos);
    case 'duration':
      return new Duration(expression.nanos, expression.months);
    case 'regex':
      return new RegExp(expression.source, 'u');
    case 'interpolated':
      return expression.parts
        .map((part) =>
          typeof part === 'string'
            ? part
            : cellText(asCell(interpret(part, scope), 'what is put into a string')),
        )
        .join('');
    case 'identifier': {
      const value = scope.get(expression.name);
      if (value === undefined)
        throw new FluxError(`undefined identifier ${expression.name}`, expression.place);
      return value;
    }
    case 'array':
      return expression.items.map((item) => interpret(item, scope));
    case 'record':
      return record(expression, scope);
    case 'function':
      return closure(expression.parameters, expression.body, scope);
    case 'member':
      return member(interpret(expression.object, scope), expression.name, expression.place);
    case 'index':
      return element(
        interpret(expression.object, scope),
        interpret(expression.index, scope),
        expression.place,
      );
    case 'call':
      return call(expression, scope, null);
    case 'pipe':
      return call(expression.call, scope, interpret(expression.input, scope));
    case 'unary':
      return unary(expression, scope);
    case 'binary':
      return expression.operator === 'and' || expression.operator === 'or'
        ? logical(expression, scope)
        : binary(
            expression.operator,
            interpret(expression.left, scope),
            interpret(expression.right, scope),
            expression.place,
          );
    case 'if':
      return interpret(
        interpret(expression.test, scope) === true ? expression.then : expression.otherwise,
        scope,
      );
  }
}

function record(
  expression: { base: string | null; properties: readonly Property[]; place: Place },
  scope: Scope,
): Value {
  const result = new Map<string, Value>();
  if (expression.base !== null) {
    const base = scope.get(expression.base);
    if (base === undefined) throw new FluxError(`undefined identifier ${expression.base}`, expression.place);
    if (!isRecord(base)) throw new FluxError(`${expression.base} is not a record`, expression.place);
    for (const [name, value] of base) result.set(name, value);
  }
  for (const { name, value } of expression.properties) result.set(name, interpret(value, scope));
  return result;
}

/** A property that a row does not have is null; a package's or an option's must exist. */
function member(object: Value, name: string, place: Place): Value {
  if (object === null) return null;
  if (!isRecord(object)) throw new FluxError(`expected a record, found ${typeName(object)}`, place);
  const value = object.get(name);
  if (value !== undefined) return value;
  if (object instanceof Sealed) throw new FluxError(`record is missing label ${name}`, place);
  return null;
}

/** A record whose properties are all known, as a package: what it has not is a mistake. */
export class Sealed extends Map<string, Value> {}

function element(object: Value, index: Value, place: Place): Value {
  if (!isArray(object) || typeof index !== 'bigint')
    throw new FluxError('expected an array and an index', place);
  const found = object[Number(index)];
  if (found === undefined)
    throw new FluxError(`cannot access element ${index} of array of length ${object.length}`, place);
  return found;
}

function call(expression: Call, scope: Scope, piped: Value): Value {
  const callee = interpret(expression.callee, scope);
  if (!(callee instanceof FluxFunction)) throw new FluxError('expected a function to call', expression.place);
  const given = new Map(
    expression.properties.map(({ name, value }) => [name, interpret(value, scope)] as const),
  );
  if (piped !== null) {
    if (callee.pipe === null) throw new FluxError(`${callee.name} takes nothing by pipe`, expression.place);
    given.set(callee.pipe, piped);
  }
  try {
    return callee.apply(given);
  } catch (error) {
    if (error instanceof FluxError) throw error.at(expression.place);
    throw error;
  }
}

function closure(parameters: readonly Parameter[], body: Body, scope: Scope): FluxFunction {
  const defaults = new Map(
    parameters.flatMap((each) =>
      each.fallback === null ? [] : [[each.name, interpret(each.fallback, scope)] as const],
    ),
  );
  const pipe = parameters.find((each) => each.pipe)?.name ?? null;
  return new FluxFunction('function', pipe, (given) => {
    const inner = new Scope(scope);
    for (const name of given.keys())
      if (!parameters.some((each) => each.name === name))
        throw new FluxError(`found unexpected argument ${name}`);
    for (const { name } of parameters) {
      const value = given.get(name) ?? defaults.get(name);
      if (value === undefined && !given.has(name)) throw new FluxError(`missing required argument ${name}`);
      inner.define(name, value ?? null, { line: 1, column: 1 });
    }
    return runBody(body, inner);
  });
}

function runBody(body: Body, scope: Scope): Value {
  if (body.kind !== 'block') return interpret(body, scope);
  for (const statement of body.statements) {
    const value = interpret(statement.value, scope);
    if (statement.kind === 'return') return value;
    if (statement.kind === 'assign') scope.define(statement.name, value, statement.place);
  }
  throw new FluxError('missing return statement in block');
}

function unary(expression: Extract<Expression, { kind: 'unary' }>, scope: Scope): Value {
  const value = interpret(expression.operand, scope);
  if (expression.operator === 'exists') return value !== null;
  if (value === null) return null;
  if (expression.operator === 'not') {
    if (typeof value !== 'boolean')
      throw new FluxError(`expected bool, found ${typeName(value)}`, expression.place);
    return !value;
  }
  const negative = expression.operator === '-';
  if (typeof value === 'number') return negative ? -value : value;
  if (typeof value === 'bigint') return negative ? -value : value;
  if (value instanceof Duration) return negative ? new Duration(-value.nanos, -value.months) : value;
  throw new FluxError(
    `unsupported unary expression ${expression.operator} ${typeName(value)}`,
    expression.place,
  );
}

function logical(expression: Extract<Expression, { kind: 'binary' }>, scope: Scope): Value {
  const truth = (side: Expression): boolean | null => {
    const value = interpret(side, scope);
    if (value !== null && typeof value !== 'boolean')
      throw new FluxError(
        `expected bool, found ${value instanceof Stream ? 'stream' : typeName(value)}`,
        expression.place,
      );
    return value;
  };
  const decisive = expression.operator === 'or';
  const left = truth(expression.left);
  if (left === decisive) return decisive;
  const right = truth(expression.right);
  if (right === decisive) return decisive;
  return left === null || right === null ? null : !decisive;
}
