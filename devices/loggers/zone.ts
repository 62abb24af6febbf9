/**
 * Which instant does a logger's local clock mean?
 *
 * A wall time that happens twice (the clock goes back) is its earlier instant, unless the row before it is
 * already past that; then it is the later one. A wall time that never happens (the clock goes forward) comes
 * from a device that did not follow the change: it is read with the offset before the change, and marked `absent`.
 */
import { isZone, offsetMs } from '../../src/fleet/instants.ts';
import type { UtcMs } from '../../src/thermal/types.ts';

/** A wall clock reading, as the UTC milliseconds at which a clock in UTC would show it. */
export type WallMs = number;
export type Resolved = { readonly at: UtcMs; readonly absent: boolean };

const DAY_MS = 86_400_000;
/** Offsets change on quarter hours of UTC everywhere since 1973, so one answer serves a quarter hour. */
const QUARTER_MS = 900_000;

export class Zone {
  readonly name: string;
  readonly #offsets = new Map<number, number>();

  /** Throws RangeError for a name that is not an IANA zone. */
  constructor(name: string) {
    this.name = name;
    offsetMs(0, name);
  }

  static isName = isZone;

  /** Milliseconds by which local clocks are ahead of UTC at that instant. */
  offset(at: UtcMs): number {
    const quarter = Math.floor(at / QUARTER_MS) * QUARTER_MS;
    const known = this.#offsets.get(quarter);
    if (known !== undefined) return known;
    const offset = offsetMs(quarter, this.name);
    this.#offsets.set(quarter, offset);
    return offset;
  }

  /** `after`: the instant of the row before, which settles a wall time that happens twice. */
  resolve(wall: WallMs, after: UtcMs | null = null): Resolved {
    const before = this.offset(wall - DAY_MS);
    const later = this.offset(wall + DAY_MS);
    const fits = [...new Set([before, later])]
      .map((offset) => wall - offset)
      .filter((at) => this.offset(at) === wall - at)
      .sort((a, b) => a - b);
    const [first, second] = fits;
    if (first === undefined) return { at: wall - before, absent: true };
    if (second !== undefined && after !== null && after > first) return { at: second, absent: false };
    return { at: first, absent: false };
  }

  /** `yyyy-mm-dd hh:mm:ss` as a clock in the zone shows it. */
  local(at: UtcMs): string {
    return new Date(at + this.offset(at)).toISOString().slice(0, 19).replace('T', ' ');
  }
}
