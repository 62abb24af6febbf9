/** Making an event where it happens: envelope with both times, signed with this phone's key. */
import type { CustodyEvent, Delivered } from '../../../../src/custody/types.ts';
import { me } from '../session/session.ts';
import { keyOf } from './own-key.ts';
import { offset } from './phone.ts';
import { signatureOf } from './sign.ts';

type Envelope = 'v' | 'by' | 'at' | 'deviceAt' | 'offsetMs';
type Unsigned<T> = T extends CustodyEvent ? Omit<T, Envelope> : never;
/** What a screen knows of an event; its id was made when the screen opened, so that pressing twice makes one event. */
export type Happening = Unsigned<CustodyEvent>;

/** The body as it will be signed: `at` is the phone's time moved by its known distance from the service's. */
export function bodyOf(
  happening: Happening,
  by: string,
  deviceAt: number,
  offsetMs: number | null,
): CustodyEvent {
  return {
    ...happening,
    v: 1,
    by,
    deviceAt: new Date(deviceAt).toISOString(),
    offsetMs,
    at: new Date(deviceAt + (offsetMs ?? 0)).toISOString(),
  } as CustodyEvent;
}

export async function signed(happening: Happening): Promise<Delivered> {
  const who = me.peek();
  if (who === null) throw new Error('nobody is known on this phone');
  const { id, pair } = await keyOf(who.username);
  const body = bodyOf(happening, who.username, Date.now(), offset.peek()?.ms ?? null);
  return { body, key: id, signature: await signatureOf(body, pair.privateKey) };
}
