/**
 * Messages to other systems: JSON, signed with HMAC-SHA256 over the time and the body, to listed hosts alone. Whoever takes them
 * verifies `X-Giulanh-Signature: v1=<hex of HMAC(secret, "<timestamp>.<body>")>` and that `X-Giulanh-Timestamp` (seconds) is near.
 */
import { createHmac } from 'node:crypto';
import type { UtcMs } from '../thermal/types.ts';
import { type ChannelDoor, failed, type Message, taken } from './door.ts';
import type { Resolve } from './names.ts';
import { NoAnswer, retryAfterMs, send } from './outgoing.ts';
import { isListed, type WebhookSettings } from './settings.ts';

/** One for each system that is told, so that one of them that fails leaves the others alone. */
export const webhookDoors = (
  settings: WebhookSettings,
  clock: () => UtcMs,
  resolve?: Resolve,
): ChannelDoor[] =>
  settings.to.map((hook) => ({
    channel: 'webhook',
    name: hook.name,
    takes: (address) => address.replace(/^webhook:/, '') === hook.name,
    async send(message) {
      const url = new URL(hook.url);
      const body = JSON.stringify(bodyOf(message));
      const now = clock();
      try {
        const { status, headers } = await send({
          url,
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'idempotency-key': message.id,
            ...signed(hook.secret, body, now),
          },
          body,
          withinMs: settings.timeoutSeconds * 1_000,
          mayBePrivate: isListed(url, settings.privateHosts),
          ...(resolve === undefined ? {} : { resolve }),
        });
        if (status >= 200 && status < 300) return taken(null);
        if (status >= 300 && status < 400)
          return failed('REDIRECT_REFUSED', `${url.host} answered ${status}, and is not followed`, false);
        return failed(
          `HTTP_${status}`,
          `${url.host} answered ${status}`,
          status === 413,
          retryAfterMs(headers, now),
        );
      } catch (error) {
        if (error instanceof NoAnswer) return failed(error.code, error.message, false);
        return failed('REQUEST_BROKEN', String(error), false);
      }
    },
  }));

export function signed(secret: string, body: string, now: UtcMs): Record<string, string> {
  const timestamp = String(Math.floor(now / 1_000));
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  return { 'x-giulanh-timestamp': timestamp, 'x-giulanh-signature': `v1=${signature}` };
}

const bodyOf = ({ id, at, reason, severity, group, alerts, text, link }: Message) => ({
  id,
  at: new Date(at).toISOString(),
  reason,
  severity,
  group,
  alerts,
  subject: text.subject,
  short: text.short,
  lines: text.lines,
  path: text.path,
  url: link,
});
