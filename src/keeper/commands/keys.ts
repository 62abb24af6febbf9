/** Phones' keys: enrolled in a session of their owner, revoked by the owner or those in charge, and never forgotten. */
import { createHash, createPublicKey } from 'node:crypto';
import { canonicalJson } from '../../custody/canonical.ts';
import { refuseCustody } from '../../custody/codes.ts';
import type { PhoneKey } from '../../custody/types.ts';
import { keyEnrolled, keyRevoked } from '../../custody/way-events.ts';
import { mayManageKeysOf } from '../../fleet/rights.ts';
import { type Decision, said } from '../../lots/refusal.ts';
import { showKey } from '../custody-show.ts';
import { type Done, done, type Of, type Turn } from './turn.ts';

/** Of the key itself (RFC 7638), so that a phone can compute it: 32 lower-case hex digits. */
export const keyIdOf = ({ kty, crv, x, y }: PhoneKey['jwk']): string =>
  createHash('sha256').update(canonicalJson({ kty, crv, x, y })).digest('hex').slice(0, 32);

/** Refuses `KEY_INVALID`, `KEY_TAKEN`. The same key again is answered as the first time. */
export function enrollKey({ actor, draft, province }: Turn, command: Of<'key.enroll'>): Decision<Done> {
  const { kty, crv, x, y } = command.jwk;
  const jwk = { kty, crv, x, y };
  if (!isPoint(jwk)) return refuseCustody('KEY_INVALID', 'Cannot enroll: this is no point of P-256');
  const id = keyIdOf(jwk);
  const known = province.custody.keys.get(id);
  if (known !== undefined) {
    if (known.username === actor.username && known.revokedAt === null) return done(showKey(known));
    return refuseCustody('KEY_TAKEN', `Cannot enroll key ${id}: it is another's, or was revoked`, { id });
  }
  const key: PhoneKey = {
    id,
    username: actor.username,
    jwk,
    label: said(command.label),
    enrolledAt: draft.now,
    revokedAt: null,
  };
  draft.put('phone_key', id, key);
  draft.write(actor.username, (stamp) => keyEnrolled(stamp, key));
  return done(showKey(key));
}

/** Refuses `KEY_UNKNOWN`, `KEY_NOT_YOURS`. A key that is revoked stays as it is. */
export function revokeKey({ actor, draft, province }: Turn, command: Of<'key.revoke'>): Decision<Done> {
  const key = province.custody.keys.get(command.key);
  if (key === undefined)
    return refuseCustody('KEY_UNKNOWN', `No such key: ${command.key}`, { id: command.key });
  const owner = province.people.get(key.username);
  const mayManage = mayManageKeysOf(actor, owner?.site ?? null, province.tree);
  if (key.username !== actor.username && !mayManage)
    return refuseCustody('KEY_NOT_YOURS', `Cannot revoke key ${key.id}: it is ${key.username}'s`, {
      id: key.id,
    });
  if (key.revokedAt !== null) return done(showKey(key));
  const revoked: PhoneKey = { ...key, revokedAt: draft.now };
  draft.put('phone_key', key.id, revoked);
  draft.write(actor.username, (stamp) => keyRevoked(stamp, revoked));
  return done(showKey(revoked));
}

function isPoint(jwk: PhoneKey['jwk']): boolean {
  try {
    return createPublicKey({ key: jwk, format: 'jwk' }).asymmetricKeyType === 'ec';
  } catch {
    return false;
  }
}
