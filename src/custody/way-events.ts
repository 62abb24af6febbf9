/**
 * The ledger's events about parcels on their way: what people signed, as they signed it, and what the service found to follow.
 * The rules of events.ts hold here too: plain JSON, ISO 8601, every field present, a shape never changes.
 */
import type { UtcMs } from '../thermal/types.ts';
import { iso } from './facts.ts';
import type { CustodyEvent, Discrepancy, Handoff, Holder, KeptEvent, PhoneKey } from './types.ts';

/**
 * A signed event with all of its own fields, its own id and type. Without `recorded`, `key` and `signature` it is, to the
 * letter, the body that was signed: see `signedBodyOf`.
 */
export type PhoneEvent = CustodyEvent & {
  readonly recorded: string;
  readonly key: string | null;
  readonly signature: string | null;
};

type Found<T extends string, Fields> = {
  readonly id: string;
  readonly type: T;
  readonly at: string;
  readonly by: string;
  readonly recorded: string;
} & Readonly<Fields>;

type OfHandoff = {
  handoff: string;
  shipment: string | null;
  from: Holder;
  to: Holder;
  given: string | null;
  taken: string | null;
};
/** `at`: when it changed hands. `given` and `taken`: the events of both sides. */
export type HandoffCompleted = Found<
  'handoff.completed',
  OfHandoff & { place: string | null; discrepancies: readonly Discrepancy[] }
>;
/** One side alone for too long, or two that contradict each other. */
export type HandoffDisputed = Found<'handoff.disputed', OfHandoff>;
/** It is disputed no more. `state`: what it is now. */
export type HandoffResolved = Found<'handoff.resolved', OfHandoff & { state: string }>;
/** Events that cannot all be true of a parcel. */
export type CustodyConflict = Found<
  'custody.conflict',
  { parcel: string; gtin: string; lot: string; events: readonly string[] }
>;
/**
 * From `at` on `event` does not count any more, for `code`: something that came late stands against it. `parcels`: those that
 * are with others, or elsewhere, than it said.
 */
export type CustodyOverturned = Found<
  'custody.overturned',
  { event: string; shipment: string | null; code: string; parcels: readonly string[] }
>;
/** A packing or unpacking that was in the ledger while it waited for what it rests on counts from `at` on. */
export type CustodyCounted = Found<'custody.counted', { event: string; shipment: string | null }>;
/** From `at` on it counts again. */
export type CustodyReinstated = Found<'custody.reinstated', { event: string; shipment: string | null }>;
/** An official says which of them are true. */
export type CustodyResolved = Found<
  'custody.resolved',
  {
    resolution: string;
    parcel: string | null;
    truth: readonly string[];
    untrue: readonly string[];
    reason: string;
  }
>;
export type KeyEnrolled = Found<
  'key.enrolled',
  { key: string; username: string; label: string; jwk: PhoneKey['jwk'] }
>;
export type KeyRevoked = Found<'key.revoked', { key: string; username: string }>;

export type WayEvent =
  | PhoneEvent
  | HandoffCompleted
  | HandoffDisputed
  | HandoffResolved
  | CustodyConflict
  | CustodyOverturned
  | CustodyCounted
  | CustodyReinstated
  | CustodyResolved
  | KeyEnrolled
  | KeyRevoked;

type Stamp = { readonly id: string; readonly by: string; readonly recorded: UtcMs };

/** What a phone signed, taken in at `recorded`. It needs no stamp: it brings its own id. */
export const phoneEvent = (
  { body, key, signature }: Pick<KeptEvent, 'body' | 'key' | 'signature'>,
  recorded: UtcMs,
): PhoneEvent => ({ ...body, recorded: iso(recorded), key, signature });

/** The body whose canonical JSON was signed. */
export function signedBodyOf(event: PhoneEvent): CustodyEvent {
  const { recorded: _recorded, key: _key, signature: _signature, ...body } = event;
  return body;
}

/** Throws for a handoff that is not complete. */
export function handoffCompleted(stamp: Stamp, handoff: Handoff): HandoffCompleted {
  if (handoff.completedAt === null) throw new Error(`handoff ${handoff.id} is not complete`);
  return {
    ...envelope('handoff.completed', stamp, handoff.completedAt),
    ...ofHandoff(handoff),
    place: handoff.place,
    discrepancies: handoff.discrepancies,
  };
}

/** `since`: when it became disputed. */
export const handoffDisputed = (stamp: Stamp, handoff: Handoff, since: UtcMs): HandoffDisputed => ({
  ...envelope('handoff.disputed', stamp, since),
  ...ofHandoff(handoff),
});

export const handoffResolved = (stamp: Stamp, handoff: Handoff): HandoffResolved => ({
  ...envelope('handoff.resolved', stamp, stamp.recorded),
  ...ofHandoff(handoff),
  state: handoff.state,
});

export const custodyConflict = (
  stamp: Stamp,
  parcel: { readonly id: string; readonly gtin: string; readonly lot: string },
  events: readonly string[],
): CustodyConflict => ({
  ...envelope('custody.conflict', stamp, stamp.recorded),
  parcel: parcel.id,
  gtin: parcel.gtin,
  lot: parcel.lot,
  events,
});

export const custodyOverturned = (
  stamp: Stamp,
  { id, body }: Pick<KeptEvent, 'id' | 'body'>,
  code: string,
  parcels: readonly string[],
): CustodyOverturned => ({
  ...envelope('custody.overturned', stamp, stamp.recorded),
  event: id,
  shipment: body.shipment,
  code,
  parcels,
});

export const custodyCounted = (
  stamp: Stamp,
  { id, body }: Pick<KeptEvent, 'id' | 'body'>,
): CustodyCounted => ({
  ...envelope('custody.counted', stamp, stamp.recorded),
  event: id,
  shipment: body.shipment,
});

export const custodyReinstated = (
  stamp: Stamp,
  { id, body }: Pick<KeptEvent, 'id' | 'body'>,
): CustodyReinstated => ({
  ...envelope('custody.reinstated', stamp, stamp.recorded),
  event: id,
  shipment: body.shipment,
});

export const custodyResolved = (
  stamp: Stamp,
  resolution: {
    readonly id: string;
    readonly at: UtcMs;
    readonly parcel: string | null;
    readonly truth: readonly string[];
    readonly untrue: readonly string[];
    readonly reason: string;
  },
): CustodyResolved => ({
  ...envelope('custody.resolved', stamp, resolution.at),
  resolution: resolution.id,
  parcel: resolution.parcel,
  truth: resolution.truth,
  untrue: resolution.untrue,
  reason: resolution.reason,
});

export const keyEnrolled = (stamp: Stamp, key: PhoneKey): KeyEnrolled => ({
  ...envelope('key.enrolled', stamp, key.enrolledAt),
  key: key.id,
  username: key.username,
  label: key.label,
  jwk: key.jwk,
});

/** Throws for a key that is not revoked. */
export function keyRevoked(stamp: Stamp, key: PhoneKey): KeyRevoked {
  if (key.revokedAt === null) throw new Error(`key ${key.id} is not revoked`);
  return { ...envelope('key.revoked', stamp, key.revokedAt), key: key.id, username: key.username };
}

const envelope = <T extends string>(type: T, stamp: Stamp, at: UtcMs) => ({
  id: stamp.id,
  type,
  at: iso(at),
  by: stamp.by,
  recorded: iso(stamp.recorded),
});

const ofHandoff = ({ id, shipment, from, to, given, taken }: Handoff): OfHandoff => ({
  handoff: id,
  shipment,
  from,
  to,
  given: given?.event ?? null,
  taken: taken?.event ?? null,
});
