/** The tree of sites, a branch at a time, or those that a search finds wherever they hang. */
import { pathOf, siteOfUnit } from '../../fleet/places.ts';
import { stampOf } from '../../fleet/stamp.ts';
import type { Site } from '../../fleet/types.ts';
import { accept, type Decision } from '../../lots/refusal.ts';
import { fold } from '../../wording/fold.ts';
import type { RegistrySiteView } from '../admin-views.ts';
import { Smallest } from '../smallest.ts';
import type { Paged } from '../views.ts';
import { type Census, census, hasEnded, wrongsOfSite } from './admin-census.ts';
import { fits } from './registry-fits.ts';
import { type InTurns, Pace } from './turns.ts';
import { missing, type Of, outOfPlace, sees, type View } from './view.ts';

export async function* registrySites(
  view: View,
  query: Of<'registry.sites'>,
): InTurns<Decision<Paged<RegistrySiteView>>> {
  const pace = new Pace();
  const here = yield* census(view, pace);
  const { text, missing: wanted } = query;
  const isSearch = text !== undefined || wanted !== undefined;
  const page = new Smallest<Site>(query);
  for (const site of isSearch ? [...view.province.sites.values()] : branch(view, query.parent)) {
    yield* pace.rest();
    if (!sees(view, site.id) || !fits(text, site.name, site.id)) continue;
    if (wanted !== undefined && !wrongsOfSite(view, here, site).includes(wanted)) continue;
    page.add(`${fold(site.name)} ${site.id}`, site);
  }
  return accept(page.page((site) => show(view, here, site)));
}

export async function* registrySite(view: View, id: string): InTurns<Decision<RegistrySiteView>> {
  const site = view.province.sites.get(id);
  if (site === undefined) return missing('SITE', id);
  const place = outOfPlace(view, 'registry.site', id);
  if (place !== null) return place;
  return accept(show(view, yield* census(view, new Pace()), site));
}

/** Directly below `parent`; without one, what stands topmost in the asker's place. */
function branch({ actor, province }: View, parent: string | undefined): Site[] {
  const { sites, tree } = province;
  if (parent !== undefined) return (tree.children.get(parent) ?? []).flatMap((id) => sites.get(id) ?? []);
  if (actor.site !== null) return [sites.get(actor.site) ?? []].flat();
  return [...sites.values()].filter((site) => site.parent === null);
}

function show({ province, now }: View, here: Census, site: Site): RegistrySiteView {
  const { id, name, level, parent, phone = null } = site;
  const units = [...(province.unitsEverAt.get(id) ?? [])].flatMap((unit) => province.units.get(unit) ?? []);
  return {
    id,
    name,
    level,
    parent,
    phone,
    path: pathOf(province.tree, id)
      .slice(0, -1)
      .map((above) => ({ id: above.id, name: above.name })),
    children: province.tree.children.get(id)?.length ?? 0,
    units: units.filter((unit) => !hasEnded(unit, now) && siteOfUnit(unit, now) === id).length,
    people: here.peopleAt.get(id) ?? 0,
    stamp: stampOf(site),
  };
}
