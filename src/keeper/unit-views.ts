/** The shapes of one unit's page: what is in it, its limits as they were, notes, door and mains. */
import type { CalibrationState } from '../fleet/calibrations.ts';
import type { RuleView } from './views.ts';

/** One lot in a unit, all its parcels there together. */
export type InsideLotView = {
  gtin: string;
  product: string;
  lot: string;
  /** The last day of use, `YYYY-MM-DD`; null where the lot is not known. */
  expiry: string | null;
  /** Is that day over, in the province's zone? */
  expired: boolean;
  recalled: boolean;
  /** The rules in force forbid it to come near 0 °C from above. */
  mustNotFreeze: boolean;
  parcels: number;
  doses: number;
  /** Parcels with an open hold, and of which kinds these are. */
  held: number;
  holdKinds: string[];
  /** The parcel that is next to break its product's rule if the present values last, and which rule that is. */
  atRisk: { parcel: string; since: string; breachAt: string; rule: RuleView | null } | null;
};

/** Limits of a unit that hold from `effective` until the next version's; the first one judges all before it too. */
export type UnitVersionView = {
  version: number;
  effective: string;
  rules: RuleView[];
  maxUnmonitoredSeconds: number;
};

/** A calibration that stands for its probe; days by the province's calendar, `due` the last good one. */
export type UnitCalibrationView = {
  probe: string;
  on: string;
  due: string;
  state: CalibrationState;
  /** What the probe shows too much, taken off in judging; null: the certificate states none. */
  offsetCelsius: number | null;
  uncertaintyCelsius: number | null;
};
/** A device that sits in the unit now; without calibrations: none is on record. */
export type UnitDeviceView = { id: string; calibrations: UnitCalibrationView[] };

/** The defrosting that goes on or is planned next; null: none is. */
export type DefrostSpanView = { from: string; until: string } | null;
/** `parcels`: what is in it all the same, and is judged as ever. */
export type DefrostView = { unit: string; defrost: DefrostSpanView; parcels: string[] };

/** `versions`: the newest first. */
export type UnitInsideView = {
  unit: string;
  defrost: DefrostSpanView;
  lots: InsideLotView[];
  devices: UnitDeviceView[];
  versions: UnitVersionView[];
};

/** `by`: the person's name. `at` is what it tells of, `recordedAt` when it was written. */
export type UnitNoteView = {
  id: string;
  unit: string;
  at: string;
  text: string;
  by: string;
  recordedAt: string;
};

/** `to` null: it still is so, as far as the last report says. */
export type SpanView = { from: string; to: string | null };
/** `times` and `seconds` count what really was, also where stretches that lie close are shown as one. */
export type SignalView = { times: number; seconds: number; spans: SpanView[] };
/** Null: no device reported it in this time. */
export type UnitSignalsView = { doorOpen: SignalView | null; noMains: SignalView | null };
