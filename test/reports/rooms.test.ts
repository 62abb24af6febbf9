/** What a day's report counts, row by row: what was, at its hour, and what was done in the day before it. */
import { describe, expect, test } from 'vitest';
import type { ExcursionRecord } from '../../src/lots/types.ts';
import { capacityOf, classOfUnit } from '../../src/reports/capacity.ts';
import { excursionsOf, quantile, responseOf } from '../../src/reports/excursions.ts';
import { standingAt } from '../../src/reports/facts.ts';
import { dueBy, givenOf, plansOf } from '../../src/reports/given.ts';
import { holdsOf } from '../../src/reports/holds.ts';
import { expiringOf, stockOf } from '../../src/reports/stock.ts';
import type { Plan, ReportedExcursion } from '../../src/reports/types.ts';
import { at, facts, GTIN, given, hold, parcel, product, unit } from './facts.ts';

const NOON = at('23T12:00');
const DAY = { since: at('22T17:00'), until: at('23T17:00') };
const standing = (more: Parameters<typeof facts>[0], when = NOON) =>
  standingAt(facts(more), when).map(
    ({ parcel, site, doses, held }) => `${parcel.id} ${site} ${doses}${held ? ' held' : ''}`,
  );

describe('what lay where at an hour that is gone by', () => {
  test('a parcel is where it lay then, whatever was done with it since', () => {
    const moved = parcel('p', 100, null, {
      stays: [
        { unit: 'kho', from: at('01T08:00'), to: at('23T13:00') },
        { unit: 'tu-a', from: at('23T13:00'), to: null },
      ],
    });
    expect(standing({ parcels: [moved] })).toEqual(['p tinh 100']);
    expect(standing({ parcels: [moved] }, at('23T13:00'))).toEqual(['p tinh 100']);
    expect(standing({ parcels: [moved] }, at('23T13:00') + 1)).toEqual(['p xa 100']);
  });
  test('doses that were given or split off later are still there', () => {
    const whole = parcel('p', 70, 'kho', { dosesInitial: 100 });
    const part = parcel('q', 20, 'kho', { parent: 'p', createdAt: at('23T13:00') });
    const later = [given('p', 'tinh', 10, '23T14:00')];
    expect(standing({ parcels: [whole, part], administrations: later })).toEqual(['p tinh 100']);
    expect(standing({ parcels: [whole, part], administrations: later }, at('23T15:00'))).toEqual([
      'p tinh 70',
      'q tinh 20',
    ]);
  });
  test('one that ended later still lives, one that ended before does not', () => {
    const ended = (when: string) =>
      parcel('p', 30, 'kho', {
        ended: { at: at(when), kind: 'discarded' },
        stays: [{ unit: 'kho', from: at('01T08:00'), to: at(when) }],
      });
    expect(standing({ parcels: [ended('23T13:00')] })).toEqual(['p tinh 30']);
    expect(standing({ parcels: [ended('23T11:00')] })).toEqual([]);
  });
  test.each([
    ['was placed later', { placedAt: at('23T12:00') }, 'p tinh 30'],
    ['was placed before', { placedAt: at('23T11:59') }, 'p tinh 30 held'],
    ['ended later', { state: 'released', endedAt: at('23T12:00') }, 'p tinh 30 held'],
    ['ended before', { state: 'released', endedAt: at('23T11:59') }, 'p tinh 30'],
  ] as const)('a hold that %s', (_name, more, expected) => {
    expect(standing({ parcels: [parcel('p', 30, 'kho')], holds: [hold('p', more)] })).toEqual([expected]);
  });
  test('what is in no unit is at no place, and what is recalled must not be given', () => {
    const facts = {
      parcels: [parcel('p', 30, null), parcel('q', 5, 'hom')],
      recalled: new Set([`${GTIN}/A`]),
    };
    expect(standing(facts)).toEqual(['p null 30 held', 'q null 5 held']);
  });
});

describe('stock', () => {
  const of = (expiry: string | null, doses: number) => ({
    site: 'xa',
    gtin: GTIN,
    lot: 'A',
    expiry,
    doses,
    heldDoses: 0,
  });
  test.each([
    ['2026-11-22', { days7: 0, days30: 0, expired: 9 }],
    ['2026-11-23', { days7: 9, days30: 9, expired: 0 }],
    ['2026-11-30', { days7: 9, days30: 9, expired: 0 }],
    ['2026-12-01', { days7: 0, days30: 9, expired: 0 }],
    ['2026-12-23', { days7: 0, days30: 9, expired: 0 }],
    ['2026-12-24', { days7: 0, days30: 0, expired: 0 }],
    [null, { days7: 0, days30: 0, expired: 0 }],
  ])('on 23 November a lot of %s counts as %j', (expiry, sums) => {
    expect(expiringOf([of(expiry, 9)], '2026-11-23')).toEqual(sums);
  });
  test('two parcels of a lot at a place are one line, on the way another, and that one is last', () => {
    const world = facts({
      parcels: [parcel('p', 30, 'tu-a'), parcel('q', 5, 'tu-a'), parcel('r', 7, 'hom')],
      holds: [hold('q')],
    });
    expect(
      stockOf(world, standingAt(world, NOON)).map(({ site, doses, heldDoses }) => [site, doses, heldDoses]),
    ).toEqual([
      ['xa', 35, 5],
      [null, 7, 0],
    ]);
  });
});

test('what is given at the report’s very hour belongs to the next one', () => {
  const administrations = ['22T16:59', '22T17:00', '23T16:59', '23T17:00'].map((when) =>
    given('p', 'xa', 1, when),
  );
  expect(givenOf(facts({ administrations }), DAY)).toEqual([{ site: 'xa', gtin: GTIN, lot: 'A', doses: 2 }]);
});

describe('a plan', () => {
  const plan: Plan = { id: 'k', site: 'tinh', gtin: null, from: '2026-11-20', to: '2026-11-29', doses: 105 };
  test.each([
    ['2026-11-19', 0],
    ['2026-11-20', 10],
    ['2026-11-24', 52],
    ['2026-11-29', 105],
    ['2026-12-05', 105],
  ])('of ten days would have by the end of %s given %i', (day, doses) => {
    expect(dueBy(plan, day)).toBe(doses);
  });
  test('counts what was given below its place within its days, of its vaccine', () => {
    const administrations = [
      ...[
        given('p', 'xa', 1, '19T23:59'),
        given('p', 'xa', 2, '20T00:00'),
        given('p', 'tinh', 4, '23T08:00'),
      ],
      ...[given('p', 'xb', 8, '23T17:00'), { ...given('p', 'xa', 16, '21T08:00'), gtin: 'other' }],
    ];
    const sum = (more: Partial<Plan>) =>
      plansOf(facts({ administrations, plans: [{ ...plan, ...more }] }), '2026-11-23', DAY.until)[0]?.given;
    expect(sum({})).toBe(22);
    expect(sum({ gtin: GTIN })).toBe(6);
    expect(sum({ site: 'xa' })).toBe(18);
  });
});

describe('holds', () => {
  test('are counted where their parcel is, its doses once', () => {
    const world = facts({
      parcels: [parcel('p', 30, 'tu-a'), parcel('q', 5, 'tu-b')],
      holds: [
        hold('p', { id: '1' }),
        hold('p', { id: '2', placedAt: at('23T09:00') }),
        hold('q', { id: '3', state: 'released', endedAt: at('23T10:00') }),
        hold('q', { id: '4', state: 'discarded', endedAt: at('22T10:00') }),
      ],
    });
    expect(holdsOf(world, standingAt(world, DAY.until), DAY)).toEqual({
      ...{ open: 2, openDoses: 30, placed: 1, released: 1, discarded: 0 },
      sites: [
        { site: 'xa', open: 2, openDoses: 30, placed: 1, released: 0, discarded: 0 },
        { site: 'xb', open: 0, openDoses: 0, placed: 0, released: 1, discarded: 0 },
      ],
    });
  });
});

describe('excursions', () => {
  const record = (more: Partial<ExcursionRecord>): ExcursionRecord => ({
    ...{
      id: 'e',
      subject: { kind: 'unit', id: 'tu-a' },
      rule: 'warm',
      version: 1,
      ruleSnapshot: null,
      present: true,
    },
    ...{
      start: at('23T08:00'),
      breachedAt: at('23T09:00'),
      end: at('23T10:00'),
      peak: 9_500,
      beyond: 0,
      unknownInside: 0,
    },
    ...{ discoveredAt: at('23T09:00'), inheritedFrom: null },
    ...more,
  });
  test.each([
    ['learned of in the day', {}, 1],
    ['of before, over', { discoveredAt: at('22T16:59'), end: at('23T10:00') }, 0],
    ['of before, still open', { discoveredAt: at('22T16:59'), end: null }, 1],
    ['of after the hour', { discoveredAt: at('23T17:00') }, 0],
    ['that the evidence does not show any more', { present: false }, 0],
    ['of a parcel', { subject: { kind: 'parcel', id: 'p' } }, 0],
  ] as const)('one %s', (_name, more, count) => {
    expect(
      excursionsOf(facts({ excursions: [record(more as Partial<ExcursionRecord>)] }), new Map(), {
        since: DAY.since,
        until: DAY.until,
      }).length,
    ).toBe(count);
  });
  test('one that ended after the hour was open at the hour, and one that was taken after it was not taken', () => {
    const answers = new Map([['e', { firstToldAt: at('23T09:01'), acknowledgedAt: at('23T18:00') }]]);
    const [told] = excursionsOf(facts({ excursions: [record({ end: at('23T19:00') })] }), answers, DAY);
    expect(told).toMatchObject({
      end: null,
      acknowledgedAt: null,
      firstToldAt: at('23T09:01'),
      peakCelsius: 9.5,
      site: 'xa',
    });
  });
  test.each([
    [[], null, null],
    [[60], 60, 60],
    [[60, 10], 10, 60],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 5, 9],
  ])('of waits of %j half were taken within %j s and nine of ten within %j s', (waits, median, p90) => {
    const taken = waits.map(
      (s, i) => ({ id: String(i), discoveredAt: 0, acknowledgedAt: s * 1000 }) as ReportedExcursion,
    );
    expect(responseOf(taken)).toEqual({ medianSeconds: median, p90Seconds: p90 });
    expect(quantile(waits, 0.5)).toBe(median);
  });
});

describe('room in the cold', () => {
  const rule = (limit: number) => [
    { id: 'r', side: 'above' as const, limit, inclusive: false, allowed: 0, mode: 'continuous' as const },
  ];
  test.each([
    ['cold-room', [], 'refrigerated'],
    ['cold-room', rule(-15_000), 'frozen'],
    ['refrigerator', rule(8_000), 'refrigerated'],
    ['freezer', [], 'frozen'],
    ['ultra-freezer', [], 'ultra-low'],
    ['freezer', rule(-60_000), 'ultra-low'],
  ] as const)('a %s with these limits is kept %j %s', (kind, rules, kept) => {
    expect(classOfUnit({ kind, rules })).toBe(kept);
  });
  const lines = (more: Parameters<typeof facts>[0]) => {
    const world = facts(more);
    return capacityOf(world, standingAt(world, NOON), NOON).filter(({ site }) => site === 'xa');
  };
  test('counts what lies in the units by the packed volume of a dose', () => {
    expect(lines({ parcels: [parcel('p', 1_500, 'tu-a')] })).toEqual([
      { site: 'xa', class: 'refrigerated', litres: 100, usedLitres: 3, announcedLitres: 0 },
    ]);
  });
  test('is unknown, and not nothing, where a unit or a product does not say how large it is', () => {
    const units = new Map([unit('tu-a', 'xa'), unit('tu-c', 'xa', { litres: null })].map((u) => [u.id, u]));
    expect(lines({ units })).toMatchObject([{ litres: null, usedLitres: 0 }]);
    const { packed: _, ...silent } = product();
    const products = new Map([[GTIN, silent]]);
    expect(lines({ products, parcels: [parcel('p', 1, 'tu-a')] })).toMatchObject([
      { litres: 100, usedLitres: null },
    ]);
    const announced = [{ id: 'n', site: 'xa', gtin: GTIN, doses: 5, at: NOON, supplier: '', arrived: false }];
    expect(lines({ products, announced })).toMatchObject([{ usedLitres: 0, announcedLitres: null }]);
    expect(lines({ announced })).toMatchObject([{ announcedLitres: 0.01 }]);
  });
});
