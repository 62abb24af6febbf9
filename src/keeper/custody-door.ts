/**
 * Which delivered events are let in? Their form, their signature, whose they are and what they name; everything else is judged
 * from all events together (custody/derive.ts).
 */
import { createHash, webcrypto } from 'node:crypto';
import { checkEvent, signedBytes } from '../custody/check.ts';
import { refuseCustody } from '../custody/codes.ts';
import { readDelivered } from '../custody/shape.ts';
import type { Delivered } from '../custody/types.ts';
import { isWithin } from '../fleet/places.ts';
import { SAYING } from '../fleet/rights.ts';
import type { Role } from '../fleet/types.ts';
import type { Decision } from '../lots/refusal.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { Actor } from './protocol.ts';
import type { Province } from './province.ts';

/** Read, and its signature checked: before the keeper's turn, for it takes long and changes nothing. */
export type Presented = {
  readonly raw: unknown;
  readonly delivered: Decision<Delivered>;
  readonly isSigned: boolean;
};

export function present(events: readonly unknown[], province: Province): Promise<Presented[]> {
  return Promise.all(
    events.map(async (raw) => {
      const delivered = readDelivered(raw);
      return { raw, delivered, isSigned: delivered.ok && (await isSigned(delivered.value, province)) };
    }),
  );
}

async function isSigned({ body, key, signature }: Delivered, province: Province): Promise<boolean> {
  const known = key === null ? undefined : province.custody.keys.get(key);
  if (known === undefined || signature === null) return false;
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const { kty, crv, x, y } = known.jwk;
  const publicKey = await webcrypto.subtle.importKey('jwk', { kty, crv, x, y }, algorithm, false, ['verify']);
  return webcrypto.subtle.verify(
    { name: 'ECDSA', hash: 'SHA-256' },
    publicKey,
    Buffer.from(signature, 'base64url'),
    new Uint8Array(signedBytes(body)),
  );
}

/** Refuses `EVENT_ROLE_FORBIDDEN` and all that custody/check.ts does. */
export function letIn(
  { isSigned }: Presented,
  delivered: Delivered,
  actor: Actor,
  province: Province,
  now: UtcMs,
): Decision<'new' | 'duplicate'> {
  const { body, key } = delivered;
  const checked = checkEvent(
    delivered,
    {
      known: province.custody.events.get(body.id) ?? null,
      key: key === null ? null : (province.custody.keys.get(key) ?? null),
      verified: () => isSigned,
      session: actor.username,
      personKnown: (username) => username === actor.username || province.people.has(username),
      siteKnown: (site) => province.sites.has(site),
      unitKind: (unit) => province.units.get(unit)?.kind ?? null,
      receivedSince: (parcel) => receivedSince(province, parcel),
      onHold: (parcel) => province.holdsOf(parcel).some(({ state }) => state === 'open'),
      isReturn: (from, to) => isWithin(province.tree, from, to),
    },
    now,
  );
  if (!checked.ok || checked.value === 'duplicate') return checked;
  const sayers: readonly Role[] = SAYING[body.type];
  const { roles } = authorOf(body.by, actor, province);
  if (sayers.some((role) => roles.includes(role))) return checked;
  return refuseCustody(
    'EVENT_ROLE_FORBIDDEN',
    `Cannot take ${body.type} ${body.id}: ${body.by} has another role`,
    {
      event: body.id,
      roles,
    },
  );
}

/** Whose event it is, as they are known now. */
export function authorOf(
  username: string,
  actor: Actor,
  province: Province,
): { readonly roles: readonly Role[]; readonly site: string | null } {
  const person = username === actor.username ? actor : province.people.get(username);
  return { roles: person?.roles ?? [], site: person?.site ?? null };
}

/** A parcel that was split off was received with its ancestor. */
function receivedSince(province: Province, id: string): UtcMs | null {
  const parcel = province.parcels.get(id);
  if (parcel === undefined) return null;
  return parcel.stays[0]?.from ?? parcel.createdAt;
}

export const sha256Hex = (text: string): string => createHash('sha256').update(text).digest('hex');
