/** Do rosters and ladders of a description name what is there, and can they be what they say? */
import type { Roster } from '../alerts/duty.ts';
import { checkLadder, ladderId } from '../alerts/ladders.ts';
import { SHIFT_MOST } from '../alerts/rosters.ts';
import { type Described, named } from './contradictions.ts';
import { siteTree } from './places.ts';
import type { Path } from './problems.ts';
import type { Person, Site } from './types.ts';

export function checkDuty(described: Described): void {
  checkRosters(described);
  checkLadders(described);
}

function checkRosters({ description, parts, raw, known, report }: Described): void {
  const sites = named(raw, 'sites', 'id');
  const people = named(raw, 'people', 'username');
  const isKnown = (username: string) => known.people.has(username) || people.has(username);
  const seen = new Set<string>();
  description.rosters.forEach((roster, i) => {
    const path = parts.rosters[i]?.path;
    if (path === undefined) return;
    if (seen.has(roster.id)) report('DUPLICATE_ID', [...path, 'id'], roster.id);
    seen.add(roster.id);
    if (roster.site !== null && !known.sites.has(roster.site) && !sites.has(roster.site))
      report('UNKNOWN_SITE', [...path, 'site'], roster.site);
    const begun = new Set<string>();
    roster.shifts.forEach(({ person, standIn, from, to }, s) => {
      const at: Path = [...path, 'shifts', s];
      for (const [key, name] of [['person', person] as const, ['standIn', standIn] as const])
        if (name !== null && !isKnown(name)) report('UNKNOWN_PERSON', [...at, key], name);
      if (to <= from) report('BAD_SHIFT', [...at, 'to'], 'to <= from');
      else if (to - from > SHIFT_MOST) report('BAD_SHIFT', [...at, 'to'], '> 31 d');
      if (standIn === person) report('BAD_SHIFT', [...at, 'standIn'], standIn);
      const key = `${from} ${person}`;
      if (begun.has(key)) report('DUPLICATE_ID', at, person);
      begun.add(key);
    });
  });
}

/** Whoever is retired may be named: a ladder outlives people, and a file that was written back must be readable. */
function checkLadders({ description, parts, raw, known, report }: Described): void {
  const names = (section: string, key: string) =>
    [...named(raw, section, key)].filter((name) => typeof name === 'string');
  const site = (id: string): Site => ({ id, name: id, level: '', parent: null });
  const person = (username: string): Person => ({
    ...{ username, name: username, roles: [], site: null, passwordHash: '', retiredAt: null },
  });
  const roster = (id: string): Roster => ({ id, name: id, site: null, shifts: [] });
  const by = <T>(ids: Iterable<string>, make: (id: string) => T) =>
    new Map([...ids].map((id) => [id, make(id)]));
  const world = {
    people: by([...known.people.keys(), ...names('people', 'username')], person),
    rosters: by([...known.rosters.keys(), ...names('rosters', 'id')], roster),
    tree: siteTree(by([...known.sites.keys(), ...names('sites', 'id')], site)),
  };
  const seen = new Set<string>();
  description.ladders.forEach(({ line: _, ...ladder }, i) => {
    const path = parts.ladders[i]?.path;
    if (path === undefined) return;
    const id = ladderId(ladder.site);
    if (seen.has(id)) report('DUPLICATE_ID', path, ladder.site);
    seen.add(id);
    if (ladder.site !== null && !world.tree.sites.has(ladder.site)) {
      report('UNKNOWN_SITE', [...path, 'site'], ladder.site);
      return;
    }
    const checked = checkLadder(ladder, world, 0);
    if (checked.ok) return;
    const { why, level } = checked.refusal.details ?? {};
    report('BAD_LADDER', typeof level === 'number' ? [...path, 'levels', level - 1] : path, why);
  });
}
