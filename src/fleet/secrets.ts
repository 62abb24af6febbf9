/** Secrets of devices and passwords of people: made, kept only as digests, checked without telling how nearly they fit. */
import * as crypto from 'node:crypto';
import * as argon2 from '@node-rs/argon2';

/** Shorter passwords are refused, except in a description that says `demo: true`. Counted in characters. */
export const PASSWORD_LENGTH_MIN = 10;
/** Longer ones are refused before they are hashed: nobody types them, and hashing them is work for an attacker to cause. */
export const PASSWORD_LENGTH_MAX = 256;

/** OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, 2 passes, 1 lane. argon2id is the package's default variant. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** A device's secret: 256 random bits. So much entropy needs no slow hash, and a connect storm could not afford one. */
export function newDeviceSecret(): string {
  return crypto.randomBytes(32).toString('base64url');
}

/** Lower-case hex SHA-256, the form in which a device's secret is kept. */
export function secretHash(secret: string | Uint8Array): string {
  return crypto.hash('sha256', secret, 'hex');
}

/** Is `secret` the one whose hex digest is `hash`? In time that does not depend on where they differ. */
export function verifySecret(hash: string, secret: Uint8Array): boolean {
  const expected = Buffer.from(hash, 'hex');
  const found = crypto.hash('sha256', secret, 'buffer');
  return expected.length === found.length && crypto.timingSafeEqual(expected, found);
}

/** Without 0 o 1 l i: it is read from a printout and typed on a phone. 31 signs, 16 of them: 79 bits. */
const READABLE = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A one-time password such as `k7wd-m2xq-ph9e-t4ra`. */
export function newPassword(): string {
  const sign = () => READABLE.charAt(crypto.randomInt(READABLE.length));
  return Array.from({ length: 4 }, () => sign() + sign() + sign() + sign()).join('-');
}

/** Why a password cannot be taken, or null. `demo` allows short ones, never empty ones. */
export function passwordFault(password: string, demo: boolean): 'PASSWORD_SHORT' | 'PASSWORD_LONG' | null {
  const length = [...password].length;
  if (length < (demo ? 1 : PASSWORD_LENGTH_MIN)) return 'PASSWORD_SHORT';
  return length > PASSWORD_LENGTH_MAX ? 'PASSWORD_LONG' : null;
}

/** An argon2id PHC string. Composed and decomposed accents are one password: keyboards differ. */
export function hashPassword(password: string): Promise<string> {
  return argon2.hash(password.normalize('NFC'), ARGON2);
}

let decoy: Promise<string> | undefined;

/** False for a wrong password, for an unreadable hash, and (after the same work, so that no name can be guessed) for none. */
export async function verifyPassword(hash: string | null, password: string): Promise<boolean> {
  if (password.length > PASSWORD_LENGTH_MAX * 4) return false;
  if (hash === null) decoy ??= hashPassword(newPassword());
  const fits = await argon2.verify(hash ?? (await decoy) ?? '', password.normalize('NFC')).catch(() => false);
  return hash !== null && fits;
}
