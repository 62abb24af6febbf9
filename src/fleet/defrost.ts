/**
 * When is a unit defrosted? It is emptied and switched off on purpose, and warm in it is no technician's business. What was is
 * never rewritten: a defrosting begins now or later, and what of it is past stays as it was.
 */
import type { Period } from '../thermal/course.ts';
import type { DurationMs, UtcMs } from '../thermal/types.ts';

/** In [from, to). `by`: who said so. */
export type Defrost = Period & { readonly by: string };

/** Whoever needs longer has a unit that is out of use. */
export const LONGEST_DEFROST: DurationMs = 72 * 3_600_000;
const FURTHEST_AHEAD: DurationMs = 31 * 86_400_000;
/** A form was opened a moment before it was sent. */
const JUST_NOW: DurationMs = 5 * 60_000;

export type DefrostFault = 'DEFROST_PAST' | 'DEFROST_AHEAD' | 'DEFROST_TOO_LONG' | 'DEFROST_OVERLAPS';
export type PlannedDefrost =
  | { readonly ok: true; readonly defrosts: readonly Defrost[] }
  | { readonly ok: false; readonly code: DefrostFault };

/** `known`: ordered and not overlapping, as the answer is. */
export function planDefrost(known: readonly Defrost[], wanted: Defrost, now: UtcMs): PlannedDefrost {
  const refuse = (code: DefrostFault) => ({ ok: false as const, code });
  if (wanted.from < now - JUST_NOW || wanted.to <= now) return refuse('DEFROST_PAST');
  const next = { ...wanted, from: Math.max(wanted.from, now) };
  if (next.from > now + FURTHEST_AHEAD) return refuse('DEFROST_AHEAD');
  if (next.to <= next.from) return refuse('DEFROST_PAST');
  if (next.to - next.from > LONGEST_DEFROST) return refuse('DEFROST_TOO_LONG');
  if (known.some(({ from, to }) => from < next.to && next.from < to)) return refuse('DEFROST_OVERLAPS');
  return { ok: true, defrosts: [...known, next].sort((a, b) => a.from - b.from) };
}

/** Ends the one that goes on, now; takes back those that have not begun. Null: there is none of either. */
export function endDefrost(known: readonly Defrost[], now: UtcMs): readonly Defrost[] | null {
  if (known.every(({ to }) => to <= now)) return null;
  return known.filter(({ from }) => from < now).map((one) => (one.to > now ? { ...one, to: now } : one));
}

export const isDefrosting = (defrosts: readonly Defrost[] | undefined, at: UtcMs): boolean =>
  defrosts?.some(({ from, to }) => from <= at && at < to) ?? false;

/** The one that goes on or comes next; null: none does. */
export const presentDefrost = (defrosts: readonly Defrost[] | undefined, now: UtcMs): Defrost | null =>
  defrosts?.find(({ to }) => to > now) ?? null;
