/**
 * Reads a Flux program: package clause, imports, statements
 * (docs.influxdata.com/flux/v0/spec/statements/ and /packages/). Expressions are read by expressions.ts.
 */
import { Cursor } from './cursor.ts';
import { parseBlockStatements, parseExpression } from './parse-expressions.ts';
import type { Program } from './syntax.ts';
import { tokens } from './tokens.ts';

/** The tree of a Flux text. Throws FluxError with line and column at the first thing that is not Flux. */
export function parseFlux(text: string): Program {
  const cursor = new Cursor(tokens(text));
  if (cursor.takeKeyword('package')) cursor.identifier();
  const imports: { alias: string; path: string; place: { line: number; column: number } }[] = [];
  while (cursor.isKeyword('import')) {
    const { place } = cursor.next();
    const alias = cursor.peek().kind === 'identifier' ? cursor.identifier() : null;
    const path = cursor.expect('string').text;
    imports.push({ alias: alias ?? path.slice(path.lastIndexOf('/') + 1), path, place });
  }
  const statements = parseBlockStatements(cursor, parseExpression);
  if (cursor.peek().kind !== 'end') throw cursor.unexpected();
  return { imports, statements };
}
