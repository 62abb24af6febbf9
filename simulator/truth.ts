/**
 * What really happened: every excursion that the whole set of readings shows, found by a naive scan that shares
 * no line with the service's engine. It takes every instant at which anything can change, asks for each piece
 * between two of them what stood there, and reads the rules of DESIGN.md section 3 off the list of pieces.
 */
import type { Description, RuleDescription } from './description.ts';
import { pieces, type TrueReading } from './pieces.ts';

export type Subject = { readonly kind: 'unit' | 'parcel'; readonly id: string };
/** Times in ms UTC, the peak in thousandths of a degree. `end: null`: no in-range value has stood since. */
export type TrueExcursion = {
  readonly subject: Subject;
  readonly rule: string;
  readonly start: number;
  readonly breachedAt: number;
  readonly end: number | null;
  readonly peakMilli: number | null;
  readonly beyondMs: number;
  readonly unknownInsideMs: number;
};
export type TrueStay = { readonly unit: string; readonly from: number; readonly to: number | null };
export type TruthInput = {
  readonly description: Description;
  /** By device. All that was delivered, accepted or not. */
  readonly readings: ReadonlyMap<string, readonly TrueReading[]>;
  readonly asOf: number;
  /** By parcel, for those that moved; the others are still where the description put them. */
  readonly stays?: ReadonlyMap<string, readonly TrueStay[]>;
  /** When parcels' lives ended. */
  readonly ended?: ReadonlyMap<string, number>;
};
/** A piece of a history in which nothing changes; `low` and `high` null: unknown. Thousandths of a degree. */
export type Piece = {
  readonly from: number;
  readonly to: number;
  readonly low: number | null;
  readonly high: number | null;
};

export const UNMONITORED_RULE = 'unmonitored';
const HOUR = 3_600_000;

/** Every excursion of every unit and parcel of the province, judged as of `asOf`. */
export function truth(input: TruthInput): TrueExcursion[] {
  const { description, asOf } = input;
  const known = new Map(
    description.units.map((unit) => [unit.id, pieces(unit, description, input.readings, asOf)]),
  );
  const patience = new Map(
    description.units.map(({ id, kind }) => [id, kind === 'transport-box' ? HOUR : 4 * HOUR] as const),
  );
  const found: TrueExcursion[] = [];
  for (const unit of description.units) {
    const history = (known.get(unit.id) ?? []).map((piece) => ({
      ...piece,
      patience: patience.get(unit.id),
    }));
    found.push(...judge({ kind: 'unit', id: unit.id }, history, unit.rules, 4 * HOUR, false));
  }
  for (const parcel of description.parcels) {
    const product = description.products.find(({ gtin }) => gtin === parcel.gtin);
    if (product === undefined) continue;
    const stays = input.stays?.get(parcel.id) ?? [
      { unit: parcel.unit, from: Date.parse(parcel.since), to: null },
    ];
    const ended = input.ended?.get(parcel.id);
    const history = stays.flatMap((stay, index) => {
      const to = Math.min(stay.to ?? asOf, ended ?? asOf, asOf);
      const inside = cut(known.get(stay.unit) ?? [], stay.from, to).map((piece) => ({
        ...piece,
        patience: patience.get(stay.unit),
      }));
      const following = stays[index + 1]?.from ?? (ended === undefined ? asOf : to);
      const between = { from: to, to: following, low: null, high: null, patience: undefined };
      return following > to ? [...inside, between] : inside;
    });
    const allowed = product.maxUnmonitoredSeconds * 1000;
    found.push(
      ...judge({ kind: 'parcel', id: parcel.id }, history, product.rules, allowed, ended !== undefined),
    );
  }
  return found;
}

/** The parcels that must be on hold as of then: each with an excursion of its own. */
export function mustBeHeld(excursions: readonly TrueExcursion[]): Set<string> {
  return new Set(
    excursions.filter(({ subject }) => subject.kind === 'parcel').map(({ subject }) => subject.id),
  );
}

type Watched = Piece & { readonly patience: number | undefined };

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
  const tail: { to: number } | null = gap;
  close(ended && tail !== null ? (tail as { to: number }).to : null);
  return found;
}

/** The part of a unit's history in [from, to), with unknown time where the history does not reach. */
function cut(history: readonly Piece[], from: number, to: number): Piece[] {
  const unknown = (start: number, end: number): Piece[] =>
    end > start ? [{ from: start, to: end, low: null, high: null }] : [];
  const inside = history
    .map((piece) => ({ ...piece, from: Math.max(piece.from, from), to: Math.min(piece.to, to) }))
    .filter((piece) => piece.to > piece.from);
  const first = inside[0];
  const last = inside[inside.length - 1];
  if (first === undefined || last === undefined) return unknown(from, to);
  return [...unknown(from, first.from), ...inside, ...unknown(last.to, to)];
}
