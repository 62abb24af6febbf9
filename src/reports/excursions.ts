/** Which excursions of units does a report tell, and how long did it take until somebody took them? */
import { siteOfUnit } from '../fleet/places.ts';
import type { ExcursionRecord } from '../lots/types.ts';
import type { UtcMs } from '../thermal/types.ts';
import { compare, type ReportFacts } from './facts.ts';
import type { DailyReport, ReportedExcursion } from './types.ts';

/** When somebody was first told of the alert that an excursion raised, and when it was taken; by the excursion's id. */
export type Answers = ReadonlyMap<
  string,
  { readonly firstToldAt: UtcMs | null; readonly acknowledgedAt: UtcMs | null }
>;
export type Period = { readonly since: UtcMs; readonly until: UtcMs };

/** Learned of in the period, or known before and still open at its end; as the evidence shows them. The oldest first. */
export function excursionsOf(facts: ReportFacts, answers: Answers, period: Period): ReportedExcursion[] {
  return facts.excursions
    .filter((one) => isTold(one, period))
    .sort((a, b) => a.start - b.start || compare(a.id, b.id))
    .map((one) => {
      const { id, rule, start, peak, discoveredAt } = one;
      const answer = answers.get(id);
      return {
        ...{ id, rule, start, discoveredAt },
        unit: one.subject.id,
        site: siteOfUnit(facts.units.get(one.subject.id), start),
        end: one.end !== null && one.end < period.until ? one.end : null,
        peakCelsius: peak === null ? null : peak / 1000,
        firstToldAt: before(answer?.firstToldAt ?? null, period.until),
        acknowledgedAt: before(answer?.acknowledgedAt ?? null, period.until),
      };
    });
}

function isTold({ present, subject, discoveredAt, end }: ExcursionRecord, { since, until }: Period): boolean {
  if (!present || subject.kind !== 'unit' || discoveredAt >= until) return false;
  return discoveredAt >= since || end === null || end >= until;
}

const before = (at: UtcMs | null, until: UtcMs): UtcMs | null => (at !== null && at < until ? at : null);

/** From learning of it until it was taken; an alert that was taken before this excursion was learned of counts 0. */
export const secondsToTake = ({ discoveredAt, acknowledgedAt }: ReportedExcursion): number | null =>
  acknowledgedAt === null ? null : Math.max(0, Math.round((acknowledgedAt - discoveredAt) / 1000));

export function responseOf(excursions: readonly ReportedExcursion[]): DailyReport['response'] {
  const seconds = excursions.flatMap((one) => secondsToTake(one) ?? []);
  return { medianSeconds: quantile(seconds, 0.5), p90Seconds: quantile(seconds, 0.9) };
}

/** The smallest value that at least the share `p` of all are not above (nearest rank); null: there are none. */
export function quantile(values: readonly number[], p: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)] ?? null;
}
