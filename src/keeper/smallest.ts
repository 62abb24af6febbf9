/** The first page of many things by their keys, without ever sorting them all: a long walk needs no long last step. */
import { limitOf } from './pages.ts';
import type { Page } from './protocol.ts';
import type { Paged } from './views.ts';

export class Smallest<T> {
  readonly #limit: number;
  readonly #after: string | undefined;
  #kept: { key: string; item: T }[] = [];

  constructor(page: Page) {
    this.#limit = limitOf(page);
    this.#after = page.cursor;
  }

  /** Keys are distinct; what stands at or before the cursor is left out. */
  add(key: string, item: T): void {
    if (this.#after !== undefined && key <= this.#after) return;
    this.#kept.push({ key, item });
    if (this.#kept.length > 4 * (this.#limit + 1)) this.#settle();
  }

  page<V>(show: (item: T) => V): Paged<V> {
    this.#settle();
    const shown = this.#kept.slice(0, this.#limit);
    const next = this.#kept.length > this.#limit ? (shown.at(-1)?.key ?? null) : null;
    return { items: shown.map(({ item }) => show(item)), next };
  }

  #settle(): void {
    this.#kept = this.#kept.sort((a, b) => (a.key < b.key ? -1 : 1)).slice(0, this.#limit + 1);
  }
}
