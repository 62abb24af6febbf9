/** Does the record that is shown say what was signed? The events are proven; the record is only what the service makes of them. */
import type { HandoffView, ShipmentView } from '../../../../src/keeper/custody-views.ts';
import type { Proof } from './check.ts';

/** Which part of the record differs from what was signed. */
export type Difference = 'side' | 'doses' | 'missing-side' | 'trip' | 'decision';

type Dosed = { readonly parcel: string; readonly doses: number };

const inOrder = (parcels: readonly Dosed[]): string =>
  JSON.stringify(parcels.map(({ parcel, doses }) => `${parcel} ${doses}`).sort());

function dosedOf(value: unknown): Dosed[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one: unknown) => {
    if (typeof one !== 'object' || one === null || !('parcel' in one) || !('doses' in one)) return [];
    return typeof one.parcel === 'string' && typeof one.doses === 'number'
      ? [{ parcel: one.parcel, doses: one.doses }]
      : [];
  });
}

/** Empty when everything fits. */
export function handoffDiffers(handoff: HandoffView, proofs: readonly Proof[]): Difference[] {
  const found = new Set<Difference>();
  for (const side of [handoff.given, handoff.taken]) {
    if (side === null) continue;
    const entry = proofs.find(({ entry }) => entry.id === side.event)?.entry;
    if (entry === undefined) {
      found.add('missing-side');
      continue;
    }
    const { event, by, at, type } = entry;
    if (by !== side.by || Date.parse(at) !== Date.parse(side.at) || event.handoff !== handoff.id)
      found.add('side');
    const signed = inOrder(dosedOf(event.parcels));
    if (type === 'handoff.offered' && signed !== inOrder(handoff.parcels)) found.add('doses');
    if (type === 'handoff.taken' && handoff.counted !== null && signed !== inOrder(handoff.counted))
      found.add('doses');
  }
  return [...found];
}

export function shipmentDiffers(shipment: ShipmentView, proofs: readonly Proof[]): Difference[] {
  const planned = proofs.find(({ entry }) => entry.type === 'shipment.planned')?.entry;
  if (planned === undefined) return ['missing-side'];
  const { from, to, escort, shipment: id, parcels } = planned.event;
  const found = new Set<Difference>();
  if (from !== shipment.from || to !== shipment.to || escort !== shipment.escort || id !== shipment.id)
    found.add('trip');
  if (inOrder(dosedOf(parcels)) !== inOrder(shipment.planned)) found.add('doses');
  return [...found];
}
