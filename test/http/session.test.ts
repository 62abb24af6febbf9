import { createHash } from 'node:crypto';
import { Agent, request } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { addressKey } from '../../src/http/login.ts';
import { SESSIONS_PER_PERSON_MAX } from '../../src/http/session-book.ts';
import { PASSWORD } from './keeper-twin.ts';
import { type Service, START, startService } from './service.ts';

const HOUR = 3_600_000;
let service: Service;
const begin = async (options = {}) => {
  service = await startService(options);
  return service;
};
afterEach(() => service.edge.close());
const status = async (path: string, token: string) => (await service.call(path, { token })).status;

describe('signing in', () => {
  test('answers who one is and a token, and sets a cookie that scripts and other sites cannot use', async () => {
    const { signIn } = await begin();
    const reply = await signIn('tiem-a');
    expect(reply.status).toBe(200);
    expect(reply.json).toMatchObject({
      username: 'tiem-a',
      name: 'Bà tiem-a',
      roles: ['vaccinator'],
      site: 'tram-a',
    });
    const { token } = reply.json as { token: string };
    expect(reply.headers.get('set-cookie')).toBe(
      `giulanh_session=${token}; Path=/; Max-Age=43200; HttpOnly; SameSite=Strict`,
    );
    expect(reply.headers.get('cache-control')).toBe('no-store');
  });

  test('cookie and bearer are the same session', async () => {
    const { call, tokenOf } = await begin();
    const token = await tokenOf('thukho');
    const byCookie = await call('/session', { headers: { cookie: `theme=dark; giulanh_session=${token}` } });
    const byBearer = await call('/session', { token });
    expect(byCookie.json).toEqual({ username: 'thukho', name: 'Bà thukho', roles: ['depot'], site: 'kho' });
    expect(byBearer.json).toEqual(byCookie.json);
  });

  test('only the SHA-256 of the token is stored', async () => {
    const { keeper, tokenOf } = await begin();
    const token = await tokenOf('thukho');
    const stored = JSON.stringify(keeper.commands);
    expect(stored).not.toContain(token);
    expect(stored).toContain(createHash('sha256').update(token).digest('hex'));
  });

  test('a password typed in decomposed letters is the same password', async () => {
    const { signIn } = await begin();
    expect((await signIn('thukho', PASSWORD.normalize('NFD'))).status).toBe(200);
  });

  test('the cookie is Secure behind a trusted proxy that ends TLS, and a stranger cannot claim to be one', async () => {
    await begin({ trustedProxies: ['127.0.0.1'] });
    const https = { 'x-forwarded-proto': 'https' };
    expect((await service.signIn('thukho', PASSWORD, https)).headers.get('set-cookie')).toMatch(/; Secure$/);
    await service.edge.close();
    await begin();
    expect((await service.signIn('thukho', PASSWORD, https)).headers.get('set-cookie')).not.toContain(
      'Secure',
    );
  });

  test('a store that cannot keep the session opens none', async () => {
    const { keeper, signIn } = await begin();
    keeper.fault = new Error('disk full');
    const reply = await signIn('thukho');
    expect([reply.status, reply.json]).toEqual([503, expect.objectContaining({ code: 'SERVICE_DEGRADED' })]);
    expect(keeper.sessions.size).toBe(0);
  });
});

describe('a session ends', () => {
  test.each([
    ['a person’s after 12 hours', 'thukho', 12 * HOUR],
    ['a wall board’s after 365 days', 'bang-a', 365 * 24 * HOUR],
  ])('%s', async (_, username, life) => {
    const { time, tokenOf } = await begin();
    const token = await tokenOf(username);
    time.now = START + life - 1;
    expect(await status('/session', token)).toBe(200);
    time.now = START + life;
    expect(await status('/session', token)).toBe(401);
  });

  test('a display that also has a say expires like a person', async () => {
    const { keeper, time, tokenOf } = await begin();
    const person = keeper.people.get('bang-a');
    if (person === undefined) throw new Error('no bang-a');
    keeper.people.set('bang-a', { ...person, roles: ['display', 'official'] });
    const token = await tokenOf('bang-a');
    time.now = START + 12 * HOUR;
    expect(await status('/session', token)).toBe(401);
  });

  test('by signing out, also for whoever copied the token', async () => {
    const { call, keeper, tokenOf } = await begin();
    const token = await tokenOf('thukho');
    const other = await tokenOf('thukho');
    const reply = await call('/session', { method: 'DELETE', token });
    expect(reply.status).toBe(204);
    expect(reply.headers.get('set-cookie')).toContain('Max-Age=0');
    expect([await status('/units', token), await status('/units', other)]).toEqual([401, 200]);
    expect(keeper.sessions.size).toBe(1);
  });

  test('when the person is retired, at once', async () => {
    const { keeper, tokenOf, signIn } = await begin();
    const token = await tokenOf('thukho');
    const person = keeper.people.get('thukho');
    if (person === undefined) throw new Error('no thukho');
    keeper.people.set('thukho', { ...person, retiredAt: START });
    expect(await status('/units', token)).toBe(401);
    expect((await signIn('thukho')).status).toBe(401);
    keeper.people.set('thukho', person);
    expect(await status('/units', token)).toBe(401);
  });

  test('when the same person opens too many, the oldest first', async () => {
    const { tokenOf } = await begin();
    const tokens: string[] = [];
    for (let opened = 0; opened <= SESSIONS_PER_PERSON_MAX; opened += 1) tokens.push(await tokenOf('thukho'));
    expect(await status('/session', tokens[0] ?? '')).toBe(401);
    expect(await status('/session', tokens[1] ?? '')).toBe(200);
  });

  test('but not by a restart', async () => {
    const { keeper, tokenOf } = await begin();
    const token = await tokenOf('thukho');
    await service.edge.close();
    await begin({ keeper });
    expect(await status('/session', token)).toBe(200);
  });
});

describe('guessing passwords', () => {
  test('an unknown user, a retired one and a wrong password get the same answer', async () => {
    const { keeper, signIn } = await begin();
    const person = keeper.people.get('canbo');
    if (person === undefined) throw new Error('no canbo');
    keeper.people.set('canbo', { ...person, retiredAt: START - 1 });
    const replies = [
      await signIn('nobody', 'x'),
      await signIn('thukho', 'x'),
      await signIn('canbo', PASSWORD),
    ];
    expect(new Set(replies.map((reply) => reply.text)).size).toBe(1);
    expect(replies[0]).toMatchObject({ status: 401, json: { code: 'CREDENTIALS_WRONG' } });
  });

  test('an unknown user costs as much time as a known one', async () => {
    const { signIn, time } = await begin();
    const took = async (username: string) => {
      time.now += 2 * HOUR;
      const began = performance.now();
      await signIn(username, 'wrong');
      return performance.now() - began;
    };
    await took('warm-up');
    const times = { known: [] as number[], unknown: [] as number[] };
    for (let round = 0; round < 7; round += 1) {
      times.known.push(await took('thukho'));
      times.unknown.push(await took(`nobody-${round}`));
    }
    const fastest = { known: Math.min(...times.known), unknown: Math.min(...times.unknown) };
    // An argon2id verification is 20 ms; a shortcut would answer in one or two.
    expect(fastest.unknown).toBeGreaterThan(fastest.known / 2);
  });

  test('after five failures the account waits, longer each time, whether it exists or not', async () => {
    const { signIn, time } = await begin();
    for (const username of ['thukho', 'nobody']) {
      for (let failure = 1; failure <= 5; failure += 1)
        expect((await signIn(username, 'x')).status).toBe(401);
      const waiting = await signIn(username, PASSWORD);
      expect([waiting.status, waiting.headers.get('retry-after')]).toEqual([429, '1']);
      time.now += 1_000;
      expect((await signIn(username, 'x')).status).toBe(401);
      expect((await signIn(username, 'x')).headers.get('retry-after')).toBe('2');
      time.now += 1_999;
      expect((await signIn(username, 'x')).status).toBe(429);
    }
  });

  test('the right password after the wait opens, and the count begins anew', async () => {
    const { signIn, time } = await begin();
    for (let failure = 1; failure <= 5; failure += 1) await signIn('thukho', 'x');
    time.now += 1_000;
    expect((await signIn('thukho')).status).toBe(200);
    for (let failure = 1; failure <= 4; failure += 1) expect((await signIn('thukho', 'x')).status).toBe(401);
    expect((await signIn('thukho')).status).toBe(200);
  });

  test('a lock never stops who is already signed in: the hold is placed', async () => {
    const { call, signIn, tokenOf } = await begin();
    const token = await tokenOf('thukho');
    for (let failure = 1; failure <= 6; failure += 1) await signIn('thukho', 'x');
    expect((await signIn('thukho')).status).toBe(429);
    const hold = await call('/parcels/p-1/hold', { method: 'POST', token, body: { reason: 'vỡ lọ' } });
    expect(hold.status).toBe(201);
  });

  test('one address that tries many accounts has to wait too', async () => {
    const { signIn } = await begin();
    const statuses: number[] = [];
    for (let guess = 0; guess < 21; guess += 1)
      statuses.push((await signIn(`user-${guess}`, '123456')).status);
    expect(statuses).toEqual([...Array(20).fill(401), 429]);
  });

  test('fifty guesses at once are not fifty guesses', async () => {
    const { signIn } = await begin();
    const replies = await Promise.all(Array.from({ length: 50 }, () => signIn('thukho', 'x')));
    expect(replies.filter((reply) => reply.status === 401).length).toBeLessThanOrEqual(5);
    expect(replies.every((reply) => reply.status === 401 || reply.status === 429)).toBe(true);
  });

  test.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:aaaa::1', '2001:db8:1:2'],
    ['2001:db8:1:2:bbbb:1:2:3', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['::1', ':0:0:0'],
  ])('the address %s counts as %s', (address, key) => {
    expect(addressKey(address)).toBe(key);
  });
});

describe('a connection that several people use, as behind a proxy', () => {
  test('each is who the own token says, and an ended session is ended there too', async () => {
    const { api, call, tokenOf } = await begin();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ports = new Set<number | undefined>();
    const who = (token: string) =>
      new Promise<string | number>((resolve, reject) => {
        const headers = { authorization: `Bearer ${token}` };
        request(`${api}/session`, { agent, headers }, async (response) => {
          ports.add(response.socket.localPort);
          const { username } = (await new Response(Buffer.concat(await response.toArray())).json()) as {
            username?: string;
          };
          resolve(username ?? response.statusCode ?? 0);
        })
          .on('error', reject)
          .end();
      });
    const [first, second] = [await tokenOf('thukho'), await tokenOf('canbo')];
    expect([await who(first), await who(first), await who(second), await who(first)]).toEqual([
      'thukho',
      'thukho',
      'canbo',
      'thukho',
    ]);
    expect((await call('/session', { method: 'DELETE', token: first })).status).toBe(204);
    expect([await who(first), await who(second), await who(`${second.slice(1)}A`), await who(first)]).toEqual(
      [401, 'canbo', 401, 401],
    );
    expect(ports.size).toBe(1);
    agent.destroy();
  });
});
