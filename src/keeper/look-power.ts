/** Where are the mains gone, and which unit there will be in breach first? */
import type { Condition } from '../alerts/life.ts';
import { inOrderOfBreach, POWER_KNOWN, POWER_PATIENCE, type Warming, warmingOf } from '../alerts/power.ts';
import { powerCut, powerCutKey } from '../alerts/watch.ts';
import { isDefrosting } from '../fleet/defrost.ts';
import { siteOfUnit, unitOfDevice } from '../fleet/places.ts';
import type { DurationMs, UtcMs } from '../thermal/types.ts';
import type { Intake } from './intake.ts';
import { type Judging, unitSubject } from './judging.ts';
import type { Province, UnitDocument } from './province.ts';

/** The order among units that warm alike wavers; it is told anew only so often. */
const RANK_EVERY: DurationMs = 10 * 60_000;
/** Half an hour of the tile's five-minute steps. */
const STEP: DurationMs = 300_000;
const STEPS = 7;

type Parts = { readonly province: Province; readonly judging: Judging; readonly intake: Intake };
type Out = {
  readonly unit: UnitDocument;
  readonly since: UtcMs;
  readonly at: UtcMs;
  readonly isOut: boolean;
};
type Ranked = { readonly among: string; readonly at: UtcMs; readonly order: readonly Warming[] };

export class PowerLook {
  readonly #parts: Parts;
  readonly #ranked = new Map<string, Ranked>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** One for each place where units are without mains; `scope`: the places where they were. */
  look(now: UtcMs): { readonly conditions: readonly Condition[]; readonly scope: readonly string[] } {
    const { province, intake } = this.#parts;
    // Who has not been heard since the start may be without mains: what was told of them stays told.
    if (intake.unremembered.size > 0) return { conditions: [], scope: [] };
    const bySite = Map.groupBy(this.#withoutMains(now), ({ unit }) => siteOfUnit(unit, now));
    const conditions: Condition[] = [];
    for (const [site, out] of bySite) {
      const former = site === null ? undefined : province.openAlerts.get(powerCutKey(site));
      const since = Math.min(...out.map((one) => one.since));
      if (site === null || (former === undefined && now - since < POWER_PATIENCE)) continue;
      const order = this.#order(site, out, now);
      const [first] = order;
      conditions.push(
        powerCut({
          site,
          units: order.map(({ unit, name }) => ({ id: unit, name })),
          breachAt: first?.breachAt ?? null,
          since: former?.happenedAt ?? since,
        }),
      );
    }
    for (const site of this.#ranked.keys()) if (!bySite.has(site)) this.#ranked.delete(site);
    const scope = [...province.openAlerts.values()].filter(({ kind }) => kind === 'power-cut');
    return { conditions, scope: scope.map(({ key }) => key) };
  }

  /** Of several devices in a unit the one that spoke last is believed. A box on its own battery lacks nothing. */
  #withoutMains(now: UtcMs): Out[] {
    const { province, intake } = this.#parts;
    const newest = new Map<string, Out>();
    for (const [device, { value, since, at }] of intake.reported.mains) {
      const unit = province.units.get(unitOfDevice(province.devices.get(device), now) ?? '');
      if (unit === undefined || unit.kind === 'transport-box') continue;
      if (unit.retiredAt !== null && unit.retiredAt <= now) continue;
      // Switched off on purpose.
      if (isDefrosting(unit.defrosts, now)) continue;
      const known = newest.get(unit.id);
      if (known === undefined || at > known.at) newest.set(unit.id, { unit, since, at, isOut: !value });
    }
    return [...newest.values()].filter(({ isOut, at }) => isOut && now - at <= POWER_KNOWN);
  }

  #order(site: string, out: readonly Out[], now: UtcMs): readonly Warming[] {
    const units = out.map(({ unit }) => this.#warming(unit, now));
    const among = JSON.stringify(units.map(({ unit, breachAt }) => [unit, breachAt]).sort());
    const known = this.#ranked.get(site);
    if (known?.among === among && now - known.at < RANK_EVERY) return known.order;
    const order = inOrderOfBreach(units, now);
    this.#ranked.set(site, { among, at: now, order });
    return order;
  }

  #warming(unit: UnitDocument, now: UtcMs): Warming {
    const { judging, intake } = this.#parts;
    const values = judging.engine
      .probes(unit.id)
      .flatMap(({ milli, standsUntil }) => (milli !== null && standsUntil > now ? [milli / 1000] : []));
    const limits = unit.rules.filter(({ side }) => side === 'above').sort((a, b) => a.limit - b.limit);
    const [nearest] = limits;
    const risks = judging.standing(unitSubject(unit.id))?.risks ?? [];
    return {
      unit: unit.id,
      name: unit.name,
      breachAt: risks.find(({ breachAt }) => breachAt > now)?.breachAt ?? null,
      celsius: values.length === 0 ? null : Math.max(...values),
      limitCelsius: nearest === undefined ? null : nearest.limit / 1000,
      allowedMs: nearest?.allowed ?? 0,
      perHour: warmingOf(intake.lastDay(unit.id)?.spark(now).slice(-STEPS) ?? [], STEP),
    };
  }
}
