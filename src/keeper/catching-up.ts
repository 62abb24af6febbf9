/**
 * Does a copy that lies far behind come nearer? Measured over whole stretches of time, so that one entry more or less says
 * nothing: it does when it went on, and less is left at a stretch's end than at its beginning.
 */
import type { Cursor } from '../store/outbox.ts';
import type { DurationMs, UtcMs } from '../thermal/types.ts';

/** `unknown`: not looked at for long enough. */
export type CatchingUp = 'unknown' | 'yes' | 'no';

export class Catching {
  readonly #stretch: DurationMs;
  #mark: { readonly at: UtcMs; readonly left: number; readonly cursor: Cursor } | null = null;
  #answer: CatchingUp = 'unknown';

  /** `stretch`: how long one lasts. */
  constructor(stretch: DurationMs) {
    this.#stretch = stretch;
  }

  get answer(): CatchingUp {
    return this.#answer;
  }

  /** What was seen says nothing any more: the copy begins anew, or nothing can be stored there. */
  forget(): void {
    this.#mark = null;
    this.#answer = 'unknown';
  }

  /** `left`: entries that are still to be sent. */
  look(at: UtcMs, left: number, cursor: Cursor): CatchingUp {
    const mark = this.#mark;
    if (mark !== null && at - mark.at < this.#stretch) return this.#answer;
    // Packing makes fewer entries of the same readings: less is left, though nothing was sent.
    if (mark !== null) this.#answer = left < mark.left && isPast(cursor, mark.cursor) ? 'yes' : 'no';
    this.#mark = { at, left, cursor };
    return this.#answer;
  }
}

export const isPast = (a: Cursor, b: Cursor): boolean =>
  a.journal > b.journal || a.chunk > b.chunk || a.ledger > b.ledger || a.excursion > b.excursion;
