/** The documents of custody in memory, with what is looked up by: a parcel, a handoff, a shipment, a person. */
import type { Resolution } from '../custody/derive.ts';
import type { Effect } from '../custody/effects.ts';
import type { Chain, Handoff, KeptEvent, PhoneKey, Shipment } from '../custody/types.ts';
import type { Role } from '../fleet/types.ts';
import type { UtcMs } from '../thermal/types.ts';

/**
 * An event that was let in, with what the service knew when it took it in, for people change their posts: `place` is the site
 * of `by` then (null: the whole province) and `roles` are theirs. `refused`: why it does not count at present; another event
 * may change that. `effect`: what it does at present. `recorded`: where it is in the ledger; null while it never counted.
 * `countedSeq`: the entry of the ledger that says that it counts, of one that waited in the ledger before. `overturned`: it counted once and does not now, since when, and the parcels that are with others or elsewhere because of it.
 */
export type EventDocument = KeptEvent & {
  readonly atDoor: false;
  readonly place: string | null;
  readonly roles: readonly Role[];
  readonly deliveredBy: string;
  readonly effect: Effect | null;
  readonly recorded: { readonly seq: number; readonly leaf: string; readonly at: UtcMs } | null;
  readonly countedSeq?: number;
  readonly overturned?: { readonly since: UtcMs; readonly parcels: readonly string[] };
};

/** What was refused before anything could be derived from it. It takes part in nothing, for ever. */
export type RefusedDocument = {
  readonly atDoor: true;
  /** As delivered; cut short when it is too long to be an event. */
  readonly raw: string;
  readonly receivedAt: UtcMs;
  readonly deliveredBy: string;
  readonly refused: { readonly code: string; readonly message: string };
};
export type CustodyDocument = EventDocument | RefusedDocument;

/** `held`: under which hold the parcel was put for which cause, also when that hold has ended. */
export type ChainDocument = Chain & {
  readonly held: readonly { readonly cause: string; readonly hold: string }[];
};

export class CustodyBook {
  readonly events = new Map<string, EventDocument>();
  readonly refused = new Map<string, RefusedDocument>();
  readonly shipments = new Map<string, Shipment>();
  readonly handoffs = new Map<string, Handoff>();
  readonly chains = new Map<string, ChainDocument>();
  /** Handoffs that wait for somebody without a signal, and parcels in whose chain one event has nothing before it. */
  readonly waiting = new Set<string>();
  readonly gaps = new Set<string>();
  readonly resolutions = new Map<string, Resolution>();
  readonly keys = new Map<string, PhoneKey>();
  readonly #ofParcel = new Map<string, Set<string>>();
  readonly #ofHandoff = new Map<string, Set<string>>();
  readonly #ofShipment = new Map<string, Set<string>>();
  readonly #ofUnit = new Map<string, Set<string>>();
  readonly #keysOf = new Map<string, Set<string>>();
  /** When a person last delivered an event. */
  readonly #heard = new Map<string, UtcMs>();

  setEvent(id: string, doc: CustodyDocument | null): void {
    if (doc === null) throw new Error(`Cannot forget event ${id}: events are kept for ever`);
    if (doc.atDoor) {
      this.refused.set(id, doc);
      return;
    }
    this.events.set(id, doc);
    for (const parcel of parcelsOf(doc)) add(this.#ofParcel, parcel, id);
    for (const unit of unitsOf(doc)) add(this.#ofUnit, unit, id);
    if ('handoff' in doc.body) add(this.#ofHandoff, doc.body.handoff, id);
    if (doc.body.shipment !== null) add(this.#ofShipment, doc.body.shipment, id);
    this.#heard.set(doc.deliveredBy, Math.max(this.heard(doc.deliveredBy), doc.receivedAt));
  }

  setHandoff(id: string, handoff: Handoff | null): void {
    if (handoff === null) this.handoffs.delete(id);
    else this.handoffs.set(id, handoff);
    if (handoff?.state === 'waiting') this.waiting.add(id);
    else this.waiting.delete(id);
  }

  setChain(id: string, chain: ChainDocument | null): void {
    if (chain === null) this.chains.delete(id);
    else this.chains.set(id, chain);
    if (chain?.conflicts.some(({ kind }) => kind === 'gap')) this.gaps.add(id);
    else this.gaps.delete(id);
  }

  setKey(id: string, key: PhoneKey | null): void {
    if (key === null) throw new Error(`Cannot forget key ${id}: what it signed is checked with it`);
    this.keys.set(id, key);
    add(this.#keysOf, key.username, id);
  }

  /** When this person last delivered an event; −∞ when never. */
  heard(username: string): UtcMs {
    return this.#heard.get(username) ?? Number.NEGATIVE_INFINITY;
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

  eventsOfUnit(unit: string): EventDocument[] {
    return this.#pick(this.#ofUnit.get(unit));
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

/** The units an event names. */
export function unitsOf({ body }: Pick<KeptEvent, 'body'>): string[] {
  if ('boxes' in body) return body.boxes.map(({ unit }) => unit);
  if (body.type === 'shipment.unpacked') return body.parcels.map(({ unit }) => unit);
  return 'unit' in body && body.unit !== null ? [body.unit] : [];
}

function add(index: Map<string, Set<string>>, key: string, id: string): void {
  const set = index.get(key);
  if (set === undefined) index.set(key, new Set([id]));
  else set.add(id);
}
