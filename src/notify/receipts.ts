/** What a gateway says later about a message: is it the gateway that says so, about which message, and did it arrive? */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Channel } from '../alerts/duty.ts';
import type { NotifySettings } from './settings.ts';
import { at, isOne } from './template.ts';

export type Receipt = {
  readonly reference: string;
  readonly state: 'received' | 'failed';
  readonly code: string | null;
};

export function isGateway(settings: NotifySettings, channel: Channel, headers: IncomingHttpHeaders): boolean {
  const receipt = receiptOf(settings, channel);
  if (receipt === undefined) return false;
  const shown =
    receipt.header === undefined
      ? /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1]
      : headers[receipt.header.toLowerCase()];
  return typeof shown === 'string' && timingSafeEqual(digest(shown), digest(receipt.secret));
}

/**
 * `incomplete`: no reference stands where the settings say; `pending`: it says neither that the message arrived nor that it did not.
 * @param said the body, or what stands after the `?`
 */
export function readReceipt(
  settings: NotifySettings,
  channel: Channel,
  said: unknown,
): 'incomplete' | 'pending' | Receipt {
  const receipt = receiptOf(settings, channel);
  if (receipt === undefined) return 'incomplete';
  const reference = at(said, receipt.reference);
  const state = at(said, receipt.state);
  if (
    (typeof reference !== 'string' && typeof reference !== 'number') ||
    reference === '' ||
    state === undefined
  )
    return 'incomplete';
  const isReceived = isOne(state, receipt.received);
  if (!isReceived && !isOne(state, receipt.failed)) return 'pending';
  const code = receipt.code === undefined ? state : at(said, receipt.code);
  return {
    reference: String(reference),
    state: isReceived ? 'received' : 'failed',
    code: isReceived ? null : String(code ?? state).slice(0, 100),
  };
}

const receiptOf = (settings: NotifySettings, channel: Channel) =>
  channel === 'sms' || channel === 'zalo' ? settings[channel]?.receipt : undefined;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
