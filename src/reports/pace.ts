/** How fast is a vaccine given at each place and below it? Doses a day over the last four weeks. */
import { pathOf } from '../fleet/places.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { ReportFacts } from './facts.ts';

export const PACE_DAYS = 28;
const DAY_MS = 86_400_000;

/** `own`: given at the very place; `all`: there and below. Keys: `<gtin> <site>`. What is not in them is 0. */
export type Paces = {
  readonly own: ReadonlyMap<string, number>;
  readonly all: ReadonlyMap<string, number>;
};

export const paceKey = (gtin: string, site: string): string => `${gtin} ${site}`;

export function pacesOf({ administrations, tree }: ReportFacts, until: UtcMs): Paces {
  const own = new Map<string, number>();
  const all = new Map<string, number>();
  const add = (to: Map<string, number>, key: string, doses: number) =>
    to.set(key, (to.get(key) ?? 0) + doses);
  for (const { site, gtin, doses, at } of administrations)
    if (at >= until - PACE_DAYS * DAY_MS && at < until) add(own, paceKey(gtin, site), doses);
  for (const [key, doses] of own) {
    const [gtin = '', site = ''] = key.split(' ');
    for (const { id } of pathOf(tree, site)) add(all, paceKey(gtin, id), doses);
  }
  for (const sums of [own, all]) for (const [key, doses] of sums) sums.set(key, doses / PACE_DAYS);
  return { own, all };
}
