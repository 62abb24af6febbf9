/** How the chain of alerts tries itself, and whom it tells that it is alive: `canary` in the file of the channels. */
import * as z from 'zod';
import { secret } from '../settings/secret.ts';

export const canarySettings = z.strictObject({
  /** A reading of the service's own travels the whole chain so often, and must reach the webhook named `canary`. */
  everyMinutes: z.number().min(0.05).max(1440).default(15),
  /** Asked each minute while the chain is known to be whole: whoever does not hear of it any more raises the alarm. */
  deadMan: z
    .strictObject({
      url: z.union([z.url({ protocol: /^https?$/ }), secret], {
        error: 'an address, or a secret: {file: …} or {env: …}',
      }),
      everySeconds: z.number().min(1).max(3600).default(60),
      timeoutSeconds: z.number().min(0.05).max(60).default(10),
    })
    .optional(),
});

/** The webhook that takes the trials. */
export const CANARY_HOOK = 'canary';

/** With each secret in its place. */
export type CanarySettings = {
  readonly everyMinutes: number;
  readonly deadMan?:
    | { readonly url: string; readonly everySeconds: number; readonly timeoutSeconds: number }
    | undefined;
};
