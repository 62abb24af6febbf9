/** How long a request to InfluxDB may take, and how much an answer may be. */
import type { UtcMs } from '../thermal/types.ts';

export type TargetLimits = {
  /** For the whole of a write, ms: longer than the 10 s after which a 1.x server itself gives one up, so that it can say so. */
  readonly writeWithinMs: number;
  /** For the whole of a question, ms. */
  readonly readWithinMs: number;
  readonly clock: () => UtcMs;
};

/** No answer is longer: an hour of a million probes fits. Beyond, the request is ended before it fills the memory. */
export const MOST_ANSWER_BYTES = 256 * 1024 * 1024;

export const TARGET_LIMITS: TargetLimits = {
  writeWithinMs: 15_000,
  readWithinMs: 10_000,
  clock: Date.now,
};
