/** Which parcels were split from which? Kept beside them, so that what reaches a parcel finds its parts without a search. */
import type { Parcel } from '../lots/types.ts';

export class Families {
  readonly #parcels = new Map<string, Parcel>();
  readonly #parts = new Map<string, string[]>();

  constructor(parcels: readonly Parcel[]) {
    for (const parcel of parcels) this.set(parcel);
  }

  get(id: string): Parcel | undefined {
    return this.#parcels.get(id);
  }

  /** A parcel anew, or for the first time. What it was split from never changes. */
  set(parcel: Parcel): void {
    const { id, parent } = parcel;
    if (parent !== null && !this.#parcels.has(id)) {
      const parts = this.#parts.get(parent);
      if (parts === undefined) this.#parts.set(parent, [id]);
      else parts.push(id);
    }
    this.#parcels.set(id, parcel);
  }

  partsOf(id: string): Parcel[] {
    return (this.#parts.get(id) ?? []).flatMap((part) => this.#parcels.get(part) ?? []);
  }

  /** The parcel and all that was split from it, and from that. */
  within(id: string): Parcel[] {
    const root = this.#parcels.get(id);
    const found = root === undefined ? [] : [root];
    for (const one of found) found.push(...this.partsOf(one.id));
    return found;
  }

  /** In the order in which they came. */
  all(): Parcel[] {
    return [...this.#parcels.values()];
  }
}
