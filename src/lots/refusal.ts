/** How a pure decision answers: with what it decided, or with a refusal the domain expects. */
import type { UtcMs } from '../thermal/types.ts';

/** A stable code, an English sentence (attempted: found, wanted), and the offending values. */
export type Refusal = {
  readonly code: string;
  readonly message: string;
  readonly details?: Readonly<Record<string, unknown>>;
};

export type Refused = { readonly ok: false; readonly refusal: Refusal };
export type Decision<T> = { readonly ok: true; readonly value: T } | Refused;

/** What a decision may not make itself: the service's time, new ids (each call another one), and who asks. */
export type Context = { readonly now: UtcMs; readonly ids: () => string; readonly by: string };

export const accept = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

export const refuse = (
  code: string,
  message: string,
  details?: Readonly<Record<string, unknown>>,
): Refused => ({
  ok: false,
  refusal: details === undefined ? { code, message } : { code, message, details },
});

/** How far ahead of service time a clock may be before what it says is refused (DESIGN.md section 3, Plausibility). */
export const CLOCK_TOLERANCE_MS = 5 * 60_000;

/** What a person wrote, as it is kept: without outer white space, and well-formed, so that the ledger can write it. */
export const said = (text: string): string => text.trim().toWellFormed();

/** True when a text that a person must give says nothing. */
export const isBlank = (text: string): boolean => text.trim() === '';
