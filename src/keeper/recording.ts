/** Which excursion records does a judgement leave? Keeps what it found of each subject, for who asks how that stands. */
import type { ExcursionRecord } from '../lots/types.ts';
import type { Evaluation, ThermalEngine } from '../thermal/engine.ts';
import { match } from '../thermal/identity.ts';
import type { RuleVersion, UtcMs } from '../thermal/types.ts';
import type { Deadlines } from './deadlines.ts';
import type { Draft } from './draft.ts';
import { type Province, subjectKey } from './province.ts';
import { sameRecord } from './records.ts';

/** All records of a subject, before and after it was judged; the very same list when none can have changed. */
export type Recorded = {
  readonly before: readonly ExcursionRecord[];
  readonly after: readonly ExcursionRecord[];
};

type Parts = {
  readonly province: Province;
  readonly engine: ThermalEngine;
  readonly deadlines: Deadlines;
};

export class Recording {
  readonly #province: Province;
  readonly #engine: ThermalEngine;
  readonly #deadlines: Deadlines;
  /** Subjects that are past a limit and not in breach yet, as they were judged last. */
  readonly atRisk = new Set<string>();
  /** The newest evaluation of each subject: what eligibility and the screens read. */
  readonly #standing = new Map<string, Evaluation>();
  /** Records that only late evidence can change. */
  readonly #settled = new Map<string, Set<string>>();

  constructor({ province, engine, deadlines }: Parts) {
    this.#province = province;
    this.#engine = engine;
    this.#deadlines = deadlines;
  }

  standing(subject: string): Evaluation | undefined {
    return this.#standing.get(subject);
  }

  /** Nobody asks any more how it stands. */
  forget(subject: string): void {
    this.#standing.delete(subject);
    this.atRisk.delete(subject);
    this.#settled.delete(subject);
  }

  /**
   * Brings a subject's records in line with its present evaluation, and sets when time alone may change it.
   * @param versions the rules that it is judged by, whose wording new records keep
   */
  record(
    who: ExcursionRecord['subject'],
    versions: readonly RuleVersion[],
    asOf: UtcMs,
    draft: Draft,
  ): Recorded {
    const subject = subjectKey(who);
    const before = this.#province.excursionsOf(subject);
    if (this.#engine.sleeps(subject)) return { before, after: before };
    const evaluation = this.#engine.evaluate(subject, asOf);
    this.#standing.set(subject, evaluation);
    if (evaluation.risks.length > 0) this.atRisk.add(subject);
    else this.atRisk.delete(subject);
    this.#deadlines.set(subject, evaluation.nextAt);
    const settled = evaluation.rebuilt
      ? new Set<string>()
      : (this.#settled.get(subject) ?? new Set<string>());
    const open = before.filter((r) => !settled.has(r.id));
    const now = [...evaluation.settled, ...evaluation.live];
    if (open.length === 0 && now.length === 0) return { before, after: before };
    const { now: matched, gone } = match(open, now, asOf);
    for (const { excursion, known } of matched) {
      const ruleSnapshot =
        versions.find((v) => v.version === excursion.version)?.rules.find((r) => r.id === excursion.rule) ??
        null;
      const record: ExcursionRecord = {
        ...excursion,
        id: known?.id ?? draft.ids(),
        subject: who,
        ruleSnapshot: known?.ruleSnapshot ?? ruleSnapshot,
        present: true,
        discoveredAt: known?.discoveredAt ?? draft.now,
        inheritedFrom: known?.inheritedFrom ?? null,
      };
      if (known === null || !sameRecord(known, record)) draft.put('excursion', record.id, record);
      if (evaluation.settled.includes(excursion)) settled.add(record.id);
    }
    for (const record of gone) {
      if (!record.present) continue;
      // It reached until now and no further: what comes later is another one.
      const end = record.end ?? Math.max(asOf, record.breachedAt + 1);
      draft.put('excursion', record.id, { ...record, end, present: false });
    }
    this.#settled.set(subject, settled);
    return { before, after: this.#province.excursionsOf(subject) };
  }
}
