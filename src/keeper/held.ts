/**
 * Which parcels are on hold for which cause, where: the groups behind the hold alerts. Only the groups that a change
 * touched are told anew.
 */
import { type HeldParcel, parcelHoldConditions, parcelHoldKey } from '../alerts/conditions.ts';
import type { Condition } from '../alerts/life.ts';
import { siteOfUnit } from '../fleet/places.ts';
import { presentUnit, unitAt } from '../lots/parcels.ts';
import type { UtcMs } from '../thermal/types.ts';
import { type Province, subjectKey } from './province.ts';

export class HeldIndex {
  readonly #province: Province;
  readonly #groups = new Map<string, Map<string, HeldParcel>>();
  readonly #keysOf = new Map<string, Map<string, string>>();
  readonly #heldBefore = new Map<string, readonly HeldParcel[]>();
  readonly #touched = new Set<string>();

  constructor(province: Province) {
    this.#province = province;
  }

  /** Looks again at a parcel whose holds, place or doses changed. */
  note(parcelId: string, asOf: UtcMs): void {
    const held = this.#heldOf(parcelId, asOf);
    if (isSame(held, this.#heldBefore.get(parcelId) ?? [])) return;
    this.#heldBefore.set(parcelId, held);
    const keys = this.#keysOf.get(parcelId) ?? new Map<string, string>();
    for (const [hold, key] of keys) {
      this.#groups.get(key)?.delete(hold);
      this.#touched.add(key);
    }
    keys.clear();
    for (const one of held) {
      const key = parcelHoldKey(one);
      const group = this.#groups.get(key) ?? new Map<string, HeldParcel>();
      this.#groups.set(key, group.set(one.hold.id, one));
      keys.set(one.hold.id, key);
      this.#touched.add(key);
    }
    this.#keysOf.set(parcelId, keys);
  }

  /** The touched groups as conditions, with all their keys as scope; then nothing is touched. */
  settle(): { conditions: Condition[]; scope: string[] } {
    const scope = [...this.#touched];
    this.#touched.clear();
    const members = scope.flatMap((key) => [...(this.#groups.get(key)?.values() ?? [])]);
    for (const key of scope) if (this.#groups.get(key)?.size === 0) this.#groups.delete(key);
    return { conditions: parcelHoldConditions(members), scope };
  }

  /** A parcel whose life has ended keeps its holds, and no longer needs anyone to act. */
  #heldOf(parcelId: string, asOf: UtcMs): HeldParcel[] {
    const parcel = this.#province.parcels.get(parcelId);
    if (parcel === undefined || parcel.ended !== null) return [];
    const open = this.#province.holdsOf(parcelId).filter((hold) => hold.state === 'open');
    if (open.length === 0) return [];
    const site = siteOfUnit(this.#province.units.get(presentUnit(parcel) ?? ''), asOf);
    const records = this.#province.excursionsOf(subjectKey({ kind: 'parcel', id: parcelId }));
    return open.map((hold) => {
      const excursion = records.find((r) => r.id === hold.excursion);
      return {
        hold,
        doses: parcel.doses,
        origin: excursion === undefined ? null : unitAt(parcel, excursion.start),
        rule: excursion?.rule ?? null,
        site,
        happenedAt: excursion?.breachedAt ?? hold.placedAt,
      };
    });
  }
}

/** Nothing that the alerts tell has changed. */
const isSame = (a: readonly HeldParcel[], b: readonly HeldParcel[]): boolean =>
  a.length === b.length &&
  a.every((x, i) => {
    const y = b[i];
    return (
      y !== undefined &&
      x.hold === y.hold &&
      x.doses === y.doses &&
      x.origin === y.origin &&
      x.rule === y.rule &&
      x.site === y.site &&
      x.happenedAt === y.happenedAt
    );
  });
