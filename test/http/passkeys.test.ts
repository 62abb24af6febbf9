import { describe, expect, test } from 'vitest';
import { CHALLENGE_MS, Challenges } from '../../src/http/challenges.ts';
import { partyOf } from '../../src/http/passkeys.ts';
import { startService } from './service.ts';

describe('a challenge', () => {
  test('is taken once, for what it was given, and ends after five minutes', () => {
    const challenges = new Challenges();
    const one = challenges.give(null, 'a', 0);
    expect(challenges.take(one, 'an', 1)).toBe(false);
    expect(challenges.take(one, null, 1)).toBe(false);
    const two = challenges.give('an', 'a', 0);
    expect(challenges.take(two, 'an', 1)).toBe(true);
    expect(challenges.take(two, 'an', 1)).toBe(false);
    const three = challenges.give(null, 'a', 0);
    expect(challenges.take(three, null, CHALLENGE_MS)).toBe(false);
    expect(challenges.take('no-such', null, 0)).toBe(false);
  });

  test('of one address pushes out that address’s own alone, and what has ended is forgotten', () => {
    const challenges = new Challenges();
    const mine = challenges.give(null, 'mine', 0);
    for (let i = 0; i < 100; i++) challenges.give(null, 'theirs', 0);
    expect(challenges.size).toBe(21);
    expect(challenges.take(mine, null, 1)).toBe(true);
    challenges.give(null, 'mine', CHALLENGE_MS);
    expect(challenges.size).toBe(1);
  });
});

test.each([
  ['https://giulanh.vn/x', 'evil.example', 'https', { origin: 'https://giulanh.vn', id: 'giulanh.vn' }],
  [null, 'localhost:8080', 'http', { origin: 'http://localhost:8080', id: 'localhost' }],
  [null, 'localhost.evil.example', 'http', null],
  [null, '127.0.0.1:8080', 'http', null],
  [null, 'giulanh.vn', 'https', null],
])(
  'with the public address %s, a request for %s is bound to the right place or to none',
  (url, host, protocol, party) => {
    expect(partyOf(url, host, protocol)).toEqual(party);
  },
);

test('guessing at a passkey makes its address wait, as guessing at a password does; its owner’s password still opens', async () => {
  const service = await startService({ publicUrl: 'https://giulanh.vn' });
  try {
    const clientDataJSON = Buffer.from('{"challenge":"guessed"}').toString('base64url');
    const response = { id: 'k', rawId: 'k', type: 'public-key', response: { clientDataJSON } };
    const guess = () => service.call('/session/passkey', { method: 'POST', body: { response } });
    const replies = [];
    for (let i = 0; i < 6; i++) replies.push(await guess());
    expect(replies.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 429]);
    expect(replies[0]?.json).toMatchObject({ code: 'PASSKEY_CHALLENGE', vi: expect.any(String) });
    expect(Number(replies[5]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await service.signIn('canbo')).status).toBe(200);
  } finally {
    await service.edge.close();
  }
});

test('at an address that is not the configured one’s and not localhost, passkeys are not offered', async () => {
  const service = await startService();
  try {
    const reply = await service.call('/session/passkey/options', { method: 'POST' });
    expect(reply.json).toMatchObject({ status: 409, code: 'PASSKEY_UNAVAILABLE', vi: expect.any(String) });
  } finally {
    await service.edge.close();
  }
});
