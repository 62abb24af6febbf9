import { describe, expect, test } from 'vitest';
import type { Point } from '../../src/influx/types.ts';
import type { Command, InfluxLink } from '../../src/keeper/protocol.ts';
import { SYSTEM } from '../../src/keeper/protocol.ts';
import type { InfluxView, Paged, SetAsideView } from '../../src/keeper/views.ts';
import { BEGINNING, type Cursor, openOutbox } from '../../src/store/outbox.ts';
import { AN, AUDITOR, DEPOT, House, iso, MINUTE, START } from './house.ts';

const TARGET = 'influx.tinh/giulanh';

const view = (house: House) => house.ask<InfluxView>({ type: 'influx' });
const setAside = async (house: House, page: { cursor?: string; limit?: number } = {}) =>
  house.ask<Paged<SetAsideView>>({ type: 'influx.setAside', ...page });
const all = (house: House): Cursor => {
  const outbox = openOutbox(house.directory);
  const { next } = outbox.read(BEGINNING, 100_000).page;
  outbox.close();
  return next;
};
const settle = (house: House, cursor: Cursor, points: Point[] = [], reason = 'field type conflict') =>
  house.tell(SYSTEM, {
    type: 'influx.settle',
    target: TARGET,
    cursor,
    setAside: points.map((point) => ({ point, reason })),
  });
const report = (house: House, state: InfluxLink['state'], since = house.now) =>
  house.does(SYSTEM, {
    type: 'influx.report',
    link: {
      target: TARGET,
      state,
      reason: state === 'ok' ? '' : 'connect ECONNREFUSED',
      since: START + since * MINUTE,
      lastStoredAt: null,
    },
  });
const point = (minute: number, also?: string): Point => ({
  measurement: 'temperature',
  tags: { device: 'do-1', probe: '1', ...(also === undefined ? {} : { also }) },
  fields: { celsius: 4 },
  time: START + minute * MINUTE,
  nanos: 0,
});

describe('how far the copy has come', () => {
  test('is kept with what was set aside on the way, in one commit, and found again after a restart', async () => {
    const house = await House.open();
    await house.send('do-1', [[0, 4]]);
    expect(await view(house)).toMatchObject({ target: null, cursor: null, setAside: 0, link: null });
    const cursor = all(house);
    expect(await settle(house, cursor, [point(0)])).toEqual({ ok: true, value: null });
    await house.restart();
    expect(await view(house)).toEqual({
      target: TARGET,
      cursor,
      backlog: { journal: 0, chunks: 0, ledger: 0, excursions: 0, oldestAt: null },
      catchingUp: 'unknown',
      setAside: 1,
      link: null,
      verified: null,
    });
    expect(await report(house, 'ok')).toEqual({ cursor });
  });

  test('may begin anew, and is counted from there', async () => {
    const house = await House.open();
    await house.send('do-1', [[0, 4]]);
    await settle(house, all(house));
    await settle(house, BEGINNING);
    const { cursor, backlog } = await view(house);
    expect(cursor).toEqual(BEGINNING);
    expect(backlog.journal).toBe(1);
    expect(backlog.oldestAt).toBe(iso(0));
  });

  test.each(['journal', 'chunk', 'ledger', 'excursion'] as const)(
    'is never beyond what the store holds: %s',
    async (part) => {
      const house = await House.open();
      const cursor = all(house);
      const answer = await settle(house, { ...cursor, [part]: cursor[part] + 1 }, [point(0)]);
      expect(answer).toMatchObject({ ok: false, refusal: { code: 'INFLUX_CURSOR_AHEAD' } });
      expect(await view(house)).toMatchObject({ cursor: null, setAside: 0 });
    },
  );

  test('of one target says nothing of another', async () => {
    const house = await House.open();
    await settle(house, all(house));
    const link = { target: 'new', state: 'ok', reason: '', since: START, lastStoredAt: null } as const;
    expect(await house.does(SYSTEM, { type: 'influx.report', link })).toEqual({ cursor: BEGINNING });
    expect(await view(house)).toMatchObject({ target: 'new', cursor: BEGINNING });
  });

  test.each<Command>([
    { type: 'influx.settle', target: TARGET, cursor: BEGINNING, setAside: [] },
    { type: 'influx.retried', stored: [1], refused: [] },
  ])('is told by the service and whoever keeps the whole province alone: $type', async (command) => {
    const house = await House.open();
    const local = { ...AUDITOR, roles: ['administrator'] as const, site: 'xa' };
    for (const who of [DEPOT, AN])
      expect(await house.tell(who, command)).toMatchObject({ refusal: { code: 'FORBIDDEN_ROLE' } });
    expect(await house.tell(local, command)).toMatchObject({ refusal: { code: 'FORBIDDEN_PLACE' } });
    expect(await house.keeper.ask(local, { type: 'influx.setAside' })).toMatchObject({
      refusal: { code: 'FORBIDDEN_PLACE' },
    });
    expect(await house.keeper.ask(DEPOT, { type: 'influx' })).toMatchObject({
      refusal: { code: 'FORBIDDEN_ROLE' },
    });
  });
});

describe('points that are set aside', () => {
  test('raise one alert with their number, which ends when all of them were taken', async () => {
    const house = await House.open();
    await settle(house, BEGINNING, [point(0), point(1)]);
    await house.wait(1);
    expect(await house.alerts('influx-refused')).toMatchObject([
      { count: 2, severity: 'warning', site: null, data: { points: 2 }, happenedAt: iso(1) },
    ]);
    await settle(house, BEGINNING, [point(1), point(1, '1')], 'other words');
    await house.restart();
    await house.wait(2);
    expect(await house.alerts('influx-refused')).toMatchObject([{ count: 3, happenedAt: iso(1) }]);
    const [first = 0, second = 0, third = 0] = (await setAside(house)).items.map(({ id }) => id);
    await house.does(SYSTEM, {
      type: 'influx.retried',
      stored: [first, third],
      refused: [{ id: second, reason: 'still' }],
    });
    await house.wait(3);
    expect(await house.alerts('influx-refused')).toMatchObject([{ count: 1 }]);
    await house.does(SYSTEM, { type: 'influx.retried', stored: [second], refused: [] });
    await house.wait(4);
    expect(await house.alerts('influx-refused')).toEqual([]);
  });

  test('are listed as they were to be written, a page at a time, with why and how often', async () => {
    const house = await House.open();
    const strange: Point = { ...point(0), time: Number.NaN, fields: { celsius: 4, door: true } };
    await settle(house, BEGINNING, [point(5), strange]);
    await settle(house, BEGINNING, [point(5)], 'other words');
    const first = await setAside(house, { limit: 1 });
    expect(first.items).toEqual([
      {
        id: 1,
        measurement: 'temperature',
        tags: { device: 'do-1', probe: '1' },
        fields: { celsius: 4 },
        time: iso(5),
        nanos: 0,
        reason: 'other words',
        refusedAt: iso(0),
        attempts: 2,
      },
    ]);
    const second = await setAside(house, { limit: 5, cursor: first.next ?? '' });
    expect(second).toMatchObject({ items: [{ id: 2, time: 'null', fields: { door: true } }], next: null });
  });
});

describe('a copy that is behind', () => {
  test('is nobody’s business for a quarter of an hour, then an alert since the trouble began, until it is over', async () => {
    const house = await House.open();
    await settle(house, all(house));
    await report(house, 'INFLUX_UNREACHABLE', 0);
    await house.wait(15);
    expect(await house.alerts('influx-behind')).toEqual([]);
    // Another reason does not begin the time anew.
    await report(house, 'INFLUX_TIMEOUT', 15);
    await house.wait(16);
    expect(await house.alerts('influx-behind')).toMatchObject([
      { happenedAt: iso(0), severity: 'warning', data: { target: TARGET, code: 'INFLUX_TIMEOUT' } },
    ]);
    await house.restart();
    await house.wait(17);
    await report(house, 'INFLUX_UNREACHABLE', 17);
    await house.wait(18);
    // It is still the trouble that people were told of.
    expect(await house.alerts('influx-behind')).toMatchObject([
      { happenedAt: iso(0), data: { code: 'INFLUX_UNREACHABLE' } },
    ]);
    await report(house, 'ok', 19);
    await house.wait(19);
    expect(await house.alerts('influx-behind')).toEqual([]);
  });

  test('although it can be written to, says since when it lags, without a change at every look', async () => {
    const house = await House.open();
    await settle(house, all(house));
    await house.send('do-1', [[0, 4]]);
    await report(house, 'ok', 0);
    await house.wait(0);
    await house.wait(60);
    expect(await house.alerts('influx-behind')).toEqual([]);
    await house.wait(61);
    const [raised] = await house.alerts('influx-behind');
    expect(raised).toMatchObject({ happenedAt: iso(0), data: { code: 'BACKLOG' } });
    await house.wait(90);
    expect(await house.alerts('influx-behind')).toEqual([raised]);
    await settle(house, all(house));
    await house.wait(91);
    expect(await house.alerts('influx-behind')).toEqual([]);
  });

  test('is not over because the service began again and has not tried yet', async () => {
    const house = await House.open();
    await settle(house, all(house));
    await report(house, 'INFLUX_UNREACHABLE', 0);
    await house.wait(16);
    const told = await house.alerts('influx-behind');
    expect(told).toHaveLength(1);
    await house.restart();
    await report(house, 'unknown', 17);
    for (const minute of [17, 25, 32]) await house.wait(minute);
    expect(await house.alerts('influx-behind')).toEqual(told);
    await report(house, 'ok', 32);
    await house.wait(32);
    expect(await house.alerts('influx-behind')).toEqual([]);
  });

  test('because nothing is ever tried is behind like one that stalls', async () => {
    const house = await House.open();
    await settle(house, all(house));
    await house.send('do-1', [[0, 4]]);
    await report(house, 'unknown', 0);
    for (const minute of [0, 30, 60]) await house.wait(minute);
    expect(await house.alerts('influx-behind')).toEqual([]);
    await house.wait(61);
    expect(await house.alerts('influx-behind')).toMatchObject([{ data: { code: 'BACKLOG' } }]);
  });

  /** Hours of readings of which nothing was sent, and a way to send so much of them. */
  async function oldHouse() {
    const house = await House.open();
    for (let minute = 0; minute < 10; minute++) {
      house.now = minute;
      await house.send('do-1', [[minute, 4]]);
    }
    await house.wait(600);
    await report(house, 'ok', 600);
    const first = { ...all(house), journal: 0 };
    return { house, send: (entries: number) => settle(house, { ...first, journal: entries }) };
  }

  test('because a new one is filled with what is old is nobody’s business while it comes nearer', async () => {
    const { house, send } = await oldHouse();
    for (let entries = 0; entries < 9; entries++) {
      await house.wait(600 + entries * 10);
      await send(entries);
      expect(await house.alerts('influx-behind')).toEqual([]);
    }
    expect(await view(house)).toMatchObject({ catchingUp: 'yes', backlog: { journal: 2, oldestAt: iso(8) } });
  });

  test('that is being filled and no longer comes nearer is, after a quarter of an hour; and not when it does again', async () => {
    const { house, send } = await oldHouse();
    await house.wait(600);
    await send(3);
    await house.wait(615);
    expect((await view(house)).catchingUp).toBe('yes');
    // What is received meanwhile is as much as what is sent.
    await house.send('do-1', [[615, 4]]);
    await send(4);
    await house.wait(629);
    expect(await house.alerts('influx-behind')).toEqual([]);
    await house.wait(630);
    expect((await view(house)).catchingUp).toBe('no');
    const told = await house.alerts('influx-behind');
    expect(told).toMatchObject([{ happenedAt: iso(4), data: { code: 'BACKLOG' } }]);
    await house.restart();
    await report(house, 'ok', 631);
    await house.wait(631);
    expect(await house.alerts('influx-behind')).toEqual(told);
    await send(6);
    await house.wait(646);
    expect(await house.alerts('influx-behind')).toEqual([]);
  });

  test('that begins again from its beginning is looked at anew', async () => {
    const { house, send } = await oldHouse();
    await house.wait(600);
    await settle(house, all(house));
    await house.wait(615);
    await settle(house, BEGINNING);
    await house.wait(616);
    expect(await house.alerts('influx-behind')).toEqual([]);
    expect((await view(house)).catchingUp).toBe('unknown');
    await send(2);
    await house.wait(631);
    expect((await view(house)).catchingUp).toBe('yes');
    expect(await house.alerts('influx-behind')).toEqual([]);
  });

  test('that nobody keeps any more is not behind', async () => {
    const house = await House.open();
    await report(house, 'INFLUX_MISSING', 0);
    await house.wait(20);
    expect(await house.alerts('influx-behind')).toHaveLength(1);
    await house.restart();
    await house.wait(35);
    expect(await house.alerts('influx-behind')).toHaveLength(1);
    await house.wait(36);
    expect(await house.alerts('influx-behind')).toEqual([]);
  });
});

describe('a comparison of the copy with the store', () => {
  const verified = (differences: number): Command => ({
    type: 'influx.verified',
    result: {
      target: TARGET,
      from: START,
      to: START + 60 * MINUTE,
      at: START + 90 * MINUTE,
      readings: differences,
      events: 0,
      excursions: 0,
      differences,
      examples: differences === 0 ? [] : ['do-1/1 00:00: 3 of 4'],
    },
  });

  test('that found differences is an alert until somebody has seen it; one without is not', async () => {
    const house = await House.open();
    await house.does(SYSTEM, verified(0));
    expect(await house.alerts('influx-differs')).toEqual([]);
    await house.does(SYSTEM, verified(2));
    const [alert] = await house.alerts('influx-differs');
    expect(alert).toMatchObject({
      happenedAt: iso(90),
      data: { from: iso(0), to: iso(60), differences: 2, target: TARGET },
    });
    await house.restart();
    expect((await view(house)).verified).toEqual({
      from: iso(0),
      to: iso(60),
      at: iso(90),
      readings: 2,
      events: 0,
      excursions: 0,
      differences: 2,
      examples: ['do-1/1 00:00: 3 of 4'],
    });
    await house.does(AN, { type: 'alert.acknowledge', alert: alert?.id ?? '', comment: 'seen' });
    expect(await house.alerts('influx-differs')).toEqual([]);
  });
});
