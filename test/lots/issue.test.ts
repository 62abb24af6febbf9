import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Candidate, type Proposed, propose } from '../../src/lots/issue.ts';

const at = (
  parcel: string,
  doses: number,
  expiry = '2027-03-31',
  more: Partial<Candidate> = {},
): Candidate => ({ parcel, gtin: 'A', expiry, doses, obstacle: null, ...more });
const picksOf = (stock: readonly Candidate[], doses: number) =>
  propose(stock, [{ gtin: 'A', doses }])[0]?.picks.map(({ parcel, doses: n }) => [parcel, n]);

describe('a proposal to issue', () => {
  test.each<[string, readonly Candidate[], number, [string, number][], number]>([
    [
      'what expires first goes first',
      [at('b', 50, '2027-02-28'), at('a', 50)],
      60,
      [
        ['b', 50],
        ['a', 10],
      ],
      0,
    ],
    [
      'whole parcels that come to it are not split',
      [at('x', 80), at('y', 60), at('z', 40)],
      100,
      [
        ['y', 60],
        ['z', 40],
      ],
      0,
    ],
    [
      'else the smallest that is left over is split',
      [at('x', 80), at('y', 70), at('z', 50)],
      90,
      [
        ['x', 80],
        ['z', 10],
      ],
      0,
    ],
    [
      'all of it, and what is short',
      [at('x', 80), at('y', 20)],
      130,
      [
        ['x', 80],
        ['y', 20],
      ],
      30,
    ],
    [
      'nothing that is held',
      [at('x', 80, '2026-12-31', { obstacle: 'hold' }), at('y', 20)],
      20,
      [['y', 20]],
      0,
    ],
    [
      'nothing of another vaccine, and no empty parcel',
      [at('x', 80, '2026-12-31', { gtin: 'B' }), at('y', 0)],
      5,
      [],
      5,
    ],
  ])('%s', (_, stock, doses, picks, short) => {
    const [one] = propose(stock, [{ gtin: 'A', doses }]);
    expect(one?.picks.map(({ parcel, doses: n }) => [parcel, n])).toEqual(picks);
    expect(one?.short).toBe(short);
  });

  test('two wants for one vaccine are one, and each vaccine is answered', () => {
    const stock = [at('x', 30), at('y', 30, '2027-03-31', { gtin: 'B' })];
    const wants = [
      { gtin: 'A', doses: 10 },
      { gtin: 'B', doses: 5 },
      { gtin: 'A', doses: 10 },
    ];
    expect(propose(stock, wants)).toEqual([
      { gtin: 'A', picks: [{ parcel: 'x', doses: 20 }], short: 0 },
      { gtin: 'B', picks: [{ parcel: 'y', doses: 5 }], short: 0 },
    ]);
  });

  test('a thousand parcels of odd sizes come to what is wanted', () => {
    const stock = Array.from({ length: 1_000 }, (_, i) =>
      at(`p-${String(i).padStart(4, '0')}`, 1_001 + 7 * i),
    );
    expect(picksOf(stock, 999_983)?.reduce((sum, [, n]) => sum + Number(n), 0)).toBe(999_983);
  });
});

const days = ['2027-01-31', '2027-02-28', '2027-03-31'];
const stocks = fc
  .array(
    fc.record({
      gtin: fc.constantFrom('A', 'B'),
      expiry: fc.constantFrom(...days),
      doses: fc.integer({ min: 0, max: 60 }),
      obstacle: fc.constantFrom(null, null, null, 'hold', 'expired', 'recalled', 'unmonitored', 'busy'),
    }),
    { maxLength: 12 },
  )
  .map((list) => list.map((one, i): Candidate => ({ ...one, parcel: `p-${String(i)}` })));
const wanted = fc.integer({ min: 1, max: 300 });
const answer = (stock: readonly Candidate[], doses: number): Proposed => {
  const [one] = propose(stock, [{ gtin: 'A', doses }]);
  if (one === undefined) throw new Error('no answer');
  return one;
};

describe('whatever is in stock', () => {
  test('nothing with an obstacle is proposed, nothing twice, and never more than there is', () => {
    fc.assert(
      fc.property(stocks, wanted, (stock, doses) => {
        const { picks } = answer(stock, doses);
        expect(new Set(picks.map(({ parcel }) => parcel)).size).toBe(picks.length);
        for (const pick of picks) {
          const one = stock.find(({ parcel }) => parcel === pick.parcel);
          expect(one).toMatchObject({ gtin: 'A', obstacle: null });
          expect(pick.doses).toBeGreaterThan(0);
          expect(pick.doses).toBeLessThanOrEqual(one?.doses ?? 0);
        }
      }),
    );
  });

  test('what is proposed and what is short are what was wanted; short only when all that is free goes', () => {
    fc.assert(
      fc.property(stocks, wanted, (stock, doses) => {
        const { picks, short } = answer(stock, doses);
        const sum = picks.reduce((total, pick) => total + pick.doses, 0);
        expect(sum + short).toBe(doses);
        const free = stock
          .filter((one) => one.gtin === 'A' && one.obstacle === null)
          .reduce((total, one) => total + one.doses, 0);
        expect(short).toBe(Math.max(0, doses - free));
      }),
    );
  });

  test('no dose goes while one that expires earlier stays, and at most one parcel is split', () => {
    fc.assert(
      fc.property(stocks, wanted, (stock, doses) => {
        const { picks } = answer(stock, doses);
        const goes = new Map(picks.map((pick) => [pick.parcel, pick.doses]));
        const mine = stock.filter((one) => one.gtin === 'A' && one.obstacle === null);
        const last = mine
          .filter((one) => goes.has(one.parcel))
          .reduce((latest, one) => (one.expiry > latest ? one.expiry : latest), '');
        for (const one of mine.filter(({ expiry }) => expiry < last))
          expect(goes.get(one.parcel) ?? 0).toBe(one.doses);
        const split = mine.filter((one) => (goes.get(one.parcel) ?? one.doses) < one.doses);
        expect(split.length).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('the same stock in another order gives the same proposal', () => {
    fc.assert(
      fc.property(stocks, wanted, fc.integer(), (stock, doses, seed) => {
        const turned = stock.toSorted(
          (a, b) => ((Number(a.parcel.slice(2)) * seed) % 7) - ((Number(b.parcel.slice(2)) * seed) % 7),
        );
        expect(answer(turned, doses)).toEqual(answer(stock, doses));
      }),
    );
  });
});
