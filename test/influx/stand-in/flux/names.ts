/**
 * Are all names in a program known where they stand? The real compiler asks before it reads any data, so that a function
 * that is never called because there are no rows must still be right.
 */
import {
  type Body,
  type Expression,
  FluxError,
  type Place,
  type Property,
  type Statement,
} from './syntax.ts';
import { isRecord, type Value } from './values.ts';

type Names = { readonly has: (name: string) => boolean };

/** `known` holds what is built in and imported. Throws FluxError at the first name that is not known. */
export function checkNames(statements: readonly Statement[], known: ReadonlyMap<string, Value>): void {
  const packageLacks = (name: string, member: string): boolean => {
    const value = known.get(name);
    return value !== undefined && isRecord(value) && name !== 'v' && !value.has(member);
  };

  const block = (inside: readonly Statement[], outer: Names): void => {
    const own = new Set<string>();
    const names: Names = { has: (name) => own.has(name) || outer.has(name) };
    for (const statement of inside) {
      expression(statement.value, names);
      if (statement.kind === 'assign') own.add(statement.name);
      if (statement.kind === 'option' && statement.of === null) own.add(statement.name);
    }
  };

  const body = (inner: Body, names: Names): void => {
    if (inner.kind === 'block') block(inner.statements, names);
    else expression(inner, names);
  };

  const properties = (all: readonly Property[], names: Names): void => {
    for (const { value } of all) expression(value, names);
  };

  const expression = (node: Expression, names: Names): void => {
    switch (node.kind) {
      case 'identifier':
        need(node.name, node.place, names);
        return;
      case 'interpolated':
        for (const part of node.parts) if (typeof part !== 'string') expression(part, names);
        return;
      case 'array':
        for (const item of node.items) expression(item, names);
        return;
      case 'record':
        if (node.base !== null) need(node.base, node.place, names);
        properties(node.properties, names);
        return;
      case 'function': {
        const own = new Set(node.parameters.map((each) => each.name));
        for (const { fallback } of node.parameters) if (fallback !== null) expression(fallback, names);
        body(node.body, { has: (name) => own.has(name) || names.has(name) });
        return;
      }
      case 'member':
        expression(node.object, names);
        if (node.object.kind === 'identifier' && packageLacks(node.object.name, node.name))
          throw new FluxError(`record is missing label ${node.name}`, node.place);
        return;
      case 'index':
        expression(node.object, names);
        expression(node.index, names);
        return;
      case 'call':
        expression(node.callee, names);
        properties(node.properties, names);
        return;
      case 'pipe':
        expression(node.input, names);
        expression(node.call, names);
        return;
      case 'unary':
        expression(node.operand, names);
        return;
      case 'binary':
        expression(node.left, names);
        expression(node.right, names);
        return;
      case 'if':
        for (const part of [node.test, node.then, node.otherwise]) expression(part, names);
        return;
      default:
        return;
    }
  };

  block(statements, known);
}

function need(name: string, place: Place, names: Names): void {
  if (!names.has(name)) throw new FluxError(`undefined identifier ${name}`, place);
}
