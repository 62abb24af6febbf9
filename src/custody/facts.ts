/** How rules, excursions and covers are written into events: ISO 8601 UTC, °C and seconds, every field present. */
import type { ExcursionRecord, ReleaseCover } from '../lots/types.ts';
import type { Rule, UtcMs } from '../thermal/types.ts';

export type RuleFact = {
  readonly id: string;
  readonly side: 'above' | 'below';
  readonly limitCelsius: number;
  readonly inclusive: boolean;
  readonly allowedSeconds: number;
  readonly mode: 'continuous' | 'cumulative';
};

export type ExcursionFact = {
  readonly id: string;
  readonly rule: string;
  readonly version: number;
  readonly ruleSnapshot: RuleFact | null;
  readonly start: string;
  readonly breachedAt: string;
  readonly end: string | null;
  readonly peakCelsius: number | null;
  readonly beyondSeconds: number;
  readonly unknownInsideSeconds: number;
};

export type CoverFact = {
  readonly start: string;
  readonly end: string | null;
  readonly peakCelsius: number | null;
  readonly approvedAt: string;
};

export const ruleFact = ({ id, side, limit, inclusive, allowed, mode }: Rule): RuleFact => ({
  id,
  side,
  limitCelsius: limit / 1000,
  inclusive,
  allowedSeconds: allowed / 1000,
  mode,
});

export const excursionFact = (excursion: ExcursionRecord): ExcursionFact => ({
  id: excursion.id,
  rule: excursion.rule,
  version: excursion.version,
  ruleSnapshot: excursion.ruleSnapshot === null ? null : ruleFact(excursion.ruleSnapshot),
  start: iso(excursion.start),
  breachedAt: iso(excursion.breachedAt),
  end: isoOrNull(excursion.end),
  peakCelsius: celsius(excursion.peak),
  beyondSeconds: excursion.beyond / 1000,
  unknownInsideSeconds: excursion.unknownInside / 1000,
});

export const coverFact = (covers: ReleaseCover): CoverFact => ({
  start: iso(covers.start),
  end: isoOrNull(covers.end),
  peakCelsius: celsius(covers.peak),
  approvedAt: iso(covers.approvedAt),
});

/** The events of one transaction name the same few instants again and again. */
const WRITTEN_MOST = 64;
const written = new Map<UtcMs, string>();

/** ISO 8601 UTC with milliseconds. */
export function iso(at: UtcMs): string {
  const known = written.get(at);
  if (known !== undefined) return known;
  const text = new Date(at).toISOString();
  if (written.size === WRITTEN_MOST) written.clear();
  written.set(at, text);
  return text;
}

const isoOrNull = (at: UtcMs | null): string | null => (at === null ? null : iso(at));
const celsius = (milli: number | null): number | null => (milli === null ? null : milli / 1000);
