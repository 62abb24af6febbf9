import { describe, expect, test } from 'vitest';
import type { ChannelState, DueNotice } from '../../src/keeper/notice-protocol.ts';
import { SYSTEM } from '../../src/keeper/protocol.ts';
import type { Paged } from '../../src/keeper/views.ts';
import { House, iso, MINUTE, OFFICIALS, PROVINCE, START } from './house.ts';

const HOUR = 60;
const DAY = 24 * HOUR;
const at = (minute: number) => START + minute * MINUTE;
const channel = (name: string, failingSince: number | null): ChannelState => ({
  channel: 'sms',
  name,
  state: failingSince === null ? 'ok' : 'failing',
  reason: failingSince === null ? '' : 'HTTP 500',
  lastSentAt: null,
  failingSince,
});
const report = (house: House, ...channels: ChannelState[]) =>
  house.does(SYSTEM, { type: 'channels.report', channels });
const counts = (house: House) => house.keeper.counts();

describe('a channel', () => {
  test('that fails is told of once, each by its name, until something goes through', async () => {
    const house = await House.open();
    await house.wait(1);
    expect(await house.alerts('channel-failing')).toEqual([]);
    await report(house, channel('one.vn', at(0)), channel('two.vn', null));
    await house.wait(2);
    const told = await house.alerts('channel-failing');
    expect(told).toMatchObject([
      { severity: 'warning', site: null, happenedAt: iso(0), data: { channel: 'sms', name: 'one.vn' } },
    ]);
    await report(house, { ...channel('one.vn', at(1)), reason: 'TIMEOUT' }, channel('two.vn', null));
    await house.wait(3);
    expect(await house.alerts('channel-failing')).toEqual(told);
    await house.restart();
    await house.wait(4);
    expect(await house.alerts('channel-failing')).toEqual(told);
    await report(house, channel('one.vn', null), channel('two.vn', at(4)));
    await house.wait(5);
    expect(await house.alerts('channel-failing')).toMatchObject([{ data: { name: 'two.vn' } }]);
  });
});

describe('messages', () => {
  const late = async () => {
    const house = await House.open({ descriptions: [PROVINCE, OFFICIALS] });
    await house.does(SYSTEM, {
      type: 'contact.set',
      contact: {
        id: 'an',
        phone: null,
        mail: 'an@cdc.example.vn',
        zalo: null,
        telegram: null,
        language: 'vi',
      },
    });
    await report(house, { ...channel('mail', null), channel: 'mail' });
    const payload = Buffer.from(JSON.stringify({ readings: [{ at: START, celsius: 4, power: false }] }));
    const incoming = {
      device: 'do-2',
      kind: 'telemetry',
      payload,
      size: payload.length,
      receivedAt: START,
    } as const;
    await house.keeper.ingest([incoming]);
    await house.wait(2);
    await house.wait(3);
    return house;
  };
  test('that nobody takes to send are told of after five minutes, and over when they are sent', async () => {
    const house = await late();
    await house.wait(7.5);
    expect(await house.alerts('notices-behind')).toEqual([]);
    expect(counts(house)).toMatchObject({ chainTroubles: 0, alertsCritical: 1 });
    expect(counts(house).noticesWaiting).toBeGreaterThan(0);
    await house.wait(8.5);
    const told = await house.alerts('notices-behind');
    expect(told).toMatchObject([{ severity: 'critical', site: null }]);
    expect(counts(house)).toMatchObject({ chainTroubles: 1, alertsCritical: 2 });
    expect(counts(house).noticesOldestSeconds).toBeGreaterThanOrEqual(300);
    await house.wait(9.5);
    expect(await house.alerts('notices-behind')).toEqual(told);
    for (let more = true; more; ) {
      const due = await house.does<DueNotice[]>(SYSTEM, {
        type: 'notices.claim',
        channels: ['mail'],
        limit: 50,
      });
      for (const { notice } of due)
        await house.does(SYSTEM, {
          type: 'notice.settle',
          notice: notice.id,
          outcome: { ok: true, reference: null, unconfirmed: false },
        });
      more = due.length > 0;
    }
    await house.wait(10);
    expect(await house.alerts('notices-behind')).toEqual([]);
    expect(counts(house)).toMatchObject({ chainTroubles: 0 });
  });
});

describe('a roster', () => {
  const ladder = (roster: string) => ({
    site: null,
    levels: [
      { afterMinutes: 0, targets: [{ kind: 'duty', roster }], channels: ['mail'] },
      { afterMinutes: 15, targets: [{ kind: 'role', role: 'official', up: null }], channels: ['mail'] },
    ] as const,
    stillMinutes: 15,
    forgottenMinutes: 60,
    quiet: null,
  });
  const shift = (from: number, to: number) => ({
    person: 'an',
    standIn: null,
    from: at(from),
    to: at(to),
    note: '',
  });

  test('with a hole within the week is told of before it matters, and over when somebody is put there', async () => {
    const house = await House.open({ descriptions: [PROVINCE, OFFICIALS] });
    const { id: roster } = await house.does<{ id: string }>(SYSTEM, {
      type: 'roster.set',
      name: 'Trực tỉnh',
      site: null,
    });
    const put = (...shifts: ReturnType<typeof shift>[]) =>
      house.does(SYSTEM, { type: 'roster.shifts', roster, from: at(0), to: at(60 * DAY), shifts });
    await put(shift(0, 3 * DAY), shift(3 * DAY + 8 * HOUR, 30 * DAY));
    await house.wait(1);
    expect(await house.alerts('roster-hole')).toEqual([]);
    await house.does(SYSTEM, { type: 'ladder.set', ladder: ladder(roster) });
    await house.wait(7);
    const told = await house.alerts('roster-hole');
    expect(told).toMatchObject([
      {
        severity: 'warning',
        site: null,
        happenedAt: iso(7),
        data: { level: 1, from: iso(3 * DAY), to: iso(3 * DAY + 8 * HOUR) },
      },
    ]);
    await house.wait(3 * DAY + HOUR);
    expect(await house.alerts('roster-hole')).toEqual(told);
    await put(shift(0, 30 * DAY));
    await house.wait(3 * DAY + HOUR + 6);
    expect(await house.alerts('roster-hole')).toEqual([]);
  });
  test('that is whole for a week and ends then is told of when its end is a week away', async () => {
    const house = await House.open({ descriptions: [PROVINCE, OFFICIALS] });
    const { id: roster } = await house.does<{ id: string }>(SYSTEM, {
      type: 'roster.set',
      name: 'Trực tỉnh',
      site: null,
    });
    await house.does(SYSTEM, {
      type: 'roster.shifts',
      roster,
      from: at(0),
      to: at(60 * DAY),
      shifts: [shift(0, 9 * DAY)],
    });
    await house.does(SYSTEM, { type: 'ladder.set', ladder: ladder(roster) });
    await house.wait(1);
    expect(await house.alerts('roster-hole')).toEqual([]);
    await house.wait(2 * DAY + 1);
    const told = await house.alerts('roster-hole');
    expect(told).toMatchObject([{ data: { from: iso(9 * DAY), to: iso(10 * DAY) } }]);
    await house.wait(2 * DAY + 10);
    expect(await house.alerts('roster-hole')).toEqual(told);
  });
});

describe('a place of which nobody is told', () => {
  test('is told of when it has an alert, until somebody is there', async () => {
    const nurse = `demo: true
people:
  - { username: lan, name: Lan, roles: [vaccinator], site: xa, password: mat-khau-cua-lan }
`;
    const house = await House.open({ descriptions: [PROVINCE, nurse] });
    await house.live('do-2', 0, 0, 4);
    await house.wait(30);
    expect(await house.alerts('device-silent')).toHaveLength(1);
    expect(await house.alerts('nobody-told')).toMatchObject([{ site: 'xa', severity: 'critical' }]);
    await house.apply(OFFICIALS);
    await house.wait(36);
    expect(await house.alerts('nobody-told')).toEqual([]);
  });
});

describe('a trial of the chain', () => {
  type Item = { readonly state: string; readonly reason: string; readonly createdAt: string };
  const trials = async (house: House) =>
    (await house.ask<Paged<Item>>({ type: 'notices', person: 'webhook:canary' })).items;

  test('becomes a message to the canary’s webhook, and stands on no board', async () => {
    const house = await House.open();
    await house.send('_canary', [[0, 5]], { boot: 0, seq: 7 });
    expect(await trials(house)).toMatchObject([{ state: 'waiting', reason: 'canary', createdAt: iso(0) }]);
    expect(await house.alerts()).toEqual([]);
    expect(await house.rejected('_canary')).toEqual([]);
    expect(counts(house)).toMatchObject({ canaryRun: 7, alertsOpen: 0, alertsWarning: 0, readings: 0 });
    house.now = 15;
    await house.send('_canary', [[15, 5]], { boot: 0, seq: 8 });
    expect(await trials(house)).toMatchObject([{ createdAt: iso(15) }, { createdAt: iso(0) }]);
    await house.restart();
    expect(await house.alerts()).toEqual([]);
    expect(await trials(house)).toHaveLength(2);
  });
  test('that is no trial changes nothing', async () => {
    const house = await House.open();
    await house.send('_canary', []);
    await house.send('_canary', [[0, 5]]);
    expect(await trials(house)).toEqual([]);
    expect(await house.alerts()).toEqual([]);
  });
  test('that was lost is told of since then, whatever comes to light of it, until one arrives', async () => {
    const house = await House.open({ now: 20 });
    await house.does(SYSTEM, { type: 'canary.report', lost: { since: at(5), stage: 'channel' } });
    const [told] = await house.alerts('canary-lost');
    expect(told).toMatchObject({ severity: 'critical', happenedAt: iso(5), data: { stage: 'channel' } });
    expect(counts(house)).toMatchObject({ chainTroubles: 1 });
    await house.does(SYSTEM, { type: 'canary.report', lost: { since: at(6), stage: 'reading' } });
    expect(await house.alerts('canary-lost')).toMatchObject([
      { id: told?.id, happenedAt: iso(5), data: { stage: 'reading' } },
    ]);
    await house.restart();
    await house.wait(21);
    expect(await house.alerts('canary-lost')).toHaveLength(1);
    await house.does(SYSTEM, { type: 'canary.report', lost: null });
    expect(await house.alerts('canary-lost')).toEqual([]);
    expect(counts(house)).toMatchObject({ chainTroubles: 0 });
  });
});
