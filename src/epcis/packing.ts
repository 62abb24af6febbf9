/** How boxes are packed for a trip and emptied after it, and what is told when such a record counts no more, or again. */
import type { Dosed } from '../custody/types.ts';
import { deviceUri, siteUri } from './identifiers.ts';
import { type Around, aggregated, sitesOf } from './stock.ts';
import type { Entry, Pack, Telling, Untrue } from './types.ts';

type Of<T extends Entry['type']> = Extract<Entry, { type: T }>;

export const counted = ({ book, seq }: Around, parcels: readonly Dosed[]) =>
  parcels.flatMap(({ parcel, doses }) => {
    const known = book.parcel(parcel, seq);
    return known === null || doses === 0 ? [] : [{ ...known, doses }];
  });

/** Nothing while it only waits for what it rests on. */
export const packing = (event: Pack['event'], around: Around): Telling[] =>
  around.book.pack(event.id, around.seq) === null ? [] : told({ seq: around.seq, event }, around);

/** What had only waited is told as late as it counts, under its own ids: who looks back by recording times must come upon it. */
export function begun({ event }: Of<'custody.counted'>, around: Around): Telling[] {
  const pack = around.book.pack(event, around.seq);
  return pack === null ? [] : timed(pack, around).map((telling) => ({ ...telling, of: event }));
}

/** It is told anew, under ids of the entry that says that it counts again. */
export function reinstated({ event }: Of<'custody.reinstated'>, around: Around): Telling[] {
  const pack = around.book.pack(event, around.seq);
  return pack === null ? [] : timed(pack, around);
}

/** What had been told is told once more under its own ids, with the error. */
export const packsTakenBack = (
  events: readonly string[],
  around: Around,
  reason: Untrue['reason'],
  instead: readonly string[],
): Telling[] =>
  events.flatMap((id) => {
    const pack = around.book.pack(id, around.seq - 1);
    return (pack === null ? [] : timed(pack, around)).map((telling, index) => ({
      ...telling,
      untrue: { of: around.book.toldUnder(id, around.seq - 1), index, reason, instead },
    }));
  });

/** As it was told at first, at the time when it happened. */
const timed = (pack: Pack, around: Around): Telling[] =>
  told(pack, around).map((telling) => ({ ...telling, at: Date.parse(pack.event.at) }));

const told = ({ seq, event }: Pack, around: Around): Telling[] =>
  event.type === 'shipment.packed' ? packed(event, { ...around, seq }) : unpacked(event, { ...around, seq });

/** One aggregation per box; a temperature that was read while packing is told with it. */
function packed(event: Of<'shipment.packed'>, around: Around): Telling[] {
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
function unpacked(event: Of<'shipment.unpacked'>, around: Around): Telling[] {
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
