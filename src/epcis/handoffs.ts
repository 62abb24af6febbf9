/** How boxes are packed for a trip and change hands: what the giver sent, and what the taker found. */
import type { Dosed } from '../custody/types.ts';
import { deviceUri, handoffUri, holderUri, siteUri, unitUri } from './identifiers.ts';
import { type Around, aggregated, contentsOf, sitesOf } from './stock.ts';
import type { Entry, Telling, Told } from './types.ts';

type Of<T extends Entry['type']> = Extract<Entry, { type: T }>;

const counted = ({ book, seq }: Around, parcels: readonly Dosed[]) =>
  parcels.flatMap(({ parcel, doses }) => {
    const known = book.parcel(parcel, seq);
    return known === null || doses === 0 ? [] : [{ ...known, doses }];
  });

/** One aggregation per box; a temperature that was read while packing is told with it. */
export function packed(event: Of<'shipment.packed'>, around: Around): Telling[] {
  const at = Date.parse(event.at);
  return event.boxes.flatMap(({ unit, parcels, celsius }) => {
    const inside = counted(around, parcels);
    if (inside.length === 0) return [];
    const site = around.places.siteOf(unit, at);
    const device = around.places.deviceIn(unit, at);
    const sensorElementList = [
      {
        sensorMetadata: { time: event.at, ...(device === null ? {} : { deviceID: deviceUri(device) }) },
        sensorReport: [{ type: 'Temperature', value: celsius ?? 0, uom: 'CEL' }],
      },
    ];
    const told = aggregated('ADD', unit, inside, site);
    return [{ told: celsius === null ? told : { ...told, sensorElementList }, sites: sitesOf(site) }];
  });
}

/** Out of the boxes in which they lay until then, box by box, and into the fridges they were put. */
export function unpacked(event: Of<'shipment.unpacked'>, around: Around): Telling[] {
  const { book, seq } = around;
  const byBox = new Map<string, Dosed[]>();
  for (const one of event.parcels) {
    const box = book.parcel(one.parcel, seq - 1)?.unit ?? null;
    if (box !== null && box !== one.unit) byBox.set(box, [...(byBox.get(box) ?? []), one]);
  }
  return [...byBox].flatMap(([box, parcels]) => {
    const inside = counted(around, parcels);
    if (inside.length === 0) return [];
    const told = {
      ...aggregated('DELETE', box, inside, event.site),
      bizLocation: { id: siteUri(event.site) },
    };
    return [{ told, sites: sitesOf(event.site) }];
  });
}

/**
 * The giver's shipping with what was offered, at the time of the offer, and the taker's receiving with what was counted.
 * Both name the same two parties; what is missing is the difference. Who owns it does not change, so no owner is told.
 */
export function completed(event: Of<'handoff.completed'>, around: Around): Telling[] {
  const { book, seq } = around;
  const [offer, count] = [book.offer(event.handoff, seq), book.count(event.handoff, seq)];
  const first = offer?.parcels[0] ?? count?.parcels[0];
  const from = event.from ?? (first === undefined ? null : book.holder(first.parcel, seq - 1));
  const to = event.to ?? offer?.to ?? null;
  if (from === null || to === null) return [];
  const sites = sitesOf(from.kind === 'site' ? from.id : null, to.kind === 'site' ? to.id : null);
  const boxes = [...(count?.boxes ?? offer?.boxes ?? [])].map(({ unit }) => unitUri(unit));
  const tell = (parcels: readonly Dosed[], ships: boolean, place: string | null): Telling[] => {
    const known = counted(around, parcels);
    if (known.length === 0) return [];
    const { epcs, quantities } = contentsOf(known);
    const epcList = [...new Set([...boxes, ...epcs])];
    const id = handoffUri(event.handoff);
    const told: Told = {
      type: 'ObjectEvent',
      action: 'OBSERVE',
      ...(epcList.length === 0 ? {} : { epcList }),
      quantityList: quantities,
      bizStep: ships ? 'shipping' : 'receiving',
      disposition: ships || to.kind === 'person' ? 'in_transit' : 'in_progress',
      ...(place === null ? {} : { readPoint: { id: siteUri(place) } }),
      ...(ships || to.kind === 'person' ? {} : { bizLocation: { id: siteUri(to.id) } }),
      bizTransactionList: [{ type: ships ? 'desadv' : 'recadv', bizTransaction: id }],
      sourceList: [{ type: 'possessing_party', source: holderUri(from) }],
      destinationList: [{ type: 'possessing_party', destination: holderUri(to) }],
    };
    return [{ told, sites, ...(ships && offer !== null ? { at: Date.parse(offer.at) } : {}) }];
  };
  const place = offer?.place ?? (from.kind === 'site' ? from.id : null);
  const arrival = to.kind === 'site' ? to.id : place;
  return [
    ...tell(offer?.parcels ?? count?.parcels ?? [], true, place),
    ...tell(count?.parcels ?? offer?.parcels ?? [], false, arrival),
  ];
}
