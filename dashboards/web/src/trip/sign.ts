/** Signing and checking on the phone: ECDSA P-256 with SHA-256 by WebCrypto, over the canonical JSON of what is signed. */
import { canonicalJson } from '../../../../src/custody/canonical.ts';
import type { PhoneKey } from '../../../../src/custody/types.ts';

export type PublicJwk = PhoneKey['jwk'];

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' };
const SIGNING = { name: 'ECDSA', hash: 'SHA-256' };

/** A pair whose private half never leaves this browser. */
export const newKeyPair = (): Promise<CryptoKeyPair> =>
  crypto.subtle.generateKey(CURVE, false, ['sign', 'verify']);

export async function publicJwk(key: CryptoKey): Promise<PublicJwk> {
  const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', key);
  return { kty: 'EC', crv: 'P-256', x, y };
}

export async function signatureOf(value: unknown, key: CryptoKey): Promise<string> {
  return toBase64Url(new Uint8Array(await crypto.subtle.sign(SIGNING, key, canonicalBytes(value))));
}

/** False for a wrong signature and for a key that is none. */
export async function isSignedBy(value: unknown, signature: string, jwk: PublicJwk): Promise<boolean> {
  try {
    const { kty, crv, x, y } = jwk;
    const key = await crypto.subtle.importKey('jwk', { kty, crv, x, y }, CURVE, false, ['verify']);
    return await crypto.subtle.verify(SIGNING, key, fromBase64Url(signature), canonicalBytes(value));
  } catch {
    return false;
  }
}

export async function sha256Hex(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const canonicalBytes = (value: unknown): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(canonicalJson(value));

export function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (sign) => sign.charCodeAt(0));
}
