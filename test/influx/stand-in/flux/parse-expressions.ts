/**
 * Reads the expressions and statements of Flux with the precedence that the specification gives
 * (docs.influxdata.com/flux/v0/spec/expressions/, "Operator precedence"): calls, members and indexes bind closest, then
 * the pipe, powers, products, sums, comparisons, `not` and `exists`, `and`, `or`, and last `if`.
 */
import type { Cursor } from './cursor.ts';
import { parsePrimary, parseProperties } from './parse-primary.ts';
import type { BinaryOperator, Call, Expression, Statement } from './syntax.ts';
import { FluxError } from './syntax.ts';

const COMPARISONS: readonly BinaryOperator[] = ['==', '!=', '<', '<=', '>', '>=', '=~', '!~'];

export function parseExpression(cursor: Cursor): Expression {
  const { place } = cursor.peek();
  if (!cursor.takeKeyword('if')) return parseOr(cursor);
  const test = parseExpression(cursor);
  cursor.needKeyword('then');
  const then = parseExpression(cursor);
  cursor.needKeyword('else');
  return { kind: 'if', test, then, otherwise: parseExpression(cursor), place };
}

/** The statements up to a closing brace or the end. */
export function parseBlockStatements(cursor: Cursor, expression = parseExpression): Statement[] {
  const statements: Statement[] = [];
  while (cursor.peek().kind !== 'end' && !cursor.is('}')) statements.push(parseStatement(cursor, expression));
  return statements;
}

function parseStatement(cursor: Cursor, expression: typeof parseExpression): Statement {
  const { place } = cursor.peek();
  if (cursor.takeKeyword('option')) {
    const first = cursor.identifier();
    const member = cursor.take('.') ? cursor.identifier() : null;
    cursor.need('=');
    const [of, name] = member === null ? [null, first] : [first, member];
    return { kind: 'option', of, name, value: expression(cursor), place };
  }
  if (cursor.takeKeyword('return')) return { kind: 'return', value: expression(cursor), place };
  if (cursor.peek().kind === 'identifier' && cursor.is('=', 1)) {
    const name = cursor.identifier();
    cursor.need('=');
    return { kind: 'assign', name, value: expression(cursor), place };
  }
  return { kind: 'expression', value: expression(cursor), place };
}

function parseOr(cursor: Cursor): Expression {
  let left = parseAnd(cursor);
  for (;;) {
    const { place } = cursor.peek();
    if (!cursor.takeKeyword('or')) return left;
    left = { kind: 'binary', operator: 'or', left, right: parseAnd(cursor), place };
  }
}

function parseAnd(cursor: Cursor): Expression {
  let left = parseNot(cursor);
  for (;;) {
    const { place } = cursor.peek();
    if (!cursor.takeKeyword('and')) return left;
    left = { kind: 'binary', operator: 'and', left, right: parseNot(cursor), place };
  }
}

function parseNot(cursor: Cursor): Expression {
  const { place } = cursor.peek();
  if (cursor.takeKeyword('not')) return { kind: 'unary', operator: 'not', operand: parseNot(cursor), place };
  if (cursor.takeKeyword('exists'))
    return { kind: 'unary', operator: 'exists', operand: parseNot(cursor), place };
  return parseBinary(cursor, COMPARISONS, parseSum);
}

function parseSum(cursor: Cursor): Expression {
  return parseBinary(cursor, ['+', '-'], parseProduct);
}

function parseProduct(cursor: Cursor): Expression {
  return parseBinary(cursor, ['*', '/', '%'], (inner) => parseBinary(inner, ['^'], parsePipe));
}

function parseBinary(
  cursor: Cursor,
  operators: readonly BinaryOperator[],
  operand: (cursor: Cursor) => Expression,
): Expression {
  let left = operand(cursor);
  for (;;) {
    const { place } = cursor.peek();
    const operator = operators.find((each) => cursor.is(each));
    if (operator === undefined) return left;
    cursor.next();
    left = { kind: 'binary', operator, left, right: operand(cursor), place };
  }
}

function parsePipe(cursor: Cursor): Expression {
  let input = parseUnary(cursor);
  for (;;) {
    const { place } = cursor.peek();
    if (!cursor.take('|>')) return input;
    const call = parsePostfix(cursor);
    if (call.kind !== 'call') throw new FluxError('expected a function call after |>', place);
    input = { kind: 'pipe', input, call };
  }
}

function parseUnary(cursor: Cursor): Expression {
  const { place } = cursor.peek();
  for (const operator of ['-', '+'] as const) {
    if (cursor.take(operator)) return { kind: 'unary', operator, operand: parseUnary(cursor), place };
  }
  return parsePostfix(cursor);
}

function parsePostfix(cursor: Cursor): Expression {
  let object = parsePrimary(cursor, { expression: parseExpression, statements: parseBlockStatements });
  for (;;) {
    const { place } = cursor.peek();
    if (cursor.take('.')) object = { kind: 'member', object, name: cursor.identifier(), place };
    else if (cursor.take('[')) {
      const index = parseExpression(cursor);
      cursor.need(']');
      object =
        index.kind === 'string'
          ? { kind: 'member', object, name: index.value, place }
          : { kind: 'index', object, index, place };
    } else if (cursor.take('(')) {
      const call: Call = {
        kind: 'call',
        callee: object,
        properties: parseProperties(cursor, ')', parseExpression),
        place,
      };
      object = call;
    } else return object;
  }
}
