/**
 * How long a wrong PIN makes one wait. Pure. What is left of the wait is kept as a length and only passes while the page is
 * open, so that neither a restart nor another time on the phone's clock shortens it.
 */

/** So many wrong entries cost nothing: fingers slip, and gloves are thick. */
export const FREE_TRIES = 5;
export const FIRST_WAIT_MS = 30_000;
/** The whole of it must be waited out with the page open. */
export const LONGEST_WAIT_MS = 3_600_000;

export type Waiting = { readonly wrong: number; readonly leftMs: number };
export const NO_WAITING: Waiting = { wrong: 0, leftMs: 0 };

/** After this many wrong entries in a row. */
export const waitAfter = (wrong: number): number =>
  wrong < FREE_TRIES ? 0 : Math.min(FIRST_WAIT_MS * 2 ** (wrong - FREE_TRIES), LONGEST_WAIT_MS);

export const oneMoreWrong = ({ wrong }: Waiting): Waiting => ({
  wrong: wrong + 1,
  leftMs: waitAfter(wrong + 1),
});

/** `passedMs`: by a clock that nobody can set (`performance.now`). */
export const passed = ({ wrong, leftMs }: Waiting, passedMs: number): Waiting => ({
  wrong,
  leftMs: Math.max(0, leftMs - Math.max(0, passedMs)),
});
