/**
 * Does the copy in InfluxDB say what the store says? Readings are compared by count, sum, least and greatest value per
 * probe and hour, and one by one where those differ; events of the ledger by number and hash; excursions by their course.
 *
 * The service goes on meanwhile. So the copy's cursor is read first, then the copy, then the store: what was sent by the
 * cursor must be in the copy, and what is in the copy must be in the store. What came in between is neither.
 */
import type { Archive } from '../store/archive.ts';
import type { DurationMs, UtcMs } from '../thermal/types.ts';
import { Fates } from './fates.ts';
import { Findings, type Verification } from './findings.ts';
import { HOUR } from './tally.ts';
import type { Range, Target } from './types.ts';
import { verifyReadings } from './verify-readings.ts';
import { verifyEvents, verifyExcursions } from './verify-records.ts';

/**
 * How long a question may take whose answer no chart waits for: an hour's tally takes a 1.x server some 0.26 ms a probe,
 * and a large province has 50,000.
 */
export const ANSWER_WITHIN: DurationMs = 120_000;

export type VerifyParts = {
  readonly archive: Archive;
  readonly target: Pick<Target, 'name' | 'tallies' | 'readings' | 'events' | 'excursions'>;
  /** Compares every reading, not only those of hours that differ. */
  readonly everyPoint: boolean;
  /** Lets the rest of the thread have its turn; rejects when it is to end. */
  readonly breathe: () => Promise<void>;
  /** Readings up to here have been compared. */
  readonly reached: (at: UtcMs) => void;
};

/**
 * @param range widened to whole hours, for hours are what is compared
 * @param now when this is done: told with the result
 * Rejects with InfluxError when the copy cannot be read.
 */
export async function verify(parts: VerifyParts, range: Range, now: UtcMs): Promise<Verification> {
  const whole = wholeHours(range);
  const { target, archive } = parts;
  const findings = new Findings();
  const fates = new Fates(archive, archive.copy(target.name));
  await verifyReadings(parts, whole, fates, findings);
  await verifyEvents(parts, whole, fates, findings);
  await verifyExcursions(parts, whole, fates, findings);
  return findings.result({ ...whole, target: target.name, at: now });
}

/** The ledger alone, all of it. Rejects with InfluxError when the copy cannot be read. */
export async function verifyLedger(parts: VerifyParts, now: UtcMs): Promise<Verification> {
  const { target, archive } = parts;
  const findings = new Findings();
  const always = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
  await verifyEvents(parts, always, new Fates(archive, archive.copy(target.name)), findings);
  return findings.result({ from: 0, to: now, target: target.name, at: now });
}

const wholeHours = ({ from, to }: Range): Range => ({
  from: Math.floor(from / HOUR) * HOUR,
  to: Math.ceil(to / HOUR) * HOUR,
});
