import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Channel } from '../../src/alerts/duty.ts';
import type { ChannelDoor } from '../../src/notify/door.ts';
import { gatewayDoor } from '../../src/notify/gateway.ts';
import type { LaneParts } from '../../src/notify/lane.ts';
import { Mailer } from '../../src/notify/mail.ts';
import { Sender } from '../../src/notify/sender.ts';
import type { GatewaySettings, MailSettings } from '../../src/notify/settings.ts';
import { startHttpServer, startSmtp } from './parts/child.ts';
import { TestDesk } from './parts/desk.ts';
import { NOW, notice, settings } from './parts/message.ts';

const MINUTE = 60_000;
const WELL = { status: 200, body: '{"status":"ok","id":"m-{{n}}"}' };
const receipt = { secret: { env: 'x' }, reference: 'id', state: 'state', received: ['ok'], failed: ['no'] };
let smtp: Awaited<ReturnType<typeof startSmtp>>;
let http: Awaited<ReturnType<typeof startHttpServer>>;
beforeAll(async () => {
  [smtp, http] = await Promise.all([startSmtp(), startHttpServer()]);
});
beforeEach(async () => {
  await Promise.all([smtp.behave('takes'), http.behave(WELL)]);
});
afterAll(() => Promise.all([smtp.stop(), http.stop()]));

/** Both tell what they took before they answer this. */
const heard = async () => {
  await Promise.all([smtp.behave('takes'), http.behave(WELL)]);
  return { http: http.took.length, smtp: smtp.took.length };
};

type Also = { sms?: object; mail?: object; addresses?: object };
/** A sender with a mail server and an SMS gateway, and the desk that it works for. */
function world({ sms = {}, mail = {}, addresses = {} }: Also = {}) {
  const { sms: gateway, mail: post } = settings({
    sms: { url: `http://127.0.0.1:${http.port}/`, body: '{"id":"{id}"}', reference: 'id', ...sms },
    mail: { host: '127.0.0.1', port: smtp.port, security: 'none', from: 'a@cdc.example.vn', ...mail },
  }) as { sms: GatewaySettings; mail: MailSettings };
  const desk = new TestDesk({ sms: '+84912345678', mail: 'lan@tram.example.vn', ...addresses }, NOW);
  const clock = () => desk.time.now;
  const lanes: LaneParts[] = [
    { channel: 'sms', doors: [gatewayDoor('sms', gateway, clock)], pace: gateway },
    { channel: 'mail', doors: [new Mailer(post)], pace: post },
  ];
  const warned: object[] = [];
  const log = { warn: (facts: object) => void warned.push(facts) };
  const parts = {
    keeper: desk,
    lanes,
    clock,
    random: () => 0.5,
    log,
    link: (path: string) => `https://g.example.vn${path}`,
  };
  return { desk, sender: new Sender(parts), again: () => new Sender(parts), warned };
}
const due = (id: string, ...ways: Channel[]) => notice(id, { state: 'waiting', nextAt: NOW, ways });
const stateOf = (desk: TestDesk, id: string) => desk.notices.get(id)?.state;
const triesOf = (desk: TestDesk, id: string) =>
  desk.notices.get(id)?.attempts.map(({ channel, state, code }) => `${channel} ${code ?? state}`);
const idsOf = (took: readonly { body: string }[]) =>
  took.map(({ body }) => (JSON.parse(Buffer.from(body, 'base64').toString()) as { id: string }).id);

test('what is due goes out once, and the keeper learns how', async () => {
  const { desk, sender } = world();
  const before = [http.took.length, smtp.took.length] as const;
  desk.put(
    due('n-1', 'sms'),
    due('n-2', 'mail'),
    notice('n-3', { state: 'waiting', nextAt: NOW + 1, ways: ['sms'] }),
  );
  await sender.pass();
  await sender.quiet();
  expect(idsOf((await http.tookAll(before[0] + 1)).slice(before[0]))).toEqual(['n-1']);
  expect((await smtp.tookAll(before[1] + 1)).length).toBe(before[1] + 1);
  expect([stateOf(desk, 'n-1'), stateOf(desk, 'n-2'), stateOf(desk, 'n-3')]).toEqual([
    'sent',
    'sent',
    'waiting',
  ]);
  desk.time.now += 1;
  await sender.pass();
  await sender.quiet();
  expect((await heard()).http).toBe(before[0] + 2);
});

test('a gateway that hangs never slows the mail, and its messages go by mail in their turn', async () => {
  const { desk, sender } = world({ sms: { timeoutSeconds: 3, atOnce: 2 } });
  await http.behave({ hang: true });
  const before = smtp.took.length;
  for (let i = 0; i < 20; i++) desk.put(due(`s-${i}`, 'sms', 'mail'), due(`m-${i}`, 'mail'));
  await sender.pass();
  await smtp.tookAll(before + 20);
  // All that needs no SMS is out before the first one was given up.
  expect(smtp.took.slice(before, before + 20).every(({ raw }) => /Message-ID: <m-/.test(raw))).toBe(true);
  await sender.quiet();
  expect([...desk.notices.values()].map(({ state }) => state)).toEqual(Array(40).fill('sent'));
  expect((await smtp.tookAll(before + 40)).length).toBe(before + 40);
});

test('500 for an hour: asked less and less, said to be failing, its messages go by mail, and it is used again when it works', async () => {
  const { desk, sender } = world();
  await http.behave({ status: 500 });
  const before = http.took.length;
  const mailed = smtp.took.length;
  for (let minute = 0; minute < 60; minute++) {
    desk.time.now = NOW + minute * MINUTE;
    desk.put(notice(`h-${minute}`, { state: 'waiting', nextAt: desk.time.now, ways: ['sms', 'mail'] }));
    for (let second = 0; second < 60; second += 10) {
      desk.time.now = NOW + minute * MINUTE + second * 1_000;
      await sender.pass();
      await sender.quiet();
    }
  }
  const took = await heard();
  expect(took.smtp - mailed).toBe(60);
  expect(took.http - before).toBeLessThanOrEqual(63);
  expect(desk.states.find(({ channel }) => channel === 'sms')).toMatchObject({
    state: 'failing',
    reason: expect.stringContaining('500'),
    failingSince: NOW,
  });
  expect(desk.states.find(({ channel }) => channel === 'mail')).toMatchObject({
    state: 'ok',
    failingSince: null,
  });
  desk.time.now = NOW + 61 * MINUTE;
  desk.put(notice('after', { state: 'waiting', nextAt: desk.time.now, ways: ['sms', 'mail'] }));
  await sender.pass();
  await sender.quiet();
  expect(triesOf(desk, 'after')).toEqual(['sms sent']);
  expect(desk.states.find(({ channel }) => channel === 'sms')).toMatchObject({ state: 'ok' });
});

test('a gateway that accepts and never delivers: after three minutes the message goes another way', async () => {
  const { desk, sender } = world({ sms: { receipt } });
  desk.put(due('n-1', 'sms', 'mail'));
  await sender.pass();
  await sender.quiet();
  desk.time.now += 3 * MINUTE - 1;
  await sender.pass();
  await sender.quiet();
  expect(triesOf(desk, 'n-1')).toEqual(['sms sent']);
  desk.time.now += 1;
  await sender.pass();
  await sender.quiet();
  expect(triesOf(desk, 'n-1')).toEqual(['sms UNCONFIRMED', 'mail sent']);
});

test('a receipt that is repeated, or quicker than the answer is noted, counts once', async () => {
  const { desk, sender } = world({ sms: { receipt } });
  desk.put(due('n-1', 'sms', 'mail'));
  const number = http.took.length + 1;
  const said = { reference: `m-${number}`, state: 'received', code: null } as const;
  expect(await sender.receive('sms', said)).toMatchObject({ ok: false, refusal: { code: 'NOTICE_UNKNOWN' } });
  await sender.pass();
  await sender.quiet();
  expect(stateOf(desk, 'n-1')).toBe('received');
  expect((await sender.receive('sms', said)).ok).toBe(true);
  expect((await sender.receive('sms', { ...said, state: 'failed' })).ok).toBe(true);
  expect(triesOf(desk, 'n-1')).toEqual(['sms received']);
});

test('a recipient that the mail server refuses is reached by SMS at once, and the mail of others goes on', async () => {
  const { desk, sender } = world({ addresses: { mail: 'khong-co@tram.example.vn' } });
  desk.put(due('n-1', 'mail', 'sms'));
  await sender.pass();
  await sender.quiet();
  expect(triesOf(desk, 'n-1')).toEqual(['mail SMTP_550', 'sms sent']);
  expect(sender.states().find(({ channel }) => channel === 'mail')).toMatchObject({ state: 'unknown' });
});

test('no more a minute than the contract allows; the others wait for the next', async () => {
  const { desk, sender } = world({ sms: { perMinute: 3 } });
  const before = http.took.length;
  for (let i = 0; i < 5; i++) desk.put(due(`n-${i}`, 'sms'));
  await sender.pass();
  await sender.quiet();
  expect((await heard()).http - before).toBe(3);
  desk.time.now += MINUTE - 1_000;
  await sender.pass();
  await sender.quiet();
  expect((await heard()).http - before).toBe(3);
  desk.time.now += 1_000;
  await sender.pass();
  await sender.quiet();
  expect((await heard()).http - before).toBe(5);
});

test('what waits for its only way, which is full, is counted by the keeper as waiting, and goes out when there is room', async () => {
  const { desk, sender } = world({ sms: { perMinute: 1 } });
  desk.put(due('n-0', 'sms'), due('n-1', 'sms'), due('n-2', 'sms'));
  for (let minute = 0; minute < 3; minute++) {
    desk.time.now = NOW + minute * MINUTE;
    await sender.pass();
    await sender.quiet();
  }
  expect(['n-0', 'n-1', 'n-2'].map((id) => stateOf(desk, id))).toEqual(['sent', 'sent', 'sent']);
  expect(triesOf(desk, 'n-2')).toEqual(['sms CHANNEL_BUSY', 'sms sent']);
});

test('a sender all of whose channels are full asks the keeper all the same', async () => {
  const { desk, sender } = world({ sms: { perMinute: 1 }, mail: { perMinute: 1 } });
  desk.put(due('n-0', 'sms'), due('n-1', 'mail'), due('n-2', 'sms', 'mail'));
  await sender.pass();
  await sender.quiet();
  expect(stateOf(desk, 'n-2')).toBe('waiting');
  desk.put(notice('n-2', { state: 'waiting', nextAt: NOW - 20 * MINUTE, ways: ['sms', 'mail'] }));
  await sender.pass();
  expect(stateOf(desk, 'n-2')).toBe('failed');
});

describe('when the keeper is away', () => {
  test('what is on its way at the end does not hold the end up, and is given out again at the next start', async () => {
    const { desk, sender, again } = world();
    await http.behave({ hang: true });
    const before = http.took.length;
    desk.put(due('n-1', 'sms'));
    await sender.pass();
    await http.tookAll(before + 1);
    await sender.close(0);
    expect(stateOf(desk, 'n-1')).toBe('sending');
    desk.beginAgain();
    await http.behave(WELL);
    const next = again();
    await next.pass();
    await next.quiet();
    expect(stateOf(desk, 'n-1')).toBe('sent');
  });

  test('a message whose end it could not take is not given out twice to the same sender', async () => {
    const { desk, sender } = world();
    const before = http.took.length;
    desk.put(due('n-1', 'sms'));
    const execute = desk.execute.bind(desk);
    let refused = 0;
    desk.execute = async (actor, command) => {
      if (command.type !== 'notice.settle' || refused > 0) return execute(actor, command);
      refused += 1;
      return { ok: false, refusal: { code: 'SERVICE_DEGRADED', message: 'not now' } };
    };
    await sender.pass();
    await sender.quiet();
    expect(stateOf(desk, 'n-1')).toBe('sending');
    desk.beginAgain();
    await sender.pass();
    await sender.quiet();
    expect(stateOf(desk, 'n-1')).toBe('sent');
    expect((await heard()).http - before).toBe(1);
  });

  test('nothing is lost while it is down, and nothing is asked of anybody', async () => {
    const { desk, sender } = world();
    const before = http.took.length;
    desk.put(due('n-1', 'sms'));
    desk.isDown = true;
    await sender.pass();
    expect((await heard()).http).toBe(before);
    desk.isDown = false;
    await sender.pass();
    await sender.quiet();
    expect(stateOf(desk, 'n-1')).toBe('sent');
  });
});

test('killed between sending and noting it: sent once more, under the same id, and never a third time', async () => {
  const { desk, sender, again } = world();
  const before = http.took.length;
  desk.put(due('n-1', 'sms'));
  const execute = desk.execute.bind(desk);
  // The process is gone before the end of the message reaches the keeper.
  desk.execute = async (actor, command) =>
    command.type === 'notice.settle' ? new Promise(() => undefined) : execute(actor, command);
  await sender.pass();
  await http.tookAll(before + 1);
  desk.beginAgain();
  const second = again();
  await second.pass();
  await http.tookAll(before + 2);
  desk.beginAgain();
  desk.execute = execute;
  const third = again();
  await third.pass();
  await third.quiet();
  await heard();
  const took = http.took.slice(before);
  expect(idsOf(took)).toEqual(['n-1', 'n-1']);
  expect(new Set(took.map(({ headers }) => headers['idempotency-key']))).toEqual(new Set(['n-1']));
  expect(desk.claims.map(({ again: isAgain }) => isAgain)).toEqual([false, true]);
});

test('each channel is told of: those that are not configured as off, those nobody used as unknown, also to a keeper that began anew', async () => {
  const { desk, sender } = world();
  await sender.pass();
  const told = desk.states.map(({ channel, state }) => `${channel} ${state}`);
  expect(told).toEqual([
    'push off',
    'zalo off',
    'sms unknown',
    'mail unknown',
    'telegram off',
    'webhook off',
  ]);
  desk.states = [];
  await sender.pass();
  expect(desk.states).toEqual([]);
  desk.time.now += 30_000;
  await sender.pass();
  expect(desk.states.length).toBe(6);
});

test('a door that breaks by a mistake of its own fails like any other', async () => {
  const broken: ChannelDoor = {
    channel: 'sms',
    name: 'hỏng',
    send: async () => {
      throw new Error('a mistake');
    },
  };
  const desk = new TestDesk({ sms: '+84912345678' }, NOW);
  const pace = { timeoutSeconds: 1, atOnce: 1 };
  const lanes: LaneParts[] = [{ channel: 'sms', doors: [broken], pace }];
  const clock = () => desk.time.now;
  const sender = new Sender({
    keeper: desk,
    lanes,
    clock,
    random: () => 0,
    link: () => null,
    log: { warn: () => undefined },
  });
  desk.put(due('n-1', 'sms'));
  await sender.pass();
  await sender.quiet();
  expect(triesOf(desk, 'n-1')).toEqual(['sms CHANNEL_BROKEN']);
});
