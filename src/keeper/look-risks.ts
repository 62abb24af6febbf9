/** Which units, or the vaccine in them, are past a limit and will be in breach within the hour? */
import { unitKeys } from '../alerts/conditions.ts';
import { boxAtRiskKey } from '../alerts/custody.ts';
import { type Condition, hasReturned } from '../alerts/life.ts';
import { CALM, riskNow } from '../alerts/risk.ts';
import { unitAtRisk, unitAtRiskKey } from '../alerts/watch.ts';
import { siteOfUnit } from '../fleet/places.ts';
import { presentUnit } from '../lots/parcels.ts';
import type { Risk, Rule, UtcMs } from '../thermal/types.ts';
import { type Judging, parcelSubject, unitSubject } from './judging.ts';
import type { Province, UnitDocument } from './province.ts';
import { subjectOf } from './subjects.ts';

type Parts = { readonly province: Province; readonly judging: Judging };
type Nearest = { readonly risk: Risk; readonly rule: Rule };

export class RiskLook {
  readonly #parts: Parts;
  /** Units whose people were told and that are back in range: since when. */
  readonly #calmSince = new Map<string, UtcMs>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  look(now: UtcMs): { readonly conditions: readonly Condition[]; readonly scope: readonly string[] } {
    const conditions: Condition[] = [];
    const scope: string[] = [];
    for (const unit of this.#concerned()) {
      const key = unitAtRiskKey(unit.id);
      const isTold = this.#parts.province.openAlerts.has(key);
      const nearest = this.#nearest(unit, now);
      if (nearest !== null && !this.#isInBreach(unit)) {
        const condition = this.#condition(unit, nearest, now, isTold);
        if (condition !== null) conditions.push(condition);
        this.#calmSince.delete(unit.id);
      } else if (isTold && (this.#isInBreach(unit) || this.#isCalm(unit.id, now))) {
        this.#calmSince.delete(unit.id);
        scope.push(key);
      }
    }
    return { conditions, scope };
  }

  /** Units that are past a limit, or what is in them, and those of which people were told: of ten thousand a handful. */
  #concerned(): UnitDocument[] {
    const { province, judging } = this.#parts;
    const ids = new Set<string>();
    for (const subject of judging.atRisk) {
      const { kind, id } = subjectOf(subject);
      const parcel = kind === 'parcel' ? province.parcels.living(id) : undefined;
      const unit = kind === 'unit' ? id : parcel === undefined ? null : presentUnit(parcel);
      if (unit !== null) ids.add(unit);
    }
    for (const { kind, unit } of province.openAlerts.values())
      if (kind === 'unit-at-risk' && unit !== null) ids.add(unit);
    return [...ids].sort().flatMap((id) => province.units.get(id) ?? []);
  }

  #condition(unit: UnitDocument, { risk, rule }: Nearest, now: UtcMs, isTold: boolean): Condition | null {
    const { province } = this.#parts;
    const parcels = [...(province.parcelsIn.get(unit.id) ?? [])];
    const holdsVaccine = parcels.some((id) => (province.parcels.get(id)?.doses ?? 0) > 0);
    const severity = riskNow(risk, now, { holdsVaccine, isTold });
    if (severity === null) return null;
    const former = province.openAlerts.get(unitAtRiskKey(unit.id));
    const told = former?.data.celsius;
    return unitAtRisk(
      { unit: unit.id, site: siteOfUnit(unit, now) },
      {
        rule: rule.id,
        side: rule.side,
        limitCelsius: rule.limit / 1000,
        celsius: typeof told === 'number' ? told : this.#celsius(unit, rule, now),
        since: former?.happenedAt ?? risk.since,
        breachAt: risk.breachAt,
        // What was grave stays so until it is over: a parcel that is taken out makes it no smaller in the middle.
        severity: former?.severity === 'critical' ? 'critical' : severity,
      },
    );
  }

  /** Of the unit's own rules and those of what is in it, the one that will be broken first. */
  #nearest(unit: UnitDocument, now: UtcMs): Nearest | null {
    const { province, judging } = this.#parts;
    // People on the road are told of a box and what is in it.
    if (province.openAlerts.has(boxAtRiskKey(unit.id)) || siteOfUnit(unit, now) === null) return null;
    let nearest: Nearest | null = null;
    const consider = (risks: readonly Risk[] | undefined, rules: () => readonly Rule[]): void => {
      for (const risk of risks ?? []) {
        if (risk.breachAt <= now || (nearest !== null && risk.breachAt >= nearest.risk.breachAt)) continue;
        const rule = rules().find(({ id }) => id === risk.rule);
        if (rule !== undefined) nearest = { risk, rule };
      }
    };
    consider(judging.standing(unitSubject(unit.id))?.risks, () => unit.rules);
    for (const id of province.parcelsIn.get(unit.id) ?? []) {
      const gtin = province.parcels.get(id)?.gtin ?? '';
      const rules = () => province.products.get(gtin)?.versions.at(-1)?.rules ?? [];
      consider(judging.standing(parcelSubject(id))?.risks, rules);
    }
    return nearest;
  }

  #isInBreach(unit: UnitDocument): boolean {
    const rules = unit.versions.flatMap((version) => version.rules);
    return unitKeys(unit.id, rules).some((key) => {
      const alert = this.#parts.province.openAlerts.get(key);
      return alert?.kind === 'unit-excursion' && !hasReturned(alert);
    });
  }

  #isCalm(unit: string, now: UtcMs): boolean {
    const since = this.#calmSince.get(unit) ?? now;
    this.#calmSince.set(unit, since);
    return now - since >= CALM;
  }

  #celsius(unit: UnitDocument, { side }: Rule, now: UtcMs): number | null {
    const values = this.#parts.judging.engine
      .probes(unit.id)
      .flatMap(({ milli, standsUntil }) => (milli !== null && standsUntil > now ? [milli / 1000] : []));
    if (values.length === 0) return null;
    return side === 'above' ? Math.max(...values) : Math.min(...values);
  }
}
