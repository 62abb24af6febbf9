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
  { jwk }: ServiceKey,
): Promise<boolean> {
  try {
    const bytes = new TextEncoder().encode(canonicalJson(value));
    return await verifyEd25519(jwk, fromBase64Url(signature), bytes);
  } catch {
    return false;
  }
}

/** Browsers before 2025 do not know Ed25519: they check it in JavaScript, by a part that is on every phone and loaded when needed. */
export async function verifyEd25519(
  { kty, crv, x }: ServiceKey['jwk'],
  signature: Uint8Array<ArrayBuffer>,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const key = await crypto.subtle
    .importKey('jwk', { kty, crv, x }, 'Ed25519', false, ['verify'])
    .catch((error: unknown) => {
      if (error instanceof DOMException && error.name === 'NotSupportedError') return null;
      throw error;
    });
  if (key !== null) return crypto.subtle.verify('Ed25519', key, signature, bytes);
  const { verifyAsync } = await import('@noble/ed25519');
  return verifyAsync(signature, bytes, fromBase64Url(x));
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
