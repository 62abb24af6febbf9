/** What a unit's tile shows now, and when time alone will change it. One rule for all screens, evaluated by the service. */
import { alertKey } from '../alerts/conditions.ts';
import { hasReturned } from '../alerts/life.ts';
import type { Alert } from '../alerts/types.ts';
import { siteOfUnit, unitOfDevice } from '../fleet/places.ts';
import type { Risk, UtcMs } from '../thermal/types.ts';
import type { Intake } from './intake.ts';
import { type Judging, unitSubject } from './judging.ts';
import type { Province, UnitDocument } from './province.ts';
import { celsiusOrNull, iso, isoOrNull } from './show.ts';
import type { UnitState, UnitView } from './views.ts';

/** Late: two report periods and five minutes without a report. */
export const lateAfter = (sampling: number): number => 2 * sampling + 5 * 60_000;

type Fixed = { readonly alertKeys: readonly string[]; readonly range: UnitView['range'] };
type Probe = { readonly at: UtcMs; readonly milli: number | null; readonly standsUntil: UtcMs };

export class Tiles {
  readonly #province: Province;
  readonly #judging: Judging;
  readonly #intake: Intake;
  readonly #since = new Map<string, { state: UnitState; since: UtcMs }>();
  /** What follows from a unit's document alone; a change makes another document. */
  readonly #fixed = new WeakMap<UnitDocument, Fixed>();

  constructor(province: Province, judging: Judging, intake: Intake) {
    this.#province = province;
    this.#judging = judging;
    this.#intake = intake;
  }

  show(unit: UnitDocument, now: UtcMs): UnitView {
    const probes = this.#probesOf(unit, now);
    const standing = probes.filter((p) => p.milli !== null && p.standsUntil > now);
    const newest = probes.toSorted((a, b) => b.at - a.at)[0];
    const { alertKeys, range } = this.#fixedOf(unit);
    const alert = this.#alertOf(alertKeys);
    const risk = this.#judging.standing(unitSubject(unit.id))?.risks[0] ?? null;
    const state = this.#stateOf(unit, probes, standing, newest, alert, risk, now);
    const side = sideOf(unit, alert, risk);
    const shown = shownOf(standing, side);
    const lastDay = this.#intake.lastDay(unit.id);
    const { low, high } = lastDay?.extremes(now) ?? { low: null, high: null };
    const condition = this.#intake.condition(unit.id);
    const parcels = [...(this.#province.parcelsIn.get(unit.id) ?? [])].flatMap(
      (id) => this.#province.parcels.get(id) ?? [],
    );
    const site = siteOfUnit(unit, now);
    const newestValue = newest?.milli ?? null;
    return {
      id: unit.id,
      name: unit.name,
      kind: unit.kind,
      site,
      siteName: this.#province.sites.get(site ?? '')?.name ?? null,
      litres: unit.litres,
      state,
      stateSince: isoOrNull(this.#sinceOf(unit, state, probes, newest, alert, risk, now)),
      celsius: celsiusOrNull(shown?.milli ?? null),
      at: isoOrNull(shown?.at ?? null),
      last:
        newest === undefined || newestValue === null
          ? null
          : { celsius: newestValue / 1000, at: iso(newest.at) },
      range,
      side,
      breachAt: isoOrNull(risk?.breachAt ?? null),
      samplingSeconds: unit.sampling / 1000,
      maxGapSeconds: unit.maxGap / 1000,
      last24h: { minCelsius: celsiusOrNull(low), maxCelsius: celsiusOrNull(high) },
      spark: lastDay?.spark(now) ?? [],
      batteryPercent: condition?.battery ?? null,
      doorOpen: condition?.door ?? null,
      mainsPower: condition?.power ?? null,
      parcels: parcels.length,
      doses: parcels.reduce((sum, p) => sum + p.doses, 0),
      holds: parcels.filter((p) => this.#province.holdsOf(p.id).some((h) => h.state === 'open')).length,
      alert: alert?.id ?? null,
      acknowledgedBy: ackOf(this.#province, alert),
    };
  }

  /** What the unit's devices said of their battery last. */
  batteryOf(unit: string): number | null {
    return this.#intake.condition(unit)?.battery ?? null;
  }

  /** When the tile must be looked at again though nothing arrives: it turns late, or silent. */
  nextAt(unit: UnitDocument, now: UtcMs): UtcMs {
    const moments = this.#probesOf(unit, now).flatMap((p) => [
      p.at + lateAfter(unit.sampling) + 1,
      p.standsUntil,
    ]);
    return Math.min(Number.POSITIVE_INFINITY, ...moments.filter((m) => m > now));
  }

  /** The newest values of the probes that sit in the unit now. */
  #probesOf(unit: UnitDocument, now: UtcMs): Probe[] {
    return this.#judging.engine.probes(unit.id).filter(({ probe }) => {
      const device = this.#province.devices.get(probe.slice(0, probe.indexOf('/')));
      return unitOfDevice(device, now) === unit.id;
    });
  }

  #fixedOf(unit: UnitDocument): Fixed {
    const known = this.#fixed.get(unit);
    if (known !== undefined) return known;
    const keys = unit.versions.flatMap((v) => v.rules.map((r) => alertKey('unit-excursion', unit.id, r.id)));
    const made = { alertKeys: [...new Set(keys)], range: rangeOf(unit) };
    this.#fixed.set(unit, made);
    return made;
  }

  #alertOf(keys: readonly string[]): Alert | null {
    let found: Alert | null = null;
    for (const key of keys) {
      const alert = this.#province.openAlerts.get(key);
      if (alert !== undefined && (found === null || hasReturned(found))) found = alert;
    }
    return found;
  }

  #stateOf(
    unit: UnitDocument,
    probes: readonly Probe[],
    standing: readonly Probe[],
    newest: Probe | undefined,
    alert: Alert | null,
    risk: Risk | null,
    now: UtcMs,
  ): UnitState {
    if (unit.retiredAt !== null && unit.retiredAt <= now) return 'retired';
    if (alert !== null && !hasReturned(alert) && standing.length > 0)
      return alert.acknowledged === null ? 'excursion' : 'acknowledged';
    if (newest === undefined) return 'no-data';
    if (standing.length === 0) return 'silent';
    if (risk !== null) return 'watching';
    if (alert !== null) return 'returned';
    return probes.some((p) => now - p.at > lateAfter(unit.sampling)) ? 'late' : 'normal';
  }

  #sinceOf(
    unit: UnitDocument,
    state: UnitState,
    probes: readonly Probe[],
    newest: Probe | undefined,
    alert: Alert | null,
    risk: Risk | null,
    now: UtcMs,
  ): UtcMs | null {
    if (state === 'excursion' && typeof alert?.data.start === 'string') return Date.parse(alert.data.start);
    if (state === 'acknowledged') return alert?.acknowledged?.at ?? null;
    if (state === 'watching') return risk?.since ?? null;
    if (state === 'silent') return newest?.at ?? null;
    // Of several probes, the one that has said nothing for longest makes the unit late.
    if (state === 'late') return Math.min(...probes.map((p) => p.at));
    const known = this.#since.get(unit.id);
    if (known?.state === state) return known.since;
    this.#since.set(unit.id, { state, since: now });
    return now;
  }
}

function ackOf(province: Province, alert: Alert | null): UnitView['acknowledgedBy'] {
  const ack = alert?.acknowledged;
  return ack ? { name: province.people.get(ack.by)?.name ?? ack.by, at: iso(ack.at) } : null;
}

function sideOf(unit: UnitDocument, alert: Alert | null, risk: Risk | null): 'above' | 'below' | null {
  if (alert !== null && !hasReturned(alert) && (alert.data.side === 'above' || alert.data.side === 'below'))
    return alert.data.side;
  return unit.rules.find((r) => r.id === risk?.rule)?.side ?? null;
}

/** The warmest standing value for a warm rule, the coldest for a cold one, else the newest. */
function shownOf(standing: readonly Probe[], side: 'above' | 'below' | null): Probe | undefined {
  if (side === null) return standing.toSorted((a, b) => b.at - a.at)[0];
  const warmestFirst = standing.toSorted((a, b) => (b.milli ?? 0) - (a.milli ?? 0));
  return side === 'above' ? warmestFirst[0] : warmestFirst.at(-1);
}

function rangeOf(unit: UnitDocument): UnitView['range'] {
  const limits = (side: 'above' | 'below') => unit.rules.filter((r) => r.side === side).map((r) => r.limit);
  const above = limits('above');
  const below = limits('below');
  return {
    lowCelsius: below.length === 0 ? null : Math.max(...below) / 1000,
    highCelsius: above.length === 0 ? null : Math.min(...above) / 1000,
  };
}
