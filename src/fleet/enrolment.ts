/**
 * A device being put to work: who began it, what was compared, tested and confirmed. What it shows itself (its first
 * message, what was refused of it) is read from the registry and the histories, never kept twice.
 */
import type { MilliCelsius, UtcMs } from '../thermal/types.ts';

/**
 * A logger and a hand thermometer may each be 0.5 °C off (WHO PQS E006 asks ±0.5 °C of both kinds), so two that are right
 * stand at most this far apart.
 */
export const COMPARE_TOLERANCE: MilliCelsius = 1_000;
/** Whoever is to see a test alert sees it by then, or it is not seen. */
export const TEST_LASTS = 10 * 60_000;
/** More screens than this are counted, not named. */
export const RECEIPTS_MOST = 200;

/** A hand thermometer beside what the device said at that moment. `apart`: past the tolerance, and a person went on. */
export type Compared = {
  readonly byHand: MilliCelsius;
  readonly shown: MilliCelsius;
  readonly shownAt: UtcMs;
  readonly apart: boolean;
  readonly at: UtcMs;
  readonly by: string;
};

/** A live screen that answered after the test alert had been sent to it. */
export type TestReceipt = { readonly username: string; readonly at: UtcMs };

export type Tested = {
  readonly alert: string;
  readonly at: UtcMs;
  readonly by: string;
  /** Who took it, or null when nobody did before it was over. */
  readonly seenBy: string | null;
  readonly endedAt: UtcMs | null;
  readonly screens: number;
  readonly receipts: readonly TestReceipt[];
};

export type Enrolment = {
  readonly device: string;
  readonly unit: string;
  readonly begunAt: UtcMs;
  readonly begunBy: string;
  readonly compared: Compared | null;
  /** When somebody looked at the unit's limits and said that they are right. */
  readonly limits: { readonly at: UtcMs; readonly by: string } | null;
  readonly test: Tested | null;
  readonly finished: { readonly at: UtcMs; readonly by: string } | null;
};

export const ENROL_STEPS = ['first-message', 'compare', 'limits', 'test', 'finish', 'done'] as const;
export type EnrolStep = (typeof ENROL_STEPS)[number];

/** What is to be done next. `heard`: a reading of it is in the unit's history. */
export function stepOf(
  { compared, limits, test, finished }: Enrolment,
  { heard }: { readonly heard: boolean },
): EnrolStep {
  if (finished !== null) return 'done';
  if (!heard) return 'first-message';
  if (compared === null) return 'compare';
  if (limits === null) return 'limits';
  if (test === null || !wasNoticed(test)) return 'test';
  return 'finish';
}

/**
 * Somebody took it, or it reached a screen beside the one it was sent from. Whether anybody truly noticed, a person says when it is
 * finished.
 */
export const wasNoticed = ({ by, screens, receipts, seenBy }: Tested): boolean =>
  seenBy !== null || screens > 1 || receipts.some(({ username }) => username !== by);

/** The test with these receipts added; one person counts once for each screen that answered. */
export function withReceipts(test: Tested, more: readonly TestReceipt[]): Tested {
  const receipts = [...test.receipts, ...more].slice(0, RECEIPTS_MOST);
  return { ...test, screens: test.screens + more.length, receipts };
}
