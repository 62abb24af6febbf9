/** What the certificates of probes say, at hand where readings are judged and shown. What is stored is never touched. */
import { correctionsOf } from '../fleet/corrections.ts';
import { doubtsOf } from '../telemetry/doubtful.ts';
import type { Kept } from '../telemetry/tail.ts';
import {
  type Correction,
  corrected,
  correctedEvidence,
  correctionAt,
  possible,
} from '../thermal/correction.ts';
import type {
  Doubt,
  DurationMs,
  Evidence,
  MilliCelsius,
  Placement,
  Reading,
  UtcMs,
} from '../thermal/types.ts';
import type { ProbeLog } from './history.ts';
import type { EvidenceDocument, Province } from './province.ts';

const FIRST_PROBE = '1';

export class Corrections {
  readonly #province: Province;
  /** By probe, as the engine knows it; only those whose certificates say something. */
  readonly #known = new Map<string, readonly Correction[]>();

  constructor(province: Province) {
    this.#province = province;
  }

  /** Looks anew at what the certificates of a probe say. */
  note(log: ProbeLog): void {
    const corrections = this.#of(log);
    if (corrections.length > 0) this.#known.set(log.key, corrections);
    else this.#known.delete(log.key);
  }

  /** All that a probe's certificates say, as one text. */
  textOf(probe: string): string {
    return JSON.stringify(this.#known.get(probe) ?? []);
  }

  /** Readings of a probe, oldest first, as they are judged: what its certificates say is taken into account. */
  judged(probe: string, readings: readonly Reading[]): readonly Reading[] {
    const corrections = this.#known.get(probe);
    return corrections === undefined ? readings : corrected(readings, corrections);
  }

  /** One value as it is shown: what the probe shows too much taken off. */
  shown(probe: string, at: UtcMs, milli: MilliCelsius): MilliCelsius {
    const corrections = this.#known.get(probe);
    return corrections === undefined ? milli : milli - (correctionAt(corrections, at)?.offset ?? 0);
  }

  /** What values of no certain time say of a unit, as they are judged. */
  doubts(log: ProbeLog, kept: Iterable<Kept>, when: readonly Placement[], maxGap: DurationMs): Doubt[] {
    return doubtsOf(kept, when, maxGap, this.#of(log));
  }

  /** What a value of no certain time may mean, as it is judged; nothing of a fault. */
  possible(log: ProbeLog, { at, milli, extras }: Kept): readonly MilliCelsius[] {
    return milli === null ? [] : possible(milli, this.#of(log), extras?.earliest ?? at, at);
  }

  /** What a thermometer said besides, as it is judged. Its files name no probe but the first. */
  evidence(evidence: EvidenceDocument): Evidence {
    const { device } = evidence;
    return correctedEvidence(evidence, this.#of({ device, probe: FIRST_PROBE }));
  }

  #of({ device: id, probe }: Pick<ProbeLog, 'device' | 'probe'>): readonly Correction[] {
    const device = this.#province.devices.get(id);
    return device === undefined ? [] : correctionsOf(device, probe, this.#province);
  }
}
