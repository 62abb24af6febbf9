/** When must a subject be judged again because time alone may change its verdict? A heap of moments, one per subject. */
import type { UtcMs } from '../thermal/types.ts';

export class Deadlines {
  #heap: { at: UtcMs; key: string }[] = [];
  readonly #at = new Map<string, UtcMs>();

  /** Replaces the subject's former moment; Infinity forgets it. */
  set(key: string, at: UtcMs): void {
    if (this.#at.get(key) === at) return;
    if (at === Number.POSITIVE_INFINITY) this.#at.delete(key);
    else {
      this.#at.set(key, at);
      this.#up(this.#heap.push({ at, key }) - 1);
    }
    // Former moments stay in the heap until they come up; rebuilt when they are most of it.
    if (this.#heap.length > 64 + 4 * this.#at.size) this.#rebuild();
  }

  /** Brings the subject's moment forward; what is earlier stays. */
  setEarlier(key: string, at: UtcMs): void {
    if (at < (this.#at.get(key) ?? Number.POSITIVE_INFINITY)) this.set(key, at);
  }

  /** Sets a moment only where the subject has none. */
  setIfNone(key: string, at: () => UtcMs): void {
    if (!this.#at.has(key)) this.set(key, at());
  }

  /** Takes out every subject whose moment is `now` or earlier. */
  due(now: UtcMs): string[] {
    const keys: string[] = [];
    for (let top = this.#heap[0]; top !== undefined && top.at <= now; top = this.#heap[0]) {
      this.#pop();
      if (this.#at.get(top.key) !== top.at) continue;
      this.#at.delete(top.key);
      keys.push(top.key);
    }
    return keys;
  }

  #rebuild(): void {
    this.#heap = [];
    for (const [key, at] of this.#at) this.#up(this.#heap.push({ at, key }) - 1);
  }

  #up(start: number): void {
    const heap = this.#heap;
    for (let i = start; i > 0; ) {
      const parent = (i - 1) >> 1;
      if (heap[parent] === undefined || (heap[i]?.at ?? 0) >= heap[parent].at) return;
      this.#swap(i, parent);
      i = parent;
    }
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    heap[0] = last;
    for (let i = 0; ; ) {
      let least = i;
      for (const child of [2 * i + 1, 2 * i + 2])
        if ((heap[child]?.at ?? Number.POSITIVE_INFINITY) < (heap[least]?.at ?? Number.POSITIVE_INFINITY))
          least = child;
      if (least === i) return;
      this.#swap(i, least);
      i = least;
    }
  }

  #swap(a: number, b: number): void {
    const [x, y] = [this.#heap[a], this.#heap[b]];
    if (x === undefined || y === undefined) return;
    this.#heap[a] = y;
    this.#heap[b] = x;
  }
}
