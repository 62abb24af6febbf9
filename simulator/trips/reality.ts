/** Who really had the vaccine, whatever anybody signed: it goes from hand to hand as the trip went. */
import type { Course } from './course.ts';
import type { HeldSince } from './record.ts';

/** Of each parcel of the trip, from its receipt on. What was not taken over stays with its giver and is told apart in the record. */
export function reality({ trip }: Course, receivedAt: number): ReadonlyMap<string, readonly HeldSince[]> {
  const chain: HeldSince[] = [
    { holder: { kind: 'site', id: trip.from }, from: receivedAt },
    ...trip.legs.map(({ to, takeAt }) => ({ holder: to.holder, from: takeAt })),
  ];
  return new Map(trip.cargo.map(({ parcel }) => [parcel, chain] as const));
}
