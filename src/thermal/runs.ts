/**
 * When does time beyond a limit become an excursion? Counts the runs of one rule version along a history that is
 * visited in order. A run is a maximal stretch of beyond time; unknown time that later beyond time encloses
 * belongs to it; only an in-range value ends it.
 */
import { worse } from './cuts.ts';
import type { DurationMs, Excursion, MilliCelsius, Risk, Rule, UtcMs } from './types.ts';

type Run = { start: UtcMs; end: UtcMs; peak: MilliCelsius; unknownInside: DurationMs };

export class RunCounter {
  readonly rule: Rule;
  readonly version: number;
  /** No breach is dated before this: when the version came into force. */
  readonly #effective: UtcMs;
  #closed: Excursion[] = [];
  #run: Run | null = null;
  /** Over all closed runs of a cumulative rule. */
  #sum = 0;
  #life: Run | null = null;
  #breachedAt: UtcMs | null = null;

  constructor(rule: Rule, version: number, effective: UtcMs) {
    this.rule = rule;
    this.version = version;
    this.#effective = effective;
  }

  /** Adjoining segments, in order. Unknown time says nothing by itself. */
  visit(from: UtcMs, to: UtcMs, state: 'beyond' | 'inside' | 'unknown', peak: MilliCelsius | null): void {
    if (state === 'inside') this.#close();
    if (state !== 'beyond' || peak === null) return;
    if (this.#run === null) this.#run = { start: from, end: to, peak, unknownInside: 0 };
    else {
      this.#run.unknownInside += from - this.#run.end;
      this.#run.end = to;
      this.#run.peak = worse(this.rule.side, this.#run.peak, peak);
    }
  }

  /** The excursions so far, oldest first. `ended`: the history is over, so an open run is closed where it stands. */
  excursions(ended: boolean): Excursion[] {
    const open = this.#run;
    if (this.rule.mode === 'cumulative') return this.#cumulative(ended);
    if (open === null || open.end - open.start < this.rule.allowed) return [...this.#closed];
    return [...this.#closed, this.#excursion(open, open.start + this.rule.allowed, ended ? open.end : null)];
  }

  /** Hands over the closed excursions of a continuous rule; they are counted no more. */
  takeClosed(): Excursion[] {
    const closed = this.#closed;
    this.#closed = [];
    return closed;
  }

  /** A run is open and not yet in breach: the instant of the breach if the present value lasts. */
  risk(): Risk | null {
    const run = this.#run;
    if (run === null || this.#breachedAt !== null) return null;
    const breachAt = run.start + this.rule.allowed - (this.rule.mode === 'cumulative' ? this.#sum : 0);
    if (run.end >= breachAt) return null;
    return { rule: this.rule.id, version: this.version, since: run.start, breachAt };
  }

  /** How far the open run reaches; null when none is open. */
  openUntil(): UtcMs | null {
    return this.#run?.end ?? null;
  }

  /** A copy that can be led on over provisional time while this one stays where it is. */
  fork(): RunCounter {
    const copy = new RunCounter(this.rule, this.version, this.#effective);
    copy.#closed = [...this.#closed];
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
    if (this.rule.mode === 'continuous') {
      if (length >= this.rule.allowed)
        this.#closed.push(this.#excursion(run, run.start + this.rule.allowed, run.end));
      return;
    }
    this.#breachedAt ??= this.#breachIn(run);
    this.#life = joined(this.#life, run, this.rule);
    this.#sum += length;
  }

  #breachIn(run: Run): UtcMs | null {
    const left = this.rule.allowed - this.#sum;
    return run.end - run.start >= left ? run.start + left : null;
  }

  #cumulative(ended: boolean): Excursion[] {
    const run = this.#run;
    const breachedAt = this.#breachedAt ?? (run === null ? null : this.#breachIn(run));
    if (breachedAt === null) return [];
    const life = run === null ? this.#life : joined(this.#life, run, this.rule);
    if (life === null) return [];
    const beyond = this.#sum + (run === null ? 0 : run.end - run.start);
    const end = run === null || ended ? life.end : null;
    return [{ ...this.#excursion(life, breachedAt, end), beyond }];
  }

  #excursion(run: Run, breachedAt: UtcMs, end: UtcMs | null): Excursion {
    return {
      rule: this.rule.id,
      version: this.version,
      start: run.start,
      breachedAt: Math.max(breachedAt, this.#effective),
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
