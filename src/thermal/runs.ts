/**
 * When does time beyond a limit become an excursion? Counts the runs of one rule version along a history that is
 * visited in order. A run is a maximal stretch of beyond time; unknown time that later beyond time encloses
 * belongs to it; only an in-range value ends it.
 */
import { type Cut, worse } from './cuts.ts';
import type { DurationMs, Excursion, MilliCelsius, Risk, Rule, UtcMs } from './types.ts';

/** A rule as one version states it: its runs are counted in [from, to). */
export type Line = {
  readonly rule: Rule;
  readonly cut: Cut;
  readonly version: number;
  /** When the rule came into force: no breach is dated before it, and no history that ends before it is judged by it. */
  readonly effective: UtcMs;
  readonly from: UtcMs;
  readonly to: UtcMs;
};

type Run = { start: UtcMs; end: UtcMs; peak: MilliCelsius; unknownInside: DurationMs };

export class RunCounter {
  readonly line: Line;
  /** Null: none. */
  #closed: Excursion[] | null = null;
  #run: Run | null = null;
  /** Over all closed runs of a cumulative rule. */
  #sum = 0;
  #life: Run | null = null;
  #breachedAt: UtcMs | null = null;

  constructor(line: Line) {
    this.line = line;
  }

  /** Adjoining segments, in order. Unknown time says nothing by itself. */
  visit(from: UtcMs, to: UtcMs, state: 'beyond' | 'inside' | 'unknown', peak: MilliCelsius | null): void {
    if (state === 'inside') this.#close();
    if (state !== 'beyond' || peak === null) return;
    if (this.#run === null) this.#run = { start: from, end: to, peak, unknownInside: 0 };
    else {
      this.#run.unknownInside += from - this.#run.end;
      this.#run.end = to;
      this.#run.peak = worse(this.line.rule.side, this.#run.peak, peak);
    }
  }

  /** The excursions so far, oldest first. `ended`: the history is over, so an open run is closed where it stands. */
  excursions(ended: boolean): Excursion[] {
    const { rule } = this.line;
    if (rule.mode === 'cumulative') return this.#cumulative(ended);
    const open = this.#run;
    const closed = this.#closed ?? [];
    if (open === null || open.end - open.start < rule.allowed) return [...closed];
    return [...closed, this.#excursion(open, open.start + rule.allowed, ended ? open.end : null)];
  }

  /** Hands over the closed excursions of a continuous rule; they are counted no more. */
  takeClosed(): Excursion[] {
    const closed = this.#closed;
    this.#closed = null;
    return closed ?? [];
  }

  /** A run is open and not yet in breach: the instant of the breach if the present value lasts. */
  risk(): Risk | null {
    const run = this.#run;
    if (run === null || this.#breachedAt !== null) return null;
    const { rule, version } = this.line;
    const breachAt = run.start + rule.allowed - (rule.mode === 'cumulative' ? this.#sum : 0);
    if (run.end >= breachAt) return null;
    return { rule: rule.id, version, since: run.start, breachAt };
  }

  /** How far the open run reaches; null when none is open. */
  openUntil(): UtcMs | null {
    return this.#run?.end ?? null;
  }

  /** A copy that can be led on over provisional time while this one stays where it is. */
  fork(): RunCounter {
    const copy = new RunCounter(this.line);
    copy.#closed = this.#closed && [...this.#closed];
    copy.#run = this.#run && { ...this.#run };
    copy.#sum = this.#sum;
    copy.#life = this.#life && { ...this.#life };
    copy.#breachedAt = this.#breachedAt;
    return copy;
  }

  #close(): void {
    const run = this.#run;
    if (run === null) return;
    this.#run = null;
    const length = run.end - run.start;
    const { rule } = this.line;
    if (rule.mode === 'continuous') {
      if (length < rule.allowed) return;
      this.#closed ??= [];
      this.#closed.push(this.#excursion(run, run.start + rule.allowed, run.end));
      return;
    }
    this.#breachedAt ??= this.#breachIn(run);
    this.#life = joined(this.#life, run, rule);
    this.#sum += length;
  }

  #breachIn(run: Run): UtcMs | null {
    const left = this.line.rule.allowed - this.#sum;
    return run.end - run.start >= left ? run.start + left : null;
  }

  #cumulative(ended: boolean): Excursion[] {
    const run = this.#run;
    const breachedAt = this.#breachedAt ?? (run === null ? null : this.#breachIn(run));
    if (breachedAt === null) return [];
    const life = run === null ? this.#life : joined(this.#life, run, this.line.rule);
    if (life === null) return [];
    const beyond = this.#sum + (run === null ? 0 : run.end - run.start);
    const end = run === null || ended ? life.end : null;
    return [{ ...this.#excursion(life, breachedAt, end), beyond }];
  }

  #excursion(run: Run, breachedAt: UtcMs, end: UtcMs | null): Excursion {
    const { rule, version, effective } = this.line;
    return {
      rule: rule.id,
      version,
      start: run.start,
      breachedAt: Math.max(breachedAt, effective),
      end,
      peak: run.peak,
      beyond: run.end - run.start,
      unknownInside: run.unknownInside,
    };
  }
}

function joined(life: Run | null, run: Run, rule: Rule): Run {
  if (life === null) return { ...run };
  return {
    start: life.start,
    end: run.end,
    peak: worse(rule.side, life.peak, run.peak),
    unknownInside: life.unknownInside + run.unknownInside,
  };
}
