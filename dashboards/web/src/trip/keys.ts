/** Whose word counts: phones' keys and the service's, checked without a network from what came with a trip. */
import { canonicalJson } from '../../../../src/custody/canonical.ts';
import type { ReceiptView, SignedTripView, TripView } from '../../../../src/keeper/custody-views.ts';
import { fromBase64Url, isSignedBy, type PublicJwk, sha256Hex } from './sign.ts';
import type { SignedSlip } from './slip-text.ts';

export type ServiceKey = TripView['service'];

/** The id under which the service enrols this key (RFC 7638, its first 32 hex digits). */
export const keyIdOf = async ({ crv, kty, x, y }: PublicJwk): Promise<string> =>
  (await sha256Hex(canonicalJson({ crv, kty, x, y }))).slice(0, 32);

/** `trusted`: an enrolled key of that very person signed it; `unknown`: no trip on this phone has the key; else `false`. */
export type Trust = 'trusted' | 'unknown' | 'false';

export async function trustIn({ slip, signature }: SignedSlip, trips: readonly TripView[]): Promise<Trust> {
  const { by, at } = slip.body;
  const keys = trips
    .flatMap(({ people }) => people.filter(({ username }) => username === by))
    .flatMap((p) => p.keys);
  const key = keys.find(({ id }) => id === slip.key);
  if (key === undefined) return 'unknown';
  if (key.revokedAt !== null && Date.parse(at) >= Date.parse(key.revokedAt)) return 'false';
  return (await isSignedBy(slip.body, signature, key.jwk)) ? 'trusted' : 'false';
}

export async function isSignedByService(
  value: unknown,
  signature: string,
  { jwk: { kty, crv, x } }: ServiceKey,
): Promise<boolean> {
  try {
    const key = await crypto.subtle.importKey('jwk', { kty, crv, x }, 'Ed25519', false, ['verify']);
    const bytes = new TextEncoder().encode(canonicalJson(value));
    return await crypto.subtle.verify('Ed25519', key, fromBase64Url(signature), bytes);
  } catch {
    return false;
  }
}

/** Does the service itself say that it keeps this very event? */
export async function receiptHolds(
  receipt: ReceiptView | null,
  event: string,
  service: ServiceKey | null,
): Promise<boolean> {
  if (receipt === null || service === null || receipt.event !== event || receipt.key !== service.key)
    return false;
  const { key: _, signature, ...said } = receipt;
  return isSignedByService(said, signature, service);
}

export const tripHolds = (signed: SignedTripView, service: ServiceKey): Promise<boolean> =>
  isSignedByService(signed.trip, signed.signature, service);
