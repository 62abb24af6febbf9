/** What is answered about custody: shipments, handoffs, who held what, receipts, and all that a phone takes on a trip. */
import type { SignedCheckpoint } from '../custody/checkpoint.ts';
import type { CountedBox, Holder, PhoneKey, Receiver } from '../custody/types.ts';
import type { AuditEntryView } from './official-views.ts';

/**
 * The service's word that it keeps an event: `leaf` is the event's hash in the ledger (lower-case hex) at `ledgerSeq`
 * (from 1). `signature` is Ed25519 (base64url) over the canonical JSON of the receipt without `key` and `signature`;
 * `key` names the service's key.
 */
export type ReceiptView = {
  v: 1;
  event: string;
  recordedAt: string;
  ledgerSeq: number;
  leaf: string;
  key: string;
  signature: string;
};

/**
 * What became of a delivered event. `accepted`: kept, and it has taken effect; `duplicate`: kept before, with the very same
 * content; `waiting`: kept, and does not count until an event comes that it rests on (`code` says which kind); `conflict`: kept, and it contradicts another one, so its parcels wait for an official; `refused`: without effect.
 * `id` is null where none could be read.
 */
export type RecordedView = {
  id: string | null;
  status: 'accepted' | 'duplicate' | 'waiting' | 'conflict' | 'refused';
  code: string | null;
  message: string | null;
  vi: string | null;
  en: string | null;
  receipt: ReceiptView | null;
};

export type HolderView = Holder & { name: string };

export type ShipmentView = {
  id: string;
  state: string;
  from: string;
  fromName: string;
  to: string;
  toName: string;
  stops: { site: string; name: string }[];
  escort: string;
  escortName: string;
  departAt: string;
  arriveBy: string;
  departedAt: string | null;
  arrivedAt: string | null;
  closedAt: string | null;
  /** Still under way after `arriveBy`. */
  overdue: boolean;
  note: string;
  planned: { parcel: string; doses: number }[];
  boxes: {
    unit: string;
    name: string;
    parcels: { parcel: string; doses: number }[];
    coolant: { kind: string; conditionedAt: string | null };
    seal: string | null;
    celsius: number | null;
    packedAt: string;
  }[];
  handoffs: string[];
  events: string[];
};

export type SideView = { event: string; by: string; name: string; at: string; signed: boolean };
export type HandoffView = {
  id: string;
  shipment: string | null;
  state: string;
  from: HolderView;
  to: HolderView;
  place: string | null;
  parcels: { parcel: string; gtin: string; product: string; lot: string; expiry: string; doses: number }[];
  boxes: { unit: string; seal: string | null; celsius: number | null }[];
  counted:
    | {
        parcel: string;
        doses: number;
        refused: number;
        missing: number;
        vvm: number | null;
        freezeIndicator: string | null;
        damage: string | null;
      }[]
    | null;
  countedBoxes: CountedBox[] | null;
  given: SideView | null;
  taken: SideView | null;
  receiver: Receiver | null;
  validUntil: string;
  completedAt: string | null;
  discrepancies: Record<string, unknown>[];
};

/**
 * The signed events behind a record, in their order. `number`: what people call the record. `path`: the hashes (hex) from the
 * event to the root of the checkpoint; `checkpoint` is null while the event was written after the newest one that was signed.
 */
export type RecordProofView = {
  number: string;
  events: { entry: AuditEntryView; checkpoint: SignedCheckpoint | null; path: string[] }[];
};

export type KeyView = {
  id: string;
  username: string;
  label: string;
  jwk: PhoneKey['jwk'];
  enrolledAt: string;
  revokedAt: string | null;
};

/**
 * An event that does not count: refused for good, or kept until an event comes that it rests on. Null where what came was no
 * event. `overturnedSince`: it counted until then, and no official has looked at it yet.
 */
export type EventView = {
  id: string | null;
  type: string | null;
  state: 'refused' | 'waiting';
  at: string | null;
  by: string | null;
  name: string | null;
  shipment: string | null;
  handoff: string | null;
  parcels: string[];
  receivedAt: string;
  deliveredBy: string;
  code: string;
  message: string;
  vi: string | null;
  en: string | null;
  overturnedSince: string | null;
};

/** Who held a parcel: `to` is null while they hold it still. */
export type PossessionView = { holder: HolderView; from: string; to: string | null; event: string | null };
/** Who held it while an excursion lasted, and how much of the time beyond fell into each part. */
export type AttributionView = {
  excursion: string;
  segments: { holder: HolderView; from: string; to: string; beyondSeconds: number }[];
};

/** A parcel's chain, what contradicts it, and whose each of its excursions was. */
export type ParcelCustodyView = {
  holder: HolderView | null;
  possessions: PossessionView[];
  conflicts: { events: string[]; noticedAt: string }[];
  /** Events that counted once, do not any more, and that no official has looked at yet. */
  overturned: { event: string; code: string; since: string }[];
  attributions: AttributionView[];
};

/**
 * How a parcel fared from `from` (when its holder got it) to `to`, by its product's rules of that time and the units it was in.
 * `minCelsius`, `maxCelsius` and `meanKineticCelsius` are null where nothing was measured; `beyondSeconds`: past any limit;
 * `unknownSeconds`: no telling. `breachAt`: when the first rule is breached if it goes on as it is at `to`; null: none counts
 * down; not after `to`: breached already, or it would be by now if what was measured last, before a silence, had gone on.
 */
export type LegView = {
  from: string;
  to: string;
  minCelsius: number | null;
  maxCelsius: number | null;
  meanKineticCelsius: number | null;
  beyondSeconds: number;
  unknownSeconds: number;
  breachAt: string | null;
};

/** Everything a phone needs on a trip without a signal. */
export type TripView = {
  v: 1;
  asOf: string;
  shipment: ShipmentView;
  handoffs: HandoffView[];
  sites: { id: string; name: string }[];
  people: {
    username: string;
    name: string;
    site: string | null;
    keys: { id: string; jwk: PhoneKey['jwk']; revokedAt: string | null }[];
  }[];
  boxes: {
    unit: string;
    name: string;
    site: string | null;
    celsius: number | null;
    at: string | null;
    state: string;
    lowCelsius: number | null;
    highCelsius: number | null;
    breachAt: string | null;
  }[];
  parcels: {
    id: string;
    label: string | null;
    gtin: string;
    product: string;
    lot: string;
    expiry: string;
    doses: number;
    unit: string | null;
    holder: HolderView | null;
    openHolds: number;
    /** Null: the parcel is on no record yet. */
    leg: LegView | null;
  }[];
  /**
   * Where parcels may be put: of each site of the trip its units, boxes among them, and the sites above it (nearest first),
   * whose people act for it too.
   */
  places: { site: string; above: string[]; units: { unit: string; name: string; kind: string }[] }[];
  service: ServiceKeyView;
};
/** The service's public key: `ed25519:` and 64 hex digits, and the same as a JWK. */
export type ServiceKeyView = {
  key: string;
  publicKey: string;
  jwk: { kty: 'OKP'; crv: 'Ed25519'; x: string };
};
/** `signature`: Ed25519 (base64url) over the canonical JSON of `trip`; `bytes`: the length of that text in UTF-8. */
export type SignedTripView = { trip: TripView; bytes: number; key: string; signature: string };
