/** The two mishaps that are stories of their own: a phone that is lost and found by somebody, and two keepers who give the same thing. */
import { drawnCode, drawnId } from '../people/ids.ts';
import type { Random } from '../random.ts';
import type { PhoneFate } from './course.ts';
import { type Deed, inOrder, offered, taken } from './deeds.ts';
import { HOUR, MINUTE, type Trip } from './plan.ts';
import type { SaidLeg } from './said-leg.ts';

/** The first escort's phone: nothing of the trip had left it. Its finder offers the parcels to somebody. */
export function lostPhone(trip: Trip, legs: readonly SaidLeg[], draw: Random): PhoneFate[] {
  const first = legs[0];
  if (first === undefined) return [];
  const username = first.leg.to.username;
  const at = trip.unpackAt + HOUR;
  const found = at + 2 * HOUR;
  const leg = {
    ...first.leg,
    handoff: drawnId(found, draw),
    code: drawnCode(draw),
    offerAt: found,
    to: { username: trip.outsiders.escort, holder: { kind: 'person', id: trip.outsiders.escort } },
    place: null,
  } as const;
  const forged = {
    ...deed(found, username, offered(trip, leg, drawnId(found, draw), first.offered)),
    refused: 'EVENT_KEY_REVOKED',
  };
  return [
    { username, kind: 'silent', silence: { from: trip.planAt, to: at } },
    { username, kind: 'lost', at, forged },
  ];
}

/** Ten minutes after the first parcel left with the driver, the other keeper gives it to somebody else, on two phones. */
export function rivalStory(trip: Trip, { leg, offered: cargo }: SaidLeg, draw: Random) {
  const [first] = cargo;
  if (first === undefined) return {};
  const offerAt = leg.takeAt + 10 * MINUTE;
  const takeAt = offerAt + 2 * MINUTE;
  const escort = trip.outsiders.escort;
  const rival = {
    ...leg,
    handoff: drawnId(offerAt, draw),
    code: drawnCode(draw),
    to: { username: escort, holder: { kind: 'person', id: escort } },
    offerAt,
    takeAt,
  } as const;
  const event = drawnId(takeAt, draw);
  const apart = { shipment: null, boxes: [] } as const;
  const offer = offered(trip, rival, drawnId(offerAt, draw), [first]);
  const take = taken(trip, rival, event, inOrder(trip, [first]));
  return {
    rival: { handoff: rival.handoff, parcel: first.parcel, event },
    deeds: [
      deed(offerAt, trip.outsiders.keeper, { ...offer, ...apart } as Deed['happening']),
      deed(takeAt, escort, { ...take, ...apart } as Deed['happening']),
    ],
  };
}

const deed = (at: number, by: string, happening: Deed['happening']): Deed => ({
  at,
  by,
  happening,
  refused: null,
});
