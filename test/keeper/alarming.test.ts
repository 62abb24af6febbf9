/** From a warm fridge to messages: who is told, when, through which way, and what becomes of it. */
import { describe, expect, test } from 'vitest';
import type { Channel } from '../../src/alerts/duty.ts';
import type { ChannelState, DueNotice, Outcome } from '../../src/keeper/notice-protocol.ts';
import type { NoticeView } from '../../src/keeper/notice-views.ts';
import { type Actor, SYSTEM } from '../../src/keeper/protocol.ts';
import type { AlertView, Paged } from '../../src/keeper/views.ts';
import { AUDITOR, DEPOT, House, iso, MINUTE, PROVINCE, START } from './house.ts';

const PEOPLE = `demo: true
people:
  - { username: kho, name: Kho, roles: [depot], site: tinh, password: mat-khau-cua-kho }
  - { username: an, name: An, roles: [official], site: tinh, password: mat-khau-cua-an }
  - { username: quan, name: Quân, roles: [administrator], site: null, password: mat-khau-cua-quan }
`;
/** The house's clock stands at midnight UTC, seven in the morning there. */
const CHANNELS: readonly Channel[] = ['push', 'zalo', 'sms', 'mail'];
const SECOND = 1 / 60;

const open = () => House.open({ descriptions: [PROVINCE, PEOPLE] });

async function contact(house: House, id: string, changes: Record<string, string>): Promise<void> {
  const nowhere = { phone: null, mail: null, zalo: null, telegram: null, language: 'vi' as const };
  await house.does(SYSTEM, { type: 'contact.set', contact: { id, ...nowhere, ...changes } });
}

/** Everybody has a phone and a mail address. */
async function reachable(): Promise<House> {
  const house = await open();
  for (const [index, id] of ['kho', 'an', 'quan'].entries())
    await contact(house, id, { phone: `+8490000000${index}`, mail: `${id}@example.org` });
  return house;
}

const notices = async (house: House, filter: { person?: string; alert?: string; state?: 'failed' } = {}) =>
  (await house.ask<Paged<NoticeView>>({ type: 'notices', limit: 1000, ...filter })).items.reverse();
const claim = (house: House, channels: readonly Channel[] = CHANNELS, limit = 100) =>
  house.does<DueNotice[]>(SYSTEM, { type: 'notices.claim', channels, limit });
const settle = (house: House, notice: string, outcome: Outcome) =>
  house.does(SYSTEM, { type: 'notice.settle', notice, outcome });
const SENT: Outcome = { ok: true, reference: 'r-1', unconfirmed: false };
const REFUSED: Outcome = { ok: false, code: 'GATEWAY_400', reason: 'no', final: true };

/** A fridge that is too warm from minute 0; its own alarm is raised at minute 60. */
async function warm(house: House, until = 60): Promise<AlertView> {
  await house.live('do-1', 0, until, 10);
  const [alert] = await house.alerts('unit-excursion');
  if (alert === undefined) throw new Error('no alert');
  return alert;
}

describe('a fridge that is too warm', () => {
  test('is told to the depot after five seconds, its hold in the same message, with what is in it', async () => {
    const house = await reachable();
    const alert = await warm(house);
    expect(await notices(house, { alert: alert.id })).toEqual([]);
    await house.wait(60 + 5 * SECOND);
    const told = await notices(house, { alert: alert.id });
    expect(told).toMatchObject([
      { person: 'kho', reason: 'raised', severity: 'critical', level: 0, state: 'waiting' },
    ]);
    const [hold] = await house.alerts('parcel-hold');
    expect(told[0]?.alerts).toContain(hold?.id);
    expect(told[0]?.text.short).toContain('Tủ 1');
    expect([told[0]?.text.short, ...(told[0]?.text.lines ?? [])].join('\n')).toContain('240 liều');
  });

  test('climbs when nobody takes it: "still" to the depot and on to the official after 15 minutes', async () => {
    const house = await reachable();
    const alert = await warm(house);
    await house.wait(61);
    for (const minute of [74, 75, 76]) await house.wait(minute);
    const reasons = (await notices(house, { alert: alert.id })).map(({ person, reason }) => [person, reason]);
    expect(reasons).toEqual([
      ['kho', 'raised'],
      ['an', 'climbed'],
      ['kho', 'still'],
    ]);
  });

  test('that somebody takes at the very millisecond of climbing climbs no more', async () => {
    const house = await reachable();
    const alert = await warm(house);
    await house.wait(61);
    house.now = 75;
    await house.does(DEPOT, { type: 'alert.acknowledge', alert: alert.id, comment: 'đang xem' });
    for (const hold of await house.alerts('parcel-hold'))
      await house.does(DEPOT, { type: 'alert.acknowledge', alert: hold.id, comment: 'đang xem' });
    await house.wait(75);
    await house.wait(100);
    expect((await notices(house)).filter(({ person }) => person !== 'kho')).toEqual([]);
    expect((await notices(house, { alert: alert.id })).map(({ reason }) => reason)).toEqual(['raised']);
  });

  test('that came back and stayed so for two minutes is told as over to whom it was told, and to nobody else', async () => {
    const house = await reachable();
    const alert = await warm(house);
    await house.wait(61);
    for (let minute = 65; minute <= 80; minute += 5) await house.live('do-1', minute, minute, 5);
    for (const minute of [66, 67, 68, 71, 72]) await house.wait(Math.max(minute, 81));
    const told = await notices(house, { alert: alert.id });
    expect(told.map(({ person, reason }) => [person, reason])).toEqual([
      ['kho', 'raised'],
      ['kho', expect.stringMatching(/over|still/)],
    ]);
  });
});

describe('snoozing and concluding', () => {
  test('silences until its time, says so on the alert, and asks again when it is over', async () => {
    const house = await reachable();
    const alert = await warm(house);
    await house.wait(61);
    for (const hold of await house.alerts('parcel-hold'))
      await house.does(DEPOT, { type: 'alert.acknowledge', alert: hold.id, comment: 'đã cách ly' });
    const until = START + 90 * MINUTE;
    const snoozed = await house.does<AlertView>(DEPOT, {
      type: 'alert.snooze',
      alert: alert.id,
      until,
      comment: 'thợ đang đến',
    });
    expect(snoozed).toMatchObject({
      state: 'acknowledged',
      snoozed: { by: 'Kho', until: iso(90), comment: 'thợ đang đến' },
    });
    for (const minute of [75, 89, 90, 91]) {
      await house.live('do-1', minute, minute, 10);
      await house.wait(minute + 0.5);
    }
    const told = (await notices(house, { alert: alert.id })).map(({ person, reason }) => [person, reason]);
    expect(told.sort()).toEqual([
      ['an', 'forgotten'],
      ['kho', 'forgotten'],
      ['kho', 'raised'],
    ]);
    expect(await house.holds('kien-1')).toMatchObject([{ state: 'open' }]);
  });

  test('says what it was once it is over, also long after', async () => {
    const house = await reachable();
    const alert = await warm(house);
    const early = await house.tell(DEPOT, { type: 'alert.conclude', alert: alert.id, text: 'cửa hở' });
    expect(early).toMatchObject({ ok: false, refusal: { code: 'ALERT_NOT_OVER' } });
    await house.live('do-1', 65, 65, 5);
    const concluded = await house.does<AlertView>(DEPOT, {
      type: 'alert.conclude',
      alert: alert.id,
      text: ' cửa hở ',
    });
    expect(concluded).toMatchObject({ state: 'resolved', concluded: { by: 'Kho', text: 'cửa hở' } });
    const again = await house.tell(DEPOT, { type: 'alert.conclude', alert: alert.id, text: 'khác' });
    expect(again).toMatchObject({ ok: false, refusal: { code: 'ALERT_ALREADY_CONCLUDED' } });
  });
});

describe('sending', () => {
  async function due(): Promise<House> {
    const house = await reachable();
    await warm(house);
    await house.wait(61);
    return house;
  }

  test('is on the disk before the sender has it; after a stop it is given out once more', async () => {
    const house = await due();
    const [first] = await claim(house);
    expect(first).toMatchObject({ channel: 'mail', address: 'kho@example.org', again: false });
    expect(await claim(house)).toEqual([]);
    await house.restart();
    const [again] = await claim(house);
    expect(again).toMatchObject({ notice: { id: first?.notice.id }, channel: 'mail', again: true });
    await house.restart();
    // Twice in the dark is enough: the next way.
    const [other] = await claim(house);
    expect(other).toMatchObject({ notice: { id: first?.notice.id }, channel: 'sms', again: false });
    await settle(house, other?.notice.id ?? '', SENT);
    expect(await claim(house)).toEqual([]);
    expect(await notices(house)).toMatchObject([{ state: 'sent', nextAt: null }]);
  });

  test('that fails goes the next way, then fails, and the alert climbs at once', async () => {
    const house = await due();
    for (const channel of ['mail', 'sms']) {
      const [one] = await claim(house);
      expect(one?.channel).toBe(channel);
      await settle(house, one?.notice.id ?? '', REFUSED);
    }
    expect(await notices(house, { person: 'kho' })).toMatchObject([{ state: 'failed' }]);
    await house.wait(61 + 6 * SECOND);
    expect(await notices(house, { person: 'an' })).toMatchObject([{ reason: 'climbed', level: 1 }]);
  });

  test('that fails for one of a level while another of it has the message wakes nobody else', async () => {
    const house = await reachable();
    await house.apply(`demo: true
people:
  - { username: kho.hai, name: Kho hai, roles: [depot], site: tinh, password: mat-khau-cua-kho-hai }
`);
    await contact(house, 'kho.hai', { phone: '+84900000009' });
    await warm(house);
    await house.wait(61);
    for (let tries = 0; tries < 3; tries++)
      for (const { notice, address } of await claim(house))
        await settle(house, notice.id, address === '+84900000009' ? SENT : REFUSED);
    await house.wait(62);
    const states = (await notices(house)).map(({ person, state }) => [person, state]).sort();
    expect(states).toEqual([
      ['kho', 'failed'],
      ['kho.hai', 'sent'],
    ]);
  });

  test('that is to be confirmed waits three minutes for it, then goes the next way', async () => {
    const house = await due();
    const [mail] = await claim(house);
    const id = mail?.notice.id ?? '';
    await settle(house, id, { ok: true, reference: 'm-7', unconfirmed: true });
    house.now = 63.9;
    expect(await claim(house)).toEqual([]);
    house.now = 64;
    expect(await claim(house)).toMatchObject([{ channel: 'sms' }]);
    await house.does(SYSTEM, {
      type: 'notice.receipt',
      channel: 'mail',
      reference: 'm-7',
      state: 'received',
      code: null,
    });
    expect(await notices(house)).toMatchObject([{ state: 'received', nextAt: null }]);
    const stranger = {
      type: 'notice.receipt',
      channel: 'sms',
      reference: 'x',
      state: 'failed',
      code: null,
    } as const;
    expect(await house.tell(SYSTEM, stranger)).toMatchObject({ ok: false });
  });

  test('passes over what is not configured, and waits a minute for a way that takes nothing now', async () => {
    const house = await due();
    const state = (channel: Channel): ChannelState => ({
      channel,
      name: '',
      state: channel === 'mail' ? 'off' : 'ok',
      reason: '',
      lastSentAt: null,
      failingSince: null,
    });
    await house.does(SYSTEM, { type: 'channels.report', channels: CHANNELS.map(state) });
    expect(await claim(house, ['push'])).toEqual([]);
    house.now = 61.5;
    expect(await claim(house, ['sms'])).toMatchObject([{ channel: 'sms', address: '+84900000000' }]);
    const shown = await house.ask<Paged<{ channel: string; state: string }>>({ type: 'channels' });
    expect(shown.items.find(({ channel }) => channel === 'mail')?.state).toBe('off');
  });

  test('whose last way is full waits for it, while the alert climbs, once', async () => {
    const house = await due();
    expect(await claim(house, [])).toEqual([]);
    for (const now of [61.9, 62.2, 63]) {
      house.now = now;
      expect((await claim(house, [])).length).toBe(0);
    }
    await house.wait(63.1);
    const told = (await notices(house)).map(({ person, reason, state }) => [person, reason, state]);
    expect(told).toEqual([
      ['kho', 'raised', 'waiting'],
      ['an', 'climbed', 'waiting'],
    ]);
    house.now = 70;
    const given = await claim(house, ['sms']);
    expect(given.map(({ notice: { person }, address }) => [person, address])).toEqual([
      ['kho', '+84900000000'],
      ['an', '+84900000001'],
    ]);
  });

  test('whose last way stays full fails after a quarter of an hour', async () => {
    const house = await due();
    house.now = 75.9;
    await claim(house, []);
    expect((await notices(house, { person: 'kho' }))[0]).toMatchObject({ state: 'waiting' });
    house.now = 76.2;
    await claim(house, []);
    expect((await notices(house, { person: 'kho' }))[0]).toMatchObject({ state: 'failed', nextAt: null });
  });

  test('is over when the person has read it', async () => {
    const house = await due();
    const [one] = await claim(house);
    const notice = one?.notice.id ?? '';
    expect(await house.tell(AUDITOR, { type: 'notice.read', notice })).toMatchObject({ ok: false });
    const kho: Actor = { ...DEPOT };
    expect(await house.does(kho, { type: 'notice.read', notice })).toMatchObject({ state: 'read' });
    await settle(house, notice, REFUSED);
    expect(await claim(house)).toEqual([]);
    expect(await notices(house)).toMatchObject([{ state: 'read' }]);
  });
});

test('a trial goes through its one way, to oneself or to people of one’s place', async () => {
  const house = await reachable();
  const tried = { type: 'notice.test', username: 'kho', channel: 'sms' } as const;
  expect(await house.does(DEPOT, tried)).toMatchObject({ reason: 'test', ways: ['sms'] });
  expect(await house.tell(DEPOT, { ...tried, username: 'an' })).toMatchObject({ ok: false });
  expect(await house.tell(DEPOT, { ...tried, channel: 'zalo' })).toMatchObject({
    ok: false,
    refusal: { code: 'NOTICE_NO_ADDRESS' },
  });
  expect(await claim(house)).toMatchObject([{ channel: 'sms', address: '+84900000000' }]);
});

test('when the ladder reaches nobody the administrators are told, and that nobody else was', async () => {
  const house = await House.open({
    descriptions: [
      PROVINCE,
      `demo: true
people:
  - { username: quan, name: Quân, roles: [administrator], site: xa, password: mat-khau-cua-quan }
`,
    ],
  });
  const alert = await warm(house);
  await house.wait(61);
  expect(await notices(house, { alert: alert.id })).toMatchObject([{ person: 'quan', reason: 'raised' }]);
  expect(await house.alerts('nobody-told')).toMatchObject([{ site: 'tinh' }]);
});
