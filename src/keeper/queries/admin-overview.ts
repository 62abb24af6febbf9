/** How much does the registry hold, and what is missing in it that somebody will miss one night? */
import { siteOfUnit, unitOfDevice } from '../../fleet/places.ts';
import { inPlace } from '../../fleet/rights.ts';
import { accept, type Decision } from '../../lots/refusal.ts';
import { type AdminOverviewView, WRONGS, type Wrong } from '../admin-views.ts';
import {
  census,
  hasEnded,
  wrongsOfDevice,
  wrongsOfPerson,
  wrongsOfSite,
  wrongsOfUnit,
} from './admin-census.ts';
import { type InTurns, Pace } from './turns.ts';
import { sees, type View } from './view.ts';

const EXAMPLES_MOST = 5;

export async function* adminOverview(view: View): InTurns<Decision<AdminOverviewView>> {
  const { actor, province, now } = view;
  const pace = new Pace();
  const here = yield* census(view, pace);
  const counts = { sites: 0, units: 0, devices: 0, people: 0, products: province.products.size };
  const found = new Map<Wrong, { count: number; examples: { id: string; name: string }[] }>();
  const tell = (kinds: readonly Wrong[], id: string, name: string) => {
    for (const kind of kinds) {
      const known = found.get(kind) ?? { count: 0, examples: [] };
      found.set(kind, known);
      known.count += 1;
      if (known.examples.length < EXAMPLES_MOST) known.examples.push({ id, name });
    }
  };

  for (const device of [...province.devices.values()]) {
    yield* pace.rest();
    const site = siteOfUnit(province.units.get(unitOfDevice(device, now) ?? ''), now);
    if (hasEnded(device, now) || !sees(view, site)) continue;
    counts.devices += 1;
    tell(wrongsOfDevice(view, device), device.id, device.id);
  }
  for (const unit of [...province.units.values()]) {
    yield* pace.rest();
    if (hasEnded(unit, now) || !sees(view, siteOfUnit(unit, now))) continue;
    counts.units += 1;
    tell(wrongsOfUnit(view, here, unit), unit.id, unit.name);
  }
  for (const person of [...province.people.values()]) {
    yield* pace.rest();
    if (hasEnded(person, now) || !inPlace(actor, person.site, province.tree)) continue;
    counts.people += 1;
    tell(wrongsOfPerson(view, person), person.username, person.name);
  }
  for (const site of [...province.sites.values()]) {
    yield* pace.rest();
    if (!sees(view, site.id)) continue;
    counts.sites += 1;
    tell(wrongsOfSite(view, here, site), site.id, site.name);
  }

  return accept({
    counts,
    wrong: WRONGS.flatMap((kind) => {
      const one = found.get(kind);
      return one === undefined ? [] : [{ kind, ...one }];
    }),
  });
}
