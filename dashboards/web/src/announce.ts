/**
 * What a screen reader hears: a polite line for ordinary changes, an assertive one for a new alarm, each at most
 * once in ten seconds. What comes in between waits and only the latest is said. Pure.
 */
export const QUIET_MS = 10_000;

export type Announcer = {
  readonly said: string;
  readonly saidAt: number | null;
  readonly waiting: string | null;
};
export const NOTHING_SAID: Announcer = { said: '', saidAt: null, waiting: null };

/** Call with a `text` when something new is to be said, and with `null` as time passes. */
export function announce(state: Announcer, text: string | null, at: number): Announcer {
  const wanted = text ?? state.waiting;
  if (wanted === null) return state;
  if (state.saidAt !== null && at - state.saidAt < QUIET_MS) {
    return wanted === state.waiting ? state : { ...state, waiting: wanted };
  }
  return { said: wanted, saidAt: at, waiting: null };
}
