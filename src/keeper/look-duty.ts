/** Where will nobody be on duty, and where is nobody told? */
import { type Hole, holes } from '../alerts/holes.ts';
import { ladderFor } from '../alerts/ladders.ts';
import type { Condition } from '../alerts/life.ts';
import { reach } from '../alerts/reach.ts';
import { rosterHole, rosterHoleKey } from '../alerts/service.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { Found } from './look-service.ts';
import type { Province } from './province.ts';

const DAY = 86_400_000;
/** Long enough to ask somebody, short enough that a roster for next month need not be there yet. */
const AHEAD = 7 * DAY;

/** One for each level of a ladder that names a roster with a hole within the week: its first. */
export function lookForHoles(province: Province, now: UtcMs): Found {
  const { ladders, people, rosters, tree, openAlerts } = province;
  const scope = openKeys(province, 'roster-hole');
  const isRostered = [...ladders.values()].some(({ levels }) =>
    levels.some(({ targets }) => targets.some(({ kind }) => kind === 'duty')),
  );
  if (!isRostered) return { conditions: [], scope };
  // To the end of a day, so that a hole without end is not another one each time.
  const window = { from: now, to: Math.ceil((now + AHEAD) / DAY) * DAY };
  const first = new Map<string, Hole>();
  for (const hole of holes(window, [null, ...province.sites.keys()], ladders, { people, rosters, tree })) {
    const key = rosterHoleKey(hole.ladder.site, hole.level + 1);
    const known = first.get(key);
    if (hole.rosters.length > 0 && (known === undefined || hole.from < known.from)) first.set(key, hole);
  }
  const conditions = [...first].map(([key, { ladder, level, from, to }]): Condition => {
    const former = openAlerts.get(key);
    const told = former?.data.from;
    const hole = { site: ladder.site, level: level + 1, to, noticedAt: former?.happenedAt ?? now };
    // One that goes on began when it was told.
    return rosterHole({ ...hole, from: from <= now && typeof told === 'string' ? Date.parse(told) : from });
  });
  return { conditions, scope };
}

/** Places of which nobody was told, and of which somebody would be now. */
export function lookForSomebody(province: Province, now: UtcMs): Found {
  const { ladders, people, rosters, tree } = province;
  const scope = [...province.openAlerts.values()].flatMap(({ kind, key, site }) => {
    if (kind !== 'nobody-told') return [];
    const { levels } = ladderFor(site, ladders, tree);
    return levels.some((level) => reach(level, site, now, { people, rosters, tree }).length > 0) ? [key] : [];
  });
  return { conditions: [], scope };
}

const openKeys = (province: Province, wanted: string): string[] =>
  [...province.openAlerts.values()].filter(({ kind }) => kind === wanted).map(({ key }) => key);
