/** What a push message says to the browser's service worker, as JSON. */
import type { Severity } from '../alerts/types.ts';

export type PushPayload = {
  /** The notice's id. */
  readonly notice: string;
  readonly title: string;
  readonly body: string;
  /** A later message with the same tag takes the place of the earlier one on the screen. */
  readonly tag: string;
  readonly severity: Severity;
  /** A path of the web application. */
  readonly path: string;
};
