/** The ledger's events about units, devices and people: what changed of the registry. The rules of events.ts hold here too. */
import type { Compared, Enrolment, Tested } from '../fleet/enrolment.ts';
import type { Rule, UtcMs } from '../thermal/types.ts';
import { type Envelope, envelope, type Stamp } from './envelope.ts';
import { iso, type RuleFact, ruleFact } from './facts.ts';

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

/** An event of the registry. */
export type FleetEvent =
  | UnitRulesSet
  | UnitDefrosted
  | UnitPlaced
  | DeviceCalibrated
  | PersonRights
  | PersonPassword
  | PersonSessions
  | DeviceRekeyed
  | DeviceRevoked
  | DeviceFrozen
  | DeviceConfirmed;

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
