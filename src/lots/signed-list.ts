/**
 * May this vial be given, as far as a signed list knows? For a table without a signal. The list holds the service's own
 * verdicts; what is added here is only what the vial itself says (its code, its expiry) and what time alone takes away.
 */
import type { UtcMs } from '../thermal/types.ts';
import { endOfExpiry, localDay } from './expiry.ts';
import { findLot } from './lot-spelling.ts';
import { readVial, type Vial } from './scan.ts';
import { type Lot, VERDICT_CODES, type Verdict, type VerdictCode } from './types.ts';

/** A lot on the list. `expiry` null: it is not registered. `validUntil`: the end of an `allowed`. */
export type ListedVial = {
  readonly gtin: string;
  readonly lot: string;
  readonly expiry: string | null;
  readonly verdict: Verdict;
  readonly codes: readonly VerdictCode[];
  readonly validUntil: UtcMs | null;
};
export type VialList = {
  readonly zone: string;
  readonly issuedAt: UtcMs;
  readonly lots: readonly ListedVial[];
};

/**
 * `codes`: what the service would say, in the order of VERDICT_CODES. `why`: the reason that no service gives: `not-listed`, or
 * `over` where a permission has run out or the time is before the list's own. `vial` null: unreadable.
 */
export type ListAnswer = {
  readonly verdict: Verdict;
  readonly codes: readonly VerdictCode[];
  readonly vial: Vial | null;
  readonly listed: ListedVial | null;
  readonly why: 'not-listed' | 'over' | null;
};

/** `at`: service time, as well as the table knows it. */
export function judgeByList(barcode: string, list: VialList, at: UtcMs): ListAnswer {
  const scan = readVial(barcode, Number(localDay(at, list.zone).slice(0, 4)));
  if (!scan.ok)
    return { verdict: 'unknown', codes: ['BARCODE_UNREADABLE'], vial: null, listed: null, why: null };
  const listed = find(scan, list.lots);
  const found = new Set<VerdictCode>(listed?.codes ?? []);
  if (listed?.expiry && scan.expiry !== null && scan.expiry !== listed.expiry) found.add('EXPIRY_MISMATCH');
  // As at the gate itself, the earlier of both dates counts.
  const dates = [scan.expiry, listed?.expiry ?? null].filter((date) => date !== null);
  if (dates.some((date) => at >= endOfExpiry(date, list.zone))) found.add('LOT_EXPIRED');
  const codes = (Object.keys(VERDICT_CODES) as VerdictCode[]).filter((code) => found.has(code));
  const said = { codes, vial: scan, listed };
  if (listed?.verdict === 'blocked' || codes.some((code) => VERDICT_CODES[code] === 'blocked'))
    return { ...said, verdict: 'blocked', why: null };
  if (listed === null) return { ...said, verdict: 'unknown', why: 'not-listed' };
  if (listed.verdict !== 'allowed' || codes.length > 0) return { ...said, verdict: 'unknown', why: null };
  const runs = listed.validUntil !== null && at >= list.issuedAt && at < listed.validUntil;
  return runs ? { ...said, verdict: 'allowed', why: null } : { ...said, verdict: 'unknown', why: 'over' };
}

function find(scan: Vial, lots: readonly ListedVial[]): ListedVial | null {
  const registered = lots.filter((one): one is ListedVial & Lot => one.expiry !== null);
  const lot = findLot(scan, registered)?.lot;
  const exact = ({ gtin, lot: number }: Lot | ListedVial) =>
    gtin === (lot ?? scan).gtin && number === (lot ?? scan).lot;
  return lots.find(exact) ?? null;
}
