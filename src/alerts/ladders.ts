/** Which ladder does an alert of a place climb, and may a ladder be as it was written? */
import { pathOf, type SiteTree } from '../fleet/places.ts';
import type { Person } from '../fleet/types.ts';
import { accept, type Decision, refuse } from '../lots/refusal.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { Channel, Ladder, Level, QuietHours, Roster, Target } from './duty.ts';
import { minuteOf } from './quiet.ts';

const FIRST: readonly Channel[] = ['push', 'zalo', 'mail', 'sms'];
const LATER: readonly Channel[] = ['push', 'sms', 'zalo', 'mail'];

/**
 * Who keeps the vaccine at once, whoever answers for the place after 15 minutes, the province's centre for disease control
 * (two places higher in a tree of three levels) after 30, and everybody who answers for the province after 60 (UX.md Q5).
 */
export const DEFAULT_LADDER: Ladder = {
  id: 'default',
  site: null,
  levels: [
    { afterMinutes: 0, targets: [{ kind: 'role', role: 'depot', up: 0 }], channels: FIRST },
    { afterMinutes: 15, targets: [{ kind: 'role', role: 'official', up: 0 }], channels: LATER },
    { afterMinutes: 30, targets: [{ kind: 'role', role: 'official', up: 2 }], channels: LATER },
    {
      afterMinutes: 60,
      targets: [
        { kind: 'role', role: 'official', up: null },
        { kind: 'role', role: 'administrator', up: null },
      ],
      channels: LATER,
    },
  ],
  stillMinutes: 15,
  forgottenMinutes: 60,
  quiet: { from: '22:00', to: '06:00' },
};

export const LEVELS_MOST = 6;
export const TARGETS_MOST = 20;
const DAY_MINUTES = 1440;
/** A phone that rings more often than this is switched off. */
const STILL_MINUTES_LEAST = 5;
const UP_MOST = 10;

const PROVINCE = 'province';

/** Under which id a place's ladder is kept. No site has a colon in its id, so that one named `province` has its own. */
export const ladderId = (site: string | null): string =>
  site === null ? PROVINCE : site === PROVINCE ? `site:${PROVINCE}` : site;

/** The place whose ladder has that id: the way back of `ladderId`. */
export const siteOfLadder = (id: string): string | null =>
  id === PROVINCE ? null : id === `site:${PROVINCE}` ? PROVINCE : id;

/** The ladder in force for alerts of a place: its own, that of the nearest place above, the province's, or the default. */
export function ladderFor(site: string | null, ladders: ReadonlyMap<string, Ladder>, tree: SiteTree): Ladder {
  const path = site === null ? [] : pathOf(tree, site);
  for (const { id } of path.toReversed()) {
    const own = ladders.get(ladderId(id));
    if (own !== undefined) return own;
  }
  return ladders.get(ladderId(null)) ?? DEFAULT_LADDER;
}

type Known = {
  readonly people: ReadonlyMap<string, Person>;
  readonly rosters: ReadonlyMap<string, Roster>;
  readonly tree: SiteTree;
};

/**
 * The ladder, with its id, when it can do what it says. Refuses `LADDER_INVALID` with `why` and, where one level is at fault,
 * its `level` from 1: a level that comes before the one below it, one that names nobody, or somebody who is not there.
 */
export function checkLadder(ladder: Omit<Ladder, 'id'>, known: Known, now: UtcMs): Decision<Ladder> {
  const { site, levels, stillMinutes, forgottenMinutes, quiet } = ladder;
  if (site !== null && !known.tree.sites.has(site)) return invalid('site-unknown', { site });
  if (levels.length < 1 || levels.length > LEVELS_MOST) return invalid('levels', { levels: levels.length });
  for (const [index, level] of levels.entries()) {
    const why = faultOf(level, levels[index - 1] ?? null, known, now);
    if (why !== null) return invalid(why, { level: index + 1 });
  }
  if (!isWithin(stillMinutes, STILL_MINUTES_LEAST, DAY_MINUTES)) return invalid('still', { stillMinutes });
  if (!isWithin(forgottenMinutes, STILL_MINUTES_LEAST, DAY_MINUTES))
    return invalid('forgotten', { forgottenMinutes });
  if (quiet !== null && !isQuiet(quiet)) return invalid('quiet', { ...quiet });
  return accept({ id: ladderId(site), site, levels, stillMinutes, forgottenMinutes, quiet });
}

function faultOf(level: Level, below: Level | null, known: Known, now: UtcMs): string | null {
  const { afterMinutes, targets, channels } = level;
  if (below === null ? afterMinutes !== 0 : afterMinutes <= below.afterMinutes) return 'after';
  if (!isWithin(afterMinutes, 0, DAY_MINUTES)) return 'after';
  if (targets.length < 1 || targets.length > TARGETS_MOST) return 'targets';
  if (channels.length < 1 || new Set(channels).size !== channels.length) return 'channels';
  for (const target of targets) {
    const why = faultOfTarget(target, known, now);
    if (why !== null) return why;
  }
  return null;
}

function faultOfTarget(target: Target, { people, rosters }: Known, now: UtcMs): string | null {
  switch (target.kind) {
    case 'duty':
      return rosters.has(target.roster) ? null : 'roster-unknown';
    case 'person': {
      const person = people.get(target.username);
      if (person === undefined) return 'person-unknown';
      return person.retiredAt !== null && person.retiredAt <= now ? 'person-retired' : null;
    }
    case 'role':
      // A wall board is looked at; nobody carries it.
      if (target.role === 'display') return 'role';
      return target.up === null || isWithin(target.up, 0, UP_MOST) ? null : 'up';
  }
}

const isQuiet = ({ from, to }: QuietHours): boolean =>
  minuteOf(from) !== null && minuteOf(to) !== null && from !== to;

const isWithin = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most;

const invalid = (why: string, details: Readonly<Record<string, unknown>>) =>
  refuse('LADDER_INVALID', `The ladder cannot be used: ${why}`, { why, ...details });
