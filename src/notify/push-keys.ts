/** The pair of keys by which push services know this service: made once, and kept for as long as browsers are subscribed with it. */
import { createECDH, type ECDH } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { syncFile, writeNewFile } from '../ledger/files.ts';

/** Both as base64url: the public one 65 bytes (an uncompressed point of P-256), the private one 32. */
export type PushKeys = { readonly publicKey: string; readonly privateKey: string };

const FILE = 'push-keys.json';

/** Throws when the file is there and is no pair of keys: with another one every browser would have to subscribe anew. */
export function pushKeysIn(directory: string): PushKeys {
  const path = join(directory, FILE);
  const text = textOf(path);
  if (text !== null) return checked(text, path);
  const pair = createECDH('prime256v1');
  pair.generateKeys();
  const keys = pushKeysOf(pair);
  writeNewFile(path, `${JSON.stringify(keys)}\n`);
  syncFile(directory);
  return keys;
}

/** As the file holds it. A private key that begins with zeros comes without them, one in 256, and is given them again. */
export function pushKeysOf(pair: Pick<ECDH, 'getPublicKey' | 'getPrivateKey'>): PushKeys {
  const key = pair.getPrivateKey();
  const privateKey = Buffer.concat([Buffer.alloc(32 - key.length), key]).toString('base64url');
  return { publicKey: pair.getPublicKey('base64url'), privateKey };
}

function checked(text: string, path: string): PushKeys {
  try {
    const { publicKey, privateKey } = JSON.parse(text) as PushKeys;
    const pair = createECDH('prime256v1');
    pair.setPrivateKey(Buffer.from(privateKey, 'base64url'));
    if (pair.getPublicKey('base64url') === publicKey) return { publicKey, privateKey };
  } catch {
    // What it is instead makes no difference.
  }
  throw new Error(
    `${path} holds no pair of push keys: put the right one back, or remove it and let every browser subscribe anew`,
  );
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
