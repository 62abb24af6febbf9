/**
 * In which order does the keeper's thread do what waits for it? First come, first served, but a batch of a backlog lets
 * pass what came after it: a few, and then no more, so that it is never put off for ever. It never overtakes.
 */

/** What came later and may go before a waiting batch of a backlog. */
export const LET_PASS = 8;

export class Precedence<T> {
  readonly #urgent: T[] = [];
  readonly #patient: { readonly what: T; after: number; passed: number }[] = [];

  get size(): number {
    return this.#urgent.length + this.#patient.length;
  }

  add(what: T, mayWait: boolean): void {
    if (mayWait) this.#patient.push({ what, after: this.#urgent.length, passed: 0 });
    else this.#urgent.push(what);
  }

  /** What is to be done next; undefined when nothing waits. */
  next(): T | undefined {
    const [first] = this.#patient;
    if (first === undefined) return this.#urgent.shift();
    const mayGo = first.after === 0;
    if (mayGo && (this.#urgent.length === 0 || first.passed >= LET_PASS)) {
      this.#patient.shift();
      return first.what;
    }
    if (mayGo) first.passed++;
    for (const one of this.#patient) if (one.after > 0) one.after--;
    return this.#urgent.shift();
  }
}
