/** 500 sites grow warm in one minute, the service stops in between, and one person answers for all of them. */
import { expect, test } from 'vitest';
import type { NoticeView } from '../../src/keeper/notice-views.ts';
import type { Paged } from '../../src/keeper/views.ts';
import { House, iso, MINUTE } from './house.ts';

const SITES = 500;
const SECOND = 1 / 60;
const TEN_MINUTES = 10 * MINUTE;

const numbers = Array.from({ length: SITES }, (_, index) => index);
const PLACES = `demo: true
sites:
  - { id: tinh, name: Kho tỉnh, level: tỉnh, parent: null }
${numbers.map((n) => `  - { id: xa-${n}, name: Xã ${n}, level: xã, parent: tinh }`).join('\n')}
units:
${numbers.map((n) => `  - { id: tu-${n}, kind: refrigerator, site: xa-${n}, name: Tủ ${n}, samplingSeconds: 300, maxGapSeconds: 900, rules: [{ id: warm, side: above, limitCelsius: 8, allowedSeconds: 0, mode: continuous }] }`).join('\n')}
devices:
${numbers.map((n) => `  - { id: do-${n}, unit: tu-${n}, secret: a-secret-of-${n} }`).join('\n')}
people:
  - { username: kho, name: Kho, roles: [depot], site: tinh, password: mat-khau-cua-kho }
  - { username: an, name: An, roles: [official], site: tinh, password: mat-khau-cua-an }
`;

async function sent(house: House, person: string): Promise<NoticeView[]> {
  const items: NoticeView[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const query = { type: 'notices', person, limit: 1000 } as const;
    const page: Paged<NoticeView> = await house.ask(cursor === undefined ? query : { ...query, cursor });
    items.push(...page.items);
    cursor = page.next;
  }
  return items.reverse();
}

test('500 sites at once are at most ten messages in any ten minutes to each person, and every critical alert is in one of them', async () => {
  const house = await House.open({ descriptions: [PLACES] });
  let slowest = 0;
  for (let second = 0; second < 60; second++) {
    house.now = 5 + second * SECOND;
    const began = performance.now();
    for (const n of numbers.slice(Math.floor((second * SITES) / 60), Math.floor(((second + 1) * SITES) / 60)))
      await house.send(`do-${n}`, [[5, 12]]);
    await house.keeper.tick();
    slowest = Math.max(slowest, performance.now() - began);
    if (second === 20 || second === 40) await house.restart();
  }
  for (let second = 60; second < 1_860; second += 5) await house.wait(5 + second * SECOND);

  const alerts = (await house.alerts()).filter(({ severity }) => severity === 'critical');
  const excursions = alerts.filter(({ kind }) => kind === 'unit-excursion');
  expect(excursions).toHaveLength(SITES);
  for (const person of ['kho', 'an']) {
    const notices = await sent(house, person);
    const times = notices.map(({ createdAt }) => Date.parse(createdAt));
    for (const at of times)
      expect(times.filter((one) => one > at - TEN_MINUTES && one <= at).length).toBeLessThanOrEqual(10);
    const told = new Set(notices.flatMap((one) => one.alerts));
    expect(excursions.filter(({ id }) => !told.has(id))).toEqual([]);
    expect(notices.at(-1)?.severity).toBe('critical');
    console.info(`${person}: ${notices.length} messages in half an hour of ${alerts.length} critical alerts`);
  }
  const [first] = await sent(house, 'kho');
  expect(first?.createdAt).toBe(iso(5 + 5 * SECOND));
  console.info(`slowest second of the flood: ${slowest.toFixed(0)} ms of work`);
}, 120_000);
