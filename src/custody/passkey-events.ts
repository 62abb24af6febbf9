/** The ledger's events about passkeys: who can sign in as an official decides what may be given. */
import type { Passkey } from '../fleet/passkey.ts';
import type { UtcMs } from '../thermal/types.ts';
import { iso } from './facts.ts';

type Of<T extends string, Fields> = {
  readonly id: string;
  readonly type: T;
  readonly at: string;
  readonly by: string;
  readonly recorded: string;
} & Readonly<Fields>;

/** `passkey` is the credential's id. */
export type PasskeyAdded = Of<
  'passkey.added',
  { passkey: string; username: string; name: string; publicKey: string }
>;
export type PasskeyRemoved = Of<'passkey.removed', { passkey: string; username: string; name: string }>;
export type PasskeyEvent = PasskeyAdded | PasskeyRemoved;

type Stamp = { readonly id: string; readonly by: string; readonly recorded: UtcMs };

const envelope = <T extends string>(type: T, { id, by, recorded }: Stamp) => ({
  id,
  type,
  at: iso(recorded),
  by,
  recorded: iso(recorded),
});

export const passkeyAdded = (stamp: Stamp, { id, username, name, publicKey }: Passkey): PasskeyAdded => ({
  ...envelope('passkey.added', stamp),
  passkey: id,
  username,
  name,
  publicKey,
});

export const passkeyRemoved = (stamp: Stamp, { id, username, name }: Passkey): PasskeyRemoved => ({
  ...envelope('passkey.removed', stamp),
  passkey: id,
  username,
  name,
});
