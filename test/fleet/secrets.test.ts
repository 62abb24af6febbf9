import { describe, expect, it, test } from 'vitest';
import {
  hashPassword,
  newDeviceSecret,
  newPassword,
  passwordFault,
  secretHash,
  verifyPassword,
  verifySecret,
} from '../../src/fleet/secrets.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('the secret of a device', () => {
  it('is 32 random bytes, different each time', () => {
    const made = Array.from({ length: 100 }, newDeviceSecret);
    expect(new Set(made).size).toBe(100);
    expect(made.every((secret) => Buffer.from(secret, 'base64url').length === 32)).toBe(true);
  });

  it('is kept as its SHA-256 (FIPS 180-2, "abc")', () => {
    expect(secretHash('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  test.each([
    ['its own', 'tủ-1', true],
    ['another', 'tủ-2', false],
    ['an empty one', '', false],
    ['a longer one', 'tủ-1 ', false],
    ['one in decomposed accents', 'tủ-1'.normalize('NFD'), false],
  ])('%s fits: %#', (_name, secret, fits) => {
    expect(verifySecret(secretHash('tủ-1'), bytes(secret))).toBe(fits);
  });

  test.each(['', 'zz', secretHash('x').slice(2), `${secretHash('x')}00`])(
    'nothing fits the broken digest %j',
    (hash) => {
      expect(verifySecret(hash, bytes('x'))).toBe(false);
    },
  );
});

describe('the password of a person', () => {
  it('is kept as argon2id with 19 MiB and 2 passes, and fits itself alone', async () => {
    const hash = await hashPassword('mật-khẩu-dài');
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await verifyPassword(hash, 'mật-khẩu-dài')).toBe(true);
    expect(await verifyPassword(hash, 'mật-khẩu-dài'.normalize('NFD'))).toBe(true);
    expect(await verifyPassword(hash, 'mật-khẩu-dà')).toBe(false);
  });

  it('fits no broken hash, no unknown person, and is not hashed when absurdly long', async () => {
    expect(await verifyPassword('no hash', 'x')).toBe(false);
    expect(await verifyPassword(null, 'x')).toBe(false);
    expect(await verifyPassword(await hashPassword('x'), 'x'.repeat(1_000_000))).toBe(false);
  });

  test.each([
    [9, false, 'PASSWORD_SHORT'],
    [10, false, null],
    [256, false, null],
    [257, false, 'PASSWORD_LONG'],
    [0, true, 'PASSWORD_SHORT'],
    [1, true, null],
  ])('of %i characters (demo: %s): %s', (length, demo, fault) => {
    expect(passwordFault('ă'.repeat(length), demo)).toBe(fault);
  });

  it('made here can be read from paper: no 0, o, 1, l or i', () => {
    const made = Array.from({ length: 200 }, newPassword);
    expect(made.every((password) => /^([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}$/.test(password))).toBe(
      true,
    );
    expect(new Set(made).size).toBe(200);
    expect(passwordFault(made[0] ?? '', false)).toBeNull();
  });
});
