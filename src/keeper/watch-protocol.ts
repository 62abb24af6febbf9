/** What the service tells the keeper of its own chain. */
import type { CanaryStage } from '../alerts/service.ts';
import type { UtcMs } from '../thermal/types.ts';

/** `since`: when what did not arrive was due to be sent. */
export type CanaryLoss = { readonly since: UtcMs; readonly stage: CanaryStage };

/** The service's own: whether what it sent through its own chain arrived. Raises and ends the alert. */
export type WatchCommand = { type: 'canary.report'; lost: CanaryLoss | null };
