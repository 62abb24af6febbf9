/** What came since the page was last drawn, given on together: before the next drawing, or soon where nothing is drawn. */

/** A page in the background is not drawn, and an alarm must sound there too. */
const UNDRAWN_MS = 200;

export class Batch<T> {
  #waiting: T[] = [];
  #frame = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #give: (items: readonly T[]) => void;

  /** @param give gets all that waits, in the order in which it came */
  constructor(give: (items: readonly T[]) => void) {
    this.#give = give;
  }

  add(item: T): void {
    if (this.#waiting.push(item) > 1) return;
    const give = () => {
      const items = this.#waiting;
      this.clear();
      this.#give(items);
    };
    this.#frame = requestAnimationFrame(give);
    this.#timer = setTimeout(give, UNDRAWN_MS);
  }

  /** What waits is of no use any more. */
  clear(): void {
    this.#waiting = [];
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
  }
}
