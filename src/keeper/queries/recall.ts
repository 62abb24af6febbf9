/** One recall: the lot, why, and where its doses are now, with whom to call; as a page and as a paper. */
import { lotKey } from '../../fleet/registry.ts';
import { presentUnit } from '../../lots/parcels.ts';
import { accept, type Decision } from '../../lots/refusal.ts';
import type { Parcel, Recall } from '../../lots/types.ts';
import type { RecallNoticeData } from '../../papers/types.ts';
import { RECALL_STEPS, ROLE_WORDS } from '../../wording/decision-papers.ts';
import type { RecallNoticeView } from '../official-views.ts';
import * as show from '../show.ts';
import { livingOf, showRecall } from './lots.ts';
import { entryOfRecall, recallNumber } from './official-proofs.ts';
import type { InTurns } from './turns.ts';
import { missing, type Of, sees, type View } from './view.ts';

const recallOf = ({ province }: View, { gtin, lot }: { gtin: string; lot: string }): Recall | undefined =>
  province.recalls.get(lotKey(gtin, lot));

export function recall(view: View, query: Of<'recall'>): Decision<RecallNoticeView> {
  const found = recallOf(view, query);
  if (found === undefined) return missing('RECALL', `${query.gtin}/${query.lot}`);
  return accept({
    ...showRecall(view, found),
    byRoles: rolesOf(view, found.by),
    places: placesOf(view, found),
    given: givenOf(view, found),
    steps: RECALL_STEPS.map(({ vi, en }) => ({ vi, en })),
  });
}

/** The site with the most doses first, what is under way last. */
function placesOf(view: View, { gtin, lot }: Recall): RecallNoticeView['places'] {
  const { province, now } = view;
  const open = livingOf(view, gtin, lot).filter(({ doses }) => doses > 0);
  const bySite = Map.groupBy(open, (parcel) => show.siteOfParcel(province, parcel, now));
  const unitName = (parcel: Parcel) => {
    const unit = presentUnit(parcel);
    return unit === null ? [] : (province.units.get(unit)?.name ?? unit);
  };
  return [...bySite]
    .map(([site, parcels]) => ({
      site,
      name: site === null ? null : (province.sites.get(site)?.name ?? site),
      phone: site === null ? null : phoneOf(view, site),
      units: [...new Set(parcels.flatMap(unitName))].sort((a, b) => a.localeCompare(b, 'vi')),
      parcels: parcels.length,
      doses: parcels.reduce((sum, { doses }) => sum + doses, 0),
    }))
    .sort((a, b) => Number(a.site === null) - Number(b.site === null) || b.doses - a.doses || 0);
}

/** Its own, or that of the place it belongs to. */
function phoneOf({ province }: View, site: string): string | null {
  for (let at = province.sites.get(site); at !== undefined; at = province.sites.get(at.parent ?? ''))
    if (at.phone !== undefined) return at.phone;
  return null;
}

/** Of the whole lot, at the places that the asker may look at. */
function givenOf(view: View, { gtin, lot }: Recall): RecallNoticeView['given'] {
  const { province } = view;
  const all = [...(province.parcelsOfLot.get(lotKey(gtin, lot)) ?? [])]
    .flatMap((id) => province.administrationsOf(id))
    .filter(({ site }) => sees(view, site));
  return [...Map.groupBy(all, ({ site }) => site)]
    .map(([site, list]) => ({
      site,
      name: province.sites.get(site)?.name ?? site,
      doses: list.reduce((sum, { doses }) => sum + doses, 0),
    }))
    .sort((a, b) => b.doses - a.doses || a.name.localeCompare(b.name, 'vi'));
}

/** The roles of today: what a person may do is not kept with what they did. */
export function rolesOf({ province }: View, username: string): { vi: string; en: string } {
  const roles = province.people.get(username)?.roles ?? [];
  const said = (language: 'vi' | 'en') =>
    roles.map((role) => ROLE_WORDS[role]?.[language] ?? role).join(', ');
  return { vi: said('vi'), en: said('en') };
}

export async function* recallPaper(
  view: View,
  query: Of<'recall.paper'>,
): InTurns<Decision<RecallNoticeData>> {
  const found = recallOf(view, query);
  const shown = recall(view, { type: 'recall', gtin: query.gtin, lot: query.lot });
  if (found === undefined || !shown.ok) return missing('RECALL', `${query.gtin}/${query.lot}`);
  const row = yield* entryOfRecall(view, found);
  const { value } = shown;
  return accept({
    zone: view.province.zone,
    number: recallNumber(found),
    authority: null,
    product: value.product,
    gtin: value.gtin,
    lot: value.lot,
    expiry: value.expiry,
    reason: value.reason,
    recalled: { name: value.by, roles: value.byRoles.vi, at: found.at },
    places: value.places.map(({ name, phone, units, parcels, doses }) => ({
      site: name,
      phone,
      units,
      parcels,
      doses,
    })),
    given: value.given.map(({ name, doses }) => ({ site: name, doses })),
    proof: { url: query.url, hash: row?.leaf ?? null },
    printedAt: view.now,
  });
}
