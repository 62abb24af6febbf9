/** Which stretches of one history break its rules? Read off the pieces one after the other, as DESIGN.md section 3 says it. */
import type { RuleDescription } from './description.ts';
import type { Piece } from './pieces.ts';
import type { Subject, TrueExcursion } from './truth.ts';

/** `patience`: how long the unit bears unknown time, ms; undefined while in no unit. */
export type Watched = Piece & { readonly patience: number | undefined };

const UNMONITORED_RULE = 'unmonitored';

/** Judges one history (adjoining pieces in order) by its rules and for unknown time longer than allowed. */
export function judge(
  subject: Subject,
  history: readonly Watched[],
  rules: readonly RuleDescription[],
  maxUnmonitoredMs: number,
  ended: boolean,
): TrueExcursion[] {
  return [
    ...rules.flatMap((rule) => byRule(subject, history, rule, ended)),
    ...unmonitored(subject, history, maxUnmonitoredMs, ended),
  ];
}

type Run = { start: number; end: number; closed: boolean; peak: number; unknown: number };

function byRule(
  subject: Subject,
  history: readonly Piece[],
  rule: RuleDescription,
  ended: boolean,
): TrueExcursion[] {
  const runs = runsOf(history, rule, ended);
  const allowed = rule.allowedSeconds * 1000;
  if (rule.mode === 'continuous') {
    return runs
      .filter((run) => run.end - run.start >= allowed)
      .map((run) => excursion(subject, rule, [run], run.start + allowed));
  }
  let before = 0;
  for (const run of runs) {
    const length = run.end - run.start;
    if (before + length >= allowed) return [excursion(subject, rule, runs, run.start + allowed - before)];
    before += length;
  }
  return [];
}

function runsOf(history: readonly Piece[], rule: RuleDescription, ended: boolean): Run[] {
  const limit = Math.round(rule.limitCelsius * 1000);
  const runs: Run[] = [];
  let open: Run | null = null;
  for (const piece of history) {
    const value = rule.side === 'above' ? piece.high : piece.low;
    if (value === null) continue;
    const past = rule.side === 'above' ? value - limit : limit - value;
    if (past < 0 || (past === 0 && !rule.inclusive)) {
      if (open !== null) open.closed = true;
      open = null;
    } else if (open === null) {
      open = { start: piece.from, end: piece.to, closed: false, peak: value, unknown: 0 };
      runs.push(open);
    } else {
      open.unknown += piece.from - open.end;
      open.end = piece.to;
      open.peak = rule.side === 'above' ? Math.max(open.peak, value) : Math.min(open.peak, value);
    }
  }
  if (open !== null && ended) open.closed = true;
  return runs;
}

function excursion(
  subject: Subject,
  rule: RuleDescription,
  runs: readonly Run[],
  breachedAt: number,
): TrueExcursion {
  const first = runs[0];
  const last = runs[runs.length - 1];
  if (first === undefined || last === undefined) throw new Error(`Rule ${rule.id} was broken by no run`);
  const peaks = runs.map(({ peak }) => peak);
  return {
    subject,
    rule: rule.id,
    start: first.start,
    breachedAt,
    end: last.closed ? last.end : null,
    peakMilli: rule.side === 'above' ? Math.max(...peaks) : Math.min(...peaks),
    beyondMs: runs.reduce((sum, run) => sum + run.end - run.start, 0),
    unknownInsideMs: runs.reduce((sum, run) => sum + run.unknown, 0),
  };
}

function unmonitored(
  subject: Subject,
  history: readonly Watched[],
  maxMs: number,
  ended: boolean,
): TrueExcursion[] {
  const found: TrueExcursion[] = [];
  let gap: { from: number; to: number; allowed: number } | null = null;
  const close = (end: number | null) => {
    if (gap !== null && gap.to - gap.from > gap.allowed) {
      found.push({
        subject,
        rule: UNMONITORED_RULE,
        start: gap.from,
        breachedAt: gap.from + gap.allowed,
        end,
        peakMilli: null,
        beyondMs: 0,
        unknownInsideMs: 0,
      });
    }
    gap = null;
  };
  for (const piece of history) {
    if (piece.high !== null) close(piece.from);
    else {
      const allowed = Math.min(maxMs, piece.patience ?? maxMs);
      if (gap === null) gap = { from: piece.from, to: piece.to, allowed };
      else gap = { from: gap.from, to: piece.to, allowed: Math.min(gap.allowed, allowed) };
    }
  }
  close(ended ? (history[history.length - 1]?.to ?? null) : null);
  return found;
}
