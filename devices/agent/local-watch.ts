/**
 * Is anything wrong in this unit, as far as the agent itself can tell? The service's own rules over the last hours of the agent's own
 * readings, with no network. Pure: times are the monotonic clock's, so that setting a clock moves no alarm.
 */
import { judgeUnit } from '../../src/thermal/judge.ts';
import type { DurationMs, MilliCelsius, Reading, Rule } from '../../src/thermal/types.ts';

export type WatchTerms = {
  readonly name: string;
  readonly probes: readonly string[];
  readonly rules: readonly Rule[];
  /** How long a value stands, and how long a probe may say nothing. */
  readonly maxGap: DurationMs;
  readonly maxSilent: DurationMs;
};

/** `beyond`: past a limit, not yet for as long as the rule allows; `breach`: longer; `silent`: a probe measures nothing. */
export type LocalAlarm = {
  readonly watch: string;
  readonly level: 'beyond' | 'breach' | 'silent';
  /** The rule, or the probe that is silent. */
  readonly what: string;
  readonly since: number;
  readonly peakMilli: MilliCelsius | null;
};

const HOUR = 3_600_000;
/** A sum over a life is the service's business; here it is one over this long at most. */
const WINDOW_MOST = 48 * HOUR;
const NEVER = Number.MAX_SAFE_INTEGER;

export class LocalWatch {
  readonly terms: WatchTerms;
  readonly #startedAt: number;
  readonly #window: DurationMs;
  readonly #readings = new Map<string, Reading[]>();
  /** When each probe last had a value. */
  readonly #valueAt = new Map<string, number>();

  constructor(terms: WatchTerms, startedAt: number) {
    this.terms = terms;
    this.#startedAt = startedAt;
    const longest = Math.max(HOUR, ...terms.rules.map(({ allowed }) => allowed));
    this.#window = Math.min(WINDOW_MOST, 2 * longest + terms.maxGap);
  }

  note(probe: string, at: number, milli: MilliCelsius | null): void {
    if (!this.terms.probes.includes(probe)) return;
    const known = this.#readings.get(probe) ?? [];
    this.#readings.set(probe, known);
    known.push({ at, milli });
    if (milli !== null) this.#valueAt.set(probe, Math.max(at, this.#valueAt.get(probe) ?? at));
  }

  /** All that is wrong at `asOf`; what was noted too long ago to matter is forgotten. */
  judge(asOf: number): LocalAlarm[] {
    const { name, rules, maxGap, probes } = this.terms;
    for (const [probe, readings] of this.#readings)
      this.#readings.set(
        probe,
        readings.filter(({ at }) => at > asOf - this.#window),
      );
    const history = {
      ...{ maxGap, maxUnmonitored: NEVER, evidence: [] },
      probes: [...this.#readings].map(([probe, readings]) => ({
        ...{ probe, readings },
        placements: [{ from: Number.NEGATIVE_INFINITY, to: null }],
      })),
    };
    const version = { version: 1, effective: Number.NEGATIVE_INFINITY, rules, maxUnmonitored: NEVER };
    const { excursions, risks } = judgeUnit(history, [version], null, asOf + 1);
    const breaches = excursions.filter(({ end }) => end === null);
    return [
      ...breaches.map(
        ({ rule, start, peak }): LocalAlarm => ({
          watch: name,
          level: 'breach',
          what: rule,
          since: start,
          peakMilli: peak,
        }),
      ),
      ...risks.map(
        ({ rule, since }): LocalAlarm => ({
          watch: name,
          level: 'beyond',
          what: rule,
          since,
          peakMilli: null,
        }),
      ),
      ...probes.flatMap((probe) => this.#silent(probe, asOf)),
    ];
  }

  #silent(probe: string, asOf: number): LocalAlarm[] {
    const since = this.#valueAt.get(probe) ?? this.#startedAt;
    if (asOf - since <= this.terms.maxSilent) return [];
    return [{ watch: this.terms.name, level: 'silent', what: probe, since, peakMilli: null }];
  }
}
