import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ChannelDesk } from '../../src/http/channel-routes.ts';
import type { Answer } from '../../src/keeper/protocol.ts';
import { type Service, startService } from './service.ts';

const SECRET = 'bi-mat-cua-cong';
const said: unknown[] = [];
let answer: 'incomplete' | 'pending' | Answer = { ok: true, value: null };
const channels: ChannelDesk = {
  pushKey: 'BKey',
  isGateway: (channel, { authorization }) => channel === 'sms' && authorization === `Bearer ${SECRET}`,
  receive: async (_, what) => {
    said.push(what);
    return answer;
  },
};
let service: Service;
beforeAll(async () => {
  service = await startService({ channels });
});
afterAll(() => service.edge.close());

const receipt = (channel: string, headers: Record<string, string>, body?: unknown) =>
  service.call(`/notices/receipts/${channel}`, { method: 'POST', headers, body });
const gateway = { authorization: `Bearer ${SECRET}` };

describe('what a gateway says later', () => {
  test.each([
    ['sms', {}],
    ['sms', { authorization: 'Bearer other' }],
    ['sms', { cookie: `giulanh_session=${SECRET}` }],
    ['mail', gateway],
    ['fax', gateway],
    ['__proto__', gateway],
  ])('on %s with %j is not looked at', async (channel, headers) => {
    const before = said.length;
    const reply = await receipt(channel, headers, { id: 'm-1' });
    expect([reply.status, reply.json]).toEqual([401, expect.objectContaining({ code: 'UNAUTHENTICATED' })]);
    expect(said.length).toBe(before);
  });

  test('no person’s session is a gateway’s secret', async () => {
    const token = await service.tokenOf('thukho');
    expect((await receipt('sms', { authorization: `Bearer ${token}` }, {})).status).toBe(401);
  });

  test('stands in the body, or after the question mark', async () => {
    await receipt('sms?id=m-1&state=ok', gateway);
    await receipt('sms?id=m-2', gateway, { id: 'm-3' });
    expect(said.slice(-2)).toEqual([{ id: 'm-1', state: 'ok' }, { id: 'm-3' }]);
  });

  const degraded: Answer = { ok: false, refusal: { code: 'SERVICE_DEGRADED', message: 'not now' } };
  const unknown: Answer = { ok: false, refusal: { code: 'NOTICE_UNKNOWN', message: 'no such' } };
  test.each([
    ['is noted', { ok: true, value: null } as Answer, 200, { noted: true }],
    ['of a message that nobody knows is taken, or it would come for ever', unknown, 200, { noted: false }],
    ['that nothing has become of it yet', 'pending' as const, 200, { noted: false }],
    ['without saying of what', 'incomplete' as const, 400, { code: 'REQUEST_INVALID' }],
    ['while nothing can be kept is to be said again', degraded, 503, { code: 'SERVICE_DEGRADED' }],
  ])('%s', async (_, next, status, json) => {
    answer = next;
    const reply = await receipt('sms', gateway, { id: 'm-1' });
    expect([reply.status, reply.json]).toEqual([status, expect.objectContaining(json)]);
  });
});

describe('for people', () => {
  test('the key that browsers subscribe with', async () => {
    const token = await service.tokenOf('tiem-a');
    expect((await service.call('/push/key', { token })).json).toEqual({ key: 'BKey' });
  });

  test('trying a channel is the keeper’s to allow', async () => {
    const token = await service.tokenOf('thukho');
    await service.call('/channels/mail/test', { method: 'POST', token, body: { username: 'tiem-a' } });
    expect(service.keeper.commands.at(-1)).toMatchObject({
      actor: { username: 'thukho' },
      command: { type: 'notice.test', username: 'tiem-a', channel: 'mail' },
    });
    const wrong = await service.call('/channels/fax/test', {
      method: 'POST',
      token,
      body: { username: 'x' },
    });
    expect(wrong.status).toBe(400);
  });
});
