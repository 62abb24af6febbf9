/**
 * What the scan gate may show, given the last answer and whether asking again worked. Pure, and it fails closed:
 * green is shown only for a fresh, well-formed "allowed" whose lease runs; a stop stays a stop without a network.
 */
import type { EligibilityView } from '../api/views.ts';

/** While shown, an answer is asked for again at least this often. */
export const ASK_AGAIN_MS = 5_000;
/** An "allowed" that could not be renewed for this long (a sleeping tab) is no longer one. */
export const STALE_MS = 12_000;

export type Answered = {
  readonly view: EligibilityView;
  /** This machine's clock when the question was sent. */
  readonly askedAt: number;
};

/** Why the last question has no answer: `said` is the service's sentence, null when nothing came back. */
export type NoAnswer = { readonly said: { readonly vi: string; readonly en: string } | null };

export type Note =
  | 'no-answer'
  | 'refused'
  | 'lease-over'
  | 'kept-stop'
  | 'by-list'
  | 'not-listed'
  | 'list-over'
  | 'list-clock';
/** `source`: who says so: the service now, the signed list, or nobody. */
export type Shown = {
  readonly verdict: 'allowed' | 'blocked' | 'unknown';
  readonly note: Note | null;
  readonly source: 'live' | 'list' | 'none';
  readonly view: EligibilityView | null;
};

/**
 * `answered` is the last answer to this very question, `failed` is set when asking since then did not work. `byList`: what
 * the signed list says, once the service had its time to answer. The list never says yes where the service said otherwise
 * later or refuses to answer, and its stop stands against a service that cannot tell.
 */
export function shownVerdict(
  answered: Answered | null,
  failed: NoAnswer | null,
  at: number,
  byList: Shown | null = null,
): Shown | null {
  const said = shownLive(answered, failed, at);
  if (said === null || byList === null) return said ?? byList;
  const isBlind =
    failed !== null || said.view?.reasons.some(({ code }) => code === 'SERVICE_DEGRADED') === true;
  if (!isBlind || said.verdict === 'blocked') return said;
  if (byList.verdict === 'blocked') return byList;
  if (failed === null || failed.said !== null) return said;
  const wasNotAllowed =
    answered !== null &&
    wellFormed(answered.view) &&
    answered.view.verdict !== 'allowed' &&
    isNewer(answered, byList);
  return wasNotAllowed ? said : byList;
}

const isNewer = ({ view }: Answered, { view: listed }: Shown): boolean =>
  Date.parse(view.asOf) >= Date.parse(listed?.asOf ?? '');

function shownLive(answered: Answered | null, failed: NoAnswer | null, at: number): Shown | null {
  if (!answered && !failed) return null;
  const view = answered && wellFormed(answered.view) ? answered.view : null;
  if (failed || !view || !answered) {
    if (view?.verdict === 'blocked') return { verdict: 'blocked', note: 'kept-stop', source: 'live', view };
    return { verdict: 'unknown', note: failed?.said ? 'refused' : 'no-answer', source: 'none', view };
  }
  if (view.verdict === 'allowed' && !leaseRuns(view, answered.askedAt, at)) {
    return { verdict: 'unknown', note: 'lease-over', source: 'live', view };
  }
  return { verdict: view.verdict, note: null, source: 'live', view };
}

/** Milliseconds from `at` until the answer should be asked for again. */
export function askAgainIn(answered: Answered | null, at: number): number {
  const lease = answered ? leaseMs(answered.view) : null;
  if (!answered || lease === null) return ASK_AGAIN_MS;
  return Math.min(ASK_AGAIN_MS, Math.max(250, answered.askedAt + lease - at));
}

/** The lease is measured between the service's own two times, so that this machine's clock does not matter. */
function leaseMs(view: EligibilityView): number | null {
  if (view.validUntil === null) return null;
  const length = Date.parse(view.validUntil) - Date.parse(view.asOf);
  return Number.isNaN(length) ? null : length;
}

function leaseRuns(view: EligibilityView, askedAt: number, at: number): boolean {
  const lease = leaseMs(view);
  const age = at - askedAt;
  return lease !== null && age >= 0 && age < lease && age < STALE_MS;
}

const wellFormed = (view: EligibilityView): boolean =>
  view !== null &&
  typeof view === 'object' &&
  ['allowed', 'blocked', 'unknown'].includes(view.verdict) &&
  Array.isArray(view.reasons);
