/**
 * May this event come in? What can be said of an event by itself, whatever else is on its way: who signed it, when, and whether
 * the things it names exist. An event that is refused here never counts. What depends on other events is derive's question.
 *
 * A parcel on hold may travel: it has to, back to where it came from or to where it is destroyed, and its hold goes with it
 * wherever it is. What happened is not refused because it should not have happened; only a plan that is being made at a desk
 * is, when it would send a parcel on hold anywhere but back.
 */
import { accept, CLOCK_TOLERANCE_MS, type Decision, isBlank, type Refused } from '../lots/refusal.ts';
import type { UtcMs } from '../thermal/types.ts';
import { canonicalJson } from './canonical.ts';
import { type CustodyCode, refuseCustody } from './codes.ts';
import { atOf } from './order.ts';
import type { Counted, CustodyEvent, Delivered, KeptEvent, PhoneKey } from './types.ts';

/** An offer may be taken up to so long after it was made. */
export const OFFER_VALID_AT_MOST_MS = 72 * 3_600_000;
/** A plan that is older than this when it comes was made without a signal: it is history, and taken in as such. */
const AT_THE_DESK_MS = 5 * 60_000;

/** What the service knows, asked only about what the event names. */
export type DoorFacts = {
  /** What was let in under this id before; null when nothing was. */
  readonly known: KeptEvent | null;
  readonly key: PhoneKey | null;
  /** Is `signature` that of the key over the event's signedBytes? Only asked with a key. */
  readonly verified: (key: PhoneKey, bytes: Uint8Array, signature: string) => boolean;
  /** Whose session delivers it. */
  readonly session: string;
  readonly personKnown: (username: string) => boolean;
  readonly siteKnown: (site: string) => boolean;
  /** Null for a unit that is not known. */
  readonly unitKind: (unit: string) => string | null;
  /** When the parcel was received, its ancestor where it was split off; null when it is not known. */
  readonly receivedSince: (parcel: string) => UtcMs | null;
  readonly onHold: (parcel: string) => boolean;
  /** Does the way lead up the tree of sites, back to where vaccine comes from? */
  readonly isReturn: (from: string, to: string) => boolean;
};

/** What a phone signs: the canonical JSON of the body as UTF-8. */
export const signedBytes = (body: CustodyEvent): Uint8Array => new TextEncoder().encode(canonicalJson(body));

/** The ids of portions end so (effects.portionId): such a parcel may come to be by events that are still on their way. */
export const isPortionId = (parcel: string): boolean => /-[rm][0-9a-f]{8}$/.test(parcel);

/**
 * Lets an event in, or says why not. `duplicate`: the very same was let in before; answer as then.
 * Refuses `EVENT_SIGNATURE_REQUIRED`, `EVENT_SIGNATURE_INVALID`, `EVENT_KEY_UNKNOWN`, `EVENT_KEY_REVOKED`, `EVENT_ID_REUSED`,
 * `EVENT_AT_IMPLAUSIBLE`, `EVENT_DOSES_DIFFER`, `EVENT_PERSON_UNKNOWN`, `EVENT_SITE_UNKNOWN`, `EVENT_UNIT_UNKNOWN`,
 * `EVENT_BOX_UNFIT`, `EVENT_PARCEL_UNKNOWN`, `EVENT_REASON_REQUIRED`, `HANDOFF_SELF`, `HANDOFF_WINDOW_INVALID`,
 * `SHIPMENT_PARCEL_ON_HOLD`.
 */
export function checkEvent(
  delivered: Delivered,
  facts: DoorFacts,
  receivedAt: UtcMs,
): Decision<'new' | 'duplicate'> {
  const { body } = delivered;
  const signed = checkSignature(delivered, facts);
  if (!signed.ok) return signed;
  if (facts.known !== null) {
    if (canonicalJson(facts.known.body) === canonicalJson(body)) return accept('duplicate');
    return no('EVENT_ID_REUSED', body);
  }
  const wrong =
    checkTime(body, facts, receivedAt) ?? checkNames(body, facts) ?? checkMeaning(body, facts, receivedAt);
  return wrong ?? accept('new');
}

function checkSignature({ body, key: named, signature }: Delivered, facts: DoorFacts): Decision<true> {
  if (named === null || signature === null) {
    return facts.session === body.by ? accept(true) : no('EVENT_SIGNATURE_REQUIRED', body);
  }
  const { key } = facts;
  if (key === null || key.id !== named || key.username !== body.by)
    return no('EVENT_KEY_UNKNOWN', body, { key: named });
  if (!facts.verified(key, signedBytes(body), signature))
    return no('EVENT_SIGNATURE_INVALID', body, { key: named });
  if (key.revokedAt !== null && Date.parse(body.at) >= key.revokedAt)
    return no('EVENT_KEY_REVOKED', body, { key: named });
  // Nothing was ever signed with a key before it was there; only its owner, signed in, may sign what they recorded earlier.
  const isEarlier = Date.parse(body.at) < key.enrolledAt - CLOCK_TOLERANCE_MS;
  if (isEarlier && facts.session !== body.by) return no('EVENT_AT_IMPLAUSIBLE', body);
  return accept(true);
}

function checkTime(body: CustodyEvent, facts: DoorFacts, receivedAt: UtcMs): Refused | null {
  const at = atOf({ body });
  if (at !== Date.parse(body.deviceAt) + (body.offsetMs ?? 0)) return no('EVENT_AT_IMPLAUSIBLE', body);
  if (at > receivedAt + CLOCK_TOLERANCE_MS) return no('EVENT_AT_IMPLAUSIBLE', body, { receivedAt });
  for (const parcel of parcelsOf(body)) {
    const since = facts.receivedSince(parcel);
    if (since !== null && at < since) return no('EVENT_AT_IMPLAUSIBLE', body, { parcel, since });
  }
  return null;
}

function checkNames(body: CustodyEvent, facts: DoorFacts): Refused | null {
  const parcel = parcelsOf(body).find((one) => facts.receivedSince(one) === null && !isPortionId(one));
  if (parcel !== undefined) return no('EVENT_PARCEL_UNKNOWN', body, { parcel });
  const unit = unitsOf(body).find((one) => facts.unitKind(one) === null);
  if (unit !== undefined) return no('EVENT_UNIT_UNKNOWN', body, { unit });
  const site = sitesOf(body).find((one) => !facts.siteKnown(one));
  if (site !== undefined) return no('EVENT_SITE_UNKNOWN', body, { site });
  const person = [body.by, ...peopleOf(body)].find((one) => !facts.personKnown(one));
  return person === undefined ? null : no('EVENT_PERSON_UNKNOWN', body, { person });
}

function checkMeaning(body: CustodyEvent, facts: DoorFacts, receivedAt: UtcMs): Refused | null {
  const at = Date.parse(body.at);
  switch (body.type) {
    case 'shipment.planned': {
      if (receivedAt - at > AT_THE_DESK_MS || facts.isReturn(body.from, body.to)) return null;
      const held = body.parcels.find(({ parcel }) => facts.onHold(parcel));
      return held === undefined ? null : no('SHIPMENT_PARCEL_ON_HOLD', body, { parcel: held.parcel });
    }
    case 'shipment.packed':
    case 'box.opened':
      return unfitBox(body, facts);
    case 'handoff.offered': {
      if (body.to.kind === 'person' && body.to.id === body.by) return no('HANDOFF_SELF', body);
      const valid = Date.parse(body.validUntil);
      if (valid <= at || valid > at + OFFER_VALID_AT_MOST_MS) return no('HANDOFF_WINDOW_INVALID', body);
      return unfitBox(body, facts);
    }
    case 'handoff.taken':
    case 'handoff.confirmed':
    case 'handoff.one-sided':
      return wrongCount(body, body.parcels, body.reason);
    default:
      return null;
  }
}

function unfitBox(body: CustodyEvent, facts: DoorFacts): Refused | null {
  const unit = unitsOf(body).find((one) => facts.unitKind(one) !== 'transport-box');
  return unit === undefined ? null : no('EVENT_BOX_UNFIT', body, { unit });
}

function wrongCount(body: CustodyEvent, parcels: readonly Counted[], reason: string | null): Refused | null {
  const odd = parcels.find(
    ({ doses, refused, missing }) =>
      doses < 0 || refused < 0 || missing < 0 || doses + refused + missing === 0,
  );
  if (odd !== undefined) return no('EVENT_DOSES_DIFFER', body, { parcel: odd.parcel });
  const declined = parcels.some(({ refused }) => refused > 0);
  return declined && isBlank(reason ?? '') ? no('EVENT_REASON_REQUIRED', body) : null;
}

/** The parcels an event names. */
export function parcelsOf(body: CustodyEvent): string[] {
  if ('parcels' in body) return body.parcels.map(({ parcel }) => parcel);
  if (body.type !== 'shipment.packed') return [];
  return body.boxes.flatMap(({ parcels }) => parcels.map(({ parcel }) => parcel));
}

/** The units an event names: boxes, and where parcels were put. */
export function unitsOf(body: CustodyEvent): string[] {
  if ('boxes' in body) return body.boxes.map(({ unit }) => unit);
  if (body.type === 'shipment.unpacked') return body.parcels.map(({ unit }) => unit);
  return 'unit' in body && body.unit !== null ? [body.unit] : [];
}

function sitesOf(body: CustodyEvent): string[] {
  if (body.type === 'shipment.planned') return [body.from, body.to, ...body.stops];
  if (body.type === 'shipment.unpacked') return [body.site];
  const place = 'place' in body && body.place !== null ? [body.place] : [];
  return body.type === 'handoff.offered' && body.to.kind === 'site' ? [...place, body.to.id] : place;
}

function peopleOf(body: CustodyEvent): string[] {
  if (body.type === 'shipment.planned') return [body.escort];
  return body.type === 'handoff.offered' && body.to.kind === 'person' ? [body.to.id] : [];
}

const no = (
  code: CustodyCode,
  { id, type }: CustodyEvent,
  details: Readonly<Record<string, unknown>> = {},
): Refused => refuseCustody(code, `Cannot take ${type} ${id}: ${code}`, { event: id, ...details });
