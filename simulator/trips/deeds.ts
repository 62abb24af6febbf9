/** The words of a trip: each step as the person says it into the phone, before the phone signs it. */
import { createHash } from 'node:crypto';
import type { Counted, CountedBox, Dosed } from '../../src/custody/types.ts';
import type { UtcMs } from '../../src/thermal/types.ts';
import type { Happening } from '../people/phone.ts';
import { HOUR, type Leg, type Trip } from './plan.ts';

/**
 * Something somebody says at an instant. `refused`: the code for which it must have no effect; null where it counts as soon
 * as all it rests on is there.
 */
export type Deed = {
  readonly at: UtcMs;
  readonly by: string;
  readonly happening: Happening;
  readonly refused: string | null;
  /** Signed, and then changed. */
  readonly forged?: boolean;
};

export const sha256Hex = (text: string): string => createHash('sha256').update(text).digest('hex');
const iso = (at: UtcMs): string => new Date(at).toISOString();
/** A code is good for so long; the road may be blocked, but not for a day. */
const VALID_MS = 10 * HOUR;

export const planned = (trip: Trip, id: string): Happening => ({
  type: 'shipment.planned',
  id,
  shipment: trip.id,
  from: trip.from,
  to: trip.to,
  stops: [],
  escort: trip.legs[0]?.to.username ?? '',
  departAt: iso(trip.legs[0]?.takeAt ?? trip.packAt),
  arriveBy: iso(trip.unpackAt + 2 * HOUR),
  parcels: trip.cargo,
  note: '',
});

export const packed = (trip: Trip, id: string): Happening => ({
  type: 'shipment.packed',
  id,
  shipment: trip.id,
  boxes: [
    {
      unit: trip.box,
      parcels: trip.cargo,
      coolant: { kind: 'ice-pack', conditionedAt: iso(trip.planAt) },
      seal: trip.seal,
      celsius: 3.1,
    },
  ],
});

export const unpacked = (trip: Trip, id: string, cargo: readonly Dosed[]): Happening => ({
  type: 'shipment.unpacked',
  id,
  shipment: trip.id,
  site: trip.to,
  parcels: cargo.map(({ parcel, doses }) => ({ parcel, doses, unit: trip.fridge })),
});

export const offered = (trip: Trip, leg: Leg, id: string, cargo: readonly Dosed[]): Happening => ({
  type: 'handoff.offered',
  id,
  shipment: trip.id,
  handoff: leg.handoff,
  parcels: cargo,
  boxes: [{ unit: trip.box, seal: trip.seal, celsius: 3.4 }],
  to: leg.to.holder,
  place: leg.place,
  codeHash: sha256Hex(leg.code),
  validUntil: iso(leg.offerAt + VALID_MS),
});

export type Count = {
  readonly parcels: readonly Counted[];
  readonly boxes: readonly CountedBox[];
  readonly reason: string | null;
};

/** Everything is there and in order. */
export const inOrder = (trip: Trip, cargo: readonly Dosed[]): Count => ({
  parcels: cargo.map(({ parcel, doses }) => ({
    parcel,
    doses,
    refused: 0,
    missing: 0,
    vvm: 1,
    freezeIndicator: 'ok',
    damage: null,
  })),
  boxes: [{ unit: trip.box, seal: trip.seal, sealIntact: true, celsius: 3.9 }],
  reason: null,
});

export const taken = (trip: Trip, leg: Leg, id: string, count: Count, code = leg.code): Happening => ({
  type: 'handoff.taken',
  id,
  shipment: trip.id,
  handoff: leg.handoff,
  code,
  ...count,
  place: leg.place,
});

export const oneSided = (trip: Trip, leg: Leg, id: string, count: Count): Happening => ({
  type: 'handoff.one-sided',
  id,
  shipment: trip.id,
  handoff: leg.handoff,
  parcels: count.parcels,
  boxes: count.boxes,
  receiver: { name: 'H’ Nuê Niê', phone: '0905 000 000', signature: null },
  reason: 'Người nhận không có điện thoại',
  place: leg.place,
});

export const confirmed = (trip: Trip, leg: Leg, id: string, count: Count): Happening => ({
  type: 'handoff.confirmed',
  id,
  shipment: trip.id,
  handoff: leg.handoff,
  ...count,
});

export const withdrawn = (trip: Trip, handoff: string, id: string): Happening => ({
  type: 'handoff.withdrawn',
  id,
  shipment: trip.id,
  handoff,
  reason: 'Đưa nhầm người',
});
