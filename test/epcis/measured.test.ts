import { describe, expect, test } from 'vitest';
import type { EventPage } from '../../src/epcis/log.ts';
import { type EpcisQuery, readQuery } from '../../src/epcis/query.ts';
import { deliver, Phone, ROAD, trip } from '../keeper/custody-house.ts';
import { House, iso, PROVINCE } from '../keeper/house.ts';
import { expectSound } from './official.ts';

const queryOf = (raw: Record<string, unknown>): EpcisQuery => {
  const read = readQuery(raw);
  if (!read.ok) throw new Error(read.message);
  return read.query;
};
const told = async (house: House, raw: Record<string, unknown> = {}) =>
  (await house.ask<EventPage>({ type: 'epcis.events', query: queryOf(raw) })).events;
async function showed(house: House) {
  const holding = await told(house, { EQ_bizStep: 'holding' });
  for (const event of holding) expectSound(event);
  return holding.map(
    ({ sensorElementList }) =>
      (sensorElementList as { sensorReport: Record<string, unknown>[] }[] | undefined)?.[0]?.sensorReport[0],
  );
}

/** Warm from minute 40 on, 9 and 11 °C by turns, until the hour of the rule is over. */
async function warm() {
  const house = await House.open({ now: 0 });
  await house.live('do-1', 0, 35, 5);
  for (let minute = 40; minute <= 100; minute += 5) {
    house.now = minute;
    await house.send('do-1', [[minute, minute % 10 === 0 ? 9 : 11]]);
  }
  expect(await house.holds('kien-1')).toHaveLength(1);
  return house;
}
/** Six stretches of each of 9 and 11 °C, and the first moment of the value at the breach. */
const EXPECTED = {
  type: 'Temperature',
  minValue: 9,
  maxValue: 11,
  meanValue: 10,
  uom: 'CEL',
  exception: 'ALARM_CONDITION',
};

describe('what the sensors showed when a hold was placed', () => {
  test('is told as lowest, highest and mean of what was measured since the excursion began', async () => {
    expect(await showed(await warm())).toEqual([EXPECTED]);
  });

  test('is the same for ever: what comes later, or late, or is packed, or a new start, changes nothing of it', async () => {
    const house = await warm();
    await house.live('do-1', 105, 120, 14);
    await house.send('do-1', [
      [42, 30],
      [52, 2],
    ]);
    while (await house.keeper.pack());
    await house.restart();
    expect((await showed(house))[0]).toEqual(EXPECTED);
  });

  test('a single value that breaks a rule at once is all three', async () => {
    const house = await House.open({ now: 0 });
    await house.live('do-1', 0, 20, 5);
    await house.live('do-1', 25, 25, -1.5);
    expect(await showed(house)).toMatchObject([{ minValue: -1.5, maxValue: -1.5, meanValue: -1.5 }]);
  });
});

describe('what waits on a trip', () => {
  test('is told when what it rests on has come, and not before', async () => {
    const house = await House.open({ now: 1, descriptions: [ROAD] });
    const [kho, hoTong, yTa] = await Promise.all(
      ['kho', 'ho.tong', 'y.ta'].map((username) => Phone.enrolled(house, username)),
    );
    if (kho === undefined || hoTong === undefined || yTa === undefined) throw new Error('three phones');
    const events = trip({ kho, hoTong, yTa });
    house.now = 200;
    const [plan, packed, ...rest] = events;
    const unpacked = events.at(-1);
    for (const event of [packed, unpacked])
      expect((await deliver(house, 'kho', [event]))[0]?.status).toBe('waiting');
    const steps = async () => (await told(house)).map(({ bizStep }) => bizStep);
    expect(await steps()).toEqual(['receiving']);
    house.now = 210;
    for (const event of [plan, ...rest.slice(0, -1)]) await deliver(house, 'kho', [event]);
    expect((await steps()).filter((step) => /packing/.test(String(step)))).toEqual(['packing', 'unpacking']);
    // A partner who asked before and asks again for what was recorded since must come upon them.
    const since = await told(house, { GE_recordTime: iso(210) });
    expect(since.map(({ bizStep }) => bizStep)).toContain('packing');
    expect(since.filter(({ bizStep }) => bizStep === 'packing')).toMatchObject([{ eventTime: iso(20) }]);
    expect(await told(house, { LT_recordTime: iso(210) })).toHaveLength(1);
    for (const event of await told(house)) expectSound(event);
  });
});

test('a long way through the ledger is gone in turns, and others have theirs in between', async () => {
  const more = Array.from({ length: 1500 }, (_, i) =>
    PROVINCE.split('\n').at(-2)?.replace('kien-1', `k-${i}`),
  );
  const house = await House.open({ now: 0, descriptions: [`${PROVINCE}${more.join('\n')}\n`] });
  expect((await house.ask<{ parcels: number }>({ type: 'stats' })).parcels).toBe(1501);
  const order: string[] = [];
  const long = told(house, { orderBy: 'eventTime', EQ_bizStep: 'holding' }).then(() => order.push('events'));
  // Each asks anew when it was answered: without turns, only the first would come before the long one’s end.
  for (let i = 0; i < 3; i++) {
    await house.ask({ type: 'stats' });
    order.push('stats');
  }
  await long;
  expect(order.slice(0, 2)).toEqual(['stats', 'stats']);
});
