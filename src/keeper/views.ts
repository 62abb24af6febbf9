/** The shapes the API and the live feed show: ISO 8601 UTC strings, °C with one to three decimals, seconds. */

import type { AckAction, AckCause } from '../alerts/types.ts';
import type { SignedCheckpoint } from '../custody/checkpoint.ts';
import type { Cosignature } from '../custody/cosignature.ts';
import type { HeadFact } from '../custody/events.ts';
import type { ParcelCustodyView } from './custody-views.ts';
import type { ConcludedView, SnoozedView } from './notice-views.ts';
import type { ParcelReceiptView } from './stock-views.ts';

export type Paged<T> = { items: T[]; next: string | null };

export type PersonView = { username: string; name: string; roles: string[]; site: string | null };
/** `phone`: whom to call when something is stopped there, as it is dialled. */
export type SiteView = { id: string; name: string; level: string; parent: string | null; phone?: string };

/**
 * The one word a tile shows, decided by the service (UX.md section 4):
 * normal; watching (out of range, not yet in breach); excursion (alarm open); acknowledged (alarm open, taken);
 * returned (back in range, alarm not closed); late; silent; no-data (never a reading); retired.
 */
export type UnitState =
  | 'normal'
  | 'watching'
  | 'excursion'
  | 'acknowledged'
  | 'returned'
  | 'late'
  | 'silent'
  | 'no-data'
  | 'retired';

export type UnitView = {
  id: string;
  name: string;
  kind: string;
  site: string | null;
  siteName: string | null;
  litres: number | null;
  state: UnitState;
  stateSince: string | null;
  /** Warmest standing value when a warm rule is broken, coldest for a cold one, else the latest. Null: none stands. */
  celsius: number | null;
  /** Measured at. When nothing stands any more, the last value and its time are in `last`. */
  at: string | null;
  last: { celsius: number; at: string } | null;
  /** The range the unit's own rules leave free; null where open. */
  range: { lowCelsius: number | null; highCelsius: number | null };
  side: 'above' | 'below' | null;
  /** When the nearest rule will be broken if the present values last. */
  breachAt: string | null;
  samplingSeconds: number;
  maxGapSeconds: number;
  last24h: { minCelsius: number | null; maxCelsius: number | null };
  /** Three hours in 5-minute steps, oldest first; null where nothing stood. */
  spark: (number | null)[];
  batteryPercent: number | null;
  doorOpen: boolean | null;
  mainsPower: boolean | null;
  parcels: number;
  doses: number;
  holds: number;
  alert: string | null;
  acknowledgedBy: { name: string; at: string } | null;
};

/** One unit on its own page: its alarms' rules and what is kept in it. */
export type UnitDetail = UnitView & {
  rules: RuleView[];
  maxUnmonitoredSeconds: number;
  contents: ParcelView[];
};

export type RuleView = {
  id: string;
  side: 'above' | 'below';
  limitCelsius: number;
  inclusive: boolean;
  allowedSeconds: number;
  mode: 'continuous' | 'cumulative';
};

export type ExcursionView = {
  id: string;
  unit?: string;
  parcel?: string;
  rule: string;
  ruleSnapshot: RuleView | null;
  start: string;
  breachedAt: string;
  end: string | null;
  peakCelsius: number | null;
  beyondSeconds: number;
  unknownInsideSeconds: number;
  discoveredAt: string;
};

export type HoldView = {
  id: string;
  parcel: string;
  gtin: string;
  lot: string;
  kind: string;
  excursion: string | null;
  reason: string;
  placedAt: string;
  placedBy: string | null;
  supported: boolean;
  state: string;
  endedAt: string | null;
  site: string | null;
  unit: string | null;
};

export type ParcelView = {
  id: string;
  gtin: string;
  product: string;
  lot: string;
  expiry: string;
  label: string | null;
  parent: string | null;
  doses: number;
  dosesInitial: number;
  unit: string | null;
  site: string | null;
  ended: { at: string; kind: string } | null;
  openHolds: number;
};

export type ParcelDetail = ParcelView & {
  stays: { unit: string; in: string; out: string | null }[];
  history: {
    minCelsius: number | null;
    maxCelsius: number | null;
    meanKineticCelsius: number | null;
    knownSeconds: number;
    unknownSeconds: number;
  };
  excursions: ExcursionView[];
  holds: HoldView[];
  atRisk: { rule: string; since: string; breachAt: string }[];
  custody: ParcelCustodyView;
  /** How it came to the place that took it in; null where no receipt tells. */
  receipt: ParcelReceiptView | null;
};

export type LotView = {
  gtin: string;
  lot: string;
  expiry: string;
  product: string;
  recalled: { reason: string; at: string; by: string } | null;
  parcels: ParcelView[];
};

export type DispositionView = {
  id: string;
  hold: string;
  parcel: string;
  decision: string;
  reason: string;
  evidence: string;
  proposedBy: string;
  proposedAt: string;
  state: string;
  approvedBy: string | null;
  approvedAt: string | null;
};

export type AlertView = {
  id: string;
  kind: string;
  severity: 'critical' | 'warning';
  state: 'open' | 'acknowledged' | 'resolved';
  site: string | null;
  unit: string | null;
  device: string | null;
  parcel: string | null;
  happenedAt: string;
  raisedAt: string;
  updatedAt: string;
  resolvedAt: string | null;
  /** `cause` and `actions` are codes (ACK_CAUSES, ACK_ACTIONS); with them the comment may be empty. */
  acknowledged: {
    by: string;
    at: string;
    comment: string;
    cause?: AckCause;
    actions?: AckAction[];
  } | null;
  /** Nobody is reminded before `until`, which may be over. */
  snoozed?: SnoozedView;
  concluded?: ConcludedView;
  data: Record<string, string | number | boolean | null>;
  count: number;
};

export type EligibilityView = {
  verdict: 'allowed' | 'blocked' | 'unknown';
  reasons: { code: string; vi: string; en: string }[];
  lot: { gtin: string; lot: string; product: string | null; expiry: string | null } | null;
  /** What the label says and no rule can judge; to be checked by eye. */
  notJudged: { vi: string; en: string }[];
  /** Since when the oldest reason has held, where one has a time. */
  since: string | null;
  asOf: string;
  validUntil: string | null;
};

/**
 * `clock`: how `at` was found, where it was not simply the device's; `corrected`: reckoned. `untrusted` ones are told only when
 * asked for: `at` is their arrival, `claimedAt` what the device said, `earliestAt` since when it may have been.
 */
export type ReadingView = {
  at: string;
  celsius: number;
  probe: string;
  clock?: 'corrected' | 'untrusted' | undefined;
  device?: string | undefined;
  claimedAt?: string | undefined;
  earliestAt?: string | undefined;
};
export type BucketView = { at: string; min: number; max: number; mean: number; count: number };
/** Who answered for [from, to). With `error` nobody did: InfluxDB failed, and the store tells what it still holds. */
export type SourceView = { source: 'store' | 'influxdb'; from: string; to: string; error?: string };
export type ReadingsView = Paged<ReadingView | BucketView> & { sources: SourceView[] };

/** `GET /live`: first a snapshot, then deltas whose revision is always one more than the last frame's. */
export type LiveSnapshot = {
  type: 'snapshot';
  revision: number;
  serverTime: string;
  sites: SiteView[];
  units: UnitView[];
  alerts: AlertView[];
  holds: HoldView[];
};
/**
 * What of a unit is not as the feed said last: all of it the first time, then its id and what changed. `sparkEnd` stands
 * for a `spark` of which only the last value is another.
 */
export type UnitChange = Partial<UnitView> & { id: string; sparkEnd?: number | null };
/** A delta as `?units=changes` has it. */
export type LiveChanges = Omit<LiveDelta, 'units'> & { units: UnitChange[] };
export type LiveDelta = {
  type: 'delta';
  revision: number;
  serverTime: string;
  /** Whole new states of what changed; a resolved alert or an ended hold arrives once more and then leaves. */
  units: UnitView[];
  alerts: AlertView[];
  holds: HoldView[];
};

/** The copy in InfluxDB. Null parts: nothing of the kind has happened yet, or no service is running. */
export type InfluxView = {
  target: string | null;
  cursor: { journal: number; chunk: number; ledger: number; excursion: number } | null;
  /** What is still to be sent, in entries, and when the oldest of it was received. */
  backlog: { journal: number; chunks: number; ledger: number; excursions: number; oldestAt: string | null };
  /** Does what is left become less? `unknown`: not looked at for long enough. */
  catchingUp: 'unknown' | 'yes' | 'no';
  setAside: number;
  link: { state: string; reason: string; since: string; lastStoredAt: string | null } | null;
  verified: {
    from: string;
    to: string;
    at: string;
    readings: number;
    events: number;
    excursions: number;
    differences: number;
    examples: readonly string[];
  } | null;
};

/** A point that InfluxDB would not take. `point` is as it was to be written. */
export type SetAsideView = {
  id: number;
  measurement: string;
  tags: Record<string, string>;
  fields: Record<string, number | string | boolean>;
  time: string;
  nanos: number;
  reason: string;
  refusedAt: string;
  attempts: number;
};

/** The newest checkpoint, with the public key that signed it. */
export type CheckpointView = SignedCheckpoint & { publicKey: string };
/** A checkpoint of this ledger and what a witness signed back for it; `takenAt` by this service's clock. */
export type CosignedView = SignedCheckpoint & { witness: string; takenAt: string; cosignature: Cosignature };
/** The newest checkpoint; `cosigned`: what each witness signed back last, perhaps for an earlier one. */
export type HeadView = CheckpointView & { cosigned: CosignedView[] };
/** What this service keeps for another ledger, with its own signature over it and the public key of that. */
export type WitnessedView = CheckpointView & { cosignature: Cosignature; witnessKey: string };
/** `signs`: the one that signs now; the others signed before. */
export type LedgerKeysView = { keys: { key: string; publicKey: string; signs: boolean }[] };
/** One event and the hashes that lead to the root of a tree; `checkpoint` where one with exactly that size was signed. */
export type InclusionView = {
  checkpoint: SignedCheckpoint | null;
  event: unknown;
  index: number;
  path: string[];
};
/** That the first `from` of `to` events are what they were. */
export type ConsistencyView = { from: number; fromRoot: string; path: string[]; to: number; toRoot: string };
export type LedgerStandingView = {
  size: number;
  root: string | null;
  origin: string | null;
  signed: CheckpointView | null;
  cosigned: CosignedView[];
  /** When a stored root of a block (of 1,024 events, counted from 0) was last found wrong and made anew; null: never. */
  wrongRoots: { at: string; count: number; blocks: number[] } | null;
  /** Null: the ledger is the one that was signed. */
  doubt: { since: string; found: HeadFact[] } | null;
  witnesses: {
    name: string;
    state: string;
    reason: string;
    size: number | null;
    takenAt: string | null;
  }[];
};
