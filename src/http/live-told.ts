/**
 * What do screens know of a unit already? A unit of which a minute's reading is new is the same in most else: who asks for
 * `?units=changes` gets only that. What was told last is kept here, once for all rooms.
 */
import type { UnitChange, UnitView } from '../keeper/views.ts';

export class Told {
  readonly #units = new Map<string, UnitView>();

  /** The unit as a delta has it for screens that know what was told last, and from now on know this. */
  tell(unit: UnitView): UnitChange {
    const former = this.#units.get(unit.id);
    this.#units.set(unit.id, unit);
    return former === undefined ? unit : changeOf(former, unit);
  }

  /**
   * A screen got these as its beginning, and they may be newer than what the others were told. Screens that know
   * different things need the whole unit next time.
   */
  alsoKnown(units: readonly UnitView[]): void {
    for (const unit of units) {
      const former = this.#units.get(unit.id);
      if (former !== undefined && Object.keys(changeOf(former, unit)).length > 1) this.#units.delete(unit.id);
    }
  }

  /** Nobody is there who needs it. */
  forget(): void {
    this.#units.clear();
  }
}

/** The id, and every member that is another one. */
export function changeOf(former: UnitView, unit: UnitView): UnitChange {
  const change: Record<string, unknown> = { id: unit.id };
  for (const [name, value] of Object.entries(unit)) {
    const before = former[name as keyof UnitView];
    if (isSame(before, value)) continue;
    if (name === 'spark' && isLed(former.spark, unit.spark)) change.sparkEnd = unit.spark.at(-1);
    else change[name] = value;
  }
  return change as UnitChange;
}

/** Are they the same but for the last value? */
const isLed = (a: UnitView['spark'], b: UnitView['spark']): boolean =>
  a.length === b.length && a.every((value, i) => i === a.length - 1 || value === b[i]);

/** Small plain values, made in one place: they have the same members, and those are plain. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((value, i) => value === b[i]);
  const [ours, others] = [Object.entries(a), b as Record<string, unknown>];
  return ours.length === Object.keys(b).length && ours.every(([name, value]) => value === others[name]);
}
