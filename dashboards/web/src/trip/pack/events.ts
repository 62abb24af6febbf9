/** The events that packing and putting away become: whole parcels, with all the doses they have as far as this phone knows. */
import type { CustodyEvent, Dosed } from '../../../../../src/custody/types.ts';
import { celsiusOrNull, textOrNull } from '../draft.ts';
import type { Happening } from '../event.ts';
import type { HeldParcel } from '../possession.ts';
import type { BoxDraft, PackDraft, UnpackDraft } from './draft.ts';
import type { Packable, ToPutAway } from './in-hand.ts';

/** The parcels of a box that are in hand and whole: a parcel may have been handed on since it was ticked. */
export const packedIn = (box: BoxDraft, hand: readonly Packable[]): readonly Packable[] =>
  hand.filter(({ id, planned }) => planned === null && box.parcels.includes(id));

/** Boxes with something in them. */
export const filled = (boxes: readonly BoxDraft[], hand: readonly Packable[]): readonly BoxDraft[] =>
  boxes.filter((box) => packedIn(box, hand).length > 0);

/** Packs are conditioned; whatever else cools a box is used as it is. */
export const isConditioned = (coolant: BoxDraft['coolant']): boolean => coolant === 'ice-pack';

export const packedEvent = (draft: PackDraft, hand: readonly Packable[]): Happening => ({
  id: draft.id,
  type: 'shipment.packed',
  shipment: draft.trip,
  boxes: filled(draft.boxes, hand).map((box) => ({
    unit: box.unit,
    parcels: packedIn(box, hand).map(dosed),
    coolant: {
      kind: box.coolant ?? 'none',
      conditionedAt: isConditioned(box.coolant) ? box.conditionedAt : null,
    },
    seal: textOrNull(box.seal),
    celsius: celsiusOrNull(box.celsius),
  })),
});

export const unpackedEvent = (draft: UnpackDraft, { site, parcels }: ToPutAway): Happening => ({
  id: draft.id,
  type: 'shipment.unpacked',
  shipment: draft.trip,
  site,
  parcels: draft.put.flatMap(({ parcel, unit }) =>
    parcels.filter(({ id }) => id === parcel).map((held) => ({ ...dosed(held), unit })),
  ),
});

export const dosesOf = (parcels: readonly { readonly doses: number }[]): number =>
  parcels.reduce((sum, { doses }) => sum + doses, 0);

/** The signed event of a draft that has come to its end, from those on this phone. */
export const signedOf = (id: string, events: readonly CustodyEvent[]): CustodyEvent | undefined =>
  events.find((event) => event.id === id);

const dosed = ({ id, doses }: HeldParcel): Dosed => ({ parcel: id, doses });
