/** Which alerts follow from how units and parcels were judged? */
import { unitConditions, unitKeys } from '../alerts/conditions.ts';
import type { Condition } from '../alerts/life.ts';
import { reconcileAlerts } from '../alerts/reconcile.ts';
import { siteOfUnit } from '../fleet/places.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { Draft } from './draft.ts';
import type { HeldIndex } from './held.ts';
import { type Found, lateInParcels, lateInUnit } from './late.ts';
import type { Province, UnitDocument } from './province.ts';
import type { Recorded } from './recording.ts';

export class JudgedAlerts {
  readonly #province: Province;
  readonly #held: HeldIndex;
  /** Under which keys each version of a unit's document can alert. */
  readonly #keysOf = new WeakMap<UnitDocument, string[]>();

  constructor(province: Province, held: HeldIndex) {
    this.#province = province;
    this.#held = held;
  }

  ofUnit(unit: UnitDocument, { before, after }: Recorded, asOf: UtcMs, draft: Draft): void {
    const place = { unit: unit.id, site: siteOfUnit(unit, asOf) };
    this.#tell({ conditions: unitConditions(place, after), scope: this.#keys(unit) }, draft);
    for (const alert of lateInUnit(this.#province, unit, { before, after, asOf }, draft))
      draft.put('alert', alert.id, alert);
  }

  /** Of all parcels that were looked at: their holds, and the excursions of theirs that are new. */
  ofParcels(found: readonly Found[], draft: Draft): void {
    this.#tell(this.#held.settle(), draft);
    this.#tell({ conditions: lateInParcels(this.#province, found), scope: [] }, draft);
  }

  #keys(unit: UnitDocument): string[] {
    const known = this.#keysOf.get(unit);
    if (known !== undefined) return known;
    const rules = unit.versions.flatMap((v) => v.rules);
    const keys = unitKeys(unit.id, rules);
    this.#keysOf.set(unit, keys);
    return keys;
  }

  #tell(what: { conditions: readonly Condition[]; scope: readonly string[] }, draft: Draft): void {
    const { openAlerts } = this.#province;
    if (what.conditions.length === 0 && !what.scope.some((key) => openAlerts.has(key))) return;
    for (const alert of reconcileAlerts(openAlerts, what.conditions, what.scope, draft))
      draft.put('alert', alert.id, alert);
  }
}
