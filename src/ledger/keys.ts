/**
 * The keys that sign the ledger's checkpoints: Ed25519, in `ledger/` of the data directory, for nobody else's eyes. The newest one
 * signs; earlier ones stay, for what they signed is still checked by them.
 */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckSignature, Signer } from '../custody/checkpoint.ts';
import { syncFile, writeNewFile } from './files.ts';

export const LEDGER_FOLDER = 'ledger';
const NAME = /^key-(\d{4})\.pem$/;

export type LedgerKey = Signer & {
  /** `ed25519:` and 64 hex digits: what a verifier is given. */
  readonly publicText: string;
  verify(bytes: Uint8Array, signature: Uint8Array): boolean;
};

/** All keys of a data directory, the newest last; none when none was made yet. */
export function readKeys(data: string): LedgerKey[] {
  const folder = join(data, LEDGER_FOLDER);
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => NAME.test(name));
  return names.sort().map((name) => keyOf(createPrivateKey(readFileSync(join(folder, name)))));
}

/** The key that signs, made at its first use. */
export function signingKey(data: string): LedgerKey {
  return readKeys(data).at(-1) ?? makeKey(data);
}

/**
 * Makes the key that signs from now on. Verifiers must be told its public text before they accept what it signs. Of two processes
 * that make one at once, both get the one that was first.
 */
export function makeKey(data: string): LedgerKey {
  const folder = join(data, LEDGER_FOLDER);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const number = String(readKeys(data).length + 1).padStart(4, '0');
  const { privateKey } = generateKeyPairSync('ed25519');
  const partial = join(folder, `key.${process.pid}.partial`);
  try {
    writeNewFile(partial, String(privateKey.export({ type: 'pkcs8', format: 'pem' })));
    linkSync(partial, join(folder, `key-${number}.pem`));
    syncFile(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(partial, { force: true });
  }
  const made = readKeys(data).at(-1);
  if (made === undefined) throw new Error(`no key in ${folder} after one was made`);
  return made;
}

/** The id of the key with this public text: the first 16 hex digits of the hash of its bytes. */
export const keyIdOf = (publicText: string): string =>
  idOf(Buffer.from(publicText.slice('ed25519:'.length), 'hex'));

const idOf = (raw: Buffer): string => createHash('sha256').update(raw).digest('hex').slice(0, 16);

/** True for what one of these keys signed. */
export const checkWith =
  (keys: readonly LedgerKey[]): CheckSignature =>
  (id, bytes, signature) =>
    keys.some((one) => one.key === id && one.verify(bytes, signature));

/** True for what the key with this public text signed; a text that is no key signed nothing. */
export function checkText(publicText: string): CheckSignature {
  const raw = /^ed25519:([0-9a-f]{64})$/.exec(publicText)?.[1];
  if (raw === undefined) return () => false;
  const x = Buffer.from(raw, 'hex').toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return (_, bytes, signature) => verify(null, bytes, key, signature);
}

function keyOf(privateKey: KeyObject): LedgerKey {
  const publicKey = createPublicKey(privateKey);
  const { x = '' } = publicKey.export({ format: 'jwk' });
  const raw = Buffer.from(x, 'base64url');
  return {
    key: idOf(raw),
    publicText: `ed25519:${raw.toString('hex')}`,
    sign: (bytes) => sign(null, bytes, privateKey),
    verify: (bytes, signature) => verify(null, bytes, publicKey, signature),
  };
}
