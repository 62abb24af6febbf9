/** Passkeys: added by their owner, removed by the owner or those in charge, and counted on at each use. */
import { passkeyAdded, passkeyRemoved } from '../../custody/passkey-events.ts';
import { PASSKEYS_MOST, type Passkey } from '../../fleet/passkey.ts';
import { mayManageKeysOf } from '../../fleet/rights.ts';
import { type Decision, refuse, said } from '../../lots/refusal.ts';
import { showPasskey } from '../queries/passkeys.ts';
import { type Done, done, type Of, type Turn, unknown } from './turn.ts';

/** Refuses `PASSKEY_TAKEN`, `PASSKEYS_MANY`. */
export function addPasskey({ actor, draft, province }: Turn, command: Of<'passkey.add'>): Decision<Done> {
  const { id, publicKey, counter, transports, name } = command;
  if (province.passkeys.has(id)) return refuse('PASSKEY_TAKEN', 'This passkey is known already', {});
  const own = [...province.passkeys.values()].filter(({ username }) => username === actor.username);
  if (own.length >= PASSKEYS_MOST)
    return refuse('PASSKEYS_MANY', `One person has ${PASSKEYS_MOST} passkeys at most`, {});
  const passkey: Passkey = {
    id,
    username: actor.username,
    publicKey,
    counter,
    transports,
    name: said(name),
    addedAt: draft.now,
    usedAt: null,
  };
  draft.put('passkey', id, passkey);
  draft.write(actor.username, (stamp) => passkeyAdded(stamp, passkey));
  return done(showPasskey(passkey));
}

/** Refuses `PASSKEY_UNKNOWN`, also for one of somebody who is not in the actor's charge. */
export function removePasskey(
  { actor, draft, province }: Turn,
  { id }: Of<'passkey.remove'>,
): Decision<Done> {
  const passkey = province.passkeys.get(id);
  if (passkey === undefined) return unknown('PASSKEY', id);
  const owner = province.people.get(passkey.username);
  const isOwn = passkey.username === actor.username;
  if (!isOwn && !mayManageKeysOf(actor, owner?.site ?? null, province.tree)) return unknown('PASSKEY', id);
  draft.put('passkey', id, null);
  draft.write(actor.username, (stamp) => passkeyRemoved(stamp, passkey));
  return done(showPasskey(passkey));
}

/** A copy of an authenticator is noticed by its counter: of two, one stands behind. */
export function usedPasskey({ draft, province }: Turn, { id, counter }: Of<'passkey.used'>): Decision<Done> {
  const passkey = province.passkeys.get(id);
  if (passkey === undefined) return unknown('PASSKEY', id);
  const counts = counter > 0 || passkey.counter > 0;
  if (counts && counter <= passkey.counter)
    return refuse('PASSKEY_COUNTER', 'The passkey’s counter did not move on', {});
  draft.put('passkey', id, { ...passkey, counter, usedAt: draft.now });
  return done(null);
}
