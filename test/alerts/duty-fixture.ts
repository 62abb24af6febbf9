/** A province of three levels, its people, and short ways to write levels, shifts and rosters. Hours are of 2026-11-22 UTC. */
import type { Level, Roster, Shift, Target } from '../../src/alerts/duty.ts';
import type { DutyWorld } from '../../src/alerts/reach.ts';
import { siteTree } from '../../src/fleet/places.ts';
import type { Person, Role, Site } from '../../src/fleet/types.ts';

export const MIDNIGHT = Date.UTC(2026, 10, 22);
export const hour = (hours: number): number => MIDNIGHT + hours * 3_600_000;

const site = (id: string, parent: string | null): Site => ({ id, name: id, level: '', parent });
/** `tinh` above `huyen` above `xa` and `khac`. */
export const TREE = siteTree(
  new Map(
    [site('tinh', null), site('huyen', 'tinh'), site('xa', 'huyen'), site('khac', 'huyen')].map((one) => [
      one.id,
      one,
    ]),
  ),
);

export const person = (
  username: string,
  place: string | null,
  roles: readonly Role[],
  retiredAt: number | null = null,
): Person => ({ username, name: username, roles, site: place, passwordHash: '', retiredAt });

export const shift = (
  who: string,
  from: number,
  to: number,
  standIn: string | null = null,
  id = `${who}-${from}`,
): Shift => ({ id, person: who, standIn, from: hour(from), to: hour(to), note: '' });

export const roster = (id: string, ...shifts: Shift[]): Roster => ({ id, name: id, site: 'tinh', shifts });

export const level = (...targets: Target[]): Level => ({ afterMinutes: 0, targets, channels: ['push'] });
export const role = (name: Role, up: number | null): Target => ({ kind: 'role', role: name, up });
export const duty = (id: string): Target => ({ kind: 'duty', roster: id });
export const one = (username: string): Target => ({ kind: 'person', username });

export const world = (people: readonly Person[], ...rosters: Roster[]): DutyWorld => ({
  people: new Map(people.map((who) => [who.username, who])),
  rosters: new Map(rosters.map((list) => [list.id, list])),
  tree: TREE,
});
