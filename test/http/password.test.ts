/** One's own password and those of others, over HTTP: attempts are counted, sessions end, statuses say what is the matter. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PASSWORD } from './keeper-twin.ts';
import { type Service, startService } from './service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.edge.close());

const change = (token: string, password: string, next = 'bốn từ dễ nhớ') =>
  service.call('/session/password', { method: 'PUT', token, body: { password, next } });
const status = async (token: string) => (await service.call('/session', { token })).status;

describe('one’s own password', () => {
  test('is changed by who knows the present one; the other sessions end, this one goes on', async () => {
    const [here, there] = [await service.tokenOf('thukho'), await service.tokenOf('thukho')];
    service.keeper.commands.length = 0;
    expect((await change(here, PASSWORD)).status).toBe(200);
    expect(service.keeper.commands.map(({ command }) => command)).toMatchObject([
      { type: 'password.change', password: 'bốn từ dễ nhớ', keep: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ]);
    expect([await status(here), await status(there)]).toEqual([200, 401]);
  });

  test('is not guessed with a session in hand: attempts are counted as at the door, and the session stays', async () => {
    const token = await service.tokenOf('canbo');
    service.keeper.commands.length = 0;
    const seen: unknown[] = [];
    for (let i = 0; i < 6; i++) {
      const reply = await change(token, 'sai rồi');
      seen.push([reply.status, (reply.json as { code: string }).code]);
    }
    expect(seen.slice(0, 5)).toEqual(Array(5).fill([403, 'PASSWORD_WRONG']));
    expect(seen[5]).toEqual([429, 'TOO_MANY_ATTEMPTS']);
    expect(service.keeper.commands).toEqual([]);
    expect(await status(token)).toBe(200);
  });
});

describe('the sessions of others', () => {
  test.each([
    ['POST', 'password', 201, 'person.password'],
    ['DELETE', 'sessions', 200, 'person.sessions.end'],
  ])('end at once with %s …/%s', async (method, path, wanted, type) => {
    const admin = await service.tokenOf('quantri');
    const [nurse, other] = [await service.tokenOf('tiem-a'), await service.tokenOf('tiem-b')];
    const reply = await service.call(`/registry/people/tiem-a/${path}`, { method, token: admin });
    expect(reply.status).toBe(wanted);
    expect(service.keeper.commands.at(-1)?.command).toEqual({ type, username: 'tiem-a' });
    expect([await status(nurse), await status(other), await status(admin)]).toEqual([401, 200, 200]);
  });
});
