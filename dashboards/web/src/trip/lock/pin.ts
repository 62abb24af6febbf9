/**
 * What is kept of a PIN, and whether digits are it. It locks the view of the pages and no more: trips, drafts and the outbox
 * lie on the phone as before, unencrypted, and whoever reads the phone's storage reads them. A slow hash keeps the PIN itself
 * from being read off; 4 to 8 digits are few, so it does not keep anybody from trying them all who has copied the storage.
 */
import { fromBase64Url, toBase64Url } from '../sign.ts';
import { NO_WAITING, type Waiting } from './waiting.ts';

/** Kept for each person under `pin <username>`. `rounds` is kept with it, so that a later page may ask for more. */
export type Pin = Waiting & {
  readonly salt: string;
  readonly rounds: number;
  readonly hash: string;
};

/**
 * PBKDF2 with SHA-256, as OWASP's password storage sheet has it since 2023; the same on every phone, however slow, rather than
 * what each does in half a second: 0.4 s on one core of a server, and a cheap phone may take some seconds, once per opening.
 */
export const ROUNDS = 600_000;
const HASH_BITS = 256;
const SALT_BYTES = 16;

export const isPin = (text: string): boolean => /^\d{4,8}$/.test(text);

/** `0000`, `1234`, `9876`: what is tried first. */
export const isEasy = (pin: string): boolean => {
  const steps = new Set(Array.from(pin.slice(1), (digit, i) => Number(digit) - Number(pin[i])));
  return steps.size === 1 && [-1, 0, 1].includes([...steps][0] ?? 0);
};

export async function pinOf(digits: string): Promise<Pin> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const hash = await hashOf(digits, salt, ROUNDS);
  return { salt: toBase64Url(salt), rounds: ROUNDS, hash, ...NO_WAITING };
}

export const isRight = async (digits: string, { salt, rounds, hash }: Pin): Promise<boolean> =>
  (await hashOf(digits, fromBase64Url(salt), rounds)) === hash;

async function hashOf(digits: string, salt: Uint8Array<ArrayBuffer>, iterations: number): Promise<string> {
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(digits), 'PBKDF2', false, [
    'deriveBits',
  ]);
  const bits = await crypto.subtle.deriveBits(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations },
    key,
    HASH_BITS,
  );
  return toBase64Url(new Uint8Array(bits));
}
