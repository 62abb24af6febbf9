/**
 * Which parcels and events belong together: what is said of one can change what follows for the other. A parcel brings the
 * whole family it was split from, an event all its parcels, the other side of its handoff, and its shipment.
 */
import type { CustodyFacts } from '../custody/derive.ts';
import { type EventDocument, parcelsOf, unitsOf } from './custody-book.ts';
import type { Province } from './province.ts';

export type Group = {
  readonly parcels: ReadonlySet<string>;
  readonly events: readonly EventDocument[];
  readonly facts: CustodyFacts;
};

/** @param seeds parcels and events from which it is drawn */
export function groupOf(
  province: Province,
  seeds: { readonly parcels: Iterable<string>; readonly events: Iterable<EventDocument> },
): Group {
  const { custody } = province;
  const parcels = new Set<string>();
  const events = new Map<string, EventDocument>();
  const seen = new Set<string>();
  const waiting: EventDocument[] = [...seeds.events];
  const bring = (parcel: string): void => {
    for (const member of familyOf(province, parcel)) {
      if (parcels.has(member)) continue;
      parcels.add(member);
      waiting.push(...custody.eventsOfParcel(member));
    }
  };
  for (const parcel of seeds.parcels) bring(parcel);
  for (let event = waiting.pop(); event !== undefined; event = waiting.pop()) {
    if (events.has(event.id)) continue;
    events.set(event.id, event);
    for (const parcel of parcelsOf(event)) bring(parcel);
    const { body } = event;
    if ('handoff' in body && !seen.has(`h${body.handoff}`)) {
      seen.add(`h${body.handoff}`);
      waiting.push(...custody.eventsOfHandoff(body.handoff));
    }
    if (body.shipment !== null && !seen.has(`s${body.shipment}`)) {
      seen.add(`s${body.shipment}`);
      waiting.push(...custody.eventsOfShipment(body.shipment));
    }
  }
  const list = [...events.values()];
  return { parcels, events: list, facts: factsOf(province, parcels, list) };
}

/** Everything as it is on record; the parcels and boxes with what custody did to them, see effects.strip. */
function factsOf(
  province: Province,
  ids: ReadonlySet<string>,
  events: readonly EventDocument[],
): CustodyFacts {
  const parcels = [...ids].flatMap((id) => province.parcels.get(id) ?? []);
  const units = new Set([
    ...events.flatMap((event) => [
      ...unitsOf(event),
      // What was placed before may be named by no event that still counts.
      ...(event.effect?.placements.map(({ unit }) => unit) ?? []),
    ]),
    ...parcels.flatMap(({ stays }) => stays.map(({ unit }) => unit)),
  ]);
  const named = new Set(events.map(({ id }) => id));
  return {
    record: {
      parcels,
      units: [...units].flatMap((id) => province.units.get(id) ?? []),
      administrations: parcels.flatMap(({ id }) => province.administrationsOf(id)),
    },
    portions: events.flatMap(({ effect }) => effect?.portions ?? []),
    events,
    resolutions: [...province.custody.resolutions.values()].filter(({ truth, untrue }) =>
      [...truth, ...untrue].some((event) => named.has(event)),
    ),
  };
}

/** The parcel, what it was split from, and all that was split from that. */
export function familyOf(province: Province, parcel: string): string[] {
  let root = parcel;
  for (let up = province.parcels.get(root)?.parent ?? null; up !== null; ) {
    root = up;
    up = province.parcels.get(root)?.parent ?? null;
  }
  const family = [root];
  for (const id of family) family.push(...(province.partsOf.get(id) ?? []));
  return family;
}
