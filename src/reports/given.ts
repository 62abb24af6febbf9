/** How many doses were given where, lot by lot, and how does that stand to the plans? */
import { instantOn } from '../fleet/instants.ts';
import { isWithin } from '../fleet/places.ts';
import type { Period } from './excursions.ts';
import { compare, type ReportFacts } from './facts.ts';
import { daysAfter, daysBetween } from './stock.ts';
import type { GivenLine, Plan, PlanLine } from './types.ts';

/** In the order of site, vaccine, lot. */
export function givenOf({ administrations }: ReportFacts, { since, until }: Period): GivenLine[] {
  const lines = new Map<string, GivenLine>();
  for (const { site, gtin, lot, doses, at } of administrations) {
    if (at < since || at >= until) continue;
    const key = `${site} ${gtin} ${lot}`;
    lines.set(key, { site, gtin, lot, doses: (lines.get(key)?.doses ?? 0) + doses });
  }
  return [...lines.values()].sort(
    (a, b) => compare(a.site, b.site) || compare(a.gtin, b.gtin) || compare(a.lot, b.lot),
  );
}

/** Plans that have begun by `day`, until a month after their end; of what was given from their first day up to `until`. */
export function plansOf(facts: ReportFacts, day: string, until: number): PlanLine[] {
  return facts.plans
    .filter(({ from, to }) => from <= day && daysBetween(to, day) <= SHOWN_AFTER_DAYS)
    .sort((a, b) => compare(a.site, b.site) || compare(a.from, b.from) || compare(a.id, b.id))
    .map((plan) => ({ plan, given: givenFor(facts, plan, until), dueByNow: dueBy(plan, day) }));
}

const SHOWN_AFTER_DAYS = 31;

function givenFor({ administrations, tree, zone }: ReportFacts, plan: Plan, until: number): number {
  const from = instantOn(plan.from, 0, zone);
  const to = Math.min(until, instantOn(daysAfter(plan.to, 1), 0, zone));
  const within = new Map<string, boolean>();
  let sum = 0;
  for (const { site, gtin, doses, at } of administrations) {
    if (at < from || at >= to || (plan.gtin !== null && plan.gtin !== gtin)) continue;
    const inside = within.get(site) ?? isWithin(tree, site, plan.site);
    within.set(site, inside);
    if (inside) sum += doses;
  }
  return sum;
}

/** All of the plan's days alike, `day` counted whole; rounded down. 100 doses over 10 days: 30 by the end of the third. */
export function dueBy({ from, to, doses }: Plan, day: string): number {
  const days = daysBetween(from, to) + 1;
  const gone = Math.min(Math.max(daysBetween(from, day) + 1, 0), days);
  return Math.floor((doses * gone) / days);
}
