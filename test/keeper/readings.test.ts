import { describe, expect, test } from 'vitest';
import { horizonOf, RETENTION } from '../../src/keeper/horizon.ts';
import type { BucketView, Paged, ReadingView } from '../../src/keeper/views.ts';
import type { Parcel } from '../../src/lots/types.ts';
import { DEPOT, House, MINUTE, START } from './house.ts';

const DAY = 86_400_000;
const NOW = START + 1_000 * DAY;
type Answer<T> = Paged<T> & { horizon: string };

const parcel = (over: Partial<Parcel>): Parcel => ({
  id: 'kien',
  gtin: '08930000000002',
  lot: 'FK1234',
  label: null,
  parent: null,
  createdAt: START,
  dosesInitial: 10,
  doses: 10,
  stays: [{ unit: 'tu-1', from: START, to: null }],
  ended: null,
  ...over,
});
const ended = (daysAgo: number): Parcel => parcel({ ended: { at: NOW - daysAgo * DAY, kind: 'empty' } });

describe('the store answers for a unit by itself', () => {
  const rows: [what: string, parcels: Parcel[], from: number][] = [
    ['for 400 days where no vaccine was ever kept', [], NOW - RETENTION],
    ['from the first stay of a parcel that still lives', [parcel({})], START],
    [
      'also when the parcel has long gone elsewhere',
      [
        parcel({
          stays: [
            { unit: 'tu-1', from: START, to: START + DAY },
            { unit: 'tu-2', from: START + DAY, to: null },
          ],
        }),
      ],
      START,
    ],
    ['from the first stay of one that ended a year ago less a day', [ended(365)], START],
    ['for 400 days when the last parcel ended more than a year ago', [ended(366)], NOW - RETENTION],
    [
      'for 400 days when its parcels came later',
      [parcel({ stays: [{ unit: 'tu-1', from: NOW - DAY, to: null }] })],
      NOW - RETENTION,
    ],
    [
      'from the earliest of several stays',
      [parcel({ stays: [{ unit: 'tu-1', from: START + DAY, to: null }] }), parcel({})],
      START,
    ],
    [
      'without regard to stays in other units',
      [parcel({ stays: [{ unit: 'tu-2', from: START, to: null }] })],
      NOW - RETENTION,
    ],
  ];
  test.each(rows)('%s', (_, parcels, from) => {
    expect(horizonOf('tu-1', parcels, NOW)).toBe(from);
  });
});

describe('what was measured in a unit', () => {
  const measured = async (packAt?: number): Promise<House> => {
    const house = await House.open(packAt === undefined ? {} : { packAt });
    await house.live('do-1', 0, 60, 4);
    house.now = 20 * 24 * 60;
    await house.send('do-1', [
      [house.now, 5],
      [house.now, 5.5],
    ]);
    await house.live('do-1', house.now + 5, house.now + 60, 6);
    return house;
  };

  test('is told with the horizon, which is the first stay of the parcel in it', async () => {
    const house = await measured();
    house.now = 500 * 24 * 60;
    const to = START + 60 * MINUTE;
    const { horizon, items } = await house.ask<Answer<ReadingView>>({
      type: 'readings',
      unit: 'tu-1',
      from: START,
      to,
    });
    expect(horizon).toBe(new Date(START).toISOString());
    expect(items).toHaveLength(12);
    const other = await house.ask<Answer<ReadingView>>({ type: 'readings', unit: 'tu-2', from: START, to });
    expect(Date.parse(other.horizon)).toBe(START + house.now * MINUTE - RETENTION);
  });

  test('in steps tells a horizon that is the beginning of a step', async () => {
    const house = await measured();
    const query = { type: 'readings', unit: 'tu-2', from: START, to: START, every: 7 * 86_400 } as const;
    const { horizon } = await house.ask<Answer<BucketView>>(query);
    expect(Date.parse(horizon) % (7 * DAY)).toBe(0);
    const exact = START + house.now * MINUTE - RETENTION;
    expect(exact - Date.parse(horizon)).toBeGreaterThanOrEqual(0);
    expect(exact - Date.parse(horizon)).toBeLessThan(7 * DAY);
  });

  test.each([
    ['in memory', undefined],
    ['packed', 10],
  ])('is paged over weeks without a reading lost or told twice, %s', async (_, packAt) => {
    const house = await measured(packAt);
    if (packAt !== undefined) while (await house.keeper.pack());
    const query = { type: 'readings', unit: 'tu-1', from: START - 40 * DAY, to: START + 60 * DAY } as const;
    const whole = (await house.ask<Answer<ReadingView>>({ ...query, limit: 1000 })).items;
    expect(whole).toHaveLength(13 + 2 + 12);
    for (const limit of [1, 5, 13, 14, 26, 27]) {
      const seen: ReadingView[] = [];
      let cursor: string | undefined;
      do {
        const page: Answer<ReadingView> = await house.ask({ ...query, limit, cursor });
        seen.push(...page.items);
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
      expect(seen).toEqual(whole);
    }
  });

  test('keeps a peak of one reading in however long a step', async () => {
    const house = await measured();
    await house.send('do-1', [[30.5, 11.2]]);
    const query = { type: 'readings', unit: 'tu-1', from: START, to: START + DAY, every: 86_400 } as const;
    const { items } = await house.ask<Answer<BucketView>>(query);
    expect(items).toMatchObject([{ min: 4, max: 11.2, count: 14 }]);
  });

  test('is not told to whom the place is closed, not even its horizon', async () => {
    const house = await measured();
    const away = { ...DEPOT, site: 'xa' };
    const answer = await house.keeper.ask(away, { type: 'readings', unit: 'tu-1', from: START, to: START });
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'FORBIDDEN_PLACE' } });
  });
});
