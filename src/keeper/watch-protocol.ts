/** What the service tells the keeper of its own chain. */
import type { BridgeTrouble, CanaryStage } from '../alerts/service.ts';
import type { UtcMs } from '../thermal/types.ts';

/** `since`: when what did not arrive was due to be sent. */
export type CanaryLoss = { readonly since: UtcMs; readonly stage: CanaryStage };

/** A connection to a broker of others from which nothing has come for too long, since when and why. */
export type BridgeDown = {
  readonly name: string;
  readonly since: UtcMs;
  readonly why: BridgeTrouble;
  readonly detail: string;
};

/**
 * The service's own: whether what it sent through its own chain arrived, and all brokers of others that cannot be read. Each raises
 * and ends its alerts.
 */
export type WatchCommand =
  | { type: 'canary.report'; lost: CanaryLoss | null }
  | { type: 'bridges.report'; down: readonly BridgeDown[] };
