/**
 * What the edges may ask of the keeper, the one writer of the province's state.
 * Commands change something and are durable when answered; queries read. Both are plain data, so that the
 * keeper can live in a thread of its own. Answers are the API's own shapes (see views.ts).
 */

import type { AckAction, AckCause } from '../alerts/types.ts';
import type { SignedCheckpoint } from '../custody/checkpoint.ts';
import type { Cosignature } from '../custody/cosignature.ts';
import type { Holder, PhoneKey } from '../custody/types.ts';
import type { Captured } from '../epcis/partner.ts';
import type { EpcisQuery } from '../epcis/query.ts';
import type { Began } from '../fleet/stamp.ts';
import type { Role } from '../fleet/types.ts';
import type { Point, Trouble } from '../influx/types.ts';
import type { Cursor } from '../store/outbox.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { AdminCommand, AdminQuery } from './admin-protocol.ts';
import type { BookCommand, BookQuery } from './book-protocol.ts';
import type { DamageCommand, DamageQuery } from './damage-protocol.ts';
import type { DutyCommand, DutyQuery } from './duty-protocol.ts';
import type { EnrolCommand, EnrolQuery } from './enrol-protocol.ts';
import type { FileCommand, FileQuery } from './file-protocol.ts';
import type { GateCommand, GateQuery } from './gate-protocol.ts';
import type { IdentityCommand, IdentityQuery } from './identity-protocol.ts';
import type { NoticeCommand, NoticeQuery } from './notice-protocol.ts';
import type { DecisionKind, OfficialCommand, OfficialQuery } from './official-protocol.ts';
import type { PasskeyCommand, PasskeyQuery } from './passkey-protocol.ts';
import type { RegistryCommand, RegistryQuery } from './registry-protocol.ts';
import type { ReportCommand, ReportQuery } from './report-protocol.ts';
import type { StockCommand, StockQuery } from './stock-protocol.ts';
import type { UnitCommand, UnitQuery } from './unit-protocol.ts';
import type { WatchCommand } from './watch-protocol.ts';

/** Who asks. `site: null` is the whole province. The service itself and its commands act as `SYSTEM`. */
export type Actor = {
  readonly username: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly site: string | null;
};
export const SYSTEM: Actor = { username: 'system', name: 'Giữ Lạnh', roles: ['administrator'], site: null };

export type Command =
  | {
      type: 'province.apply';
      description: unknown;
      file: string | null;
      /** Only say what would change. */
      dryRun?: boolean;
      /** How a form found what it changes: refused when that stands otherwise by now. */
      began?: readonly Began[];
    }
  | {
      type: 'parcel.receive';
      id?: string;
      gtin: string;
      lot: string;
      expiry?: string;
      doses: number;
      unit: string;
      at?: UtcMs;
      label?: string;
    }
  | { type: 'parcel.move'; parcel: string; unit: string | null; at?: UtcMs }
  | {
      type: 'parcel.split';
      parcel: string;
      parts: { id?: string; doses: number; label?: string }[];
      at?: UtcMs;
    }
  | { type: 'parcel.hold'; parcel: string; reason: string }
  | { type: 'lot.recall'; gtin: string; lot: string; reason: string }
  | { type: 'unit.place'; unit: string; site: string | null; at?: UtcMs }
  | {
      type: 'disposition.propose';
      hold: string;
      decision: DecisionKind;
      reason: string;
      evidence: string;
    }
  | { type: 'disposition.approve'; disposition: string }
  | OfficialCommand
  | { type: 'administer'; barcode: string; site: string; doses: number; at?: UtcMs }
  | GateCommand
  /** What is chosen is kept as codes; the comment may then be empty. */
  | {
      type: 'alert.acknowledge';
      alert: string;
      comment: string;
      cause?: AckCause;
      actions?: readonly AckAction[];
    }
  | UnitCommand
  | AdminCommand
  | RegistryCommand
  | BookCommand
  | PasskeyCommand
  | StockCommand
  | EnrolCommand
  | IdentityCommand
  | DutyCommand
  | NoticeCommand
  | WatchCommand
  | ReportCommand
  | FileCommand
  | DamageCommand
  | {
      type: 'evidence.import';
      unit: string;
      device: string;
      source: string;
      readings: { at: UtcMs; celsius: number | null; probe: string }[];
      evidence: ImportedEvidence[];
    }
  /** All points up to the cursor are stored in the target or named here: the cursor and what was set aside are one commit. */
  | { type: 'influx.settle'; target: string; cursor: Cursor; setAside: RefusedPoint[] }
  /** How the way to InfluxDB is now: raises and ends its alert. Kept in memory only. */
  | { type: 'influx.report'; link: InfluxLink }
  /** What became of points that had been set aside (their ids), sent once more. */
  | { type: 'influx.retried'; stored: number[]; refused: { id: number; reason: string }[] }
  /** What comparing the copy with the store showed. */
  | { type: 'influx.verified'; result: InfluxVerified }
  /** 1 to 200 events as they were delivered (custody/types.ts, Delivered), each checked and answered by itself. */
  | { type: 'custody.record'; events: unknown[] }
  /** Plans a shipment in one's own session, unsigned. `id`: the new shipment's. */
  | {
      type: 'shipment.plan';
      id?: string;
      from: string;
      to: string;
      stops: string[];
      escort: string;
      departAt: UtcMs;
      arriveBy: UtcMs;
      parcels: { parcel: string; doses: number }[];
      note: string;
    }
  /** Offers parcels in one's own session, unsigned; the service makes the code. */
  | {
      type: 'handoff.offer';
      shipment: string | null;
      parcels: { parcel: string; doses: number }[];
      boxes: { unit: string; seal: string | null; celsius: number | null }[];
      to: Holder;
      place: string | null;
      validSeconds: number;
    }
  /** An official says which event of a conflict is the true story of the parcel. */
  | { type: 'custody.resolve'; parcel: string; event: string; reason: string }
  | { type: 'key.enroll'; jwk: PhoneKey['jwk']; label: string }
  | { type: 'key.revoke'; key: string }
  /** Signs the ledger now if it grew; answers the newest checkpoint, or null. */
  | { type: 'ledger.sign' }
  /** What a witness keeps of this ledger; answers whether the ledger continues it. */
  | { type: 'ledger.compare'; witness: string; signed: SignedCheckpoint }
  /** How the ways to the witnesses are now. Kept in memory only. */
  | { type: 'ledger.report'; witnesses: WitnessState[] }
  /** What a witness signed back for a checkpoint of this ledger. */
  | { type: 'ledger.cosigned'; witness: string; signed: SignedCheckpoint; cosignature: Cosignature }
  /** A person goes on with a ledger that is not the one that was signed. */
  | { type: 'ledger.accept'; reason: string }
  /** Another ledger's checkpoint, to be kept here. */
  | { type: 'witness.take'; origin: string; submission: Submission }
  /** A partner's events, checked: kept in the ledger, moving nothing. Answers the capture job. */
  | { type: 'epcis.capture'; events: Captured[] }
  | { type: 'session.open'; tokenHash: string; username: string; expiresAt: UtcMs }
  | { type: 'session.close'; tokenHash: string };

/** One interval of a logger's day report: °C, and the seconds its own counters accumulated past a limit. */
export type ImportedEvidence = {
  from: UtcMs;
  to: UtcMs;
  minCelsius: number;
  maxCelsius: number;
  beyond: { side: 'above' | 'below'; limitCelsius: number; seconds: number }[];
};

/** A point the server would not take, alone in its request, with the server's own words; or one the encoder refused. */
export type RefusedPoint = { readonly point: Point; readonly reason: string };

/** `state`: `ok`, or why nothing can be stored at the moment, `since` then; `unknown` while nothing was tried yet. */
export type InfluxLink = {
  readonly target: string;
  readonly state: 'ok' | 'unknown' | Trouble;
  readonly reason: string;
  readonly since: UtcMs;
  readonly lastStoredAt: UtcMs | null;
};

/** Readings by device and hour, custody events and excursions of [from, to) that the copy lacks, has too many of, or has otherwise. */
export type InfluxVerified = {
  readonly target: string;
  readonly from: UtcMs;
  readonly to: UtcMs;
  readonly at: UtcMs;
  readonly readings: number;
  readonly events: number;
  readonly excursions: number;
  readonly differences: number;
  /** The first of them, for people. */
  readonly examples: readonly string[];
};

/** `refused`: it keeps what this ledger does not continue, or does not trust its key. `takenAt`: when it last confirmed a checkpoint. */
export type WitnessState = {
  readonly name: string;
  readonly state: 'ok' | 'waiting' | 'failing' | 'refused';
  readonly reason: string;
  readonly size: number | null;
  readonly takenAt: UtcMs | null;
};

/**
 * A checkpoint on its way to a witness: the public key that signed it, the consistency proof from what the witness keeps (hex), or
 * the ledger's own event that gave that up, with its place and path.
 */
export type Submission = {
  readonly signed: SignedCheckpoint;
  readonly key: string;
  readonly path: readonly string[];
  readonly accepted: {
    readonly event: unknown;
    readonly index: number;
    readonly path: readonly string[];
  } | null;
};

/** `cursor` comes from a former answer's `next`; `limit` 1 to 1000, default 100. */
export type Page = { cursor?: string | undefined; limit?: number | undefined };

export type Query =
  | ({ type: 'sites' } & Page)
  /** Whom a plan may name: those within one's place or set above it. */
  | ({ type: 'people'; role?: Role | undefined } & Page)
  | ({ type: 'units'; site?: string | undefined } & Page)
  | { type: 'unit'; id: string }
  | ({
      type: 'readings';
      unit: string;
      from: UtcMs;
      to: UtcMs;
      every?: number | undefined;
      /** Only those of no certain time, by their arrival; without `every`. */
      clock?: 'untrusted' | undefined;
    } & Page)
  | ({ type: 'excursions'; unit?: string | undefined; parcel?: string | undefined } & Page)
  | { type: 'lot'; gtin: string; lot: string }
  | ({
      type: 'parcels';
      site?: string | undefined;
      unit?: string | undefined;
      lot?: string | undefined;
    } & Page)
  | { type: 'parcel'; id: string }
  | ({
      type: 'holds';
      parcel?: string | undefined;
      lot?: string | undefined;
      state?: string | undefined;
    } & Page)
  | ({ type: 'dispositions'; state?: string | undefined } & Page)
  /** `code`: only that which a message calls by it, as it was typed. */
  | ({ type: 'alerts'; state?: 'open' | 'resolved' | undefined; code?: string | undefined } & Page)
  | ({ type: 'ledger' } & Page)
  | ({ type: 'rejected'; device?: string | undefined } & Page)
  | { type: 'eligibility'; barcode: string; site: string }
  | GateQuery
  | ({
      type: 'shipments';
      site?: string | undefined;
      state?: string | undefined;
      /** Only those the asker escorts. */
      mine?: boolean | undefined;
    } & Page)
  | { type: 'shipment'; id: string }
  /** Events that do not count: refused for good, or waiting for one that they rest on. */
  | ({
      type: 'custody.events';
      state?: 'refused' | 'waiting' | undefined;
      site?: string | undefined;
      shipment?: string | undefined;
      by?: string | undefined;
    } & Page)
  | ({ type: 'handoffs'; shipment?: string | undefined; state?: string | undefined } & Page)
  | { type: 'handoff'; id: string }
  /** What the papers are made from (papers/types.ts). `url` is where this service is reached from outside. */
  | { type: 'handoff.record'; id: string; url: string }
  | { type: 'shipment.note'; id: string; url: string }
  /** The signed events behind a record, each with its proof: what the code on a paper leads to. */
  | { type: 'handoff.proof'; id: string }
  | { type: 'shipment.proof'; id: string }
  /** All that a phone needs for a shipment without a signal, signed. */
  | { type: 'trip'; shipment: string }
  | ({ type: 'keys'; username?: string | undefined } & Page)
  | { type: 'influx' }
  | ({ type: 'influx.setAside' } & Page)
  | { type: 'ledger.checkpoint' }
  | { type: 'ledger.keys' }
  | { type: 'ledger.standing' }
  /** `seq` from 1; `size` of the tree to prove it in, default that of the newest checkpoint. */
  | { type: 'ledger.inclusion'; seq: number; size?: number | undefined }
  | { type: 'ledger.consistency'; from: number; to?: number | undefined }
  /** The newest checkpoint for a witness that keeps `held`; null when there is none, or none yet that it could take. */
  | { type: 'ledger.submission'; held: SignedCheckpoint | null }
  | { type: 'witness.newest'; origin: string }
  | { type: 'epcis.events'; query: EpcisQuery }
  | { type: 'epcis.job'; id: string }
  | OfficialQuery
  | AdminQuery
  | UnitQuery
  | RegistryQuery
  | BookQuery
  | PasskeyQuery
  | StockQuery
  | EnrolQuery
  | IdentityQuery
  | DutyQuery
  | NoticeQuery
  | ReportQuery
  | FileQuery
  | DamageQuery
  | { type: 'live.snapshot' }
  | { type: 'stats' };

/** A refusal the domain expects: a stable code, an English sentence, and the offending values. */
export type Refusal = {
  readonly code: string;
  readonly message: string;
  readonly details?: Readonly<Record<string, unknown>>;
};
export type Answer = { ok: true; value: unknown } | { ok: false; refusal: Refusal };
