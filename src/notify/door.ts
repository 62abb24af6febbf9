/** What every channel is to the sender: something that takes a message, and says how that ended. */
import type { Channel, PushSubscription } from '../alerts/duty.ts';
import type { NoticeText } from '../alerts/telling.ts';
import type { Severity } from '../alerts/types.ts';
import type { Outcome } from '../keeper/notice-protocol.ts';
import type { DurationMs, UtcMs } from '../thermal/types.ts';

/** A message on its way. `id` is the notice's, the same each time it is tried: what a channel may know it again by. */
export type Message = {
  readonly id: string;
  /** A mail address, a phone, the webhook's name …: what the channel calls whom it reaches. */
  readonly address: string;
  readonly subscriptions: readonly PushSubscription[];
  readonly severity: Severity;
  readonly reason: string;
  readonly group: string;
  readonly alerts: readonly string[];
  readonly text: NoticeText;
  /** Where it is read on; null: nobody has said under which address people open the service. */
  readonly link: string | null;
  readonly at: UtcMs;
};

/** `waitMs`: the other side asks to be left alone for so long. */
export type Sent = Outcome & { readonly waitMs?: DurationMs };

/**
 * `send` never throws, and ends within the channel's own timeout. A failure that is `final` is this message's (its recipient, its
 * text); one that is not is the channel's, and another message would fail too.
 */
export interface ChannelDoor {
  readonly channel: Channel;
  /** For people: the server behind it. */
  readonly name: string;
  send(message: Message): Promise<Sent>;
  /** Is this address behind this door? Left out: every address of the channel is. */
  takes?(address: string): boolean;
  close?(): void;
}

export const taken = (reference: string | null, unconfirmed = false): Sent => ({
  ok: true,
  reference,
  unconfirmed,
});
export const failed = (code: string, reason: string, final: boolean, waitMs?: DurationMs): Sent => ({
  ok: false,
  code,
  reason: reason.replaceAll(/\s+/g, ' ').slice(0, REASON_MOST),
  final,
  ...(waitMs === undefined ? {} : { waitMs }),
});
const REASON_MOST = 300;
