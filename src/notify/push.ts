/**
 * Web Push (RFC 8030, 8291, 8292): one message to all browsers of one person. A browser whose push service says that it is gone is
 * forgotten. The endpoints come from browsers, so nothing of one's own network is ever connected to for them.
 */
import type { PushSubscription } from '../alerts/duty.ts';
import type { UtcMs } from '../thermal/types.ts';
import { type ChannelDoor, failed, type Message, type Sent, taken } from './door.ts';
import { configuredNames, foreignNames, type Resolve } from './names.ts';
import { type Came, NoAnswer, retryAfterMs, send } from './outgoing.ts';
import type { PushKeys } from './push-keys.ts';
import type { PushPayload } from './push-payload.ts';
import { isListed, type PushSettings } from './settings.ts';

/** What nobody saw for so long is of no use any more: it is told again by then. */
const LIVES_SECONDS = 4 * 3_600;
/** A push service takes 4096 bytes, of which encryption needs about a hundred. */
const BODY_MOST = 1_200;
/** Push services want something to complain to. */
const NOBODY = 'mailto:giulanh@giulanh.invalid';

export type PushParts = {
  readonly settings: PushSettings;
  readonly keys: PushKeys;
  /** Where the service is reached; what a push service is given to complain to when the settings name nobody. */
  readonly publicUrl: string | null;
  /** The push service says that the browser is gone. */
  readonly onGone: (subscription: PushSubscription) => Promise<unknown>;
  readonly clock: () => UtcMs;
  readonly resolve?: Resolve;
};

export class PushDoor implements ChannelDoor {
  readonly channel = 'push';
  readonly name = 'Web Push';
  readonly #parts: PushParts;

  constructor(parts: PushParts) {
    this.#parts = parts;
  }

  /** Sent when one browser's push service took it. */
  async send(message: Message): Promise<Sent> {
    const { subscriptions } = message;
    if (subscriptions.length === 0) return failed('NO_BROWSER', 'no browser is subscribed', true);
    const ends = await Promise.all(subscriptions.map((subscription) => this.#one(message, subscription)));
    return ends.find((end) => end.ok) ?? ends.find((end) => !end.ok && !end.final) ?? (ends[0] as Sent);
  }

  async #one(message: Message, subscription: PushSubscription): Promise<Sent> {
    const { settings, clock, onGone, resolve } = this.#parts;
    try {
      const url = new URL(subscription.endpoint);
      const mayBePrivate = isListed(url, settings.privateHosts);
      if (url.protocol !== 'https:' && !mayBePrivate)
        return failed('ENDPOINT_REFUSED', `${url.origin} is not https:`, true);
      const { headers, body } = await this.#sealed(message, subscription);
      const withinMs = settings.timeoutSeconds * 1_000;
      const came = await send({
        url,
        method: 'POST',
        headers,
        body,
        withinMs,
        mayBePrivate,
        resolve: resolve ?? (mayBePrivate ? configuredNames : foreignNames),
      });
      if (came.status === 404 || came.status === 410) await onGone(subscription);
      return outcomeOf(came, url, clock());
    } catch (error) {
      if (error instanceof NoAnswer)
        return failed(error.code, error.message, error.code === 'ADDRESS_REFUSED');
      return failed('SUBSCRIPTION_BROKEN', String(error), true);
    }
  }

  async #sealed(message: Message, { endpoint, p256dh, auth }: PushSubscription) {
    const { settings, keys, publicUrl } = this.#parts;
    const { default: webPush } = await import('web-push');
    const subject = settings.contact ?? (publicUrl?.startsWith('https:') ? publicUrl : NOBODY);
    const sealed = webPush.generateRequestDetails(
      { endpoint, keys: { p256dh, auth } },
      JSON.stringify(payloadOf(message)),
      {
        vapidDetails: { subject, ...keys },
        TTL: LIVES_SECONDS,
        urgency: message.severity === 'critical' ? 'high' : 'normal',
        // Of two with one topic that a phone has not fetched yet, the push service keeps the later.
        topic: message.id.replaceAll(/[^A-Za-z0-9_-]|-/g, '').slice(0, 32),
        contentEncoding: 'aes128gcm',
      },
    );
    const headers = Object.entries(sealed.headers ?? {}).map(
      ([name, value]) => [name.toLowerCase(), String(value)] as const,
    );
    return { headers: Object.fromEntries(headers), body: sealed.body };
  }
}

export const payloadOf = ({ id, text, group, severity }: Message): PushPayload => ({
  notice: id,
  title: cut(text.subject, 200),
  body: cut(text.short, BODY_MOST),
  tag: cut(group, 200),
  severity,
  path: text.path,
});

/** In UTF-8 bytes, between letters. */
function cut(text: string, most: number): string {
  if (Buffer.byteLength(text) <= most) return text;
  let kept = '';
  let length = 0;
  for (const letter of text) {
    length += Buffer.byteLength(letter);
    if (length > most - 3) break;
    kept += letter;
  }
  return `${kept}…`;
}

function outcomeOf(came: Came, url: URL, now: UtcMs): Sent {
  const { status, headers, body } = came;
  if (status === 200 || status === 201 || status === 202 || status === 204)
    return taken(headers.location ?? null);
  const reason = `${url.host} answered ${status} ${body}`;
  if (status === 404 || status === 410) return failed('BROWSER_GONE', reason, true);
  const isOurs = status === 400 || status === 413;
  return failed(`HTTP_${status}`, reason, isOurs, retryAfterMs(headers, now));
}
