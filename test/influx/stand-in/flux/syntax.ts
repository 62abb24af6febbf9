/**
 * What a Flux text means, as a tree. The shapes follow the productions of the language specification
 * (docs.influxdata.com/flux/v0/spec/: "Expressions", "Statements", "Lexical elements").
 */

/** Where something stands in the text, both from 1. */
export type Place = { readonly line: number; readonly column: number };

/** A text that is no Flux, or that asks for what does not exist. The server answers it with 400. */
export class FluxError extends Error {
  readonly place: Place | null;
  constructor(message: string, place: Place | null = null) {
    super(place === null ? message : `error @${place.line}:${place.column}: ${message}`);
    this.name = 'FluxError';
    this.place = place;
  }

  /** The same with a place, where it has none. */
  at(place: Place): FluxError {
    return this.place === null ? new FluxError(this.message, place) : this;
  }
}

export type Parameter = {
  readonly name: string;
  readonly fallback: Expression | null;
  /** `tables=<-`: takes what is piped in. */
  readonly pipe: boolean;
};

export type Property = { readonly name: string; readonly value: Expression };

export type BinaryOperator =
  | '^'
  | '*'
  | '/'
  | '%'
  | '+'
  | '-'
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | '=~'
  | '!~'
  | 'and'
  | 'or';

export type Call = {
  readonly kind: 'call';
  readonly callee: Expression;
  readonly properties: readonly Property[];
  readonly place: Place;
};

/** `nanos` and `months` of a duration are counted apart: a month has no fixed length. */
export type Expression =
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'interpolated'; readonly parts: readonly (string | Expression)[] }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'integer'; readonly value: bigint }
  | { readonly kind: 'time'; readonly nanos: bigint }
  | { readonly kind: 'duration'; readonly months: bigint; readonly nanos: bigint }
  | { readonly kind: 'regex'; readonly source: string }
  | { readonly kind: 'identifier'; readonly name: string; readonly place: Place }
  | { readonly kind: 'array'; readonly items: readonly Expression[] }
  | {
      readonly kind: 'record';
      readonly base: string | null;
      readonly properties: readonly Property[];
      readonly place: Place;
    }
  | { readonly kind: 'function'; readonly parameters: readonly Parameter[]; readonly body: Body }
  | { readonly kind: 'member'; readonly object: Expression; readonly name: string; readonly place: Place }
  | { readonly kind: 'index'; readonly object: Expression; readonly index: Expression; readonly place: Place }
  | Call
  | { readonly kind: 'pipe'; readonly input: Expression; readonly call: Call }
  | {
      readonly kind: 'unary';
      readonly operator: '-' | '+' | 'not' | 'exists';
      readonly operand: Expression;
      readonly place: Place;
    }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
      readonly place: Place;
    }
  | {
      readonly kind: 'if';
      readonly test: Expression;
      readonly then: Expression;
      readonly otherwise: Expression;
      readonly place: Place;
    };

export type Body = Expression | { readonly kind: 'block'; readonly statements: readonly Statement[] };

export type Statement =
  | {
      readonly kind: 'option';
      readonly of: string | null;
      readonly name: string;
      readonly value: Expression;
      readonly place: Place;
    }
  | { readonly kind: 'assign'; readonly name: string; readonly value: Expression; readonly place: Place }
  | { readonly kind: 'return'; readonly value: Expression; readonly place: Place }
  | { readonly kind: 'expression'; readonly value: Expression; readonly place: Place };

export type Program = {
  readonly imports: readonly { readonly alias: string; readonly path: string; readonly place: Place }[];
  readonly statements: readonly Statement[];
};
