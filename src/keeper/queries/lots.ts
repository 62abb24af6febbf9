/** Finding a lot by its number or its vaccine, and the recalls that stand. */
import { lotKey } from '../../fleet/registry.ts';
import { accept, type Decision } from '../../lots/refusal.ts';
import type { Parcel, Recall } from '../../lots/types.ts';
import { fold } from '../../wording/fold.ts';
import type { LotFoundView, RecallView } from '../official-views.ts';
import { paged } from '../pages.ts';
import * as show from '../show.ts';
import type { Paged } from '../views.ts';
import { type InTurns, Pace } from './turns.ts';
import { type Of, sees, type View } from './view.ts';

/** Every word of the search is in the number, the vaccine's name or the GTIN. */
export async function* lots(view: View, query: Of<'lots'>): InTurns<Decision<Paged<LotFoundView>>> {
  const { province } = view;
  const wanted = fold(query.text).split(' ').filter(Boolean);
  const names = new Map([...province.products.values()].map(({ gtin, name }) => [gtin, fold(name)]));
  const pace = new Pace();
  const found: { key: string; lot: LotFoundView }[] = [];
  for (const lot of [...province.lots.values()]) {
    yield* pace.rest();
    const text = `${fold(lot.lot)} ${names.get(lot.gtin) ?? ''} ${lot.gtin}`;
    if (!wanted.every((word) => text.includes(word))) continue;
    const shown = showLot(view, lot);
    // The number itself stands before what only has it somewhere.
    const rank = fold(lot.lot) === wanted.join(' ') ? 0 : 1;
    found.push({ key: `${rank} ${fold(shown.product)} ${lot.lot} ${lot.gtin}`, lot: shown });
  }
  return accept(
    paged(
      found,
      ({ key }) => key,
      ({ lot }) => lot,
      query,
    ),
  );
}

function showLot(view: View, lot: { gtin: string; lot: string; expiry: string }): LotFoundView {
  const { province } = view;
  const parcels = livingOf(view, lot.gtin, lot.lot);
  const recall = province.recalls.get(lotKey(lot.gtin, lot.lot));
  return {
    gtin: lot.gtin,
    product: province.products.get(lot.gtin)?.name ?? '',
    lot: lot.lot,
    expiry: lot.expiry,
    parcels: parcels.length,
    doses: parcels.reduce((sum, { doses }) => sum + doses, 0),
    sites: new Set(parcels.flatMap((parcel) => show.siteOfParcel(province, parcel, view.now) ?? [])).size,
    recalled:
      recall === undefined
        ? null
        : { at: show.iso(recall.at), by: nameOf(view, recall.by), reason: recall.reason },
  };
}

/** The newest first. */
export async function* recalls(view: View, query: Of<'recalls'>): InTurns<Decision<Paged<RecallView>>> {
  const pace = new Pace();
  const all: { key: string; recall: RecallView }[] = [];
  for (const recall of [...view.province.recalls.values()]) {
    yield* pace.rest();
    // Ascending keys put the latest first.
    const key = `${String(9e15 - recall.at).padStart(16, '0')} ${recall.gtin} ${recall.lot}`;
    all.push({ key, recall: showRecall(view, recall) });
  }
  return accept(
    paged(
      all,
      ({ key }) => key,
      ({ recall }) => recall,
      query,
    ),
  );
}

export function showRecall(view: View, recall: Recall): RecallView {
  const { province, now } = view;
  const { gtin, lot } = recall;
  const open = livingOf(view, gtin, lot).filter(({ doses }) => doses > 0);
  // What is over is at no place, and everybody's to know of.
  const known = [...(province.parcelsOfLot.get(lotKey(gtin, lot)) ?? [])].filter((id) => {
    const parcel = province.parcels.living(id);
    return parcel === undefined
      ? province.parcels.has(id)
      : sees(view, show.siteOfParcel(province, parcel, now));
  });
  const sites = new Set(open.flatMap((parcel) => show.siteOfParcel(province, parcel, now) ?? []));
  return {
    gtin,
    product: province.products.get(gtin)?.name ?? '',
    lot,
    expiry: province.lot(gtin, lot)?.expiry ?? null,
    reason: recall.reason,
    at: show.iso(recall.at),
    by: nameOf(view, recall.by),
    parcels: known.length,
    open: open.length,
    doses: open.reduce((sum, { doses }) => sum + doses, 0),
    dosesGiven: known
      .flatMap((id) => province.administrationsOf(id))
      .reduce((sum, { doses }) => sum + doses, 0),
    sites: [...sites]
      .map((site) => province.sites.get(site)?.name ?? site)
      .sort((a, b) => a.localeCompare(b, 'vi')),
  };
}

const nameOf = ({ province }: View, username: string): string =>
  province.people.get(username)?.name ?? username;

/** The lot's parcels within the asker's place whose life is not over. */
export function livingOf(view: View, gtin: string, lot: string): Parcel[] {
  return [...(view.province.livingOfLot.get(lotKey(gtin, lot)) ?? [])]
    .flatMap((id) => view.province.parcels.living(id) ?? [])
    .filter((parcel) => sees(view, show.siteOfParcel(view.province, parcel, view.now)));
}
