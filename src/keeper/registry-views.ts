/** The shapes of devices, vaccines and their rules as administrators see them. */

import type { CalibrationState } from '../fleet/calibrations.ts';
import type { ClockQuality } from '../telemetry/measured.ts';
import type { IdentityView } from './identity-views.ts';
import type { RuleView } from './views.ts';

/**
 * How a device is, in one word: `late` and `silent` as its unit's tile says it, `never` where it has not reported from its
 * present unit yet, `unplaced` in no unit, `frozen` where two seem to be it, `revoked` shut out, `retired` done with.
 */
export const DEVICE_STATES = [
  'good',
  'late',
  'silent',
  'never',
  'unplaced',
  'frozen',
  'revoked',
  'retired',
] as const;
export type DeviceState = (typeof DEVICE_STATES)[number];

/** `heardAt`: of the newest measurement, whichever unit it was in. `calibration`: of the probe that is due first. */
export type DeviceItemView = {
  id: string;
  profile: string;
  unit: string | null;
  unitName: string | null;
  site: string | null;
  siteName: string | null;
  state: DeviceState;
  heardAt: string | null;
  batteryPercent: number | null;
  calibration: { due: string; state: CalibrationState } | null;
  /** Through whom it is reached, and as what; null: it signs in itself. */
  via: { gateway: string; address: string } | null;
  /** Is it one that carries the readings of others? */
  isGateway: boolean;
  retiredAt: string | null;
};
/** `total`: how many the question fits, on all pages. */
export type DeviceListView = { items: DeviceItemView[]; next: string | null; total: number };

/** Of the devices within the asker's place; `states` and `calibrations` without retired ones. */
export type DeviceCountsView = {
  states: Record<DeviceState, number>;
  calibrations: { overdue: number; soon: number; none: number };
  profiles: string[];
};

export type CalibrationView = {
  probe: string;
  on: string;
  due: string;
  by: string | null;
  certificate: string | null;
  correction: string | null;
  /** What the probe shows too much, taken off in judging; null: the certificate states none. */
  offsetCelsius: number | null;
  uncertaintyCelsius: number | null;
  /** Does it stand for its probe now? */
  stands: boolean;
  state: CalibrationState;
};

/** `since` null: always. The newest placement first. */
export type DevicePlacementView = {
  unit: string | null;
  unitName: string | null;
  siteName: string | null;
  since: string | null;
};
export type DeviceMessageView = {
  at: string;
  receivedAt: string;
  probe: string;
  celsius: number | null;
  batteryPercent: number | null;
  /** `untrusted`: `at` is the arrival. */
  clock: ClockQuality;
  /** What the device said, of an untrusted one. */
  claimedAt: string | null;
};
/**
 * `clock`: the shortest way from measurement to arrival among the last `of` measurements, in seconds. Below zero the device's
 * clock is ahead; far above it is behind, or the device was without a network.
 */
export type DeviceView = DeviceItemView & {
  placements: DevicePlacementView[];
  messages: DeviceMessageView[];
  clock: { seconds: number; of: number } | null;
  calibrations: CalibrationView[];
  /** The probes that are where the vaccine is; null: as its profile says. */
  inside: string[] | null;
  /** How many are reached through it. */
  carries: number;
  identity: IdentityView;
  /** How it stands in the registry: given back with a change, so that nobody else's is overwritten. */
  stamp: string;
};

export type DeviceRejectedView = {
  id: number;
  receivedAt: string;
  at: string | null;
  reason: string;
  vi: string;
  en: string;
  detail: string;
};

/** `sender`: the gateway or connection, `profile`: by which its messages are read. `messages`: since the service started. */
export type HeardView = {
  sender: string;
  address: string;
  profile: string;
  lastAt: string;
  messages: number;
  celsius: number | null;
};

/** The secret is told this once. */
export type DeviceSecretView = { device: string; secret: string };

/** `version`: the one in force now; null where the first one is still to come. */
export type ProductItemView = {
  gtin: string;
  name: string;
  dosesPerVial: number;
  version: number | null;
  versions: number;
  effective: string | null;
  source: string;
  labelVersion: string;
  rules: RuleView[];
  parcels: number;
  doses: number;
  /** The catalogue has a newer version of this label. */
  catalogueNewer: boolean;
};
export type ProductVersionView = {
  version: number;
  /** Null: from the beginning. */
  effective: string | null;
  /** `coming`: not yet; `past`: a newer one is in force. */
  state: 'past' | 'now' | 'coming';
  source: string;
  labelVersion: string;
  rules: RuleView[];
  maxUnmonitoredSeconds: number;
  notJudged: { vi: string; en: string }[];
  /** The catalogue says the same. */
  fromCatalogue: boolean;
};
/** `versions`: the newest first. `parcels`, `doses`, `sites`, `held`: of what is left of it now. */
export type ProductView = {
  gtin: string;
  name: string;
  dosesPerVial: number;
  versions: ProductVersionView[];
  parcels: number;
  doses: number;
  sites: number;
  held: number;
  /** The entry of the catalogue that it comes from, as far as that can be told; `newer`: it has a version that is not here. */
  catalogue: { key: string; name: string; newer: boolean } | null;
  stamp: string;
};

export type CatalogueVersionView = {
  effective: string;
  source: string;
  labelVersion: string;
  /** `basis`: written on the label, or proposed for the province to sign off. */
  rules: (RuleView & { basis: 'label' | 'proposal'; source: string })[];
  maxUnmonitoredSeconds: number;
  notJudged: { vi: string; en: string }[];
};
export type CatalogueEntryView = {
  key: string;
  name: string;
  dosesPerVial: number;
  versions: CatalogueVersionView[];
};
