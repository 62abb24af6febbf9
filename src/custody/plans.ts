/** How far are the shipments, while events are folded? Boxes may be packed and emptied, and parcels handed on, without a plan. */
import { accept, type Decision } from '../lots/refusal.ts';
import { why } from './claims.ts';
import type { KeptOf } from './order.ts';
import { begin, foldShipment, follow, type Progress, type ShipmentStep } from './shipment.ts';
import type { Handoff, KeptEvent, Shipment } from './types.ts';

/** Where a step leads its shipment, taken by `advance` once nothing else stands against it. */
export type Lead = Progress | 'unplanned';

export class Plans {
  readonly #progress = new Map<string, Progress>();

  begin(event: KeptOf<'shipment.planned'>): Decision<null> {
    const id = event.body.shipment;
    if (id === null || this.#progress.has(id)) return why(event, 'SHIPMENT_EXISTS');
    this.#progress.set(id, begin(event.body));
    return accept(null);
  }

  /** Where the step would lead the event's shipment. */
  next(event: KeptEvent, step: ShipmentStep): Decision<Lead> {
    const id = event.body.shipment;
    if (id === null) return accept('unplanned');
    const progress = this.#progress.get(id);
    return progress === undefined ? why(event, 'SHIPMENT_UNKNOWN') : follow(progress, step);
  }

  advance({ body }: KeptEvent, lead: Lead): void {
    if (body.shipment !== null && lead !== 'unplanned') this.#progress.set(body.shipment, lead);
  }

  /** A handoff counts whatever its shipment says: it leads it on where that is possible. */
  handed(shipment: string, step: Extract<ShipmentStep, { kind: 'handed' }>): void {
    const progress = this.#progress.get(shipment);
    const next = progress === undefined ? undefined : follow(progress, step);
    if (next?.ok) this.#progress.set(shipment, next.value);
  }

  /** As the events that count, and the handoffs, leave them; in the order of their ids. */
  shipments(counting: readonly KeptEvent[], handoffs: readonly Handoff[]): Shipment[] {
    const events = Map.groupBy(counting, ({ body }) => body.shipment);
    const made = Map.groupBy(handoffs, ({ shipment }) => shipment);
    return [...this.#progress.keys()]
      .sort()
      .flatMap((id) => foldShipment(events.get(id) ?? [], made.get(id) ?? []) ?? []);
  }
}
