/**
 * Is a report to be mailed to an address now? Each goes to each once; what fails is tried again, and what was under way when the service
 * was killed goes out once more at most, never less. Pure: time is an argument.
 */
import type { DurationMs, UtcMs } from '../thermal/types.ts';

const MINUTE: DurationMs = 60_000;
/** Longer after it was made nobody waits for it; a new address gets the reports of so long. */
export const MAILED_FOR: DurationMs = 3 * 24 * 60 * MINUTE;
/** From then on people are told: so many tries, or a refusal for good. */
const TRIES_TOLD = 3;
const WAITS: readonly DurationMs[] = [1, 2, 5, 15, 30, 60].map((minutes) => minutes * MINUTE);
/** A mailbox that does not exist may do so tomorrow. */
const WAIT_REFUSED: DurationMs = 6 * 60 * MINUTE;

/** One report to one address. `run`: which start of the service has it under way. */
export type Mailing = {
  readonly state: 'sending' | 'waiting' | 'sent';
  readonly run: string;
  readonly tries: number;
  readonly nextAt: UtcMs | null;
  readonly code: string | null;
  readonly refused: boolean;
};

/** Null: not now. `again`: it may have been sent before a stop. */
export function begun(
  before: Mailing | undefined,
  run: string,
  now: UtcMs,
): { readonly mailing: Mailing; readonly again: boolean } | null {
  const sending = { state: 'sending', run, nextAt: null, code: before?.code ?? null } as const;
  const mailing = { ...sending, tries: (before?.tries ?? 0) + 1, refused: before?.refused ?? false };
  if (before === undefined) return { mailing, again: false };
  if (before.state === 'sending') return before.run === run ? null : { mailing, again: true };
  return before.state === 'waiting' && before.nextAt !== null && before.nextAt <= now
    ? { mailing, again: false }
    : null;
}

export type MailEnd =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: string; readonly final: boolean };

export function ended(before: Mailing, end: MailEnd, now: UtcMs): Mailing {
  if (before.state === 'sent') return before;
  if (end.ok) return { ...before, state: 'sent', nextAt: null, code: null, refused: false };
  const wait = end.final ? WAIT_REFUSED : (WAITS[Math.min(before.tries, WAITS.length) - 1] ?? MINUTE);
  return { ...before, state: 'waiting', nextAt: now + wait, code: end.code, refused: end.final };
}

/** People are to be told that it does not get through. */
export const isStuck = ({ state, tries, refused, code }: Mailing): boolean =>
  state !== 'sent' && code !== null && (refused || tries >= TRIES_TOLD);
