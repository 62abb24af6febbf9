/** Documents by id, and ids by what they are looked up by. */

import type { Device } from '../fleet/types.ts';
import { viaKey } from '../fleet/via.ts';

export function keep<T>(map: Map<string, T>, id: string, doc: T | null): void {
  if (doc === null) map.delete(id);
  else map.set(id, doc);
}

export function add(index: Map<string, Set<string>>, key: string, id: string): void {
  const set = index.get(key);
  if (set === undefined) index.set(key, new Set([id]));
  else set.add(id);
}

export function pick<T>(ids: ReadonlySet<string> | undefined, from: ReadonlyMap<string, T>): T[] {
  const found: T[] = [];
  if (ids === undefined) return found;
  for (const id of ids) {
    const one = from.get(id);
    if (one !== undefined) found.push(one);
  }
  return found;
}

/** Devices by the gateway that carries them and the address that it calls them by. */
export class Carried {
  readonly #byVia = new Map<string, Device[]>();
  /** By gateway: how many it carries. */
  readonly counts = new Map<string, number>();

  /** Whose address it is: of the one in use; of several that ended, of the last. */
  of(gateway: string, address: string): Device | undefined {
    const all = this.#byVia.get(viaKey({ gateway, address }));
    return all?.findLast(({ retiredAt }) => retiredAt === null) ?? all?.at(-1);
  }

  replace(former: Device | undefined, next: Device | null): void {
    if (former?.via !== undefined) {
      const key = viaKey(former.via);
      const rest = this.#byVia.get(key)?.filter(({ id }) => id !== former.id) ?? [];
      if (rest.length === 0) this.#byVia.delete(key);
      else this.#byVia.set(key, rest);
      this.#count(former.via.gateway, -1);
    }
    if (next?.via === undefined) return;
    const key = viaKey(next.via);
    this.#byVia.set(key, [...(this.#byVia.get(key) ?? []), next]);
    this.#count(next.via.gateway, 1);
  }

  #count(gateway: string, more: number): void {
    const count = (this.counts.get(gateway) ?? 0) + more;
    if (count === 0) this.counts.delete(gateway);
    else this.counts.set(gateway, count);
  }
}
