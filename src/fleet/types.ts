/** Sites, units, devices and people: what a province has, and where each thing was when. */
import type { DurationMs, MilliCelsius, Rule, UtcMs } from '../thermal/types.ts';
import type { Identity } from './identity.ts';

/** A place that keeps vaccine. Sites form a tree of any depth; `level` is a free name. */
export type Site = {
  readonly id: string;
  readonly name: string;
  readonly level: string;
  readonly parent: string | null;
  /** Whom to call when something is stopped there, as it is dialled: `+84262…`, or a short number. */
  readonly phone?: string;
};

export const UNIT_KINDS = ['freezer', 'ultra-freezer', 'refrigerator', 'cold-room', 'transport-box'] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];

/** Where a unit stood from `since` on; `site: null` while a box is under way. */
export type UnitPlacement = { readonly site: string | null; readonly since: UtcMs };

/** A storage unit. `placements` are ordered by `since`; the last one holds now. */
export type Unit = {
  readonly id: string;
  readonly kind: UnitKind;
  readonly name: string;
  readonly litres: number | null;
  readonly rules: readonly Rule[];
  readonly sampling: DurationMs;
  readonly maxGap: DurationMs;
  readonly maxUnmonitored: DurationMs;
  readonly placements: readonly UnitPlacement[];
  readonly retiredAt: UtcMs | null;
};

/** In which unit a device sat from `since` on (`null`: in none). `since` may be `LONG_AGO`: no lower bound. */
export type DevicePlacement = { readonly unit: string | null; readonly since: UtcMs };
/** The `since` of a placement without a lower bound: 0001-01-01T00:00:00Z. */
export const LONG_AGO: UtcMs = -62_135_596_800_000;

/**
 * One calibration of one probe: on which day, by whom, until when it is good (its last good day). Days are `YYYY-MM-DD`.
 * `correction`: this line stands in place of an earlier one of that day, and why.
 */
export type Calibration = {
  readonly probe: string;
  readonly on: string;
  readonly due: string;
  readonly by: string | null;
  readonly certificate: string | null;
  readonly correction: string | null;
  /** What the probe shows too much by its certificate, negative: too little. Left out: it states none. */
  readonly offset?: MilliCelsius;
  /** The certificate's expanded uncertainty, to both sides. Left out: it states none. */
  readonly uncertainty?: MilliCelsius;
};

/**
 * How a device is reached that does not sign in itself: through `gateway` (a device that carries for others, or a foreign
 * broker by the name of its connection), which calls it `address` (DevEUI, MAC address, serial number; lower case).
 */
export type Via = { readonly gateway: string; readonly address: string };
/** In the place of a gateway: its exported files are read in, and its address is its serial number. No device is called so. */
export const FILE_GATEWAY = 'file';

/** A logger that speaks MQTT. `secretHash` is the lower-case hex SHA-256 of its secret. */
export type Device = {
  readonly id: string;
  readonly profile: string;
  readonly secretHash: string;
  readonly placements: readonly DevicePlacement[];
  /** In the order in which they were recorded; left out: none was. */
  readonly calibrations?: readonly Calibration[];
  /** Left out: it signs in itself. */
  readonly via?: Via;
  /** The probes that measure where the vaccine is; left out: as its profile says. */
  readonly inside?: readonly string[];
  /** Left out: it has its secret and nothing else. */
  readonly identity?: Identity;
  readonly retiredAt: UtcMs | null;
};

export const ROLES = [
  'administrator',
  'depot',
  'escort',
  'official',
  'vaccinator',
  'auditor',
  'display',
] as const;
/** `display` is the wall board: it reads one site and everything below, and changes nothing. */
export type Role = (typeof ROLES)[number];

/** A person (or a wall display) with roles for `site` and all below it; `site: null` is the whole province. */
export type Person = {
  readonly username: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly site: string | null;
  readonly passwordHash: string;
  readonly retiredAt: UtcMs | null;
};

/** Identifiers that become MQTT topics, tags and URLs. */
export const ID_PATTERN = /^[A-Za-z0-9_-]{1,64}$/;
