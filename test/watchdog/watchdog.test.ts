import { describe, expect, test } from 'vitest';
import type { Channel } from '../../src/alerts/duty.ts';
import type { DueNotice } from '../../src/keeper/notice-protocol.ts';
import { SYSTEM } from '../../src/keeper/protocol.ts';
import { Watchdog } from '../../src/watchdog/watchdog.ts';
import { House, iso, MINUTE, START } from '../keeper/house.ts';
import { receiver } from './receiver.ts';

/** A watchdog on a real keeper; readings come in by `door`, messages go to a channel that takes them or does not. */
async function world({ deadMan = false }: { deadMan?: boolean } = {}) {
  const house = await House.open();
  const outside = await receiver();
  const state = { door: true, minute: 0 };
  const sends: number[] = [];
  const watchdog = new Watchdog({
    settings: {
      everyMinutes: 15,
      ...(deadMan ? { deadMan: { url: outside.url, everySeconds: 60, timeoutSeconds: 5 } } : {}),
    },
    keeper: {
      execute: (actor, command) => house.keeper.execute(actor, command),
      ask: (actor, query) => house.keeper.ask(actor, query),
      counts: () => house.keeper.counts(),
    },
    publish: async ({ run, at }) => {
      sends.push(run);
      if (!state.door) throw new Error('ECONNREFUSED');
      await house.send('_canary', [[(at - START) / MINUTE, 5]], { boot: 0, seq: run });
    },
    clock: () => START + house.now * MINUTE,
    uptime: () => state.minute * MINUTE,
    log: { warn: () => {} },
  });
  /** A channel takes what is due; or, with `taken` false, says that it never will. */
  const channel = async (taken = true, name: Channel = 'webhook') => {
    const due = await house.does<DueNotice[]>(SYSTEM, {
      type: 'notices.claim',
      channels: [name],
      limit: 9,
    });
    for (const { notice } of due)
      await house.does(SYSTEM, {
        type: 'notice.settle',
        notice: notice.id,
        outcome: taken
          ? { ok: true, reference: null, unconfirmed: false }
          : { ok: false, code: 'HTTP_500', reason: '', final: true },
      });
    return due.length;
  };
  const at = async (minute: number) => {
    state.minute = minute;
    await house.wait(minute);
    await watchdog.beat();
  };
  return { house, outside, state, sends, watchdog, channel, at };
}
const lost = (house: House) => house.alerts('canary-lost');

describe('the watch over the chain', () => {
  test('sends a reading through it each quarter of an hour, and is content when a channel took the message', async () => {
    const { house, sends, watchdog, channel, at } = await world();
    await at(0.05);
    expect(sends).toEqual([]);
    expect(watchdog.isWhole).toBe(false);
    await at(0.1);
    expect(sends).toEqual([1]);
    expect(watchdog.isWhole).toBe(false);
    expect(await channel()).toBe(1);
    await at(0.2);
    expect(watchdog.isWhole).toBe(true);
    await at(14);
    expect(sends).toEqual([1]);
    await at(15.1);
    expect(sends).toEqual([1, 2]);
    await channel();
    await at(15.2);
    expect(watchdog.metrics()).toContain('giulanh_canary_runs_total 2');
    expect(watchdog.metrics()).toContain('giulanh_canary_age_seconds 0');
    expect(await lost(house)).toEqual([]);
  });

  test('tells of a channel that takes nothing ten minutes after it should have, and is content when one does again', async () => {
    const { house, watchdog, channel, at } = await world();
    await at(0.1);
    await channel(false);
    await at(10);
    expect(await lost(house)).toEqual([]);
    await at(10.2);
    expect(await lost(house)).toMatchObject([
      { severity: 'critical', happenedAt: iso(5 / 60), data: { stage: 'channel' } },
    ]);
    expect(watchdog.metrics()).toContain('giulanh_canary_whole 0');
    await at(15.1);
    await channel();
    await at(15.2);
    expect(await lost(house)).toEqual([]);
    expect(watchdog.isWhole).toBe(true);
  });

  test('tries the door again and again before it says that no reading comes in', async () => {
    const { house, state, sends, channel, at } = await world();
    state.door = false;
    await at(0.1);
    await at(0.2);
    expect(sends).toEqual([1]);
    await at(0.7);
    expect(sends).toEqual([1, 1]);
    await at(10.2);
    expect(await lost(house)).toMatchObject([{ data: { stage: 'reading' } }]);
    state.door = true;
    await at(10.8);
    await channel();
    await at(10.9);
    expect(await lost(house)).toEqual([]);
  });

  test('says so when the keeper had no message made, or no channel took it away', async () => {
    const { house, at } = await world();
    await at(0.1);
    await at(10.2);
    expect(await lost(house)).toMatchObject([{ data: { stage: 'channel' } }]);
  });

  test('goes on with a keeper that began anew, which learns again what is lost', async () => {
    const { house, channel, at } = await world();
    await at(0.1);
    await at(10.2);
    await house.restart();
    await at(11.3);
    expect(await lost(house)).toHaveLength(1);
    await channel();
    await at(11.4);
    expect(await lost(house)).toEqual([]);
  });
});

describe('the receiver outside', () => {
  test('hears of it each minute while it is whole, and nothing from when it is not', async () => {
    const { outside, channel, at } = await world({ deadMan: true });
    await at(0.1);
    expect(outside.heard).toHaveLength(0);
    await channel();
    for (const minute of [0.2, 0.7, 1.3, 2.4]) await at(minute);
    expect(outside.heard).toHaveLength(3);
    // The next trial, due at a quarter past, never arrives: from ten minutes later on nobody is told that all is well.
    await at(24.9);
    expect(outside.heard).toHaveLength(4);
    await at(25.2);
    await at(40);
    expect(outside.heard).toHaveLength(4);
    await channel();
    await at(40.1);
    await at(40.5);
    expect(outside.heard).toHaveLength(5);
  });

  test('hears nothing while messages of alerts are behind, although the trials arrive', async () => {
    const { house, outside, channel, at } = await world({ deadMan: true });
    await at(0.1);
    await channel();
    await house.apply(`demo: true
people:
  - { username: an, name: An, roles: [official], site: tinh, password: mat-khau-cua-an }
`);
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
    await house.live('do-2', 1, 1, 4);
    await at(17);
    await channel();
    await at(19);
    const before = outside.heard.length;
    await at(25);
    expect(await house.alerts('notices-behind')).toHaveLength(1);
    expect(await lost(house)).toEqual([]);
    expect(outside.heard).toHaveLength(before);
    await channel(true, 'mail');
    await at(26);
    expect(outside.heard).toHaveLength(before + 1);
  });
});
