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
import type { Compared, Enrolment, Tested } from '../fleet/enrolment.ts';
import type {
  Administration,
  Disposition,
  ExcursionRecord,
  Hold,
  Parcel,
  Product,
  Recall,
} from '../lots/types.ts';
import type { Rule, UtcMs } from '../thermal/types.ts';
import {
  type CoverFact,
  coverFact,
  type ExcursionFact,
  excursionFact,
  iso,
  type RuleFact,
  ruleFact,
} from './facts.ts';
import type { PasskeyEvent } from './passkey-events.ts';
import type { StockReceived } from './stock-events.ts';
import type { WayEvent } from './way-events.ts';

type Envelope<T extends string, Fields> = {
  readonly id: string;
  readonly type: T;
  readonly at: string;
  readonly by: string;
  readonly recorded: string;
} & Readonly<Fields>;

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
export type UnitRulesSet = Envelope<
  'unit.rules',
  { unit: string; rules: readonly RuleFact[]; maxGapSeconds: number; maxUnmonitoredSeconds: number }
>;
/** Its own alarms rest in [start, until); both null: a defrosting was ended or taken back. */
export type UnitDefrosted = Envelope<
  'unit.defrosted',
  { unit: string; start: string | null; until: string | null }
>;
export type UnitPlaced = Envelope<
  'unit.placed',
  { unit: string; from: string | null; to: string | null; parcels: readonly string[] }
>;

/** A probe was compared with a reference; `on` and `due` are days, `calibratedBy` and `certificate` '' where nobody said. */
export type DeviceCalibrated = Envelope<
  'device.calibrated',
  {
    device: string;
    probe: string;
    on: string;
    due: string;
    calibratedBy: string;
    certificate: string;
    correction: string;
    /** In thousandths of a degree Celsius; left out where the certificate states none. */
    offsetMilli?: number;
    uncertaintyMilli?: number;
  }
>;
/** What somebody may do and where, from now on, and what it was before: null for somebody new. Names stay out of the ledger. */
type RightsFact = {
  readonly roles: readonly string[];
  readonly site: string | null;
  readonly retired: string | null;
};
export type PersonRights = Envelope<
  'person.rights',
  { username: string; was: RightsFact | null } & RightsFact
>;
/** A new password; `by` says whether the person chose it or somebody had one made for them. */
export type PersonPassword = Envelope<'person.password', { username: string }>;
/** Somebody was signed out everywhere. */
export type PersonSessions = Envelope<'person.sessions', { username: string; ended: number }>;

/** A device got a new secret; the former one counts no more. */
export type DeviceRekeyed = Envelope<'device.rekeyed', { device: string }>;
/** Nothing that a device has opens anything any more. */
export type DeviceRevoked = Envelope<'device.revoked', { device: string; reason: string }>;
/** Two seem to be one device (`why`: sessions, content): from then on what it says is not believed. */
export type DeviceFrozen = Envelope<
  'device.frozen',
  { device: string; why: string; since: string; detail: string }
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

/**
 * A person confirmed that a device measures the unit it is said to be in, and that a test alert was noticed. `apart`: it stood
 * further from the hand thermometer than two good ones do, and they went on.
 */
export type DeviceConfirmed = Envelope<
  'device.confirmed',
  {
    device: string;
    unit: string;
    site: string | null;
    byHandCelsius: number;
    shownCelsius: number;
    apart: boolean;
    comparedBy: string;
    test: string;
    testedAt: string;
    seenBy: string | null;
    receipts: readonly { readonly username: string; readonly at: string }[];
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
  | UnitRulesSet
  | UnitPlaced
  | UnitDefrosted
  | DeviceCalibrated
  | DeviceRekeyed
  | DeviceRevoked
  | DeviceFrozen
  | PersonRights
  | PersonPassword
  | PersonSessions
  | BookSigned
  | DeviceConfirmed
  | LedgerAccepted
  | PartnerEvent
  | StockReceived
  | PasskeyEvent
  | WayEvent;

/** Who writes it down, when, and under which id (UUIDv7). */
export type Stamp = { readonly id: string; readonly by: string; readonly recorded: UtcMs };

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

/** A unit's own alarm rules and limits of silence, as they are from now on. */
export const unitRulesSet = (
  stamp: Stamp,
  unit: {
    readonly id: string;
    readonly rules: readonly Rule[];
    readonly maxGap: number;
    readonly maxUnmonitored: number;
  },
): UnitRulesSet => ({
  ...envelope('unit.rules', stamp, stamp.recorded),
  unit: unit.id,
  rules: unit.rules.map(ruleFact),
  maxGapSeconds: unit.maxGap / 1000,
  maxUnmonitoredSeconds: unit.maxUnmonitored / 1000,
});

export const unitDefrosted = (
  stamp: Stamp,
  unit: string,
  span: { readonly from: UtcMs; readonly to: UtcMs } | null,
): UnitDefrosted => ({
  ...envelope('unit.defrosted', stamp, stamp.recorded),
  unit,
  start: span === null ? null : new Date(span.from).toISOString(),
  until: span === null ? null : new Date(span.to).toISOString(),
});

/** Who somebody is to the ledger: a person of the registry as far as rights go. */
type Rights = {
  readonly username: string;
  readonly roles: readonly string[];
  readonly site: string | null;
  readonly retiredAt: UtcMs | null;
};

export const personRights = (stamp: Stamp, person: Rights, was: Rights | null): PersonRights => ({
  ...envelope('person.rights', stamp, stamp.recorded),
  username: person.username,
  ...rightsFact(person),
  was: was === null ? null : rightsFact(was),
});

const rightsFact = ({ roles, site, retiredAt }: Rights): RightsFact => ({
  roles: [...roles],
  site,
  retired: retiredAt === null ? null : iso(retiredAt),
});

export const personPassword = (stamp: Stamp, username: string): PersonPassword => ({
  ...envelope('person.password', stamp, stamp.recorded),
  username,
});

export const personSessions = (stamp: Stamp, username: string, ended: number): PersonSessions => ({
  ...envelope('person.sessions', stamp, stamp.recorded),
  username,
  ended,
});

export const deviceCalibrated = (
  stamp: Stamp,
  device: string,
  line: {
    readonly probe: string;
    readonly on: string;
    readonly due: string;
    readonly by: string | null;
    readonly certificate: string | null;
    readonly correction: string | null;
    readonly offset?: number;
    readonly uncertainty?: number;
  },
): DeviceCalibrated => ({
  ...envelope('device.calibrated', stamp, stamp.recorded),
  device,
  probe: line.probe,
  on: line.on,
  due: line.due,
  calibratedBy: line.by ?? '',
  certificate: line.certificate ?? '',
  correction: line.correction ?? '',
  ...(line.offset === undefined ? {} : { offsetMilli: line.offset }),
  ...(line.uncertainty === undefined ? {} : { uncertaintyMilli: line.uncertainty }),
});

export const deviceRekeyed = (stamp: Stamp, device: string): DeviceRekeyed => ({
  ...envelope('device.rekeyed', stamp, stamp.recorded),
  device,
});

export const deviceRevoked = (stamp: Stamp, device: string, reason: string): DeviceRevoked => ({
  ...envelope('device.revoked', stamp, stamp.recorded),
  device,
  reason,
});

export const deviceFrozen = (
  stamp: Stamp,
  device: string,
  doubt: { readonly why: string; readonly since: UtcMs; readonly detail: string },
): DeviceFrozen => ({
  ...envelope('device.frozen', stamp, stamp.recorded),
  device,
  why: doubt.why,
  since: iso(doubt.since),
  detail: doubt.detail,
});

/** `from` and `to` are sites, null while under way; `parcels` are those inside. */
export const unitPlaced = (
  stamp: Stamp,
  placed: {
    readonly unit: string;
    readonly from: string | null;
    readonly to: string | null;
    readonly at: UtcMs;
    readonly parcels: readonly string[];
  },
): UnitPlaced => ({
  ...envelope('unit.placed', stamp, placed.at),
  unit: placed.unit,
  from: placed.from,
  to: placed.to,
  parcels: placed.parcels,
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

export const deviceConfirmed = (
  stamp: Stamp,
  { device, unit }: Pick<Enrolment, 'device' | 'unit'>,
  shown: { readonly compared: Compared; readonly test: Tested; readonly site: string | null },
): DeviceConfirmed => ({
  ...envelope('device.confirmed', stamp, stamp.recorded),
  device,
  unit,
  site: shown.site,
  byHandCelsius: shown.compared.byHand / 1000,
  shownCelsius: shown.compared.shown / 1000,
  apart: shown.compared.apart,
  comparedBy: shown.compared.by,
  test: shown.test.alert,
  testedAt: iso(shown.test.at),
  seenBy: shown.test.seenBy,
  receipts: shown.test.receipts.map(({ username, at }) => ({ username, at: iso(at) })),
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

const envelope = <T extends string>(type: T, stamp: Stamp, at: UtcMs) => ({
  id: stamp.id,
  type,
  at: iso(at),
  by: stamp.by,
  recorded: iso(stamp.recorded),
});

const ofParcel = ({ id, gtin, lot }: Parcel): OfParcel => ({ parcel: id, gtin, lot });
const ofHold = ({ parcel, gtin, lot }: Hold): OfParcel => ({ parcel, gtin, lot });
