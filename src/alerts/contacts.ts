/** Can messages be sent to what somebody wrote down as theirs, and by which ways does a person hear of an alert at all? */
import { accept, type Decision, refuse } from '../lots/refusal.ts';
import type { Channel, Contact, PushSubscription } from './duty.ts';

/** E.164: at most 15 digits with the country's. */
const PHONE = /^\+[1-9]\d{7,14}$/;
/** Of a number as it is written on paper. */
const BETWEEN_DIGITS = /[\s.()-]/g;
/** As it is dialled within the country. */
const NATIONAL = /^0\d{9,10}$/;
const COUNTRY = '+84';
/** One address and nothing that could begin another header, recipient or comment. */
const MAIL = /^[^\s@<>(),;:"[\]\\]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?\.[A-Za-z]{2,63}$/;
const MAIL_MOST = 254;
const ZALO = /^[A-Za-z0-9_-]{1,64}$/;
const TELEGRAM = /^(?:-?\d{1,20}|@[A-Za-z]\w{3,31})$/;

/** Phones become `+84…`, empty texts null. Refuses `CONTACT_INVALID` with the `field`. */
export function checkContact(contact: Contact): Decision<Contact> {
  const phone = written(contact.phone, phoneOf);
  if (phone === undefined) return invalid('phone');
  const mail = written(contact.mail, (text) =>
    MAIL.test(text) && text.length <= MAIL_MOST && !text.includes('..') ? text : null,
  );
  if (mail === undefined) return invalid('mail');
  const zalo = written(contact.zalo, (text) => phoneOf(text) ?? (ZALO.test(text) ? text : null));
  if (zalo === undefined) return invalid('zalo');
  const telegram = written(contact.telegram, (text) => (TELEGRAM.test(text) ? text : null));
  if (telegram === undefined) return invalid('telegram');
  return accept({ id: contact.id, phone, mail, zalo, telegram, language: contact.language });
}

/** `+84912345678` for `0912 345 678`, `0084 912…` and `+84 912…`; null for what is no number. */
export function phoneOf(text: string): string | null {
  const digits = text.replace(BETWEEN_DIGITS, '').replace(/^00/, '+');
  const whole = NATIONAL.test(digits) ? COUNTRY + digits.slice(1) : digits;
  return PHONE.test(whole) ? whole : null;
}

/** Null for nothing, undefined for what cannot be used. */
function written(text: string | null, read: (text: string) => string | null): string | null | undefined {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : (read(trimmed) ?? undefined);
}

const ENDPOINT_MOST = 2_000;
/** A push service on this very machine: whether one is sent to is the channel's to say. */
const OWN_MACHINE = new Set(['localhost', '127.0.0.1', '[::1]']);
/** 65 bytes in base64url: an uncompressed point of P-256, which begins with 4. */
const P256DH = /^B[A-P][\w-]{85}=?$/;
/** 16 bytes in base64url. */
const AUTH = /^[\w-]{22}={0,2}$/;

/** A browser's subscription as the Push API writes it (RFC 8030, RFC 8291). Refuses `PUSH_INVALID` with the `field`. */
export function checkPush<T extends Pick<PushSubscription, 'endpoint' | 'p256dh' | 'auth'>>(
  given: T,
): Decision<T> {
  const { endpoint, p256dh, auth } = given;
  const url = endpoint.length <= ENDPOINT_MOST && URL.canParse(endpoint) ? new URL(endpoint) : null;
  if (url === null || !isSafe(url) || url.username !== '' || url.password !== '')
    return refuse('PUSH_INVALID', 'Cannot send to this browser: its address is no https URL', {
      field: 'endpoint',
    });
  const field = !P256DH.test(p256dh) ? 'p256dh' : !AUTH.test(auth) ? 'auth' : null;
  if (field !== null)
    return refuse('PUSH_INVALID', `Cannot send to this browser: its ${field} is no key`, { field });
  return accept(given);
}

/** Those of the channels by which a message would come to somebody, in their order. A webhook is no way to a person. */
export function waysTo(
  contact: Contact | undefined,
  pushes: number,
  channels: readonly Channel[],
): readonly Channel[] {
  const reached: Readonly<Record<Channel, boolean>> = {
    push: pushes > 0,
    zalo: contact?.zalo != null,
    sms: contact?.phone != null,
    mail: contact?.mail != null,
    telegram: contact?.telegram != null,
    webhook: false,
  };
  return channels.filter((channel) => reached[channel]);
}

const isSafe = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || (protocol === 'http:' && OWN_MACHINE.has(hostname));

const invalid = (field: string) =>
  refuse('CONTACT_INVALID', `Cannot send messages to this ${field}: it is not written as one`, { field });
