/**
 * The boxes of a trip as they stand: each with the seal that was read or put on last, by whoever signed it; and those that
 * were taken over on this phone before the service told of their packing. Pure.
 */
import type { CustodyEvent, HandoffTaken } from '../../../../../src/custody/types.ts';
import type { TripView } from '../../../../../src/keeper/custody-views.ts';
import { placesOf } from './places.ts';

type Boxes = TripView['shipment']['boxes'];
/** `keeps`: the seal was found whole, though its number was not written down. */
type Seen = {
  readonly unit: string;
  readonly at: number;
  readonly seal: string | null;
  readonly keeps: boolean;
};

/** What cools a box that is known from a handoff alone. */
export const UNTOLD_COOLANT = '';

/** `events`: those on this phone that belong to the trip. `boxes`: packed, as far as is known. */
export function boxesNow(trip: TripView, boxes: Boxes, events: readonly CustodyEvent[]): Boxes {
  const all = [...boxes, ...takenOver(trip, boxes, events)];
  const seen = [...seenByService(trip), ...seenHere(events)].sort((a, b) => a.at - b.at);
  const isSame = all.length === boxes.length;
  const sealed = all.map((box, place) => {
    // What was sealed before it was packed says nothing; of one that was taken over, nobody here knows when that was.
    const packedAt = place < boxes.length ? Date.parse(box.packedAt) : Number.NEGATIVE_INFINITY;
    let { seal } = box;
    for (const one of seen) {
      if (one.unit !== box.unit || one.at < packedAt) continue;
      seal = one.seal ?? (one.keeps ? seal : null);
    }
    return seal === box.seal ? box : { ...box, seal };
  });
  return isSame && sealed.every((box, i) => box === boxes[i]) ? boxes : sealed;
}

const seenByService = ({ handoffs }: TripView): Seen[] =>
  handoffs.flatMap(({ boxes, countedBoxes, given, taken }) => [
    ...(given === null ? [] : boxes.map((box) => seenAt(given.at, box))),
    ...(taken === null ? [] : (countedBoxes ?? []).map((box) => seenAt(taken.at, box))),
  ]);

const seenHere = (events: readonly CustodyEvent[]): Seen[] =>
  events.flatMap((event) =>
    event.type === 'handoff.offered' || event.type === 'handoff.taken'
      ? event.boxes.map((box) => seenAt(event.at, box))
      : [],
  );

const seenAt = (
  at: string,
  { unit, seal, sealIntact }: { unit: string; seal: string | null; sealIntact?: boolean | null },
): Seen => ({ unit, seal, at: Date.parse(at), keeps: sealIntact === true });

function takenOver(trip: TripView, boxes: Boxes, events: readonly CustodyEvent[]): Boxes {
  const units = new Map(placesOf(trip).flatMap((place) => place.units.map(({ unit, name }) => [unit, name])));
  const added = new Map<string, Boxes[number]>();
  for (const event of events) {
    if (event.type !== 'handoff.taken') continue;
    for (const { unit, seal, celsius } of event.boxes) {
      if (boxes.some((box) => box.unit === unit)) continue;
      const name = trip.boxes.find((box) => box.unit === unit)?.name ?? units.get(unit) ?? unit;
      const coolant = { kind: UNTOLD_COOLANT, conditionedAt: null };
      added.set(unit, {
        ...{ unit, name, seal, celsius, coolant, packedAt: event.at },
        parcels: inIts(event),
      });
    }
  }
  return [...added.values()];
}

/** With one box there is no doubt where everything is. */
const inIts = ({ boxes, parcels }: HandoffTaken): Boxes[number]['parcels'] =>
  boxes.length === 1
    ? parcels.filter(({ doses }) => doses > 0).map(({ parcel, doses }) => ({ parcel, doses }))
    : [];
