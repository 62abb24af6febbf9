/** What the papers of a handoff and of a shipment are made from (papers/types.ts). */
import { recordNumber } from '../../custody/record-number.ts';
import type { Dosed, Handoff, Holder, Shipment, Side } from '../../custody/types.ts';
import { accept, type Decision } from '../../lots/refusal.ts';
import type {
  DeliveryNoteData,
  HandoffRecordData,
  PaperPackedParcel,
  PaperPerson,
  PaperProduct,
  PaperProof,
  PaperSignature,
} from '../../papers/types.ts';
import { celsiusOrNull } from '../show.ts';
import { legsOf } from './legs.ts';
import type { InTurns } from './turns.ts';
import type { View } from './view.ts';

export async function* handoffRecord(
  view: View,
  handoff: Handoff,
  url: string,
): InTurns<Decision<HandoffRecordData>> {
  const { province, now } = view;
  const at = handoff.completedAt ?? (handoff.taken ?? handoff.given)?.at ?? now;
  const ids = handoff.parcels.map(({ parcel }) => parcel);
  const legs = yield* legsOf(view, ids, at, 'before');
  const counted = new Map(handoff.counted?.map((one) => [one.parcel, one]));
  const boxes = new Map(handoff.countedBoxes?.map((one) => [one.unit, one]));
  return accept({
    zone: province.zone,
    number: recordNumber('BG', handoff.id),
    authority: null,
    shipment: handoff.shipment,
    state: handoff.state,
    at,
    place: siteName(view, handoff.place),
    giver: personOf(view, handoff.given?.by ?? null, handoff.from, null),
    taker: personOf(view, handoff.taken?.by ?? null, handoff.to, handoff.receiver),
    parcels: handoff.parcels.map(({ parcel, doses }) => {
      const found = counted.get(parcel);
      return {
        ...lotOf(view, parcel),
        lotRelease: null,
        diluent: null,
        offered: doses,
        taken: found?.doses ?? null,
        refused: found?.refused ?? null,
        missing: found?.missing ?? null,
        vvm: found?.vvm ?? null,
        freezeIndicator: found?.freezeIndicator ?? null,
        damage: found?.damage ?? null,
      };
    }),
    boxes: handoff.boxes.map(({ unit, seal, celsius }) => {
      const found = boxes.get(unit);
      return {
        name: province.units.get(unit)?.name ?? unit,
        sealOffered: seal,
        sealFound: found?.seal ?? null,
        sealIntact: found?.sealIntact ?? null,
        celsiusOffered: celsius,
        celsiusTaken: found?.celsius ?? null,
      };
    }),
    legs: [...legs].map(([parcel, leg]) => ({
      about: nameOfLot(view, parcel),
      from: leg.from,
      to: leg.to,
      minCelsius: celsiusOrNull(leg.min),
      maxCelsius: celsiusOrNull(leg.max),
      meanKineticCelsius: leg.meanKineticCelsius,
      beyond: leg.beyond,
      unknown: leg.unknown,
    })),
    discrepancies: handoff.discrepancies.map((what) => ({
      subject:
        'unit' in what ? (province.units.get(what.unit)?.name ?? what.unit) : nameOfLot(view, what.parcel),
      what,
    })),
    remarks: remarksOf(view, handoff),
    given: signatureOf(view, handoff.given),
    taken:
      signatureOf(view, handoff.taken) ??
      (handoff.receiver === null ? null : { kind: 'receiver', ...handoff.receiver, at }),
    proof: proofOf(view, (handoff.taken ?? handoff.given)?.event ?? null, url),
    printedAt: now,
  });
}

export function deliveryNote(view: View, shipment: Shipment, url: string): DeliveryNoteData {
  const { province, now } = view;
  const packed = new Set(shipment.boxes.flatMap((box) => box.parcels.map(({ parcel }) => parcel)));
  const events = shipment.events.flatMap((id) => province.custody.events.get(id) ?? []);
  const sideOf = (type: string): Side | null => {
    const event = events.findLast(({ body }) => body.type === type);
    if (event === undefined) return null;
    const { id, body, signature } = event;
    return { event: id, by: body.by, at: Date.parse(body.at), signed: signature !== null };
  };
  const planned = sideOf('shipment.planned');
  return {
    zone: province.zone,
    number: recordNumber('PX', shipment.id),
    authority: null,
    state: shipment.state,
    from: siteName(view, shipment.from) ?? shipment.from,
    to: siteName(view, shipment.to) ?? shipment.to,
    stops: shipment.stops.map((id) => siteName(view, id) ?? id),
    escort: personOf(view, shipment.escort, { kind: 'person', id: shipment.escort }, null),
    vehicle: null,
    departAt: shipment.departAt,
    arriveBy: shipment.arriveBy,
    departedAt: shipment.departedAt,
    boxes: shipment.boxes.map(({ unit, parcels, coolant, seal, celsius, packedAt }) => ({
      name: province.units.get(unit)?.name ?? unit,
      coolant,
      seal,
      celsius,
      packedAt,
      parcels: parcels.map((one) => packedOf(view, one)),
    })),
    loose: shipment.planned.filter(({ parcel }) => !packed.has(parcel)).map((one) => packedOf(view, one)),
    note: shipment.note,
    planned: signatureOf(view, planned),
    packed: signatureOf(view, sideOf('shipment.packed')),
    carried: signatureOf(view, firstTaking(view, shipment)),
    proof: proofOf(view, planned?.event ?? null, url),
    printedAt: now,
  };
}

/** Who took it over where it began, to carry it. */
function firstTaking({ province }: View, { from, handoffs }: Shipment): Side | null {
  const takings = handoffs.flatMap((id) => {
    const handoff = province.custody.handoffs.get(id);
    if (handoff?.from.kind !== 'site' || handoff.from.id !== from || handoff.to.kind !== 'person') return [];
    return handoff.taken ?? [];
  });
  return takings.toSorted((a, b) => a.at - b.at)[0] ?? null;
}

function remarksOf({ province }: View, { given, taken }: Handoff): string[] {
  return [given, taken].flatMap((side) => {
    const body = province.custody.events.get(side?.event ?? '')?.body;
    return body !== undefined && 'reason' in body && body.reason !== null && body.reason !== ''
      ? [body.reason]
      : [];
  });
}

function signatureOf({ province }: View, side: Side | null): PaperSignature {
  if (side === null) return null;
  const name = province.people.get(side.by)?.name ?? side.by;
  const key = province.custody.events.get(side.event)?.key ?? null;
  if (key === null) return { kind: 'session', name, at: side.at };
  return { kind: 'verified', name, at: side.at, key };
}

const proofOf = ({ province }: View, event: string | null, url: string): PaperProof => ({
  url,
  hash: province.custody.events.get(event ?? '')?.recorded?.leaf ?? null,
});

function personOf(view: View, by: string | null, holder: Holder, receiver: Handoff['receiver']): PaperPerson {
  const held = holder.kind === 'site' ? siteName(view, holder.id) : null;
  if (by === null && receiver !== null) return { name: receiver.name, site: held, phone: receiver.phone };
  const username = by ?? (holder.kind === 'person' ? holder.id : null);
  const person = username === null ? undefined : view.province.people.get(username);
  // Who carries something for themselves still works somewhere.
  const site = held ?? siteName(view, person?.site ?? null);
  return { name: person?.name ?? username ?? '', site, phone: null };
}

function lotOf({ province }: View, id: string): { product: PaperProduct; lot: string; expiry: string } {
  const { gtin = '', lot = '' } = province.parcels.get(id) ?? {};
  const name = province.products.get(gtin)?.name ?? '';
  const product = { name, gtin, maker: null, registration: null, presentation: null };
  return { product, lot, expiry: province.lot(gtin, lot)?.expiry ?? '' };
}

const packedOf = (view: View, { parcel, doses }: Dosed): PaperPackedParcel => ({
  ...lotOf(view, parcel),
  doses,
});

function nameOfLot(view: View, parcel: string): string {
  const { product, lot } = lotOf(view, parcel);
  return `${product.name}, lô ${lot}`;
}

const siteName = ({ province }: View, id: string | null): string | null =>
  id === null ? null : (province.sites.get(id)?.name ?? id);
