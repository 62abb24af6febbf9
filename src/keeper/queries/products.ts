/** Which vaccines does the province know, by which rules are they judged, and what does the shipped catalogue say? */
import { stampOf } from '../../fleet/stamp.ts';
import { LONG_AGO } from '../../fleet/types.ts';
import { CATALOGUE } from '../../lots/catalogue/catalogue.ts';
import type { CatalogueEntry } from '../../lots/catalogue/types.ts';
import { catalogueOf } from '../../lots/catalogue/whose.ts';
import { accept, type Decision } from '../../lots/refusal.ts';
import type { Product, ProductVersion } from '../../lots/types.ts';
import { fold } from '../../wording/fold.ts';
import { paged } from '../pages.ts';
import type {
  CatalogueEntryView,
  ProductItemView,
  ProductVersionView,
  ProductView,
} from '../registry-views.ts';
import * as show from '../show.ts';
import type { Paged } from '../views.ts';
import { type InTurns, Pace } from './turns.ts';
import { missing, type Of, type View } from './view.ts';

const inForce = ({ versions }: Product, now: number): ProductVersion | undefined =>
  versions.findLast(({ effective }) => effective <= now);

/** By name. */
export async function* products(
  view: View,
  query: Of<'products'>,
): InTurns<Decision<Paged<ProductItemView>>> {
  const wanted = fold(query.text ?? '')
    .split(' ')
    .filter(Boolean);
  const pace = new Pace();
  const found: { key: string; item: ProductItemView }[] = [];
  for (const product of [...view.province.products.values()]) {
    yield* pace.rest();
    const text = fold(`${product.name} ${product.gtin}`);
    if (!wanted.every((word) => text.includes(word))) continue;
    const { gtin, name, dosesPerVial, versions } = product;
    const now = inForce(product, view.now);
    const { parcels, doses } = yield* leftOf(view, gtin, pace);
    found.push({
      key: `${fold(name)} ${gtin}`,
      item: {
        gtin,
        name,
        dosesPerVial,
        version: now?.version ?? null,
        versions: versions.length,
        effective: now === undefined ? null : effectiveText(now.effective),
        source: now?.source ?? '',
        labelVersion: now?.labelVersion ?? '',
        rules: (now?.rules ?? []).map(show.showRule),
        parcels,
        doses,
        catalogueNewer: catalogueOf(product)?.newer ?? false,
      },
    });
  }
  const page = paged(
    found,
    ({ key }) => key,
    ({ item }) => item,
    query,
  );
  return accept(page);
}

export async function* product(view: View, gtin: string): InTurns<Decision<ProductView>> {
  const found = view.province.products.get(gtin);
  if (found === undefined) return missing('PRODUCT', gtin);
  const { name, dosesPerVial, versions } = found;
  const now = inForce(found, view.now);
  const origin = catalogueOf(found);
  const left = yield* leftOf(view, gtin, new Pace());
  return accept({
    gtin,
    name,
    dosesPerVial,
    versions: versions.toReversed().map(
      (version): ProductVersionView => ({
        version: version.version,
        effective: effectiveText(version.effective),
        state: version === now ? 'now' : version.effective > view.now ? 'coming' : 'past',
        source: version.source,
        labelVersion: version.labelVersion,
        rules: version.rules.map(show.showRule),
        maxUnmonitoredSeconds: version.maxUnmonitored / 1000,
        notJudged: version.notJudged.map(({ vi, en }) => ({ vi, en })),
        fromCatalogue: origin?.same.has(version.version) ?? false,
      }),
    ),
    ...left,
    catalogue:
      origin === null ? null : { key: origin.entry.key, name: origin.entry.name, newer: origin.newer },
    stamp: stampOf(found),
  });
}

const effectiveText = (at: number): string | null => (at === LONG_AGO ? null : show.instantText(at));

/** What is left of it anywhere: parcels, doses, at how many sites, how many with an open hold. */
async function* leftOf(
  { province, now }: View,
  gtin: string,
  pace: Pace,
): InTurns<{ parcels: number; doses: number; sites: number; held: number }> {
  const sites = new Set<string>();
  const sum = { parcels: 0, doses: 0, held: 0 };
  for (const lot of [...(province.lotsOfProduct.get(gtin) ?? [])]) {
    for (const id of [...(province.livingOfLot.get(lot) ?? [])]) {
      yield* pace.rest();
      const parcel = province.parcels.living(id);
      if (parcel === undefined) continue;
      sum.parcels++;
      sum.doses += parcel.doses;
      if (province.holdsOf(id).some(({ state }) => state === 'open')) sum.held++;
      const site = show.siteOfParcel(province, parcel, now);
      if (site !== null) sites.add(site);
    }
  }
  return { ...sum, sites: sites.size };
}

export const catalogue = (): Decision<{ items: CatalogueEntryView[] }> =>
  accept({ items: CATALOGUE.map(showEntry) });

const showEntry = ({ key, name, dosesPerVial, versions }: CatalogueEntry): CatalogueEntryView => ({
  key,
  name,
  dosesPerVial,
  versions: versions.map(({ effective, source, labelVersion, rules, maxUnmonitoredSeconds, notJudged }) => ({
    effective,
    source,
    labelVersion,
    rules: rules.map((rule) => ({ ...rule })),
    maxUnmonitoredSeconds,
    notJudged: notJudged.map(({ vi, en }) => ({ vi, en })),
  })),
});
