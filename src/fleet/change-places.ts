/** Which places does a change of the registry concern? Whoever makes it must answer for all of them. */

import type { Actor } from '../keeper/protocol.ts';
import { type SiteTree, siteTree } from './places.ts';
import type { Registry, RegistryChange } from './registry.ts';
import { inPlace } from './rights.ts';
import type { Device, Site, Unit } from './types.ts';

/** `null`: the province as a whole. `before`: places as they are, `after`: as they will be. */
type Places = { readonly before: readonly (string | null)[]; readonly after: readonly (string | null)[] };

/** The first change that concerns a place outside the actor's own, or null. */
export function firstOutside(
  actor: Actor,
  registry: Registry,
  changes: readonly RegistryChange[],
): RegistryChange | null {
  // The whole province is everybody's own who has no place in particular; that also spares the largest files the walk.
  if (actor.site === null) return null;
  const tree = siteTree(registry.sites);
  const sites = new Map(registry.sites);
  const units = new Map(registry.units);
  for (const change of changes) {
    if (change.kind === 'site') sites.set(change.site.id, change.site);
    if (change.kind === 'unit') units.set(change.unit.id, change.unit);
  }
  const nextTree = siteTree(sites);
  const within = (places: readonly (string | null)[], in_: SiteTree) =>
    places.every((place) => inPlace(actor, place, in_));
  const isOwn = (change: RegistryChange) => {
    const { before, after } = placesOf(change, registry, units);
    return within(before, tree) && within(after, nextTree);
  };
  return changes.find((change) => !isOwn(change)) ?? null;
}

function placesOf(change: RegistryChange, registry: Registry, units: ReadonlyMap<string, Unit>): Places {
  switch (change.kind) {
    case 'zone':
    case 'book':
    case 'guard':
    case 'product':
    case 'lot':
      return { before: [null], after: [] };
    case 'site':
      return placesOfSite(registry.sites.get(change.site.id), change.site);
    case 'unit':
      return {
        before: somewhere(siteNow(registry.units.get(change.unit.id))),
        after: somewhere(siteNow(change.unit)),
      };
    case 'device':
      return {
        before: somewhere(siteOfDevice(registry.devices.get(change.device.id), registry.units)),
        after: somewhere(siteOfDevice(change.device, units)),
      };
    case 'person': {
      const former = registry.people.get(change.person.username);
      return { before: former === undefined ? [] : [former.site], after: [change.person.site] };
    }
    case 'parcel':
      return { before: [], after: somewhere(siteNow(units.get(change.parcel.stays[0]?.unit ?? ''))) };
    case 'contact': {
      // Of somebody new it comes with them, and their place is asked for there.
      const person = registry.people.get(change.contact.id);
      return { before: person === undefined ? [] : [person.site], after: [] };
    }
    case 'roster': {
      const former = registry.rosters.get(change.roster.id);
      return { before: former === undefined ? [] : [former.site], after: [change.roster.site] };
    }
    case 'ladder':
      return { before: [], after: [change.ladder.site] };
    default:
      throw new Error(`No place of a change ${JSON.stringify(change satisfies never)}`);
  }
}

/** Below which site it hangs is decided by those who answer for both: where it was, and where it will be. */
function placesOfSite(former: Site | undefined, next: Site): Places {
  if (former === undefined) return { before: [], after: [next.parent] };
  if (former.parent === next.parent) return { before: [former.id], after: [] };
  return { before: [former.id, former.parent], after: [next.parent] };
}

/** What is at no site (a box under way, a device on the shelf) is nobody's in particular. */
const somewhere = (site: string | null): string[] => (site === null ? [] : [site]);
const siteNow = (unit: Unit | undefined): string | null => unit?.placements.at(-1)?.site ?? null;
const siteOfDevice = (device: Device | undefined, units: ReadonlyMap<string, Unit>): string | null =>
  siteNow(units.get(device?.placements.at(-1)?.unit ?? ''));
