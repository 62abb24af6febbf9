/** SMS and Zalo through whatever HTTP gateway a province has a contract with: its requests and answers are described, not programmed. */
import type { Channel } from '../alerts/duty.ts';
import type { UtcMs } from '../thermal/types.ts';
import { type ChannelDoor, failed, type Message, type Sent, taken } from './door.ts';
import { type Came, NoAnswer, retryAfterMs, send } from './outgoing.ts';
import type { GatewaySettings } from './settings.ts';
import { at, escapeOf, fill, fillHeader, isOne, readAnswer, type Words } from './template.ts';

/** About this one message; any other failure would meet the next one too. */
const ABOUT_THE_MESSAGE = [400, 404, 409, 410, 413, 422];

export function gatewayDoor(
  channel: Extract<Channel, 'sms' | 'zalo'>,
  settings: GatewaySettings,
  clock: () => UtcMs,
): ChannelDoor {
  const name = new URL(fill(settings.url, {}, 'text')).host;
  return {
    channel,
    name,
    async send(message) {
      try {
        return outcomeOf(await send(requestOf(channel, settings, message)), settings, name, clock());
      } catch (error) {
        return error instanceof NoAnswer
          ? failed(error.code, error.message, false)
          : failed('REQUEST_BROKEN', String(error), false);
      }
    },
  };
}

function requestOf(channel: Channel, settings: GatewaySettings, message: Message) {
  const words = wordsOf(channel, settings, message);
  const own = Object.entries(settings.headers);
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'idempotency-key': message.id,
    ...Object.fromEntries(own.map(([name, value]) => [name.toLowerCase(), fillHeader(value, words)])),
  };
  const { url, method, body, timeoutSeconds } = settings;
  return {
    url: new URL(fill(url, words, 'form')),
    method,
    headers,
    body: body === undefined ? null : fill(body, words, escapeOf(headers['content-type'] ?? '')),
    withinMs: timeoutSeconds * 1_000,
    // Whoever writes the file says where the gateway is; it is often a modem in the same room.
    mayBePrivate: true,
  };
}

const wordsOf = (
  channel: Channel,
  settings: GatewaySettings,
  { id, address, severity, text, link }: Message,
): Words => ({
  ...settings.secrets,
  to: phoneAs(settings.phone, address),
  text: channel === 'sms' ? text.sms : [text.short, ...(link === null ? [] : [link])].join('\n'),
  subject: text.subject,
  short: text.short,
  link: link ?? '',
  id,
  severity,
});

/** @param address `+84…` where it is a phone; anything else stays as it is. */
export function phoneAs(form: GatewaySettings['phone'], address: string): string {
  if (!/^\+\d+$/.test(address) || form === undefined || form === 'plus') return address;
  return form === 'digits' ? address.slice(1) : address.replace(/^\+84/, '0').replace(/^\+/, '00');
}

function outcomeOf(
  { status, headers, body }: Came,
  settings: GatewaySettings,
  name: string,
  now: UtcMs,
): Sent {
  const { accepted, refused, reference, receipt } = settings;
  const said = readAnswer(body);
  const reason = `${name} answered ${status} ${body}`;
  if (refused !== undefined && isOne(at(said, refused.path), refused.values))
    return failed('RECIPIENT_REFUSED', reason, true);
  const saysSo = accepted.path === undefined || isOne(at(said, accepted.path), accepted.values ?? ['true']);
  if (accepted.status.includes(status) && saysSo) {
    const number = reference === undefined ? null : at(said, reference);
    const known = typeof number === 'string' || typeof number === 'number' ? String(number) : null;
    // Without its number nothing that is said later can be told apart.
    return taken(known, receipt !== undefined && known !== null);
  }
  if (accepted.status.includes(status)) return failed('NOT_ACCEPTED', reason, false);
  return failed(`HTTP_${status}`, reason, ABOUT_THE_MESSAGE.includes(status), retryAfterMs(headers, now));
}
