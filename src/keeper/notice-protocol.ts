/** The life of an alert beyond its being taken, and the messages about it: what may be asked and done. */
import type { Channel, PushSubscription } from '../alerts/duty.ts';
import type { Attempt, Notice, NoticeState } from '../alerts/telling.ts';
import type { UtcMs } from '../thermal/types.ts';

type Page = { cursor?: string | undefined; limit?: number | undefined };

/** How a channel is: `off` when it is not configured. `failingSince`: nothing went through since then. */
export type ChannelState = {
  readonly channel: Channel;
  readonly name: string;
  readonly state: 'off' | 'ok' | 'unknown' | 'failing';
  readonly reason: string;
  readonly lastSentAt: UtcMs | null;
  readonly failingSince: UtcMs | null;
};

/**
 * A message that is to be sent now through `channel` to `address` (a phone, a mail address, the webhook's name; for push the person,
 * whose browsers are `subscriptions`, else empty); `again`: it may have been sent before a stop.
 */
export type DueNotice = {
  readonly notice: Notice;
  readonly channel: Channel;
  readonly address: string;
  readonly subscriptions: readonly PushSubscription[];
  readonly again: boolean;
};

/** `unconfirmed`: the channel has it, and will say later whether it arrived. `final`: trying again this way is of no use. */
export type Outcome =
  | { readonly ok: true; readonly reference: string | null; readonly unconfirmed: boolean }
  | { readonly ok: false; readonly code: string; readonly reason: string; readonly final: boolean };

export type NoticeCommand =
  /** No reminders until then (5 minutes to 12 hours from now); it also takes the alert. Ends by itself, and when it becomes worse. */
  | { type: 'alert.snooze'; alert: string; until: UtcMs; comment: string }
  /** What it was, when it is over: part of its record. */
  | { type: 'alert.conclude'; alert: string; text: string }
  /** A message to oneself, or to a person of one's place, through one channel. */
  | { type: 'notice.test'; username: string; channel: Channel }
  /** The link in a message was opened. */
  | { type: 'notice.read'; notice: string }
  /**
   * The service's own: takes up to `limit` messages that are due, and commits that they are being sent before answering them (DueNotice[]).
   * `channels`: those that can take a message now; what waits for another way waits for it, at most
   * three minutes where one of these would do, else at most fifteen.
   */
  | { type: 'notices.claim'; channels: readonly Channel[]; limit: number }
  /** The service's own: how the try ended. */
  | { type: 'notice.settle'; notice: string; outcome: Outcome }
  /** The service's own: a gateway says what became of it. */
  | {
      type: 'notice.receipt';
      channel: Channel;
      reference: string;
      state: Extract<Attempt['state'], 'received' | 'failed'>;
      code: string | null;
    }
  /** The service's own, kept in memory only. */
  | { type: 'channels.report'; channels: readonly ChannelState[] };

export type NoticeQuery =
  /** Messages, the newest first. */
  | ({
      type: 'notices';
      alert?: string | undefined;
      person?: string | undefined;
      state?: NoticeState | undefined;
    } & Page)
  | { type: 'channels' };
