import { describe, expect, test } from 'vitest';
import {
  certificateOpens,
  type Identity,
  OVERLAP,
  onlyNewest,
  promoted,
  rekeyed,
  type ShownCertificate,
  secretOpens,
  withCertificate,
  withIdentity,
} from '../../src/fleet/identity.ts';

const NOW = Date.UTC(2026, 10, 22);
const DAY = 86_400_000;
const device = (identity?: Identity, retiredAt: number | null = null) => ({
  secretHash: 'old',
  retiredAt,
  ...(identity === undefined ? {} : { identity }),
});
const opens = (known: Parameters<typeof secretOpens>[0], secret: string, now = NOW) =>
  secretOpens(known, (hash) => hash === secret, now);
const revoked = { at: NOW, by: 'a', reason: 'mất cắp' };
const next = { secretHash: 'new', madeAt: NOW, until: NOW + OVERLAP };

describe('a secret', () => {
  test.each([
    ['its own', device(), 'old', 'now'],
    ['another', device(), 'new', null],
    ['its own, while one is to follow', device({ next }), 'old', 'now'],
    ['the one that is to follow', device({ next }), 'new', 'next'],
    ['the one that was to follow, too late', device({ next: { ...next, until: NOW } }), 'new', null],
    ['its own, of a revoked device', device({ revoked }), 'old', null],
    ['the next, of a revoked device', device({ revoked, next }), 'new', null],
    ['its own, of a retired device', device(undefined, NOW), 'old', null],
    ['its own, of one that retires in a moment', device(undefined, NOW + 1), 'old', 'now'],
  ])('%s', (_, known, secret, wanted) => {
    expect(opens(known, secret)).toBe(wanted);
  });

  test('that followed is the secret once it was used, and the former one opens nothing', () => {
    const after = promoted(device({ next, serial: 'S1' }));
    expect(after).toEqual({ secretHash: 'new', retiredAt: null, identity: { serial: 'S1' } });
    expect(opens(after, 'old')).toBeNull();
  });

  test('made anew takes away all that was there, and what was held against the device', () => {
    const certificate = { fingerprint: 'f', issuedAt: NOW, until: NOW + DAY };
    const frozen = { at: NOW, since: NOW, why: 'content', detail: '' } as const;
    const after = rekeyed(device({ serial: 'S1', next, certificates: [certificate], frozen }), 'anew', NOW);
    expect(after).toEqual({
      secretHash: 'anew',
      retiredAt: null,
      identity: { serial: 'S1', anewAt: NOW },
    });
    expect(rekeyed(device(), 'anew', NOW)).toEqual({ secretHash: 'anew', retiredAt: null });
  });
});

describe('a certificate', () => {
  const record = (fingerprint: string, until = NOW + DAY) => ({ fingerprint, issuedAt: NOW, until });
  const shown = (more: Partial<ShownCertificate> = {}): ShownCertificate => ({
    commonName: 'do-1',
    fingerprint: 'f1',
    validFrom: NOW,
    own: true,
    ...more,
  });
  const certificates = [record('f1')];

  test.each([
    ['on record', device({ certificates }), shown(), 'now'],
    [
      'made by the own authority and not on record',
      device({ certificates }),
      shown({ fingerprint: 'f9' }),
      null,
    ],
    ['of a device that has none', device(), shown(), null],
    ['for another device', device({ certificates }), shown({ commonName: 'do-2' }), null],
    ['of a revoked device', device({ certificates, revoked }), shown(), null],
    ['of a retired device', device({ certificates }, NOW), shown(), null],
    ['that is over', device({ certificates: [record('f1', NOW)] }), shown(), null],
    ['followed by another', device({ certificates: [...certificates, record('f2')] }), shown(), 'now'],
    [
      'that follows, at its first use',
      device({ certificates: [...certificates, record('f2')] }),
      shown({ fingerprint: 'f2' }),
      'next',
    ],
    [
      'of an authority elsewhere, by its name alone',
      device(),
      shown({ own: false, fingerprint: 'x' }),
      'now',
    ],
    [
      'of an authority elsewhere, for another device',
      device(),
      shown({ own: false, commonName: 'do-2' }),
      null,
    ],
    [
      'of an authority elsewhere, older than the new beginning',
      device({ anewAt: NOW }),
      shown({ own: false, validFrom: NOW - 1 }),
      null,
    ],
    [
      'of an authority elsewhere, made after the new beginning',
      device({ anewAt: NOW }),
      shown({ own: false }),
      'now',
    ],
  ])('%s', (_, known, one, wanted) => {
    expect(certificateOpens('do-1', known, one, NOW)).toBe(wanted);
  });

  test('that follows lets the former one go on for the overlap at most, and until it is used', () => {
    const long = device({ certificates: [record('f1', NOW + 400 * DAY)] });
    const both = withCertificate(long, record('f2', NOW + 700 * DAY), NOW);
    expect(both.identity?.certificates).toEqual([record('f1', NOW + OVERLAP), record('f2', NOW + 700 * DAY)]);
    expect(certificateOpens('do-1', both, shown(), NOW + OVERLAP - 1)).toBe('now');
    expect(certificateOpens('do-1', both, shown(), NOW + OVERLAP)).toBeNull();
    const after = onlyNewest(both);
    expect(certificateOpens('do-1', after, shown(), NOW)).toBeNull();
    expect(certificateOpens('do-1', after, shown({ fingerprint: 'f2' }), NOW)).toBe('now');
    expect(onlyNewest(after)).toBe(after);
  });
});

test('an identity in which nothing is left is no identity', () => {
  expect(withIdentity(device({ next }), {})).toEqual({ secretHash: 'old', retiredAt: null });
});
