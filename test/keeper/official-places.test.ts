import { describe, expect, it } from 'vitest';
import type { EffectView, OverviewView } from '../../src/keeper/official-views.ts';
import type { Actor, Query } from '../../src/keeper/protocol.ts';
import { AN, GTIN, House, OFFICIALS, PROVINCE } from './house.ts';

const BELOW = `demo: true
parcels:
  - { id: kien-3, gtin: "${GTIN}", lot: FK1234, doses: 30, unit: tu-2, since: 2026-11-22T00:00:00Z }
`;
/** Looks after the commune alone. */
const COMMUNE: Actor = { ...AN, username: 'chi', site: 'xa' };

const asked = async <T>(house: House, who: Actor, query: Query): Promise<T> => {
  const answer = await house.keeper.ask(who, query);
  if (!answer.ok) throw new Error(JSON.stringify(answer.refusal));
  return answer.value as T;
};

describe('an official of one commune', () => {
  it('is told how many doses a recall stops everywhere, and names of places only within the commune', async () => {
    const house = await House.open({ descriptions: [PROVINCE, OFFICIALS, BELOW] });
    await house.live('do-1', 0, 30, 5);
    await house.live('do-2', 0, 30, 5);
    const effect = await asked<EffectView>(house, COMMUNE, {
      type: 'recall.effect',
      gtin: GTIN,
      lot: 'FK1234',
    });
    expect(effect).toMatchObject({ parcels: 2, doses: 270, sites: 2 });
    expect(effect.gates.map(({ site }) => site)).toEqual(['xa']);
    const all = await asked<EffectView>(house, AN, { type: 'recall.effect', gtin: GTIN, lot: 'FK1234' });
    expect(all.gates.map(({ site }) => site).sort()).toEqual(['tinh', 'xa']);
  });
});

describe('the places that were silent today', () => {
  /** Midnight of the province is minute 1020. */
  it('are also those that fell silent yesterday evening and came back this morning', async () => {
    const house = await House.open({ descriptions: [PROVINCE, OFFICIALS] });
    await house.live('do-1', 0, 900, 5, 60);
    for (let minute = 910; minute <= 1200; minute += 30) await house.wait(minute);
    await house.live('do-1', 1205, 1230, 5);
    const overview = await house.ask<OverviewView>({ type: 'overview' });
    expect(overview.silentToday).toMatchObject([{ site: 'tinh', name: 'Kho tỉnh' }]);
    await acknowledgeAll(house);
    expect((await house.ask<OverviewView>({ type: 'overview' })).silentToday).toMatchObject([
      { site: 'tinh', since: '2026-11-22T15:15:00.000Z', now: false },
    ]);
  });

  it('are not those whose silence was over before midnight', async () => {
    const house = await House.open({ descriptions: [PROVINCE, OFFICIALS] });
    await house.live('do-1', 0, 10, 5);
    await house.wait(60);
    await house.live('do-1', 900, 1100, 5);
    await house.live('do-1', 1100, 1101, 5);
    await acknowledgeAll(house);
    expect((await house.ask<OverviewView>({ type: 'overview' })).silentToday).toEqual([]);
  });
});

async function acknowledgeAll(house: House): Promise<void> {
  for (const { id, unit } of await house.alerts())
    if (unit === 'tu-1') await house.does(AN, { type: 'alert.acknowledge', alert: id, comment: 'đã xem' });
}
