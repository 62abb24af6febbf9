/**
 * When has nothing been known for too long? Follows the unknown time of a history: a gap strictly longer than the
 * shortest `maxUnmonitored` in force in any part of it is an excursion of its own kind.
 */
import { type DurationMs, type Excursion, UNMONITORED, type UtcMs } from './types.ts';

type Gap = { start: UtcMs; end: UtcMs; max: DurationMs; version: number };

export class GapCounter {
  /** Null: none. */
  #closed: Excursion[] | null = null;
  #gap: Gap | null = null;

  /** Adjoining segments, in order. `max`: what the unit and product allow during this one. */
  visit(from: UtcMs, to: UtcMs, known: boolean, max: DurationMs, version: number): void {
    if (known) {
      if (this.#gap !== null && tooLong(this.#gap)) {
        this.#closed ??= [];
        this.#closed.push(excursion(this.#gap, this.#gap.end));
      }
      this.#gap = null;
    } else if (this.#gap === null) this.#gap = { start: from, end: to, max, version };
    else {
      this.#gap.end = to;
      this.#gap.max = Math.min(this.#gap.max, max);
    }
  }

  excursions(ended: boolean): Excursion[] {
    const gap = this.#gap;
    const closed = this.#closed ?? [];
    if (gap === null || !tooLong(gap)) return [...closed];
    return [...closed, excursion(gap, ended ? gap.end : null)];
  }

  /** Hands over the gaps that are over; they are counted no more. */
  takeClosed(): Excursion[] {
    const closed = this.#closed;
    this.#closed = null;
    return closed ?? [];
  }

  /** Since when nothing has been known, and for how long that may last; null while something stands. */
  openTail(): { since: UtcMs; max: DurationMs } | null {
    return this.#gap && { since: this.#gap.start, max: this.#gap.max };
  }

  fork(): GapCounter {
    const copy = new GapCounter();
    copy.#closed = this.#closed && [...this.#closed];
    copy.#gap = this.#gap && { ...this.#gap };
    return copy;
  }
}

const tooLong = (gap: Gap): boolean => gap.end - gap.start > gap.max;

function excursion(gap: Gap, end: UtcMs | null): Excursion {
  return {
    rule: UNMONITORED,
    version: gap.version,
    start: gap.start,
    breachedAt: gap.start + gap.max,
    end,
    peak: null,
    beyond: 0,
    unknownInside: 0,
  };
}
