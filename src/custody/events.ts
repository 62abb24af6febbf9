/**
 * The events of the ledger: what happened to parcels, holds, lots and rules, and one function for each that builds it.
 *
 * An event is plain JSON that stands for itself when read years later: times are ISO 8601 UTC, temperatures °C and
 * durations seconds, and it names the lot besides the parcel. `at` is when it happened, `recorded` when the service
 * wrote it down, `by` who did it (`system` for the service). Fields are never absent, only null, so that a
 * leaf does not depend on how an object was made. Never change the shape of an existing type: add a new one.
 */
import type { BookLine } from '../book/types.ts';
import type { PartnerEvent } from '../epcis/partner.ts';
import type {
  Administration,
  Disposition,
  ExcursionRecord,
  Hold,
  Parcel,
  Product,
  Recall,
} from '../lots/types.ts';
import type { UtcMs } from '../thermal/types.ts';
import { type Envelope, envelope, type Stamp } from './envelope.ts';
import {
  type CoverFact,
  coverFact,
  type ExcursionFact,
  excursionFact,
  iso,
  type RuleFact,
  ruleFact,
} from './facts.ts';
import type { FleetEvent } from './fleet-events.ts';
import type { PasskeyEvent } from './passkey-events.ts';
import type { StockReceived } from './stock-events.ts';
import type { WayEvent } from './way-events.ts';

type OfParcel = { parcel: string; gtin: string; lot: string };

export type ParcelReceived = Envelope<
  'parcel.received',
  OfParcel & { expiry: string; doses: number; unit: string; site: string | null; label: string | null }
>;

export type ParcelMoved = Envelope<
  'parcel.moved',
  OfParcel & { doses: number; from: string | null; to: string | null }
>;

export type ParcelSplit = Envelope<
  'parcel.split',
  OfParcel & { dosesLeft: number; parts: readonly { parcel: string; doses: number; label: string | null }[] }
>;

export type ParcelEnded = Envelope<'parcel.ended', OfParcel & { kind: string; doses: number }>;

export type HoldPlaced = Envelope<
  'hold.placed',
  OfParcel & {
    hold: string;
    kind: string;
    reason: string;
    excursion: ExcursionFact | null;
    afterRelease: string | null;
    inheritedFrom: string | null;
  }
>;

export type HoldWithdrawn = Envelope<'hold.withdrawn', OfParcel & { hold: string; excursion: string | null }>;

export type DispositionProposed = Envelope<
  'disposition.proposed',
  OfParcel & { disposition: string; hold: string; decision: string; reason: string; evidence: string }
>;

export type DispositionApproved = Envelope<
  'disposition.approved',
  OfParcel & {
    disposition: string;
    hold: string;
    decision: string;
    proposedBy: string;
    covers: CoverFact | null;
    holdsEnded: readonly string[];
  }
>;

export type LotRecalled = Envelope<
  'lot.recalled',
  { gtin: string; lot: string; reason: string; parcels: readonly string[] }
>;

export type DosesAdministered = Envelope<
  'doses.administered',
  OfParcel & { administration: string; site: string; doses: number }
>;

export type ProductVersioned = Envelope<
  'product.version',
  {
    gtin: string;
    name: string;
    version: number;
    effective: string;
    source: string;
    labelVersion: string;
    rules: readonly RuleFact[];
    maxUnmonitoredSeconds: number;
  }
>;

/** A line of a unit's temperature book; `at` is when the thermometer was read, `recorded` when it was written down. */
export type BookSigned = Envelope<
  'book.signed',
  {
    unit: string;
    site: string | null;
    day: string;
    slot: string;
    celsius: number;
    sensor: { readonly lowCelsius: number; readonly highCelsius: number } | null;
    late: boolean;
    outOfRange: boolean;
    action: string;
    corrects: string | null;
    reason: string;
  }
>;

/** `size` and `root`: of the ledger before this event, the root null while it was empty. */
export type LedgerAccepted = Envelope<
  'ledger.accepted',
  { reason: string; size: number; root: string | null; witnessed: readonly HeadFact[] }
>;

/** What somebody kept of this ledger, or what was found instead; `witness` says who. */
export type HeadFact = {
  readonly witness: string;
  readonly standing: string;
  readonly origin: string | null;
  readonly size: number | null;
  readonly root: string | null;
  readonly time: string | null;
};

export type LedgerEvent =
  | ParcelReceived
  | ParcelMoved
  | ParcelSplit
  | ParcelEnded
  | HoldPlaced
  | HoldWithdrawn
  | DispositionProposed
  | DispositionApproved
  | LotRecalled
  | DosesAdministered
  | ProductVersioned
  | BookSigned
  | LedgerAccepted
  | FleetEvent
  | PartnerEvent
  | StockReceived
  | PasskeyEvent
  | WayEvent;

export const parcelReceived = (
  stamp: Stamp,
  parcel: Parcel,
  at: { readonly expiry: string; readonly unit: string; readonly site: string | null },
): ParcelReceived => ({
  ...envelope('parcel.received', stamp, parcel.createdAt),
  ...ofParcel(parcel),
  expiry: at.expiry,
  doses: parcel.dosesInitial,
  unit: at.unit,
  site: at.site,
  label: parcel.label,
});

/** `from` and `to` are units; null is none. */
export const parcelMoved = (
  stamp: Stamp,
  parcel: Parcel,
  way: { readonly from: string | null; readonly to: string | null; readonly at: UtcMs },
): ParcelMoved => ({
  ...envelope('parcel.moved', stamp, way.at),
  ...ofParcel(parcel),
  doses: parcel.doses,
  from: way.from,
  to: way.to,
});

/** `parent` as it is after the split. What the children inherit follows as events of its own. */
export const parcelSplit = (
  stamp: Stamp,
  parent: Parcel,
  children: readonly Parcel[],
  at: UtcMs,
): ParcelSplit => ({
  ...envelope('parcel.split', stamp, at),
  ...ofParcel(parent),
  dosesLeft: parent.doses,
  parts: children.map(({ id, dosesInitial, label }) => ({ parcel: id, doses: dosesInitial, label })),
});

/** `parcel` as it is after its end. */
export function parcelEnded(stamp: Stamp, parcel: Parcel): ParcelEnded {
  if (parcel.ended === null) throw new Error(`parcel ${parcel.id} has not ended`);
  const { at, kind } = parcel.ended;
  return { ...envelope('parcel.ended', stamp, at), ...ofParcel(parcel), kind, doses: parcel.doses };
}

/** `excursion`: the one that placed it, as it stood then. */
export const holdPlaced = (stamp: Stamp, hold: Hold, excursion: ExcursionRecord | null): HoldPlaced => ({
  ...envelope('hold.placed', stamp, hold.placedAt),
  ...ofHold(hold),
  hold: hold.id,
  kind: hold.kind,
  reason: hold.reason,
  excursion: excursion === null ? null : excursionFact(excursion),
  afterRelease: hold.afterRelease,
  inheritedFrom: hold.inheritedFrom,
});

export const holdWithdrawn = (stamp: Stamp, hold: Hold): HoldWithdrawn => ({
  ...envelope('hold.withdrawn', stamp, hold.endedAt ?? stamp.recorded),
  ...ofHold(hold),
  hold: hold.id,
  excursion: hold.excursion,
});

export const dispositionProposed = (
  stamp: Stamp,
  disposition: Disposition,
  hold: Hold,
): DispositionProposed => ({
  ...envelope('disposition.proposed', stamp, disposition.proposedAt),
  ...ofHold(hold),
  disposition: disposition.id,
  hold: hold.id,
  decision: disposition.decision,
  reason: disposition.reason,
  evidence: disposition.evidence,
});

/** `ended`: all holds it ended. */
export function dispositionApproved(
  stamp: Stamp,
  disposition: Disposition,
  hold: Hold,
  ended: readonly Hold[],
): DispositionApproved {
  return {
    ...envelope('disposition.approved', stamp, disposition.approvedAt ?? stamp.recorded),
    ...ofHold(hold),
    disposition: disposition.id,
    hold: hold.id,
    decision: disposition.decision,
    proposedBy: disposition.proposedBy,
    covers: disposition.covers === null ? null : coverFact(disposition.covers),
    holdsEnded: ended.map(({ id }) => id),
  };
}

/** `holds`: those it placed. */
export const lotRecalled = (stamp: Stamp, recall: Recall, holds: readonly Hold[]): LotRecalled => ({
  ...envelope('lot.recalled', stamp, recall.at),
  gtin: recall.gtin,
  lot: recall.lot,
  reason: recall.reason,
  parcels: holds.map(({ parcel }) => parcel),
});

export const dosesAdministered = (stamp: Stamp, given: Administration): DosesAdministered => ({
  ...envelope('doses.administered', stamp, given.at),
  parcel: given.parcel,
  gtin: given.gtin,
  lot: given.lot,
  administration: given.id,
  site: given.site,
  doses: given.doses,
});

export const productVersioned = (
  stamp: Stamp,
  product: Product,
  version: Product['versions'][number],
): ProductVersioned => ({
  ...envelope('product.version', stamp, stamp.recorded),
  gtin: product.gtin,
  name: product.name,
  version: version.version,
  effective: iso(version.effective),
  source: version.source,
  labelVersion: version.labelVersion,
  rules: version.rules.map(ruleFact),
  maxUnmonitoredSeconds: version.maxUnmonitored / 1000,
});

/** `line` has the stamp's id: the line and its event are one. */
export const bookSigned = (stamp: Stamp, line: BookLine, site: string | null): BookSigned => ({
  ...envelope('book.signed', stamp, line.readAt),
  unit: line.unit,
  site,
  day: line.day,
  slot: line.slot,
  celsius: line.celsius / 1000,
  sensor:
    line.sensor === null
      ? null
      : { lowCelsius: line.sensor.low / 1000, highCelsius: line.sensor.high / 1000 },
  late: line.late,
  outOfRange: line.outOfRange,
  action: line.action,
  corrects: line.corrects,
  reason: line.reason,
});

/** A person goes on with a ledger that is not the one that was signed before: both heads are named. */
export const ledgerAccepted = (
  stamp: Stamp,
  accepted: {
    readonly reason: string;
    readonly size: number;
    readonly root: string | null;
    readonly witnessed: readonly HeadFact[];
  },
): LedgerAccepted => ({
  ...envelope('ledger.accepted', stamp, stamp.recorded),
  reason: accepted.reason,
  size: accepted.size,
  root: accepted.root,
  witnessed: accepted.witnessed,
});

const ofParcel = ({ id, gtin, lot }: Parcel): OfParcel => ({ parcel: id, gtin, lot });

const ofHold = ({ parcel, gtin, lot }: Hold): OfParcel => ({ parcel, gtin, lot });
