/** How what happens to parcels at a site is told: received, stored, packed, sent on its way, given, destroyed. */

import type { Book, ParcelThen } from './book.ts';
import { lotUri, siteUri, ssccUri, unitUri } from './identifiers.ts';
import type { Entry, Places, Quantity, Telling, Told } from './types.ts';

type Of<T extends Entry['type']> = Extract<Entry, { type: T }>;
export type Around = { readonly book: Book; readonly places: Places; readonly seq: number };

/** Doses are what is counted: eaches, so without a unit of measure. */
export const quantityOf = ({ gtin, lot }: { gtin: string; lot: string }, doses: number): Quantity => ({
  epcClass: lotUri(gtin, lot),
  quantity: doses,
});

/** One quantity per lot, however many parcels it lies in, and the SSCC of those that have one. */
export function contentsOf(parcels: readonly Pick<ParcelThen, 'gtin' | 'lot' | 'label' | 'doses'>[]) {
  const byLot = new Map<string, { gtin: string; lot: string; doses: number }>();
  for (const { gtin, lot, doses } of parcels) {
    const uri = lotUri(gtin, lot);
    byLot.set(uri, { gtin, lot, doses: (byLot.get(uri)?.doses ?? 0) + doses });
  }
  const epcs = [...new Set(parcels.flatMap(({ label }) => ssccUri(label) ?? []))];
  return { epcs, quantities: [...byLot.values()].map((one) => quantityOf(one, one.doses)) };
}

/** An observation of parcels; `site` null: under way, no place is told. */
export function observed(
  parcels: readonly Pick<ParcelThen, 'gtin' | 'lot' | 'label' | 'doses'>[],
  site: string | null,
  more: Partial<Extract<Told, { type: 'ObjectEvent' }>>,
): Extract<Told, { type: 'ObjectEvent' }> {
  const { epcs, quantities } = contentsOf(parcels);
  return {
    type: 'ObjectEvent',
    action: 'OBSERVE',
    ...(epcs.length === 0 ? {} : { epcList: epcs }),
    quantityList: quantities,
    ...(site === null ? {} : { readPoint: { id: siteUri(site) }, bizLocation: { id: siteUri(site) } }),
    ...more,
  };
}

export function aggregated(
  action: 'ADD' | 'DELETE',
  unit: string,
  parcels: readonly ParcelThen[],
  site: string | null,
): Extract<Told, { type: 'AggregationEvent' }> {
  const { epcs, quantities } = contentsOf(parcels);
  return {
    type: 'AggregationEvent',
    action,
    parentID: unitUri(unit),
    ...(epcs.length === 0 ? {} : { childEPCs: epcs }),
    childQuantityList: quantities,
    bizStep: action === 'ADD' ? 'packing' : 'unpacking',
    disposition: 'in_progress',
    ...(site === null ? {} : { readPoint: { id: siteUri(site) } }),
  };
}

export const sitesOf = (...sites: readonly (string | null)[]): string[] =>
  [...new Set(sites)].filter((site) => site !== null);

export function received(event: Of<'parcel.received'>): Telling[] {
  const told = observed([event], event.site, { bizStep: 'receiving', disposition: 'in_progress' });
  return [{ told, sites: sitesOf(event.site) }];
}

/** Into a box it is packed, out of one unpacked; into a fridge it is stored; into nothing it is picked. */
export function moved(event: Of<'parcel.moved'>, { book, places, seq }: Around): Telling[] {
  const parcel = book.parcel(event.parcel, seq) ?? { ...event, label: null, unit: event.to };
  const at = Date.parse(event.at);
  const tellings: Telling[] = [];
  const from = event.from === null ? null : places.siteOf(event.from, at);
  if (event.from !== null && places.isBox(event.from))
    tellings.push({ told: aggregated('DELETE', event.from, [parcel], from), sites: sitesOf(from) });
  if (event.to === null) {
    if (tellings.length === 0)
      tellings.push({
        told: observed([parcel], from, { bizStep: 'picking', disposition: 'in_progress' }),
        sites: sitesOf(from),
      });
    return tellings;
  }
  const to = places.siteOf(event.to, at);
  const told = places.isBox(event.to)
    ? aggregated('ADD', event.to, [parcel], to)
    : observed([parcel], to, { bizStep: 'storing', disposition: 'in_progress' });
  return [...tellings, { told, sites: sitesOf(from, to) }];
}

/** A box with parcels that leaves its site, arrives at one, or does both at once. An empty one is nobody's custody. */
export function placed(event: Of<'unit.placed'>, { book, seq }: Around): Telling[] {
  const parcels = event.parcels.flatMap((id) => book.parcel(id, seq) ?? []);
  if (parcels.length === 0) return [];
  const tell = (site: string, leaves: boolean): Telling => {
    const told = observed(parcels, null, {
      bizStep: leaves ? 'departing' : 'arriving',
      disposition: leaves ? 'in_transit' : 'in_progress',
      readPoint: { id: siteUri(site) },
      ...(leaves ? {} : { bizLocation: { id: siteUri(site) } }),
    });
    return {
      told: { ...told, epcList: [unitUri(event.unit), ...(told.epcList ?? [])] },
      sites: sitesOf(event.from, event.to),
    };
  };
  return [
    ...(event.from === null ? [] : [tell(event.from, true)]),
    ...(event.to === null ? [] : [tell(event.to, false)]),
  ];
}

export function given(event: Of<'doses.administered'>): Telling[] {
  const told = observed([{ ...event, label: null }], event.site, {
    bizStep: 'dispensing',
    disposition: 'dispensed',
  });
  return [{ told, sites: sitesOf(event.site) }];
}

/** A parcel that is empty was told of dose by dose. What was returned left as it was; what was discarded is no more. */
export function ended(event: Of<'parcel.ended'>, { book, places, seq }: Around): Telling[] {
  const before = book.parcel(event.parcel, seq - 1);
  if (event.kind === 'empty' || event.doses === 0) return [];
  const parcel = before ?? { ...event, label: null, unit: null };
  const site = parcel.unit === null ? null : places.siteOf(parcel.unit, Date.parse(event.at));
  const told = observed([{ ...parcel, doses: event.doses }], site, {
    ...(event.kind === 'discarded'
      ? { action: 'DELETE', bizStep: 'destroying', disposition: 'destroyed' }
      : { bizStep: 'shipping', disposition: 'returned' }),
  });
  return [{ told, sites: sitesOf(site) }];
}
