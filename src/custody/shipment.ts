/**
 * How far is a shipment? A table of what may follow what, and the fold of its events. What people hand over counts whatever
 * was planned: a shipment that was cancelled and handed over all the same is under way.
 */
import { accept, type Decision } from '../lots/refusal.ts';
import type { UtcMs } from '../thermal/types.ts';
import { type CustodyCode, refuseCustody } from './codes.ts';
import { atOf, inOrder, isOf } from './order.ts';
import type { Handoff, Holder, KeptEvent, Shipment, ShipmentPlanned, ShipmentState } from './types.ts';

export type ShipmentStep =
  | { readonly kind: 'packed' | 'cancelled' }
  /** Doses of `parcels` were taken over by `to`. */
  | { readonly kind: 'handed'; readonly to: Holder; readonly parcels: readonly string[] }
  | { readonly kind: 'unpacked'; readonly parcels: readonly string[] };

/** `inside`: what came to the end of the way and was not unpacked yet. */
export type Progress = {
  readonly state: ShipmentState;
  readonly ends: readonly string[];
  readonly inside: readonly string[];
};

/** Delivered is what came to where it should go, or back to where it came from. */
export const begin = ({ from, to }: Pick<ShipmentPlanned, 'from' | 'to'>): Progress => ({
  state: 'planned',
  ends: [from, to],
  inside: [],
});

/** What is refused, by state and step. What is not in the table may be done. */
const REFUSED: Readonly<Record<ShipmentState, Partial<Record<ShipmentStep['kind'], CustodyCode>>>> = {
  planned: { unpacked: 'SHIPMENT_NOT_PACKED' },
  packed: {},
  'under-way': { cancelled: 'SHIPMENT_UNDER_WAY' },
  arrived: { packed: 'SHIPMENT_ARRIVED', cancelled: 'SHIPMENT_ARRIVED' },
  closed: { packed: 'SHIPMENT_CLOSED', cancelled: 'SHIPMENT_CLOSED', unpacked: 'SHIPMENT_CLOSED' },
  // What was packed and then not sent has to come out of the boxes again.
  cancelled: { packed: 'SHIPMENT_CANCELLED', cancelled: 'SHIPMENT_CANCELLED' },
};

/** Refuses `SHIPMENT_NOT_PACKED`, `SHIPMENT_UNDER_WAY`, `SHIPMENT_ARRIVED`, `SHIPMENT_CLOSED`, `SHIPMENT_CANCELLED`. */
export function follow(progress: Progress, step: ShipmentStep): Decision<Progress> {
  const { state, ends, inside } = progress;
  const code = REFUSED[state][step.kind];
  if (code !== undefined)
    return refuseCustody(code, `Cannot be ${step.kind}: the shipment is ${state}`, { state });
  switch (step.kind) {
    case 'packed':
      // Boxes may be packed anew on the road: one that failed is emptied into another.
      return accept(state === 'planned' ? { ...progress, state: 'packed' } : progress);
    case 'cancelled':
      return accept({ ...progress, state: 'cancelled' });
    case 'handed': {
      const { to, parcels } = step;
      if (to.kind === 'site' && ends.includes(to.id)) {
        return accept({ ...progress, state: 'arrived', inside: [...new Set([...inside, ...parcels])] });
      }
      const left = inside.filter((parcel) => !parcels.includes(parcel));
      return accept({ ...progress, state: 'under-way', inside: left });
    }
    case 'unpacked': {
      const left = inside.filter((parcel) => !step.parcels.includes(parcel));
      const closed = state === 'arrived' && left.length === 0;
      return accept({ ...progress, state: closed ? 'closed' : state, inside: left });
    }
    default:
      return step satisfies never;
  }
}

/**
 * The shipment as its events tell it; null while nobody planned it.
 * @param events those of this shipment that count
 * @param handoffs those that were made for it
 */
export function foldShipment(events: readonly KeptEvent[], handoffs: readonly Handoff[]): Shipment | null {
  const ordered = inOrder(events);
  const planned = ordered.find((event) => isOf(event, 'shipment.planned'));
  if (planned === undefined || planned.body.type !== 'shipment.planned' || planned.body.shipment === null)
    return null;
  const { body } = planned;
  const handed = handoffs
    .filter(({ state }) => state === 'complete')
    .flatMap((handoff) => handedStep(handoff) ?? []);
  const steps = [...ordered.flatMap((event) => stepOf(event) ?? []), ...handed].sort(
    (a, b) => a.at - b.at || (a.event < b.event ? -1 : 1),
  );
  let progress = begin(body);
  const reached = new Map<ShipmentState, UtcMs>();
  for (const { at, step } of steps) {
    const next = follow(progress, step);
    if (!next.ok) continue;
    if (
      next.value.state !== progress.state &&
      !(next.value.state === 'under-way' && reached.has('under-way'))
    )
      reached.set(next.value.state, at);
    progress = next.value;
  }
  return {
    id: planned.body.shipment ?? '',
    from: body.from,
    to: body.to,
    stops: body.stops,
    escort: body.escort,
    departAt: Date.parse(body.departAt),
    arriveBy: Date.parse(body.arriveBy),
    note: body.note,
    planned: body.parcels,
    boxes: ordered
      .filter((event) => isOf(event, 'shipment.packed'))
      .flatMap((event) => event.body.boxes.map((box) => ({ ...box, packedAt: atOf(event) }))),
    state: progress.state,
    departedAt: reached.get('under-way') ?? null,
    arrivedAt: hasArrived(progress.state) ? (reached.get('arrived') ?? null) : null,
    closedAt: progress.state === 'closed' ? (reached.get('closed') ?? null) : null,
    events: ordered.map(({ id }) => id),
    handoffs: handoffs.map(({ id }) => id).sort(),
  };
}

const hasArrived = (state: ShipmentState): boolean => state === 'arrived' || state === 'closed';

type Step = { readonly at: UtcMs; readonly event: string; readonly step: ShipmentStep };

function stepOf(event: KeptEvent): Step | null {
  const { body, id } = event;
  const at = atOf(event);
  if (body.type === 'shipment.packed') return { at, event: id, step: { kind: 'packed' } };
  if (body.type === 'shipment.cancelled') return { at, event: id, step: { kind: 'cancelled' } };
  if (body.type !== 'shipment.unpacked') return null;
  return { at, event: id, step: { kind: 'unpacked', parcels: body.parcels.map(({ parcel }) => parcel) } };
}

function handedStep({ completedAt, taken, to, counted }: Handoff): Step | null {
  if (completedAt === null || taken === null) return null;
  const parcels = (counted ?? []).filter(({ doses }) => doses > 0).map(({ parcel }) => parcel);
  return { at: completedAt, event: taken.event, step: { kind: 'handed', to, parcels } };
}
