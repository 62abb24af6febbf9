/** The storage units as the registry has them: found by name, place, kind and what is missing; one with its whole history. */
import { isWithin, siteOfUnit } from '../../fleet/places.ts';
import { stampOf } from '../../fleet/stamp.ts';
import { LONG_AGO } from '../../fleet/types.ts';
import { accept, type Decision } from '../../lots/refusal.ts';
import type { UtcMs } from '../../thermal/types.ts';
import { fold } from '../../wording/fold.ts';
import type { RegistryUnitDetail, RegistryUnitView } from '../admin-views.ts';
import type { UnitDocument } from '../province.ts';
import * as to from '../show.ts';
import { Smallest } from '../smallest.ts';
import type { Paged } from '../views.ts';
import { type Census, census, hasEnded, wrongsOfUnit } from './admin-census.ts';
import { fits } from './registry-fits.ts';
import { type InTurns, Pace } from './turns.ts';
import { missing, type Of, outOfPlace, sees, type View } from './view.ts';

export async function* registryUnits(
  view: View,
  query: Of<'registry.units'>,
): InTurns<Decision<Paged<RegistryUnitView>>> {
  const { province, now } = view;
  const pace = new Pace();
  const here = yield* census(view, pace);
  const page = new Smallest<UnitDocument>(query);
  for (const unit of [...province.units.values()]) {
    yield* pace.rest();
    const site = siteOfUnit(unit, now);
    if (!sees(view, site) || hasEnded(unit, now) !== (query.retired ?? false)) continue;
    if (query.kind !== undefined && unit.kind !== query.kind) continue;
    if (query.site !== undefined && !(site !== null && isWithin(province.tree, site, query.site))) continue;
    if (query.missing !== undefined && !wrongsOfUnit(view, here, unit).includes(query.missing)) continue;
    if (!fits(query.text, unit.name, unit.id, nameOf(view, site) ?? '')) continue;
    page.add(`${fold(unit.name)} ${unit.id}`, unit);
  }
  return accept(page.page((unit) => show(view, here, unit)));
}

export async function* registryUnit(view: View, id: string): InTurns<Decision<RegistryUnitDetail>> {
  const unit = view.province.units.get(id);
  if (unit === undefined) return missing('UNIT', id);
  const place = outOfPlace(view, 'registry.unit', siteOfUnit(unit, view.now));
  if (place !== null) return place;
  const here = yield* census(view, new Pace());
  return accept({
    ...show(view, here, unit),
    placements: unit.placements.toReversed().map(({ site, since }) => ({
      site,
      siteName: nameOf(view, site),
      since: isoSince(since),
    })),
    versions: unit.versions.toReversed().map(({ version, effective, rules, maxUnmonitored }) => ({
      version,
      effective: isoSince(effective),
      rules: rules.map(to.showRule),
      maxUnmonitoredSeconds: maxUnmonitored / 1000,
    })),
  });
}

function show(view: View, { devicesIn }: Census, unit: UnitDocument): RegistryUnitView {
  const { province, now } = view;
  const { id, name, kind, litres } = unit;
  const site = siteOfUnit(unit, now);
  return {
    id,
    name,
    kind,
    site,
    siteName: nameOf(view, site),
    litres,
    rules: unit.rules.map(to.showRule),
    samplingSeconds: unit.sampling / 1000,
    maxGapSeconds: unit.maxGap / 1000,
    maxUnmonitoredSeconds: unit.maxUnmonitored / 1000,
    devices: [...(devicesIn.get(id) ?? [])],
    parcels: province.parcelsIn.get(id)?.size ?? 0,
    retiredAt: to.isoOrNull(unit.retiredAt),
    stamp: stampOf(unit),
  };
}

const nameOf = ({ province }: View, site: string | null): string | null =>
  site === null ? null : (province.sites.get(site)?.name ?? site);

const isoSince = (at: UtcMs): string | null => (at <= LONG_AGO ? null : to.iso(at));
