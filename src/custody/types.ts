/**
 * What people do with parcels on their way, as events that can be signed far from any network, and what follows from them:
 * shipments, handoffs, and who held what when. Events are facts in the order of their `at`; whatever order they arrive in,
 * the same follows from them.
 */
import type { UtcMs } from '../thermal/types.ts';

/** Who answers for a parcel: a site and its staff, or one person under way. */
export type Holder =
  | { readonly kind: 'site'; readonly id: string }
  | { readonly kind: 'person'; readonly id: string };

/** A parcel and how many of its doses are meant: at packing and at an offer always all that it has. */
export type Dosed = { readonly parcel: string; readonly doses: number };

export const COOLANTS = ['ice-pack', 'cool-pack', 'dry-ice', 'none'] as const;
export type Coolant = {
  readonly kind: (typeof COOLANTS)[number];
  /** When the packs were conditioned (no more frost on them); null where none is needed or nobody says. */
  readonly conditionedAt: string | null;
};

/**
 * What every event says. `id` is a UUIDv7 made where it happened, `by` the username of who signs. `at` is when it happened,
 * ISO 8601 UTC with milliseconds: the phone's clock `deviceAt` plus its known distance from the service, `offsetMs`
 * (null: never known). `place`: the site where it happened, null on the road.
 */
type Said<T extends string, Fields> = {
  readonly v: 1;
  readonly id: string;
  readonly type: T;
  readonly at: string;
  readonly by: string;
  readonly deviceAt: string;
  readonly offsetMs: number | null;
  readonly shipment: string | null;
} & Readonly<Fields>;

/** `shipment` is the new shipment's id. */
export type ShipmentPlanned = Said<
  'shipment.planned',
  {
    from: string;
    to: string;
    stops: readonly string[];
    escort: string;
    departAt: string;
    arriveBy: string;
    parcels: readonly Dosed[];
    note: string;
  }
>;
export type ShipmentPacked = Said<
  'shipment.packed',
  {
    boxes: readonly {
      readonly unit: string;
      readonly parcels: readonly Dosed[];
      readonly coolant: Coolant;
      readonly seal: string | null;
      readonly celsius: number | null;
    }[];
  }
>;
export type ShipmentCancelled = Said<'shipment.cancelled', { reason: string }>;
/** Taken out of the boxes and put where it belongs. */
export type ShipmentUnpacked = Said<
  'shipment.unpacked',
  { site: string; parcels: readonly (Dosed & { readonly unit: string })[] }
>;

/**
 * The giver shows what is to change hands. `codeHash` is the lower-case hex SHA-256 of the one-time code (32 lower-case hex
 * digits) that only the QR on the giver's screen holds. `to`: whom it is for.
 */
export type HandoffOffered = Said<
  'handoff.offered',
  {
    handoff: string;
    parcels: readonly Dosed[];
    boxes: readonly {
      readonly unit: string;
      readonly seal: string | null;
      readonly celsius: number | null;
    }[];
    to: Holder;
    place: string | null;
    codeHash: string;
    validUntil: string;
  }
>;

/** What the taker found, parcel by parcel. `doses + refused + missing` is what was offered of it. */
export type Counted = {
  readonly parcel: string;
  readonly doses: number;
  readonly refused: number;
  readonly missing: number;
  /** Vaccine vial monitor: 1 and 2 may be used, 3 and 4 not. Null: the vial has none. */
  readonly vvm: 1 | 2 | 3 | 4 | null;
  readonly freezeIndicator: 'ok' | 'tripped' | null;
  readonly damage: string | null;
};
export type CountedBox = {
  readonly unit: string;
  readonly seal: string | null;
  readonly sealIntact: boolean | null;
  readonly celsius: number | null;
};
/** `code` is what was scanned from the giver's screen. Refusing everything is a count with nothing taken. */
export type HandoffTaken = Said<
  'handoff.taken',
  {
    handoff: string;
    code: string;
    parcels: readonly Counted[];
    boxes: readonly CountedBox[];
    reason: string | null;
    place: string | null;
  }
>;
/** Who stood there without a phone. `signature`: drawn by finger, as ink.ts writes it down; null: not signed. */
export type Receiver = { readonly name: string; readonly phone: string; readonly signature: string | null };
/** The giver records that somebody without a phone took it: it waits for the receiving side. */
export type HandoffOneSided = Said<
  'handoff.one-sided',
  {
    handoff: string;
    parcels: readonly Counted[];
    boxes: readonly CountedBox[];
    receiver: Receiver;
    reason: string;
    place: string | null;
  }
>;
/** The receiving side confirms later, without a code, what was recorded one-sided. */
export type HandoffConfirmed = Said<
  'handoff.confirmed',
  { handoff: string; parcels: readonly Counted[]; boxes: readonly CountedBox[]; reason: string | null }
>;
export type HandoffWithdrawn = Said<'handoff.withdrawn', { handoff: string; reason: string }>;
export const INCIDENTS = ['vehicle', 'box-warm', 'sensor-lost', 'delay', 'other'] as const;
export type IncidentReported = Said<
  'incident.reported',
  { kind: (typeof INCIDENTS)[number]; text: string; unit: string | null }
>;
export type BoxOpened = Said<'box.opened', { unit: string; reason: string }>;

export type CustodyEvent =
  | ShipmentPlanned
  | ShipmentPacked
  | ShipmentCancelled
  | ShipmentUnpacked
  | HandoffOffered
  | HandoffTaken
  | HandoffOneSided
  | HandoffConfirmed
  | HandoffWithdrawn
  | IncidentReported
  | BoxOpened;

/**
 * As it is delivered. `key` names an enrolled key of `by` and `signature` is ECDSA P-256 with SHA-256 over the canonical
 * JSON of `body` (IEEE P1363, base64url); both null: sent by `by` in a session of their own, unsigned.
 */
export type Delivered = {
  readonly body: CustodyEvent;
  readonly key: string | null;
  readonly signature: string | null;
};
/** As it is kept. `refused`: the code for which it had no effect; it is kept all the same. */
export type KeptEvent = Delivered & {
  readonly id: string;
  readonly receivedAt: UtcMs;
  readonly refused: { readonly code: string; readonly message: string } | null;
};

/** A phone's public key, enrolled in a session of its owner. What was signed (`at`) after the revocation does not count. */
export type PhoneKey = {
  readonly id: string;
  readonly username: string;
  /** JWK, EC P-256, public. */
  readonly jwk: { readonly kty: 'EC'; readonly crv: 'P-256'; readonly x: string; readonly y: string };
  readonly label: string;
  readonly enrolledAt: UtcMs;
  readonly revokedAt: UtcMs | null;
};

export const SHIPMENT_STATES = ['planned', 'packed', 'under-way', 'arrived', 'closed', 'cancelled'] as const;
export type ShipmentState = (typeof SHIPMENT_STATES)[number];
export type Shipment = {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly stops: readonly string[];
  readonly escort: string;
  readonly departAt: UtcMs;
  readonly arriveBy: UtcMs;
  readonly note: string;
  readonly planned: readonly Dosed[];
  readonly boxes: readonly (ShipmentPacked['boxes'][number] & { readonly packedAt: UtcMs })[];
  readonly state: ShipmentState;
  readonly departedAt: UtcMs | null;
  readonly arrivedAt: UtcMs | null;
  readonly closedAt: UtcMs | null;
  /** Event ids, by `at`. */
  readonly events: readonly string[];
  readonly handoffs: readonly string[];
};

export const HANDOFF_STATES = [
  'offered',
  'complete',
  'refused',
  'waiting',
  'disputed',
  'withdrawn',
  'expired',
] as const;
export type HandoffState = (typeof HANDOFF_STATES)[number];
/** What differs from what was offered, or calls for a look. */
export type Discrepancy =
  | {
      readonly kind: 'missing' | 'refused';
      readonly parcel: string;
      readonly doses: number;
      readonly offered: number;
    }
  | {
      readonly kind: 'seal';
      readonly unit: string;
      readonly offered: string | null;
      readonly found: string | null;
    }
  | { readonly kind: 'vvm'; readonly parcel: string; readonly stage: 3 | 4 }
  | { readonly kind: 'freeze-indicator'; readonly parcel: string }
  | { readonly kind: 'damage'; readonly parcel: string; readonly text: string };
/** One side of it: who, when (`at`, corrected), and with which event. */
export type Side = {
  readonly event: string;
  readonly by: string;
  readonly at: UtcMs;
  readonly signed: boolean;
};
export type Handoff = {
  readonly id: string;
  readonly shipment: string | null;
  readonly from: Holder;
  readonly to: Holder;
  readonly parcels: readonly Dosed[];
  readonly boxes: HandoffOffered['boxes'];
  readonly counted: readonly Counted[] | null;
  readonly countedBoxes: readonly CountedBox[] | null;
  readonly given: Side | null;
  readonly taken: Side | null;
  /** Who stood there without a phone. */
  readonly receiver: Receiver | null;
  readonly place: string | null;
  readonly validUntil: UtcMs;
  readonly state: HandoffState;
  readonly completedAt: UtcMs | null;
  readonly discrepancies: readonly Discrepancy[];
};

/** Who held a parcel from when on; `event` made it so. Ordered by `from`; the last one holds now. */
export type Possession = { readonly holder: Holder; readonly from: UtcMs; readonly event: string | null };
/** The chain of one parcel, and the events that cannot both be true of it. */
export type Chain = {
  readonly parcel: string;
  readonly possessions: readonly Possession[];
  /**
   * `holders`: who held it cannot be true as told; `counts`: how many doses there were cannot; `gap`: one story, of one event
   * or several that follow each other, whose beginning nobody knows yet.
   */
  readonly conflicts: readonly {
    readonly kind: 'holders' | 'counts' | 'gap';
    readonly events: readonly string[];
    readonly noticedAt: UtcMs;
  }[];
};
