/** What injection tables take along and tell: the signed list of lots, and the log of scans. */
import type { ServiceKeyView } from './custody-views.ts';
import type { EligibilityView } from './views.ts';

/**
 * What `/eligibility` says at `issuedAt` of a vial of this lot that states no expiry of its own. `expiry` null: the lot is not
 * registered (a recall may come before the lot). `validUntil`: the end of an `allowed`, null for all else.
 */
export type ListedLot = {
  gtin: string;
  lot: string;
  expiry: string | null;
  verdict: EligibilityView['verdict'];
  reasons: EligibilityView['reasons'];
  since: string | null;
  validUntil: string | null;
};

/**
 * The list for tables without a signal. Lots: those present at the site; all that are recalled; those of parcels once kept
 * there that are on hold now; and whatever registered lot a person may confuse with one of these when typing, so that a
 * search among the list finds what a search among all would. `sequence`: how many events the ledger held, so that a list of
 * a higher number knows of every stop that a lower one knew. `validUntil`: no `allowed` on it lasts longer. `phone`: whom to
 * call, the site's own or that of the nearest place above it.
 */
export type SignedLots = {
  v: 1;
  site: string;
  siteName: string;
  phone: string | null;
  zone: string;
  sequence: number;
  issuedAt: string;
  validUntil: string;
  products: { gtin: string; name: string; notJudged: EligibilityView['notJudged'] }[];
  lots: ListedLot[];
  service: ServiceKeyView;
};
/** `signature`: Ed25519 (base64url) over the canonical JSON of `list`; `bytes`: the length of that text in UTF-8. */
export type SignedLotsView = { list: SignedLots; bytes: number; key: string; signature: string };

/**
 * One scan as the table noted it. `codes`: the reasons shown; `list`: which list answered, null when the service itself did or
 * nothing could be asked; `by`: who was at the table; `device`: the id that the browser gave itself.
 */
export type ScanSaid = {
  id: string;
  site: string;
  barcode: string;
  gtin: string | null;
  lot: string | null;
  verdict: EligibilityView['verdict'];
  codes: string[];
  source: 'live' | 'list' | 'none';
  list: { sequence: number; issuedAt: string } | null;
  how: 'camera' | 'scanner' | 'typed';
  offline: boolean;
  at: string;
  by: string;
  device: string;
};
/** As it is kept: `deliveredBy` is the session that brought it, which may be another person's. */
export type ScanView = ScanSaid & { receivedAt: string; deliveredBy: string };
/** `id` null where it could not be read. */
export type ScanTaken = {
  id: string | null;
  state: 'kept' | 'duplicate' | 'refused';
  code: 'SCAN_MALFORMED' | 'SCAN_ID_REUSED' | 'FORBIDDEN_PLACE' | null;
};
