/** Walks over the tokens of a Flux text and says what was expected where something else stands. */
import { FluxError } from './syntax.ts';
import type { Token } from './tokens.ts';

export class Cursor {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  peek(ahead = 0): Token {
    const token = this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)];
    if (token === undefined) throw new Error('a list of tokens ends with one of kind end');
    return token;
  }

  next(): Token {
    const token = this.peek();
    this.#at += 1;
    return token;
  }

  is(operator: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'operator' && token.text === operator;
  }

  isKeyword(word: string): boolean {
    const token = this.peek();
    return token.kind === 'keyword' && token.text === word;
  }

  take(operator: string): boolean {
    if (!this.is(operator)) return false;
    this.#at += 1;
    return true;
  }

  takeKeyword(word: string): boolean {
    if (!this.isKeyword(word)) return false;
    this.#at += 1;
    return true;
  }

  need(operator: string): Token {
    if (!this.is(operator)) throw this.unexpected(operator);
    return this.next();
  }

  needKeyword(word: string): void {
    if (!this.takeKeyword(word)) throw this.unexpected(word);
  }

  expect(kind: Token['kind']): Token {
    if (this.peek().kind !== kind) throw this.unexpected(kind);
    return this.next();
  }

  identifier(): string {
    return this.expect('identifier').text;
  }

  unexpected(wanted?: string): FluxError {
    const { kind, text, place } = this.peek();
    const found = kind === 'end' ? 'end of file' : `${kind} ${JSON.stringify(text)}`;
    return new FluxError(
      wanted === undefined ? `unexpected ${found}` : `expected ${wanted}, got ${found}`,
      place,
    );
  }
}
