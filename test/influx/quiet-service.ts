/** A service of which nothing is to be told: for parts that report its health, where a test looks at something else. */
import type { Counted } from '../../src/influx/link.ts';
import type { ServiceHealth } from '../../src/influx/points.ts';

export const NOTHING_COUNTED: Counted = {
  readings: 0,
  duplicates: 0,
  rejected: 0,
  commits: 0,
  queued: 0,
  devicesConnected: 0,
};
export const QUIET: ServiceHealth = {
  ...NOTHING_COUNTED,
  backlogEntries: 0,
  backlogAgeSeconds: 0,
  setAside: 0,
};
