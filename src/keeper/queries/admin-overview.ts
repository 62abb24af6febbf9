/** How much does the registry hold, and what is missing in it that somebody will miss one night? */
import { pathOf, siteOfUnit, unitOfDevice } from '../../fleet/places.ts';
import { accept, type Decision } from '../../lots/refusal.ts';
import type { UtcMs } from '../../thermal/types.ts';
import { type AdminOverviewView, WRONGS, type Wrong } from '../admin-views.ts';
import { type InTurns, Pace } from './turns.ts';
import { sees, type View } from './view.ts';

const EXAMPLES_MOST = 5;

export async function* adminOverview(view: View): InTurns<Decision<AdminOverviewView>> {
  const { province, history, now } = view;
  const { tree } = province;
  const pace = new Pace();
  const counts = { sites: 0, units: 0, devices: 0, people: 0, products: province.products.size };
  const found = new Map<Wrong, { count: number; examples: { id: string; name: string }[] }>();
  const tell = (kind: Wrong, id: string, name: string) => {
    const known = found.get(kind) ?? { count: 0, examples: [] };
    found.set(kind, known);
    known.count += 1;
    if (known.examples.length < EXAMPLES_MOST) known.examples.push({ id, name });
  };

  const equipped = new Set<string>();
  for (const device of [...province.devices.values()]) {
    yield* pace.rest();
    if (hasEnded(device.retiredAt, now)) continue;
    const unit = unitOfDevice(device, now);
    if (unit !== null) equipped.add(unit);
    if (!sees(view, siteOfUnit(province.units.get(unit ?? ''), now))) continue;
    counts.devices += 1;
    if (unit === null) tell('devicesWithoutUnit', device.id, device.id);
    else if (history.ofDevice(device.id).length === 0) tell('devicesNeverHeard', device.id, device.id);
  }

  const keeping = new Set<string>();
  for (const unit of [...province.units.values()]) {
    yield* pace.rest();
    const site = siteOfUnit(unit, now);
    if (hasEnded(unit.retiredAt, now) || !sees(view, site)) continue;
    counts.units += 1;
    if (site !== null) keeping.add(site);
    if (!equipped.has(unit.id)) tell('unitsWithoutDevice', unit.id, unit.name);
    if (unit.rules.length === 0) tell('unitsWithoutRules', unit.id, unit.name);
  }

  const staffed = new Set<string>();
  for (const person of [...province.people.values()]) {
    yield* pace.rest();
    if (hasEnded(person.retiredAt, now)) continue;
    if (person.site !== null && person.roles.some((role) => LOOKS_AFTER.has(role))) staffed.add(person.site);
    if (!sees(view, person.site)) continue;
    counts.people += 1;
    const isLost =
      person.site === null ? !person.roles.includes('administrator') : !tree.sites.has(person.site);
    if (isLost) tell('peopleWithoutPlace', person.username, person.name);
  }

  for (const site of [...province.sites.values()]) {
    yield* pace.rest();
    if (!sees(view, site.id)) continue;
    counts.sites += 1;
    if (site.phone === undefined) tell('sitesWithoutPhone', site.id, site.name);
    // A depot's staff may answer for the stations below it.
    if (keeping.has(site.id) && !pathOf(tree, site.id).some(({ id }) => staffed.has(id)))
      tell('sitesWithoutPeople', site.id, site.name);
  }

  return accept({
    counts,
    wrong: WRONGS.flatMap((kind) => {
      const one = found.get(kind);
      return one === undefined ? [] : [{ kind, ...one }];
    }),
  });
}

const LOOKS_AFTER: ReadonlySet<string> = new Set(['depot', 'vaccinator', 'official']);
const hasEnded = (retiredAt: UtcMs | null, now: UtcMs): boolean => retiredAt !== null && retiredAt <= now;
