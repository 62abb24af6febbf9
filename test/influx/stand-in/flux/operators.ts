/**
 * What the operators of Flux make of two values (docs.influxdata.com/flux/v0/spec/operators/). Null is catching: an operation
 * with null is null; `and` and `or` know three values. Arithmetic never mixes types; comparison may mix the kinds of numbers.
 */
import { typeName } from './arguments.ts';
import { type BinaryOperator, FluxError, type Place } from './syntax.ts';
import { Duration, Time, Unsigned, type Value } from './values.ts';

export function binary(operator: BinaryOperator, left: Value, right: Value, place: Place): Value {
  if (left === null || right === null) return null;
  switch (operator) {
    case '=~':
    case '!~': {
      if (typeof left !== 'string' || !(right instanceof RegExp))
        throw mismatch(operator, left, right, place);
      return right.test(left) === (operator === '=~');
    }
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return holds(operator, compare(operator, left, right, place));
    case 'and':
    case 'or':
      throw new Error('and and or are decided before both sides are known');
    default:
      return arithmetic(operator, left, right, place);
  }
}

function holds(operator: BinaryOperator, order: number): boolean {
  if (Number.isNaN(order)) return operator === '!=';
  switch (operator) {
    case '==':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    default:
      return order >= 0;
  }
}

/** Negative, zero or positive; NaN when one is not a number. */
function compare(operator: BinaryOperator, left: Value, right: Value, place: Place): number {
  const a = comparable(left);
  const b = comparable(right);
  const numbers = typeof a !== 'string' && typeof b !== 'string' && sameFamily(left, right);
  const texts = typeof a === 'string' && typeof b === 'string';
  if (a === null || b === null || !(numbers || texts)) throw mismatch(operator, left, right, place);
  if (typeof left === 'boolean' && operator !== '==' && operator !== '!=')
    throw mismatch(operator, left, right, place);
  if (a < b) return -1;
  if (a > b) return 1;
  return a === b || Number(a) === Number(b) || texts ? 0 : Number.NaN;
}

function sameFamily(left: Value, right: Value): boolean {
  const family = (value: Value): string => {
    const name = typeName(value);
    return name === 'int' || name === 'uint' || name === 'float' ? 'number' : name;
  };
  return family(left) === family(right);
}

function comparable(value: Value): number | bigint | string | null {
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Time || value instanceof Duration) return value.nanos;
  return value instanceof Unsigned ? value.value : null;
}

function arithmetic(operator: BinaryOperator, left: Value, right: Value, place: Place): Value {
  if (typeof left === 'number' && typeof right === 'number') return floats(operator, left, right);
  if (typeof left === 'bigint' && typeof right === 'bigint') return integers(operator, left, right, place);
  if (left instanceof Unsigned && right instanceof Unsigned)
    return new Unsigned(BigInt.asUintN(64, integers(operator, left.value, right.value, place)));
  if (typeof left === 'string' && typeof right === 'string' && operator === '+') return left + right;
  throw mismatch(operator, left, right, place);
}

function floats(operator: BinaryOperator, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '%':
      return left % right;
    default:
      return left ** right;
  }
}

function integers(operator: BinaryOperator, left: bigint, right: bigint, place: Place): bigint {
  if ((operator === '/' || operator === '%') && right === 0n)
    throw new FluxError('runtime error: cannot divide by zero', place);
  switch (operator) {
    case '+':
      return BigInt.asIntN(64, left + right);
    case '-':
      return BigInt.asIntN(64, left - right);
    case '*':
      return BigInt.asIntN(64, left * right);
    case '/':
      return left / right;
    case '%':
      return left % right;
    default:
      throw new FluxError('the power of integers is a float: convert them first', place);
  }
}

function mismatch(operator: string, left: Value, right: Value, place: Place): FluxError {
  return new FluxError(
    `unsupported binary expression ${typeName(left)} ${operator} ${typeName(right)}`,
    place,
  );
}
