/** Where was a parcel when, place by place, and with how many doses did it go from one to the next? */
import type { Unit } from '../fleet/types.ts';
import type { Administration, Parcel } from '../lots/types.ts';
import type { UtcMs } from '../thermal/types.ts';

/** From `at` on it was there; null: at no place. The first is where its life began. */
export type Step = { readonly at: UtcMs; readonly site: string | null };

/** Its places from its beginning on, each another than the one before. */
export function stepsOf(parcel: Parcel, units: ReadonlyMap<string, Unit>): Step[] {
  const edges: Step[] = [];
  let end: UtcMs | null = null;
  for (const stay of parcel.stays) {
    // Between two stays it was in no unit.
    if (end !== null && stay.from > end) edges.push({ at: end, site: null });
    if (stay.to !== null && stay.to <= stay.from) continue;
    const placements = units.get(stay.unit)?.placements ?? [];
    const first = placements.findLast(({ since }) => since <= stay.from);
    edges.push({ at: stay.from, site: first?.site ?? null });
    for (const { since, site } of placements)
      if (since > stay.from && (stay.to === null || since < stay.to)) edges.push({ at: since, site });
    end = stay.to;
  }
  if (end !== null && (parcel.ended === null || end < parcel.ended.at)) edges.push({ at: end, site: null });
  const born = edges.findLast(({ at }) => at <= parcel.createdAt);
  const steps: Step[] = [{ at: parcel.createdAt, site: born?.site ?? null }];
  for (const edge of edges)
    if (edge.at > parcel.createdAt && edge.site !== steps.at(-1)?.site) steps.push(edge);
  return steps;
}

/**
 * Doses with which it went on at `at`, from `site`. What was given there at that very moment was given before; what was split off
 * then, after.
 */
export function dosesWhenGoing(
  parcel: Parcel,
  parts: readonly Parcel[],
  given: readonly Administration[],
  { at, site }: Step,
): number {
  const gone = (parts: readonly { readonly doses: number }[]) =>
    parts.reduce((sum, one) => sum + one.doses, 0);
  const split = parts.filter((one) => one.createdAt < at).map((one) => ({ doses: one.dosesInitial }));
  const used = given.filter((one) => one.at < at || (one.at === at && one.site === site));
  return parcel.dosesInitial - gone(split) - gone(used);
}

/** Where it is just after an instant. */
export const siteAfter = (steps: readonly Step[], at: UtcMs): string | null =>
  steps.findLast((step) => step.at <= at)?.site ?? null;
