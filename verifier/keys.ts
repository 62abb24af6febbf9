/**
 * The public keys that whoever verifies trusts, as text: `ed25519:` and 64 hex digits, and for a key that was replaced
 * `@` and the number of events up to which it signed.
 */
import { createPublicKey, hash, type KeyObject } from 'node:crypto';
import { Wrong } from './wrong.ts';

export type TrustedKey = { readonly id: string; readonly key: KeyObject; readonly sizeMost: number };

/** One key a line; empty lines and lines that begin with # say nothing. */
export function readKeys(text: string, place: string): TrustedKey[] {
  return text
    .split('\n')
    .map((line, i) => ({ line: line.trim(), place: `line ${i + 1} of ${place}` }))
    .filter(({ line }) => line !== '' && !line.startsWith('#'))
    .map(({ line, place }) => readKey(line, place));
}

function readKey(text: string, place: string): TrustedKey {
  const [, hex, limit] = /^ed25519:([0-9a-f]{64})(?:@([1-9]\d{0,15}))?$/.exec(text) ?? [];
  if (hex === undefined) throw new Wrong('KEY_SHAPE', place, 'no key of the form ed25519:<64 hex digits>');
  const raw = Buffer.from(hex, 'hex');
  return {
    id: hash('sha256', raw, 'hex').slice(0, 16),
    key: createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') },
      format: 'jwk',
    }),
    sizeMost: limit === undefined ? Number.MAX_SAFE_INTEGER : Number(limit),
  };
}
