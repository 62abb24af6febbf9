/** What officials are shown: the province at a glance, one incident whole, decisions with their effect, recalls, the audit. */
import type { HolderView } from './custody-views.ts';
import type { DecisionKind } from './official-protocol.ts';
import type { AlertView, DispositionView, ExcursionView, HoldView, RuleView } from './views.ts';

export type Said = { code: string; vi: string; en: string };
export type Named = { id: string; name: string };

export type OverviewView = {
  asOf: string;
  trips: {
    id: string;
    fromName: string;
    toName: string;
    escortName: string;
    arriveBy: string;
    parcels: number;
    overdue: boolean;
  }[];
  /** All of them; `trips` names the first hundred, the ones due soonest first. */
  tripsUnderWay: number;
  tripsOverdue: number;
  /** Groups of open holds without a proposal, and proposals that wait for a second official. */
  holdsToDecide: number;
  proposalsWaiting: number;
  recalls: number;
  /**
   * Sites where something was silent at any time since midnight, since when (perhaps of a day before), and whether it still
   * is; the first hundred, those that still are first. `sitesSilentToday` is all.
   */
  sitesSilentToday: number;
  silentToday: { site: string; name: string; since: string; now: boolean }[];
};

/** One rule that was broken, with the version in force then: of the unit's own alarm, or of a product. */
export type BrokenRuleView = {
  of: 'unit' | 'product';
  name: string;
  rule: string;
  version: number;
  /** Since when that version applies, and the document its numbers come from (products only). */
  effective: string | null;
  source: string | null;
  limit: RuleView | null;
  /** The earliest start, the earliest breach, the latest end; null while one goes on. */
  start: string;
  breachedAt: string;
  end: string | null;
  peakCelsius: number | null;
  /** The longest of them. */
  beyondSeconds: number;
  unknownInsideSeconds: number;
  discoveredAt: string;
  parcels: number;
};

export type IncidentParcelView = {
  id: string;
  label: string | null;
  gtin: string;
  product: string;
  lot: string;
  expiry: string;
  doses: number;
  /** Where it is now: in which unit, at which site; both null under way without a box. */
  unit: Named | null;
  site: Named | null;
  holder: HolderView | null;
  shipment: string | null;
  ended: { at: string; kind: string } | null;
  /** It broke a rule of its own here, so that it is on hold or was decided about. */
  broken: boolean;
  holds: HoldView[];
  /** Given since the incident began, and of these since a rule was broken. */
  dosesGiven: number;
  dosesGivenAfterBreach: number;
};

export type IncidentLotView = {
  gtin: string;
  product: string;
  lot: string;
  expiry: string;
  parcels: number;
  held: number;
  doses: number;
  dosesGiven: number;
  dosesGivenAfterBreach: number;
  places: string[];
};

export type IncidentView = {
  alert: AlertView;
  siteName: string | null;
  unit: Named | null;
  /** What is shown of the curve and summed up below. */
  from: string;
  to: string;
  /** Null: nothing is known of a unit, or no unit is concerned. */
  measured: {
    minCelsius: number | null;
    maxCelsius: number | null;
    meanKineticCelsius: number | null;
    knownSeconds: number;
    unknownSeconds: number;
  } | null;
  rules: BrokenRuleView[];
  lots: IncidentLotView[];
  /** The first five hundred, those on hold first; `parcelCount` is all. */
  parcels: IncidentParcelView[];
  parcelCount: number;
  given: {
    at: string;
    site: string;
    parcel: string;
    lot: string;
    doses: number;
    by: string;
    afterBreach: boolean;
  }[];
  dosesGiven: number;
  dosesGivenAfterBreach: number;
  /** Who held the parcels while they were beyond a limit: the longest of their parcels. */
  held: { holder: HolderView; from: string; to: string; beyondSeconds: number; parcels: number }[];
  /** Other open alerts of the same unit or parcels. */
  related: AlertView[];
  decisions: DecisionLineView[];
};

export type DecisionLineView = DispositionView & { proposedByName: string; approvedByName: string | null };

export type DecisionHoldView = HoldView & {
  label: string | null;
  doses: number;
  siteName: string | null;
  unitName: string | null;
  excursionFacts: ExcursionView | null;
};

/** Proposals made in one breath that wait for a second official. */
export type ProposalView = {
  ids: string[];
  holds: string[];
  decision: DecisionKind;
  reason: string;
  evidence: string;
  proposedBy: Named;
  proposedAt: string;
  /** Who may approve it, as far as is known now; never the proposer. */
  approvers: Named[];
  mine: boolean;
  mayApprove: boolean;
};

/** What one decision is about: parcels of one lot, held for one cause. */
export type DecisionGroupView = {
  id: string;
  kind: HoldView['kind'];
  cause: { vi: string; en: string } | null;
  origin: Named | null;
  alert: string | null;
  gtin: string;
  product: string;
  lot: string;
  expiry: string;
  since: string;
  parcels: number;
  doses: number;
  sites: number;
  /** The first two hundred. */
  holds: DecisionHoldView[];
  /** Every hold of the group, to decide about all at once; at most five hundred. */
  holdIds: string[];
  proposals: ProposalView[];
};

export type GateEffectView = {
  gtin: string;
  product: string;
  lot: string;
  expiry: string;
  site: string;
  siteName: string;
  doses: number;
  before: { verdict: 'allowed' | 'blocked' | 'unknown'; reasons: Said[] };
  after: { verdict: 'allowed' | 'blocked' | 'unknown'; reasons: Said[] };
};

export type EffectView = {
  holds: number;
  parcels: number;
  lots: number;
  sites: number;
  doses: number;
  /** Parcels that are at no site now: no gate is there. */
  underWay: number;
  dosesDiscarded: number;
  dosesGiven: number;
  /** By lot and site, what changes first. At most 500, of the asker's own place; the numbers are of all. */
  gates: GateEffectView[];
  /** Holds about which it cannot be decided so. */
  refused: ({ hold: string } & Said)[];
  approvers: Named[];
};

export type ManyView = {
  done: DispositionView[];
  refused: ({ id: string } & Said)[];
};

export type DecisionRecordView = {
  id: string;
  decision: DecisionKind;
  state: string;
  reason: string;
  evidence: string;
  proposedBy: Named;
  proposedAt: string;
  approvedBy: Named | null;
  approvedAt: string | null;
  parcels: number;
  doses: number;
  items: {
    disposition: string;
    state: string;
    hold: DecisionHoldView;
    product: string;
    expiry: string;
    cause: { vi: string; en: string } | null;
    /** The gate's answer for its lot where it is, at this moment; null where it is at no site. */
    gate: { verdict: 'allowed' | 'blocked' | 'unknown'; reasons: Said[] } | null;
  }[];
};

export type DecisionDoneView = {
  id: string;
  decision: DecisionKind;
  lots: string[];
  parcels: number;
  reason: string;
  proposedBy: string;
  approvedBy: string;
  approvedAt: string;
};

export type LotFoundView = {
  gtin: string;
  product: string;
  lot: string;
  expiry: string;
  parcels: number;
  doses: number;
  sites: number;
  recalled: { at: string; by: string; reason: string } | null;
};

export type RecallView = {
  gtin: string;
  product: string;
  lot: string;
  expiry: string | null;
  reason: string;
  at: string;
  by: string;
  parcels: number;
  /** Of these, parcels that are not discarded and still hold doses. */
  open: number;
  doses: number;
  dosesGiven: number;
  sites: string[];
};

/** A recall with where its doses are, within the asker's place. `site` null: under way. */
export type RecallNoticeView = RecallView & {
  /** In words. */
  byRoles: { vi: string; en: string };
  places: {
    site: string | null;
    name: string | null;
    phone: string | null;
    units: string[];
    parcels: number;
    doses: number;
  }[];
  given: { site: string; name: string; doses: number }[];
  steps: { vi: string; en: string }[];
};

/** One thing that was told. `why`: in words, why it does not count; null where it does. */
export type StoryEventView = {
  id: string;
  at: string;
  by: string;
  words: InWords;
  counts: boolean;
  why: InWords | null;
};
type InWords = { vi: string; en: string };
/**
 * In the order in which it happened. `conflicts`: each lists events of which only one can be true. `overturned`: counted once,
 * does not any more, and no official has looked. `mayDecide`: an official for the place who is no party to it.
 */
export type ParcelStoryView = {
  parcel: string;
  events: StoryEventView[];
  conflicts: string[][];
  overturned: { event: string; since: string }[];
  mayDecide: boolean;
};

/** `hash` is the entry's leaf in the tree. `words`: what happened, in a sentence. */
export type AuditEntryView = {
  seq: number;
  hash: string;
  id: string;
  type: string;
  at: string;
  recorded: string;
  by: string;
  byName: string;
  words: { vi: string; en: string };
  event: Record<string, unknown>;
};
/** `reached`: how far back this answer looked; `next` goes on from there, also where nothing was found. */
export type AuditView = {
  items: AuditEntryView[];
  next: string | null;
  reached: string | null;
  size: number;
};
