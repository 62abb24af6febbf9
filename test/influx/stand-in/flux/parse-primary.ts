/** Reads what stands for itself in Flux: literals, names, arrays, records, functions, and what is in parentheses. */
import { Cursor } from './cursor.ts';
import { readDuration, readTime, stringParts } from './literals.ts';
import { type Expression, FluxError, type Parameter, type Property, type Statement } from './syntax.ts';
import { type Token, tokens } from './tokens.ts';

export type Grammar = {
  readonly expression: (cursor: Cursor) => Expression;
  readonly statements: (cursor: Cursor) => Statement[];
};

export function parsePrimary(cursor: Cursor, grammar: Grammar): Expression {
  if (cursor.is('(')) {
    if (isFunction(cursor)) return parseFunction(cursor, grammar);
    cursor.need('(');
    const inner = grammar.expression(cursor);
    cursor.need(')');
    return inner;
  }
  if (cursor.take('[')) {
    const items: Expression[] = [];
    while (!cursor.take(']')) {
      items.push(grammar.expression(cursor));
      if (!cursor.take(',') && !cursor.is(']')) throw cursor.unexpected(']');
    }
    return { kind: 'array', items };
  }
  if (cursor.is('{')) return parseRecord(cursor, grammar);
  const literal = readLiteral(cursor.peek(), grammar);
  if (literal === null) throw cursor.unexpected();
  cursor.next();
  return literal;
}

function readLiteral(token: Token, grammar: Grammar): Expression | null {
  const { kind, text, place } = token;
  switch (kind) {
    case 'identifier':
      return { kind: 'identifier', name: text, place };
    case 'integer':
      if (BigInt(text) > 9_223_372_036_854_775_807n)
        throw new FluxError(`invalid integer literal ${text}`, place);
      return { kind: 'integer', value: BigInt(text) };
    case 'float':
      return { kind: 'float', value: Number(text) };
    case 'regex':
      return { kind: 'regex', source: text };
    case 'duration': {
      const duration = readDuration(text);
      if (duration === null) throw new FluxError(`invalid duration ${text}`, place);
      return { kind: 'duration', ...duration };
    }
    case 'time': {
      const nanos = readTime(text);
      if (nanos === null) throw new FluxError(`invalid time ${text}`, place);
      return { kind: 'time', nanos };
    }
    case 'string':
      return readString(token, grammar);
    default:
      return null;
  }
}

function readString(token: Token, grammar: Grammar): Expression {
  const parts = stringParts(token.text, token.place);
  const plain = parts.map((part) => ('text' in part ? part.text : null));
  if (plain.every((part) => part !== null)) return { kind: 'string', value: plain.join('') };
  return {
    kind: 'interpolated',
    parts: parts.map((part) =>
      'text' in part ? part.text : grammar.expression(new Cursor(tokens(part.expression))),
    ),
  };
}

/** A parenthesis opens a function when `=>` follows the one that closes it. */
function isFunction(cursor: Cursor): boolean {
  let depth = 0;
  for (let ahead = 0; cursor.peek(ahead).kind !== 'end'; ahead++) {
    if (cursor.is('(', ahead)) depth += 1;
    if (cursor.is(')', ahead)) depth -= 1;
    if (depth === 0) return cursor.is('=>', ahead + 1);
  }
  return false;
}

function parseFunction(cursor: Cursor, grammar: Grammar): Expression {
  cursor.need('(');
  const parameters: Parameter[] = [];
  while (!cursor.take(')')) {
    const name = cursor.identifier();
    const given = cursor.take('=');
    const pipe = given && cursor.take('<-');
    parameters.push({ name, pipe, fallback: given && !pipe ? grammar.expression(cursor) : null });
    if (!cursor.take(',') && !cursor.is(')')) throw cursor.unexpected(')');
  }
  cursor.need('=>');
  if (!cursor.take('{')) return { kind: 'function', parameters, body: grammar.expression(cursor) };
  const { place } = cursor.peek();
  const statements = grammar.statements(cursor);
  cursor.need('}');
  if (statements.at(-1)?.kind !== 'return') throw new FluxError('missing return statement in block', place);
  return { kind: 'function', parameters, body: { kind: 'block', statements } };
}

function parseRecord(cursor: Cursor, grammar: Grammar): Expression {
  const { place } = cursor.need('{');
  const { kind, text } = cursor.peek(1);
  let base: string | null = null;
  // "with" is no keyword: it means something only here.
  if (cursor.peek().kind === 'identifier' && kind === 'identifier' && text === 'with') {
    base = cursor.identifier();
    cursor.next();
  }
  return { kind: 'record', base, properties: parseProperties(cursor, '}', grammar.expression), place };
}

/** `name: value, "other": value, short` up to `close`. */
export function parseProperties(
  cursor: Cursor,
  close: ')' | '}',
  expression: (cursor: Cursor) => Expression,
): Property[] {
  const properties: Property[] = [];
  while (!cursor.take(close)) {
    const { kind, text, place } = cursor.peek();
    if (kind !== 'identifier' && kind !== 'string') throw cursor.unexpected('a property name');
    cursor.next();
    const value: Expression = cursor.take(':')
      ? expression(cursor)
      : { kind: 'identifier', name: text, place };
    if (properties.some((each) => each.name === text))
      throw new FluxError(`duplicate property ${text}`, place);
    properties.push({ name: text, value });
    if (!cursor.take(',') && !cursor.is(close)) throw cursor.unexpected(close);
  }
  return properties;
}
