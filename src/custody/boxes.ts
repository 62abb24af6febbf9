/** Where boxes and other units stood, while events are folded. */
import { insertPlacement, type Placed } from '../lots/late.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { BoxFacts, BoxPlacement } from './effects.ts';

export class Boxes {
  readonly #placements: Map<string, readonly Placed[]>;

  constructor(units: readonly BoxFacts[]) {
    this.#placements = new Map(units.map(({ id, placements }) => [id, placements]));
  }

  /** Null under way, before the first placement, and for an unknown unit. */
  siteOf(unit: string, at: UtcMs): string | null {
    return this.#placements.get(unit)?.findLast(({ since }) => since <= at)?.site ?? null;
  }

  place(unit: string, at: UtcMs, site: string | null): BoxPlacement {
    this.#placements.set(unit, insertPlacement(this.#placements.get(unit) ?? [], { at, site }));
    return { unit, at, site };
  }
}
