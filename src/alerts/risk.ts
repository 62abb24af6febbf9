/** When is a unit that is past a limit worth a message, before anything is lost? Pure. */
import type { DurationMs, UtcMs } from '../thermal/types.ts';
import type { Severity } from './types.ts';

const MINUTE = 60_000;
/** A breach is near: within the hour somebody can still drive there, start a generator, move vaccine. */
export const NEAR: DurationMs = 60 * MINUTE;
/** So little time is left that it cannot wait for the morning, where vaccine is inside. */
export const URGENT: DurationMs = 20 * MINUTE;
/** A door that is open for stock is shut again by then; of a short rule a quarter of what is left of it. */
const PATIENCE: DurationMs = 5 * MINUTE;
/** Back in range for so long: not the swing of a compressor around the limit. */
export const CALM: DurationMs = 3 * MINUTE;

/** `since`: when it went past the limit; `breachAt`: when it will have broken the rule, if it stays so. */
export type Nearing = { readonly since: UtcMs; readonly breachAt: UtcMs };

/** Null: not yet, or too late: then it is an excursion. `isTold`: people know already, so that it goes on. */
export function riskNow(
  { since, breachAt }: Nearing,
  now: UtcMs,
  { holdsVaccine, isTold }: { readonly holdsVaccine: boolean; readonly isTold: boolean },
): Severity | null {
  const left = breachAt - now;
  if (left <= 0) return null;
  const isUrgent = holdsVaccine && left <= URGENT;
  if (isTold) return isUrgent ? 'critical' : 'warning';
  const lasted = now - since;
  if (left > NEAR || lasted < Math.min(PATIENCE, (breachAt - since) / 4)) return null;
  return isUrgent ? 'critical' : 'warning';
}
