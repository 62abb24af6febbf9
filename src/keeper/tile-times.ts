/** When is a unit's tile to be told anew though nothing came? */
import type { UtcMs } from '../thermal/types.ts';
import type { Deadlines } from './deadlines.ts';
import type { Live } from './live.ts';
import type { Province } from './province.ts';
import type { Tiles } from './tile.ts';

type Parts = {
  readonly province: Province;
  readonly tiles: Tiles;
  readonly deadlines: Deadlines;
  readonly live: Live;
};

export class TileTimes {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Has a unit's tile told anew now, and when its word changes with time alone. */
  look(id: string, now: UtcMs): void {
    const { province, tiles, deadlines, live } = this.#parts;
    const unit = province.units.get(id);
    if (unit === undefined) return;
    live.units.add(id);
    deadlines.set(`tile:${id}`, tiles.nextAt(unit, now));
  }
}
