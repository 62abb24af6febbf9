/**
 * What can be wrong with a GS1 message. The codes are stable; screens and tests use them, the wording lives
 * with the screens.
 */
export const GS1_FAULTS = [
  'GS1_EMPTY', // nothing to read
  'GS1_NO_FNC1', // the message does not begin with FNC1
  'GS1_SYMBOLOGY_UNKNOWN', // a symbology identifier that carries no GS1 data
  'GS1_AI_UNKNOWN', // no such application identifier
  'GS1_AI_MALFORMED', // brackets or AI digits are wrong
  'GS1_VALUE_EMPTY', // an AI without its value
  'GS1_TOO_SHORT',
  'GS1_TOO_LONG',
  'GS1_NOT_DIGIT',
  'GS1_NOT_CSET82',
  'GS1_NOT_CSET39',
  'GS1_NOT_BASE64URL',
  'GS1_CHECK_DIGIT',
  'GS1_CHECK_PAIR',
  'GS1_MONTH',
  'GS1_DAY',
  'GS1_HOUR',
  'GS1_MINUTE',
  'GS1_ZERO', // zero where it must not be
  'GS1_NOT_ZERO', // something else where zero must be
  'GS1_REPEATED', // one AI with two different values
  'GS1_FORBIDDEN_PAIR', // two AIs that may not stand together
  'GS1_COMPANION_MISSING', // an AI without the one it describes
  'GS1_LINK_MALFORMED', // not a GS1 Digital Link
] as const;
export type Gs1FaultCode = (typeof GS1_FAULTS)[number];

/** `at`: index in the text that was given, of the first character that is wrong (its length where one is missing). */
export type Gs1Fault = { readonly code: Gs1FaultCode; readonly at: number };

/** One AI with its value; `at` is the index of the AI in the text that was read. */
export type Element = { readonly ai: string; readonly value: string; readonly at: number };

export type Elements =
  | { readonly ok: true; readonly elements: readonly Element[] }
  | { readonly ok: false; readonly fault: Gs1Fault };

export const faulty = (code: Gs1FaultCode, at: number): { ok: false; fault: Gs1Fault } => ({
  ok: false,
  fault: { code, at },
});
