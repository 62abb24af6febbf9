import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { administer, dosesGivenDuring } from '../../src/lots/administration.ts';
import type { Administration } from '../../src/lots/types.ts';
import {
  at,
  counting,
  excursion,
  expectRefused,
  granted,
  HOUR,
  MINUTE,
  parcel,
  TEN,
} from './parcel-fixture.ts';

const request = { gtin: '08935000000017', lot: 'VN-0421', site: 'station-1', doses: 5 };
const NOW = TEN + 4 * HOUR;
const old = parcel({ id: 'old', doses: 3, stays: [{ unit: 'f', from: TEN - HOUR, to: null }] });
const fresh = parcel({ id: 'fresh', doses: 10 });

describe('taking doses', () => {
  test('the parcel received first is used up first, and ends empty', () => {
    const { administrations, parcels } = granted(administer(request, [fresh, old], at(NOW, 'hoa')));
    expect(administrations).toMatchObject([
      { parcel: 'old', doses: 3, by: 'hoa', at: NOW, site: 'station-1' },
      { parcel: 'fresh', doses: 2, by: 'hoa', at: NOW, site: 'station-1' },
    ]);
    expect(parcels).toMatchObject([
      { id: 'old', doses: 0, ended: { at: NOW, kind: 'empty' } },
      { id: 'fresh', doses: 8, ended: null },
    ]);
  });

  test('a child is as old as its parent, whenever it was split off', () => {
    const child = parcel({ id: 'child', parent: 'old', createdAt: NOW - 1, stays: old.stays });
    expect(granted(administer(request, [fresh, child], at(NOW))).administrations[0]?.parcel).toBe('child');
  });

  test('ended, empty and foreign parcels give nothing', () => {
    const others = [
      parcel({ id: 'gone', ended: { at: TEN, kind: 'returned' } }),
      parcel({ id: 'empty', doses: 0 }),
      parcel({ id: 'other', lot: 'VN-0422' }),
    ];
    expectRefused(administer({ ...request, doses: 1 }, others, at(NOW)), 'DOSES_NOT_PRESENT');
  });

  test.each([
    [13, null],
    [14, 'DOSES_NOT_PRESENT'],
    [0, 'DOSES_INVALID'],
    [-1, 'DOSES_INVALID'],
    [1.5, 'DOSES_INVALID'],
    [Number.NaN, 'DOSES_INVALID'],
    [Number.POSITIVE_INFINITY, 'DOSES_INVALID'],
  ])('of 13 doses present, %d are asked for: %s', (doses, code) => {
    const decision = administer({ ...request, doses }, [old, fresh], at(NOW));
    if (code === null) expect(granted(decision).parcels.every((one) => one.doses === 0)).toBe(true);
    else expectRefused(decision, code);
  });

  test('what is recorded later than it happened keeps its time, what lies ahead is refused', () => {
    expect(granted(administer({ ...request, at: NOW - HOUR }, [fresh], at(NOW))).administrations[0]?.at).toBe(
      NOW - HOUR,
    );
    expectRefused(administer({ ...request, at: NOW + 5 * MINUTE + 1 }, [fresh], at(NOW)), 'TIME_IN_FUTURE');
  });

  test('a parcel that was moved after its last dose was given ends at the move, not before it', () => {
    const moved = parcel({
      doses: 5,
      stays: [
        { unit: 'a', from: TEN, to: NOW - MINUTE },
        { unit: 'b', from: NOW - MINUTE, to: null },
      ],
    });
    const { parcels } = granted(administer({ ...request, at: NOW - HOUR }, [moved], at(NOW)));
    expect(parcels[0]?.ended).toEqual({ at: NOW - MINUTE, kind: 'empty' });
  });

  test('doses are conserved', () => {
    const stocks = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(stocks, fc.integer({ min: 1, max: 60 }), (stock, doses) => {
        const present = stock.map((left, index) => parcel({ id: `P${index}`, doses: left }));
        const total = stock.reduce((sum, left) => sum + left, 0);
        const decision = administer({ ...request, doses }, present, at(NOW));
        expect(decision.ok).toBe(doses <= total);
        if (!decision.ok) return;
        expect(decision.value.administrations.reduce((sum, one) => sum + one.doses, 0)).toBe(doses);
        for (const one of decision.value.parcels) {
          const given = decision.value.administrations.find(({ parcel: id }) => id === one.id)?.doses ?? 0;
          expect(one.doses + given).toBe(present.find(({ id }) => id === one.id)?.doses);
        }
      }),
    );
  });
});

describe('the list of doses given since an excursion began', () => {
  // Warm from 11:00, in breach at 12:00.
  const ids = counting('given');
  const given = (source: string, when: number): Administration => ({
    id: ids(),
    parcel: source,
    gtin: request.gtin,
    lot: request.lot,
    site: 'station-1',
    doses: 1,
    at: when,
    by: 'hoa',
  });
  const family = [
    parcel(),
    parcel({ id: 'before', parent: 'P1', createdAt: TEN + HOUR }),
    parcel({ id: 'during', parent: 'P1', createdAt: TEN + HOUR + 1 }),
    parcel({ id: 'grandchild', parent: 'during', createdAt: TEN + 2 * HOUR }),
    parcel({ id: 'stranger' }),
  ];
  const affected = [{ parcel: 'P1', excursion: excursion() }];

  test.each([
    ['just before the start', TEN + HOUR - 1, null],
    ['at the start', TEN + HOUR, false],
    ['just before the breach', TEN + 2 * HOUR - 1, false],
    ['at the breach', TEN + 2 * HOUR, true],
    ['long after', TEN + 90 * HOUR, true],
  ])('a dose given %s', (_name, when, afterBreach) => {
    const list = dosesGivenDuring([given('P1', when)], family, affected);
    expect(list.map((one) => one.afterBreach)).toEqual(afterBreach === null ? [] : [afterBreach]);
  });

  test('counts children split off during it and their children, not those split off before or strangers', () => {
    const all = ['stranger', 'grandchild', 'during', 'before'].map((id, index) =>
      given(id, TEN + 5 * HOUR - index),
    );
    expect(dosesGivenDuring(all, family, affected).map((one) => one.administration.parcel)).toEqual([
      'during',
      'grandchild',
    ]);
  });

  test('names a dose once, though its parcel and its parent are both affected', () => {
    const twice = [...affected, { parcel: 'during', excursion: excursion({ id: 'E2' }) }];
    expect(dosesGivenDuring([given('during', TEN + 5 * HOUR)], family, twice)).toHaveLength(1);
  });
});
