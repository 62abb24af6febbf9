/**
 * When will nobody be there? The times in which a roster has nobody on shift, and those in which a level of a ladder would
 * tell nobody, found before they matter.
 */
import type { SiteTree } from '../fleet/places.ts';
import type { Person } from '../fleet/types.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { Ladder, Level, Roster } from './duty.ts';
import { ladderFor } from './ladders.ts';
import { type DutyWorld, onDutyAt, reachAmong, type Staff, staffOf } from './reach.ts';

/** [from, to). */
export type Window = { readonly from: UtcMs; readonly to: UtcMs };

/**
 * `rosters`: those of the level that have nobody on shift; none when the level names none. `covered`: somebody else is told
 * instead. `sites`: whose alerts it concerns; null is the service's own.
 */
export type Hole = Window & {
  readonly ladder: Ladder;
  /** Index in `ladder.levels`. */
  readonly level: number;
  readonly rosters: readonly string[];
  readonly covered: boolean;
  readonly sites: readonly (string | null)[];
};

/** The times within the window in which a roster has nobody on shift, oldest first. */
export function rosterHoles(
  roster: Pick<Roster, 'shifts'>,
  window: Window,
  people: ReadonlyMap<string, Person>,
): readonly Window[] {
  const open: { from: UtcMs; to: UtcMs }[] = [];
  for (const { from, to } of pieces([roster], window, retirementsIn(window, people))) {
    if (onDutyAt(roster, from, people).length > 0) continue;
    const last = open.at(-1);
    if (last?.to === from) last.to = to;
    else open.push({ from, to });
  }
  return open;
}

/**
 * Every hole of the ladders in use at `sites`, ladder by ladder, level by level, oldest first. A level that names a roster has
 * one whenever nobody is on shift in any of its rosters; a level that names none has one while it reaches nobody.
 */
export function holes(
  window: Window,
  sites: readonly (string | null)[],
  ladders: ReadonlyMap<string, Ladder>,
  world: DutyWorld,
): readonly Hole[] {
  const asking = {
    window,
    world,
    staff: staffOf(world.people),
    gone: retirementsIn(window, world.people),
  };
  const found: Hole[] = [];
  for (const [ladder, users] of inUse(sites, ladders, world.tree))
    for (const level of ladder.levels.keys()) found.push(...levelHoles(ladder, level, users, asking));
  return found;
}

/** What is the same for every ladder. `gone`: when people retire within the window. */
type Asking = {
  readonly window: Window;
  readonly world: DutyWorld;
  readonly staff: Staff;
  readonly gone: readonly UtcMs[];
};

function levelHoles(
  ladder: Ladder,
  index: number,
  sites: readonly (string | null)[],
  { window, world, staff, gone }: Asking,
): Hole[] {
  const level = ladder.levels[index] as Level;
  const named = rostersOf(level);
  const known = named.flatMap((id) => world.rosters.get(id) ?? []);
  const found: Hole[] = [];
  // What the places say changes only with who serves, so that a year of shifts asks them once.
  const asked = new Map<string, readonly Omit<Hole, 'from' | 'to'>[]>();
  for (const { from, to, era } of pieces(known, window, gone)) {
    if (known.some((roster) => onDutyAt(roster, from, world.people).length > 0)) continue;
    const key = String(era);
    const now =
      asked.get(key) ??
      split(level, sites, from, world, staff).map(([covered, among]) => ({
        ...{ ladder, level: index, rosters: named, covered, sites: among },
      }));
    asked.set(key, now);
    for (const hole of now) {
      if (named.length === 0 && hole.covered) continue;
      const last = found.findLast(({ covered }) => covered === hole.covered);
      if (last?.to === from && last.sites === hole.sites) found[found.lastIndexOf(last)] = { ...last, to };
      else found.push({ ...hole, from, to });
    }
  }
  return found;
}

/** The places whose alerts somebody would be told of, and those of which nobody would; without an empty one. */
function split(
  level: Level,
  sites: readonly (string | null)[],
  at: UtcMs,
  world: DutyWorld,
  staff: Staff,
): [boolean, readonly (string | null)[]][] {
  const groups = Map.groupBy(sites, (site) => reachAmong(staff, level, site, at, world).length > 0);
  return [...groups];
}

export const rostersOf = ({ targets }: Level): string[] => [
  ...new Set(targets.flatMap((target) => (target.kind === 'duty' ? [target.roster] : []))),
];

/** The ladders that alerts of these places climb, with the places of each. */
const inUse = (
  sites: readonly (string | null)[],
  ladders: ReadonlyMap<string, Ladder>,
  tree: SiteTree,
): Map<Ladder, (string | null)[]> => Map.groupBy(sites, (site) => ladderFor(site, ladders, tree));

/**
 * The window cut wherever a shift begins or ends or somebody retires: within a piece nobody comes or goes. `era`: how many have
 * retired within the window by then.
 */
function pieces(
  rosters: readonly Pick<Roster, 'shifts'>[],
  window: Window,
  gone: readonly UtcMs[],
): (Window & { readonly era: number })[] {
  if (window.from >= window.to) return [];
  const edges = rosters.flatMap(({ shifts }) => shifts.flatMap(({ from, to }) => [from, to]));
  const within = edges.filter((at) => at > window.from && at < window.to);
  const cuts = [...new Set([window.from, ...within, ...gone])].sort((a, b) => a - b);
  return cuts.map((cut, index) => ({
    from: cut,
    to: cuts[index + 1] ?? window.to,
    era: gone.filter((at) => at <= cut).length,
  }));
}

const retirementsIn = ({ from, to }: Window, people: ReadonlyMap<string, Person>): UtcMs[] =>
  [...people.values()].flatMap(({ retiredAt: at }) => (at !== null && at > from && at < to ? [at] : []));
