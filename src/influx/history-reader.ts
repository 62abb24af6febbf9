/** How the rest of the service asks the copy for what the journal no longer holds. Charts only: verdicts never read it. */
import type { UtcMs } from '../thermal/types.ts';
import type { StoredBucket, StoredReading } from './types.ts';

/** Down-sampled by the database, aligned to the epoch; `everyMs` at least 1000. The range is [from, to). */
export type BucketsRequest = {
  readonly kind: 'buckets';
  readonly unit: string;
  readonly from: UtcMs;
  readonly to: UtcMs;
  readonly everyMs: number;
};
/** Single readings of [from, to), in order of time. */
export type ReadingsRequest = {
  readonly kind: 'readings';
  readonly unit: string;
  readonly from: UtcMs;
  readonly to: UtcMs;
};
export type HistoryRequest = BucketsRequest | ReadingsRequest;
export type HistoryAnswer = StoredBucket[] | StoredReading[];

/**
 * Rejects with InfluxError: INFLUX_TIMEOUT after 10 s, INFLUX_OVERLOADED when too many wait already, INFLUX_UNREACHABLE
 * while the thread that speaks with InfluxDB is down, or what the server made of the question.
 */
export interface HistoryReader {
  read(request: BucketsRequest): Promise<StoredBucket[]>;
  read(request: ReadingsRequest): Promise<StoredReading[]>;
}
