/** Deadlines of alerts and messages stand on the disk: stops of the service and jumps of its clock neither lose nor repeat any. */
import { describe, expect, test } from 'vitest';
import type { NoticeView } from '../../src/keeper/notice-views.ts';
import type { Paged } from '../../src/keeper/views.ts';
import { DEPOT, House, MINUTE, PROVINCE, START } from './house.ts';

const PEOPLE = `demo: true
people:
  - { username: kho, name: Kho, roles: [depot], site: tinh, password: mat-khau-cua-kho }
  - { username: an, name: An, roles: [official], site: tinh, password: mat-khau-cua-an }
`;
const DAY = 1440;

/** `person reason`, and the minute when it was told. */
async function told(house: House, clockAhead = 0): Promise<[string, number][]> {
  const { items } = await house.ask<Paged<NoticeView>>({ type: 'notices', limit: 1000 });
  return items
    .reverse()
    .map(({ person, reason, createdAt }) => [
      `${person} ${reason}`,
      (Date.parse(createdAt) - START) / MINUTE - clockAhead,
    ]);
}

/** A fridge is too warm from minute 0; what it holds is taken at minute 100. The service stops before each minute that `stops` says. */
async function night(stops: (minute: number) => boolean): Promise<[string, number][]> {
  const house = await House.open({ descriptions: [PROVINCE, PEOPLE] });
  await house.live('do-1', 0, 60, 10);
  for (let minute = 61; minute <= 200; minute++) {
    if (stops(minute)) {
      house.now = minute;
      await house.restart();
    }
    if (minute % 10 === 0) await house.live('do-1', minute, minute, 10);
    await house.wait(minute);
    if (minute === 100)
      for (const { id, state } of await house.alerts())
        if (state === 'open') await house.does(DEPOT, { type: 'alert.acknowledge', alert: id, comment: 'x' });
  }
  return told(house);
}

test('a service that is stopped again and again tells the same people the same, at the same minutes', async () => {
  const steady = await night(() => false);
  expect(steady.length).toBeGreaterThan(6);
  expect(await night((minute) => minute % 3 === 0)).toEqual(steady);
  expect(await night((minute) => minute > 70 && minute < 90)).toEqual(steady);
}, 120_000);

describe('a clock', () => {
  const alarmed = async () => {
    const house = await House.open({ descriptions: [PROVINCE, PEOPLE] });
    await house.live('do-1', 0, 60, 10);
    await house.wait(61);
    return house;
  };

  test('that is set back by a day makes nobody wait for a day', async () => {
    const house = await alarmed();
    for (const minute of [61, 70, 76, 77]) await house.wait(minute - DAY);
    const after = (await told(house, -DAY)).filter(([, minute]) => minute < 100);
    expect(after.map(([said]) => said).sort()).toEqual(['an climbed', 'kho still']);
  }, 60_000);

  test('that is set back while a message waits for companions keeps it no longer than it would have waited', async () => {
    const house = await House.open({ descriptions: [PROVINCE, PEOPLE] });
    await house.live('do-1', 0, 60, 10);
    await house.wait(60 - DAY);
    await house.wait(60 - DAY + 0.1);
    expect((await told(house)).map(([said]) => said)).toEqual(['kho raised']);
  }, 60_000);
});
