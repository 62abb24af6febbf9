/** What is where in the registry right now, and what is missing of each thing: walked in turns, for the start page and the lists alike. */
import { pathOf, siteOfUnit, unitOfDevice } from '../../fleet/places.ts';
import type { Device, Person, Site, Unit } from '../../fleet/types.ts';
import type { UtcMs } from '../../thermal/types.ts';
import type { Wrong } from '../admin-views.ts';
import { isGateway } from './device-state.ts';
import type { InTurns, Pace } from './turns.ts';
import type { View } from './view.ts';

/** By unit the devices in it, sites where units stand, sites that somebody looks after, and people by site. */
export type Census = {
  readonly devicesIn: ReadonlyMap<string, readonly string[]>;
  readonly keeping: ReadonlySet<string>;
  readonly staffed: ReadonlySet<string>;
  readonly peopleAt: ReadonlyMap<string, number>;
};

const LOOKS_AFTER: ReadonlySet<string> = new Set(['depot', 'vaccinator', 'official']);

export const hasEnded = (thing: { readonly retiredAt: UtcMs | null }, now: UtcMs): boolean =>
  thing.retiredAt !== null && thing.retiredAt <= now;

export async function* census({ province, now }: View, pace: Pace): InTurns<Census> {
  const devicesIn = new Map<string, string[]>();
  for (const device of [...province.devices.values()]) {
    yield* pace.rest();
    const unit = unitOfDevice(device, now);
    if (unit === null) continue;
    const known = devicesIn.get(unit);
    if (known === undefined) devicesIn.set(unit, [device.id]);
    else known.push(device.id);
  }
  const keeping = new Set<string>();
  for (const unit of [...province.units.values()]) {
    yield* pace.rest();
    const site = siteOfUnit(unit, now);
    if (site !== null && !hasEnded(unit, now)) keeping.add(site);
  }
  const staffed = new Set<string>();
  const peopleAt = new Map<string, number>();
  for (const person of [...province.people.values()]) {
    yield* pace.rest();
    if (person.site === null || hasEnded(person, now)) continue;
    peopleAt.set(person.site, (peopleAt.get(person.site) ?? 0) + 1);
    if (person.roles.some((role) => LOOKS_AFTER.has(role))) staffed.add(person.site);
  }
  return { devicesIn, keeping, staffed, peopleAt };
}

export function wrongsOfDevice({ history, now }: View, device: Device): Wrong[] {
  if (hasEnded(device, now)) return [];
  if (unitOfDevice(device, now) === null) return isGateway(device) ? [] : ['devicesWithoutUnit'];
  return history.ofDevice(device.id).length === 0 ? ['devicesNeverHeard'] : [];
}

export function wrongsOfUnit({ now }: View, { devicesIn }: Census, unit: Unit): Wrong[] {
  if (hasEnded(unit, now)) return [];
  const wrongs: Wrong[] = [];
  if (!devicesIn.has(unit.id)) wrongs.push('unitsWithoutDevice');
  if (unit.rules.length === 0) wrongs.push('unitsWithoutRules');
  return wrongs;
}

export function wrongsOfPerson({ province, now }: View, person: Person): Wrong[] {
  if (hasEnded(person, now)) return [];
  const isLost =
    person.site === null ? !person.roles.includes('administrator') : !province.sites.has(person.site);
  return isLost ? ['peopleWithoutPlace'] : [];
}

export function wrongsOfSite({ province }: View, { keeping, staffed }: Census, site: Site): Wrong[] {
  const wrongs: Wrong[] = [];
  if (site.phone === undefined) wrongs.push('sitesWithoutPhone');
  // A depot's staff may answer for the stations below it.
  if (keeping.has(site.id) && !pathOf(province.tree, site.id).some(({ id }) => staffed.has(id)))
    wrongs.push('sitesWithoutPeople');
  return wrongs;
}
