/** May this vial be given, here, now? Every reason that applies is listed, the worst parcel decides, doubt is never "yes". */
import type { DurationMs, Risk, UtcMs } from '../thermal/types.ts';
import { endOfExpiry } from './expiry.ts';
import { findLot } from './lot-spelling.ts';
import type { ScanResult, Vial } from './scan.ts';
import {
  type Eligibility,
  type Hold,
  type HoldKind,
  type Lot,
  type Product,
  VERDICT_CODES,
  type VerdictCode,
} from './types.ts';

/** No permission lasts longer, however well all is (DESIGN.md section 4). */
export const LEASE_MAX: DurationMs = 12 * 3_600_000;

/**
 * How one parcel stands at `asOf`. Of what is known about it now, at most one of two is set: `unknownSince`, the
 * beginning of the unknown time that still lasts, or `standsUntil`, the moment from which nothing would be known if no
 * reading came. Both `null`: it is in no unit that is watched. `maxUnmonitored`: the shorter of product's and unit's.
 * `risks`: rules that are beyond their limit now, with the instant at which they would be broken.
 */
export type ParcelStanding = {
  readonly id: string;
  readonly openHolds: readonly Hold[];
  readonly unknownSince: UtcMs | null;
  readonly standsUntil: UtcMs | null;
  readonly maxUnmonitored: DurationMs;
  readonly risks: readonly Risk[];
};

/**
 * What is known of the scanned lot: `product` and `lot` as registered (`null`: not registered), whether the lot is
 * recalled, and the parcels of it with doses left that are at exactly this site now.
 */
export type SiteStock = {
  readonly product: Product | null;
  readonly lot: Lot | null;
  readonly recalled: boolean;
  readonly parcels: readonly ParcelStanding[];
};

/** `zone`: the province's IANA zone. `degraded`: the service cannot vouch for what it knows. */
export type EligibilityContext = { readonly asOf: UtcMs; readonly zone: string; readonly degraded: boolean };

/**
 * Judges one scan against what is known at this site. `codes` are in the order of VERDICT_CODES, each once.
 * Throws when `stock` speaks of another product or lot than the scan: an answer would be about the wrong vial.
 */
export function judgeEligibility(
  scan: ScanResult,
  stock: SiteStock,
  context: EligibilityContext,
): Eligibility {
  const { asOf, zone, degraded } = context;
  const found = new Set<VerdictCode>();
  if (degraded) found.add('SERVICE_DEGRADED');
  if (!scan.ok) {
    found.add('BARCODE_UNREADABLE');
    return answer(found, { gtin: null, lot: null, parcels: [], validUntil: null });
  }
  requireSameVial(scan, stock);
  for (const code of lotCodes(scan, stock, asOf, zone)) found.add(code);
  for (const parcel of stock.parcels) {
    for (const code of parcelCodes(parcel, asOf)) found.add(code);
  }
  return answer(found, {
    gtin: stock.lot?.gtin ?? scan.gtin,
    lot: stock.lot?.lot ?? scan.lot,
    parcels: stock.parcels.map(({ id }) => id),
    validUntil: leaseEnd(scan, stock, asOf, zone),
  });
}

function requireSameVial(scan: Vial, { product, lot }: SiteStock): void {
  const sameLot = lot === null || findLot(scan, [lot]) !== null;
  if (sameLot && (product === null || product.gtin === scan.gtin)) return;
  throw new Error(
    `Cannot judge ${scan.gtin}/${scan.lot}: asked about ${lot?.gtin ?? product?.gtin}/${lot?.lot}`,
  );
}

function lotCodes(scan: Vial, stock: SiteStock, asOf: UtcMs, zone: string): VerdictCode[] {
  const codes: VerdictCode[] = [];
  if (stock.product === null) codes.push('PRODUCT_UNKNOWN');
  if (stock.lot === null) codes.push('LOT_UNKNOWN');
  else if (stock.parcels.length === 0) codes.push('LOT_NOT_AT_SITE');
  if (stock.recalled) codes.push('LOT_RECALLED');
  if (stock.lot && scan.expiry !== null && scan.expiry !== stock.lot.expiry) codes.push('EXPIRY_MISMATCH');
  // The earlier of both dates counts: what the vial itself says is over is over.
  if (expiries(scan, stock).some((expiry) => asOf >= endOfExpiry(expiry, zone))) codes.push('LOT_EXPIRED');
  return codes;
}

/** What speaks against one parcel: its open holds, and time in which nothing is known of it. */
export function parcelCodes(parcel: ParcelStanding, asOf: UtcMs): VerdictCode[] {
  const codes = parcel.openHolds.map(({ kind }) => codeOf(kind));
  const tailFrom = earliest(parcel.unknownSince, parcel.standsUntil);
  const stale = tailFrom === null || asOf - tailFrom > parcel.maxUnmonitored;
  // A breach that is due and not yet judged: the judgement lags behind, so the parcel is not known to be well.
  const overdue = parcel.risks.some(({ breachAt }) => breachAt <= asOf);
  if (stale || overdue) codes.push('MONITORING_STALE');
  return codes;
}

function codeOf(kind: HoldKind): VerdictCode {
  switch (kind) {
    case 'excursion':
    case 'manual':
      return 'PARCEL_ON_HOLD';
    case 'unmonitored':
      return 'UNMONITORED';
    case 'recall':
      return 'LOT_RECALLED';
    case 'custody':
      return 'CUSTODY_BROKEN';
    default:
      return kind satisfies never;
  }
}

/** Until when nothing that is known now can turn the answer: after it, ask again. */
function leaseEnd(scan: Vial, stock: SiteStock, asOf: UtcMs, zone: string): UtcMs {
  const ends = expiries(scan, stock).map((expiry) => endOfExpiry(expiry, zone));
  // A new label judges from its own time on.
  for (const { effective } of stock.product?.versions ?? []) if (effective > asOf) ends.push(effective);
  for (const { unknownSince, standsUntil, maxUnmonitored, risks } of stock.parcels) {
    ends.push((earliest(unknownSince, standsUntil) ?? asOf) + maxUnmonitored);
    for (const { breachAt } of risks) ends.push(breachAt);
  }
  return Math.min(asOf + LEASE_MAX, ...ends);
}

function answer(found: ReadonlySet<VerdictCode>, facts: Omit<Eligibility, 'verdict' | 'codes'>): Eligibility {
  if (found.size === 0) return { ...facts, verdict: 'allowed', codes: [] };
  const codes = (Object.keys(VERDICT_CODES) as VerdictCode[]).filter((code) => found.has(code));
  const verdict = codes.some((code) => VERDICT_CODES[code] === 'blocked') ? 'blocked' : 'unknown';
  return { ...facts, verdict, codes, validUntil: null };
}

const expiries = (scan: Vial, stock: SiteStock): string[] =>
  [scan.expiry, stock.lot?.expiry ?? null].filter((expiry) => expiry !== null);

function earliest(a: UtcMs | null, b: UtcMs | null): UtcMs | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}
