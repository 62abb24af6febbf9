/** The documents of custody in memory, with what is looked up by: a parcel, a handoff, a shipment, a person. */
import type { Chain, Handoff, KeptEvent, PhoneKey, Shipment } from '../custody/types.ts';

/**
 * A kept event with what the service knew when it took it in, for people change their posts and keys end: `place` is the site
 * of `by` then (null: the whole province), `keyJwk` needs not be kept, for keys are never deleted. `ledgerSeq` and `leaf`:
 * where it is in the ledger, null while it is without effect.
 */
export type EventDocument = KeptEvent & {
  /** Whose document it is; an event that was refused at the door is kept under an id of its own. */
  readonly document: string;
  /** It was refused before anything was derived from it, and takes part in nothing for ever. */
  readonly atDoor: boolean;
  readonly place: string | null;
  readonly deliveredBy: string;
  readonly ledgerSeq: number | null;
  readonly leaf: string | null;
};

export class CustodyBook {
  /** All kept events by document; those that were let in have their own id as such. */
  readonly events = new Map<string, EventDocument>();
  readonly shipments = new Map<string, Shipment>();
  readonly handoffs = new Map<string, Handoff>();
  readonly chains = new Map<string, Chain>();
  readonly keys = new Map<string, PhoneKey>();
  readonly #ofParcel = new Map<string, Set<string>>();
  readonly #ofHandoff = new Map<string, Set<string>>();
  readonly #ofShipment = new Map<string, Set<string>>();
  readonly #keysOf = new Map<string, Set<string>>();
  /** The newest thing heard from a person: delivery or making of an event, by username. */
  readonly heardFrom = new Map<string, number>();

  setEvent(id: string, doc: EventDocument | null): void {
    if (doc === null) throw new Error(`Cannot forget event ${id}: events are kept for ever`);
    this.events.set(id, doc);
    if (doc.atDoor) return;
    for (const parcel of parcelsOf(doc)) add(this.#ofParcel, parcel, id);
    if ('handoff' in doc.body) add(this.#ofHandoff, doc.body.handoff, id);
    if (doc.body.shipment !== null) add(this.#ofShipment, doc.body.shipment, id);
    const heard = Math.max(this.heardFrom.get(doc.body.by) ?? 0, doc.receivedAt);
    this.heardFrom.set(doc.body.by, heard);
  }

  setKey(id: string, key: PhoneKey | null): void {
    if (key === null) throw new Error(`Cannot forget key ${id}: what it signed is checked with it`);
    this.keys.set(id, key);
    add(this.#keysOf, key.username, id);
  }

  eventsOfParcel(parcel: string): EventDocument[] {
    return this.#pick(this.#ofParcel.get(parcel));
  }

  eventsOfHandoff(handoff: string): EventDocument[] {
    return this.#pick(this.#ofHandoff.get(handoff));
  }

  eventsOfShipment(shipment: string): EventDocument[] {
    return this.#pick(this.#ofShipment.get(shipment));
  }

  keysOf(username: string): PhoneKey[] {
    return [...(this.#keysOf.get(username) ?? [])].flatMap((id) => this.keys.get(id) ?? []);
  }

  #pick(ids: ReadonlySet<string> | undefined): EventDocument[] {
    return [...(ids ?? [])].flatMap((id) => this.events.get(id) ?? []);
  }
}

/** The parcels an event names. */
export function parcelsOf({ body }: Pick<KeptEvent, 'body'>): string[] {
  if ('parcels' in body) return body.parcels.map(({ parcel }) => parcel);
  if (body.type === 'shipment.packed') return body.boxes.flatMap((box) => box.parcels.map((p) => p.parcel));
  return [];
}

function add(index: Map<string, Set<string>>, key: string, id: string): void {
  const set = index.get(key);
  if (set === undefined) index.set(key, new Set([id]));
  else set.add(id);
}
