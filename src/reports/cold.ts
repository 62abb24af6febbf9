/** How many units of each place are in range, watched, past a limit, or silent? Every unit in use is counted once. */
import type { UtcMs } from '../thermal/types.ts';
import { compare, compareSites } from './facts.ts';
import type { SiteCold } from './types.ts';

/** `lastAt`: when it was last heard of; null: never. */
export type UnitStanding = {
  readonly unit: string;
  readonly site: string | null;
  readonly state: 'in-range' | 'watching' | 'breached' | 'silent';
  readonly lastAt: UtcMs | null;
};

/** By the place's id; boxes under way last. */
export function coldBySite(units: readonly UnitStanding[]): SiteCold[] {
  const bySite = Map.groupBy(units, ({ site }) => site);
  return [...bySite]
    .sort(([a], [b]) => compareSites(a, b))
    .map(([site, mine]) => {
      const count = (state: UnitStanding['state']) => mine.filter((one) => one.state === state).length;
      return {
        site,
        units: mine.length,
        inRange: count('in-range'),
        watching: count('watching'),
        breached: count('breached'),
        silent: mine
          .filter(({ state }) => state === 'silent')
          .map(({ unit, lastAt }) => ({ unit, lastAt }))
          .sort((a, b) => compare(a.unit, b.unit)),
      };
    });
}
