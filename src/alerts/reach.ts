/** Whom does a level of a ladder tell, now, of an alert of a place? */
import { pathOf, type SiteTree } from '../fleet/places.ts';
import type { Person, Role } from '../fleet/types.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { Level, Roster, Target } from './duty.ts';

export type DutyWorld = {
  readonly people: ReadonlyMap<string, Person>;
  readonly rosters: ReadonlyMap<string, Roster>;
  readonly tree: SiteTree;
};

/** People by their own place; those of the whole province under null. */
export type Staff = ReadonlyMap<string | null, readonly Person[]>;

export const staffOf = (people: ReadonlyMap<string, Person>): Staff => byPlace(people.values());

const byPlace = (people: Iterable<Person>): Staff => Map.groupBy(people, ({ site }) => site);

/**
 * Usernames, each once, in the order of the targets; of a role in the order of the alphabet. Never somebody who is retired
 * at `at`.
 */
export function reach(level: Level, site: string | null, at: UtcMs, world: DutyWorld): readonly string[] {
  const path = new Set<string | null>(site === null ? [] : pathOf(world.tree, site).map(({ id }) => id));
  const near: Person[] = [];
  // Of thousands of people those of a few places are looked at: of the site, above it, and of the province.
  for (const person of world.people.values())
    if (person.site === null || path.size === 0 || path.has(person.site)) near.push(person);
  return reachAmong(byPlace(near), level, site, at, world);
}

/** The same, for whoever asks for many places at once. */
export function reachAmong(
  staff: Staff,
  level: Level,
  site: string | null,
  at: UtcMs,
  world: DutyWorld,
): readonly string[] {
  const told = level.targets.flatMap((target) => toldBy(target, site, at, world, staff));
  return [...new Set(told)];
}

function toldBy(
  target: Target,
  site: string | null,
  at: UtcMs,
  world: DutyWorld,
  staff: Staff,
): readonly string[] {
  switch (target.kind) {
    case 'person':
      return serves(world.people, target.username, at) ? [target.username] : [];
    case 'duty': {
      const roster = world.rosters.get(target.roster);
      const onDuty = roster === undefined ? [] : onDutyAt(roster, at, world.people);
      // A hole in the roster wakes whoever answers for the place, and not nobody.
      return onDuty.length > 0 ? onDuty : withRole('official', site, 0, at, world.tree, staff);
    }
    case 'role':
      return withRole(target.role, site, target.up, at, world.tree, staff);
  }
}

/**
 * Who is on shift, or their stand-in, in the order of the shifts. Where the stand-in is retired, whom they stood in for is
 * told: somebody must be.
 */
export function onDutyAt(
  { shifts }: Pick<Roster, 'shifts'>,
  at: UtcMs,
  people: ReadonlyMap<string, Person>,
): readonly string[] {
  const names = new Set<string>();
  for (const { from, to, person, standIn } of shifts) {
    if (at < from || at >= to) continue;
    if (standIn !== null && serves(people, standIn, at)) names.add(standIn);
    else if (serves(people, person, at)) names.add(person);
  }
  return [...names];
}

/** From the place `up` steps above the alert's own, the first upwards that has such people; above the root is the province. */
function withRole(
  role: Role,
  site: string | null,
  up: number | null,
  at: UtcMs,
  tree: SiteTree,
  staff: Staff,
): readonly string[] {
  const path = site === null ? [] : pathOf(tree, site).map(({ id }) => id);
  const among = (places: readonly (string | null)[]) =>
    places
      .flatMap((place) => staff.get(place) ?? [])
      .filter((person) => person.roles.includes(role) && isServing(person, at))
      .map(({ username }) => username)
      .sort();
  if (up !== null) {
    for (let index = path.length - 1 - up; index >= 0; index--) {
      const found = among([path[index] ?? null]);
      if (found.length > 0) return found;
    }
  }
  return among([null, ...(path.length > 0 ? path.slice(0, 1) : rootsOf(tree))]);
}

const rootsOf = ({ sites }: SiteTree): string[] =>
  [...sites.values()].filter(({ parent }) => parent === null).map(({ id }) => id);

function serves(people: ReadonlyMap<string, Person>, username: string, at: UtcMs): boolean {
  const person = people.get(username);
  return person !== undefined && isServing(person, at);
}

const isServing = ({ retiredAt }: Person, at: UtcMs): boolean => retiredAt === null || retiredAt > at;
