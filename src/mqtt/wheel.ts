/**
 * Whose time is up? One timer for all connections: each sits in the slot of the tick at which it is next looked at.
 * Activity only writes a number into the connection; what moved on meanwhile is put into a later slot when its slot comes.
 * Ticks are counted, not read from a clock: when the event loop stalls, nobody is taken for silent because of it.
 */

export interface Timed {
  /** The tick at which its time is up, as known now. */
  due(): number;
  expire(): void;
  /** The slot it sits in; -1 for none. The wheel's own. */
  slot: number;
}

export class Wheel {
  /** Ticks since the start. */
  now = 0;
  readonly #slots: Set<Timed>[];

  /** `span`: the longest wait in ticks. */
  constructor(span: number) {
    this.#slots = Array.from({ length: span + 2 }, () => new Set<Timed>());
  }

  add(timed: Timed): void {
    const last = this.#slots.length - 1;
    const wait = Math.min(Math.max(timed.due() - this.now, 1), last);
    timed.slot = (this.now + wait) % this.#slots.length;
    this.#slots[timed.slot]?.add(timed);
  }

  remove(timed: Timed): void {
    if (timed.slot >= 0) this.#slots[timed.slot]?.delete(timed);
    timed.slot = -1;
  }

  tick(): void {
    this.now++;
    const index = this.now % this.#slots.length;
    const slot = this.#slots[index];
    if (slot === undefined || slot.size === 0) return;
    this.#slots[index] = new Set();
    for (const timed of slot) {
      timed.slot = -1;
      if (timed.due() <= this.now) timed.expire();
      else this.add(timed);
    }
  }
}
