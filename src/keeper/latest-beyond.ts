/** When was the latest reading past the limit inside an excursion, as far as newer readings than any release can tell? */
import type { ExcursionRecord, Parcel } from '../lots/types.ts';
import { asReadings, type Kept } from '../telemetry/tail.ts';
import { type Cut, cutOf, isBeyond } from '../thermal/cuts.ts';
import type { ThermalEngine } from '../thermal/engine.ts';
import { UNMONITORED, type UtcMs } from '../thermal/types.ts';
import type { Corrections } from './corrections.ts';
import type { History } from './history.ts';
import type { Province } from './province.ts';

type Parts = {
  readonly province: Province;
  readonly history: History;
  readonly engine: ThermalEngine;
  readonly corrections: Corrections;
};

export class LatestBeyond {
  readonly #province: Province;
  readonly #history: History;
  readonly #engine: ThermalEngine;
  readonly #corrections: Corrections;

  constructor({ province, history, engine, corrections }: Parts) {
    this.#province = province;
    this.#history = history;
    this.#engine = engine;
    this.#corrections = corrections;
  }

  /** Null when there is none, as in unmonitored time. */
  of(parcel: Parcel, excursion: ExcursionRecord, asOf: UtcMs): UtcMs | null {
    const rule = excursion.ruleSnapshot;
    if (rule === null || excursion.rule === UNMONITORED) return null;
    const cut = cutOf(rule);
    let latest = Number.NEGATIVE_INFINITY;
    for (const stay of parcel.stays) {
      const from = Math.max(stay.from, excursion.start);
      const to = Math.min(stay.to ?? asOf, excursion.end ?? asOf);
      latest = Math.max(
        latest,
        this.#measured(stay.unit, cut, from, to),
        this.#doubted(stay.unit, cut, from, to),
      );
    }
    return latest === Number.NEGATIVE_INFINITY ? null : latest;
  }

  #measured(unit: string, cut: Cut, from: UtcMs, to: UtcMs): UtcMs {
    let latest = Number.NEGATIVE_INFINITY;
    for (const { probe } of this.#engine.probes(unit)) {
      const log = this.#history.find(probe);
      const newer = this.#corrections.judged(probe, asReadings(log?.tail.between(from, to) ?? []));
      const last = newer.findLast((k) => k.milli !== null && isBeyond(cut, k.milli, k.milli));
      if (last !== undefined) latest = Math.max(latest, last.at);
    }
    return latest;
  }

  /** Of what has no certain time the arrival counts: it may have been measured as late as that. */
  #doubted(unit: string, cut: Cut, from: UtcMs, to: UtcMs): UtcMs {
    let latest = Number.NEGATIVE_INFINITY;
    for (const device of this.#province.devicesEverIn.get(unit) ?? [])
      for (const log of this.#history.doubtfulOf(device)) {
        const beyond = (k: Kept) => this.#corrections.possible(log, k).some((v) => isBeyond(cut, v, v));
        latest = Math.max(latest, log.tail.between(from, to).findLast(beyond)?.at ?? latest);
      }
    return latest;
  }
}
