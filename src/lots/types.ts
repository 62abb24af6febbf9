/** Products, lots, parcels, holds: what is kept cold, where it was, and what was decided about it. */
import type { Excursion, MilliCelsius, Rule, RuleVersion, Stay, UtcMs } from '../thermal/types.ts';

/** One version of a product's rules, with where its numbers come from. Never edited, only followed by a newer one. */
export type ProductVersion = RuleVersion & {
  /** The document the numbers come from. */
  readonly source: string;
  /** The label's own version or date. */
  readonly labelVersion: string;
  /** What the label says and a rule cannot express; shown at the scan gate. */
  readonly notJudged: readonly { readonly vi: string; readonly en: string }[];
};

/** How much room a dose needs in the cold, in its smallest box, and the document that says so. */
export type PackedVolume = { readonly cm3PerDose: number; readonly source: string };

/** A vaccine presentation. `versions` are ordered by `effective`. */
export type Product = {
  readonly gtin: string;
  readonly name: string;
  readonly dosesPerVial: number;
  /** Left out: nobody has said. */
  readonly packed?: PackedVolume;
  readonly versions: readonly ProductVersion[];
};

/** `expiry` is the last day of use, `YYYY-MM-DD`; it is over at 00:00 of the next day in the province's zone. */
export type Lot = { readonly gtin: string; readonly lot: string; readonly expiry: string };

/** Why a parcel's life ended. */
export type ParcelEnd = 'empty' | 'discarded' | 'returned';

/**
 * A quantity of one lot, stored and moved together. `stays` are ordered, the last one may be open. A child made
 * by a split carries its parent's stays up to the split as its own.
 */
export type Parcel = {
  readonly id: string;
  readonly gtin: string;
  readonly lot: string;
  readonly label: string | null;
  readonly parent: string | null;
  readonly createdAt: UtcMs;
  /** Doses it began with (after a split: what the split gave it). */
  readonly dosesInitial: number;
  /** Doses left now. */
  readonly doses: number;
  readonly stays: readonly Stay[];
  readonly ended: { readonly at: UtcMs; readonly kind: ParcelEnd } | null;
};

/** An excursion with an identity, of a unit or a parcel. `present`: the evidence of now still shows it. */
export type ExcursionRecord = Excursion & {
  readonly id: string;
  readonly subject: { readonly kind: 'unit' | 'parcel'; readonly id: string };
  /** The rule as it was when broken; `null` for unmonitored time. */
  readonly ruleSnapshot: Rule | null;
  readonly present: boolean;
  /** When the service learned of it. */
  readonly discoveredAt: UtcMs;
  /** The parent's excursion that a split copied. */
  readonly inheritedFrom: string | null;
};

export type HoldKind = 'excursion' | 'unmonitored' | 'recall' | 'custody' | 'manual';
export type HoldState = 'open' | 'released' | 'discarded' | 'withdrawn';

/** A parcel may not be administered. Ends only by a disposition, or (unmonitored only) by the device's own late readings. */
export type Hold = {
  readonly id: string;
  readonly parcel: string;
  readonly gtin: string;
  readonly lot: string;
  readonly kind: HoldKind;
  readonly excursion: string | null;
  readonly reason: string;
  readonly placedAt: UtcMs;
  readonly placedBy: string | null;
  readonly supported: boolean;
  readonly state: HoldState;
  readonly endedAt: UtcMs | null;
  /** The release that new evidence went beyond, where this hold came after one. */
  readonly afterRelease: string | null;
  readonly inheritedFrom: string | null;
};

/** What the excursion was when a release was approved: evidence beyond it places a new hold. */
export type ReleaseCover = {
  readonly start: UtcMs;
  /** `null`: it was still open at the approval. */
  readonly end: UtcMs | null;
  readonly peak: MilliCelsius | null;
  readonly approvedAt: UtcMs;
};

/** One official proposes, another approves; only then does the hold end. */
export type Disposition = {
  readonly id: string;
  readonly hold: string;
  readonly parcel: string;
  /** `keep`: two people looked at it, and the hold goes on. */
  readonly decision: 'release' | 'keep' | 'discard';
  readonly reason: string;
  readonly evidence: string;
  readonly proposedBy: string;
  readonly proposedAt: UtcMs;
  readonly state: 'proposed' | 'approved';
  readonly approvedBy: string | null;
  readonly approvedAt: UtcMs | null;
  readonly covers: ReleaseCover | null;
};

export type Recall = {
  readonly gtin: string;
  readonly lot: string;
  readonly reason: string;
  readonly at: UtcMs;
  readonly by: string;
};

/** Doses given from one parcel. */
export type Administration = {
  readonly id: string;
  readonly parcel: string;
  readonly gtin: string;
  readonly lot: string;
  readonly site: string;
  readonly doses: number;
  readonly at: UtcMs;
  readonly by: string;
};

export const VERDICT_CODES = {
  LOT_EXPIRED: 'blocked',
  LOT_RECALLED: 'blocked',
  PARCEL_ON_HOLD: 'blocked',
  CUSTODY_BROKEN: 'blocked',
  BARCODE_UNREADABLE: 'unknown',
  PRODUCT_UNKNOWN: 'unknown',
  LOT_UNKNOWN: 'unknown',
  LOT_NOT_AT_SITE: 'unknown',
  EXPIRY_MISMATCH: 'unknown',
  UNMONITORED: 'unknown',
  MONITORING_STALE: 'unknown',
  SERVICE_DEGRADED: 'unknown',
} as const;
export type VerdictCode = keyof typeof VERDICT_CODES;
export type Verdict = 'allowed' | 'blocked' | 'unknown';

/** The answer to "may I give this vial, here, now?". `validUntil` is set only when allowed: it is a lease. */
export type Eligibility = {
  readonly verdict: Verdict;
  readonly codes: readonly VerdictCode[];
  readonly gtin: string | null;
  readonly lot: string | null;
  readonly validUntil: UtcMs | null;
  readonly parcels: readonly string[];
};
