import { describe, expect, test } from 'vitest';
import { rivalsOf } from '../../src/custody/holds.ts';
import { holderAt } from '../../src/custody/possession.ts';
import { unitAt } from '../../src/lots/parcels.ts';
import {
  at,
  commune,
  counted,
  depot,
  fold,
  HOUR,
  handed,
  idOf,
  minh,
  offered,
  packed,
  parcel,
  parcelsAfter,
  planned,
  portionsOf,
  record,
  sha256Hex,
  tam,
  unpacked,
} from './custody-fixture.ts';

const all = [{ parcel: 'P1', doses: 100 }];
const chain = (derived: ReturnType<typeof fold>, id = 'P1') => {
  const found = derived.chains.find((one) => one.parcel === id);
  if (found === undefined) throw new Error(`no chain of ${id}`);
  return found;
};
const judged = (derived: ReturnType<typeof fold>) =>
  Object.fromEntries([...derived.judged].map(([id, { code }]) => [Number(id.slice(-12)), code]));

const trip = () => [
  planned(1, 1, all),
  packed(2, 2, 'lan', 'box-1', all, 'S1'),
  ...handed(10, 3, { by: 'lan', to: minh, taker: 'minh', parcels: all, shipment: 'S1' }),
  ...handed(20, 5, { by: 'minh', to: commune, taker: 'hoa', parcels: all, shipment: 'S1' }),
  unpacked(30, 6, 'hoa', 'commune', [{ parcel: 'P1', doses: 100, unit: 'fridge-2' }], 'S1'),
];

describe('a trip from the depot to the commune', () => {
  test('the parcel is held by the depot, the escort and the commune, one after the other', () => {
    const derived = fold(trip());
    expect(judged(derived)).toEqual({});
    expect(chain(derived)).toEqual({
      parcel: 'P1',
      possessions: [
        { holder: depot, from: at(0), event: null },
        { holder: minh, from: at(3.1), event: idOf(11) },
        { holder: commune, from: at(5.1), event: idOf(21) },
      ],
      conflicts: [],
    });
  });

  test('the shipment is closed when all that arrived is unpacked', () => {
    const [shipment] = fold(trip()).shipments;
    expect(shipment).toMatchObject({
      id: 'S1',
      state: 'closed',
      departedAt: at(3.1),
      arrivedAt: at(5.1),
      closedAt: at(6),
    });
  });

  test('the parcel stays in the fridge, in the box, and in the other fridge', () => {
    const moved = parcelsAfter(fold(trip()).effects).get('P1');
    expect(moved?.stays).toEqual([
      { unit: 'fridge-1', from: at(0), to: at(2) },
      { unit: 'box-1', from: at(2), to: at(6) },
      { unit: 'fridge-2', from: at(6), to: null },
    ]);
  });

  test('the box is where it is packed, at no site while under way, and at the commune from the handoff on', () => {
    expect(fold(trip()).effects.flatMap(({ placements }) => placements)).toEqual([
      { unit: 'box-1', at: at(2), site: 'depot' },
      { unit: 'box-1', at: at(3.1), site: null },
      { unit: 'box-1', at: at(5.1), site: 'commune' },
    ]);
  });

  test('a parcel handed over without its box is in no unit from then on', () => {
    const events = [
      packed(2, 2, 'lan', 'box-1', all),
      ...handed(10, 3, { by: 'lan', to: minh, taker: 'minh', parcels: all, boxes: [] }),
    ];
    const moved = parcelsAfter(fold(events).effects).get('P1');
    expect(moved && [unitAt(moved, at(3)), unitAt(moved, at(3.2))]).toEqual(['box-1', null]);
  });
});

describe('what is counted', () => {
  const short = (changes: object) =>
    fold([
      packed(2, 2, 'lan', 'box-1', all),
      ...handed(10, 3, {
        by: 'lan',
        to: minh,
        taker: 'minh',
        parcels: all,
        counted: [{ ...counted('P1', 90), ...changes }],
      }),
    ]);

  test('missing doses become a parcel of their own, in no unit, with whom had them last', () => {
    const derived = short({ missing: 10 });
    const [portion] = portionsOf(derived.effects);
    expect(portion).toMatchObject({ parent: 'P1', doses: 10, kind: 'missing', at: at(3.1) });
    expect(portion?.id).toBe(`P1-m${sha256Hex(derived.handoffs[0]?.id ?? '').slice(0, 8)}`);
    const parcels = parcelsAfter(derived.effects);
    expect(parcels.get('P1')?.doses).toBe(90);
    const missing = parcels.get(portion?.id ?? '');
    expect(missing && [missing.doses, unitAt(missing, at(2.5)), unitAt(missing, at(4))]).toEqual([
      10,
      'box-1',
      null,
    ]);
    expect(holderAt(chain(derived, portion?.id), at(50))).toEqual(depot);
    expect(holderAt(chain(derived), at(50))).toEqual(minh);
  });

  test('refused doses go back to the giver', () => {
    const derived = short({ refused: 10 });
    const [portion] = portionsOf(derived.effects);
    expect(portion).toMatchObject({ doses: 10, kind: 'refused' });
    expect(holderAt(chain(derived, portion?.id), at(50))).toEqual(depot);
  });

  test('what was refused altogether stays with the giver and in its box, and the box stays too', () => {
    const derived = short({ doses: 0, refused: 100 });
    expect(derived.handoffs[0]).toMatchObject({ state: 'refused' });
    expect(holderAt(chain(derived), at(50))).toEqual(depot);
    expect(
      derived.effects.flatMap(({ event, moves, placements }) =>
        event === idOf(2) ? [] : [moves, placements],
      ),
    ).toEqual([]);
  });

  test('of a parcel that was not there at all nothing is split off: it is lost itself', () => {
    const derived = short({ doses: 0, missing: 100 });
    expect(portionsOf(derived.effects)).toEqual([]);
    expect(derived.effects.at(-1)).toMatchObject({ lost: ['P1'], moves: [{ parcel: 'P1', unit: null }] });
  });

  test('a portion is handed on under its own name', () => {
    const first = short({ refused: 10 });
    const [portion] = portionsOf(first.effects);
    const name = portion?.id ?? '';
    const derived = fold([
      packed(2, 2, 'lan', 'box-1', all),
      ...handed(10, 3, {
        by: 'lan',
        to: minh,
        taker: 'minh',
        parcels: all,
        counted: [counted('P1', 90, { refused: 10 })],
      }),
      packed(40, 4, 'lan', 'box-2', [{ parcel: name, doses: 10 }]),
      ...handed(50, 5, {
        by: 'lan',
        to: tam,
        taker: 'tam',
        parcels: [{ parcel: name, doses: 10 }],
        boxes: ['box-2'],
      }),
    ]);
    expect(judged(derived)).toEqual({});
    expect(holderAt(chain(derived, name), at(50))).toEqual(tam);
  });
});

describe('what does not count', () => {
  const deal = { by: 'lan', to: minh, taker: 'minh', parcels: all };
  test.each([
    ['a code that is wrong', handed(10, 3, { ...deal, code: '0'.repeat(32) }), { 11: 'HANDOFF_CODE_WRONG' }],
    [
      'the right code in the wrong hands',
      handed(10, 3, { ...deal, taker: 'tam' }),
      { 11: 'HANDOFF_NOT_FOR_YOU' },
    ],
    [
      'a colleague of the wrong site',
      handed(10, 3, { ...deal, to: commune, taker: 'cuc' }),
      { 11: 'HANDOFF_NOT_FOR_YOU' },
    ],
    ['handing to oneself', handed(10, 3, { ...deal, to: depot, taker: 'lan' }), { 11: 'HANDOFF_SELF' }],
    ['taking too late', handed(10, 3, { ...deal, valid: 1, after: 1.1 }), { 11: 'HANDOFF_EXPIRED' }],
    [
      'taking six minutes before the offer',
      handed(10, 3, { ...deal, after: -0.1 }),
      { 11: 'EVENT_AT_IMPLAUSIBLE' },
    ],
    [
      'a count that does not add up',
      handed(10, 3, { ...deal, counted: [counted('P1', 99)] }),
      { 11: 'EVENT_DOSES_DIFFER' },
    ],
    [
      'a count of another parcel',
      handed(10, 3, { ...deal, counted: [counted('P2', 100)] }),
      { 11: 'EVENT_DOSES_DIFFER' },
    ],
    [
      'an offer of more than there is',
      handed(10, 3, { ...deal, parcels: [{ parcel: 'P1', doses: 120 }] }),
      { 10: 'EVENT_DOSES_DIFFER', 11: 'EVENT_DOSES_DIFFER' },
    ],
    [
      'an offer by somebody who does not hold it',
      [offered(10, 3, { ...deal, by: 'tam' })],
      { 10: 'HANDOFF_NOT_HOLDER' },
    ],
    [
      'an offer of what was not received yet',
      handed(10, -3, deal),
      { 10: 'EVENT_AT_IMPLAUSIBLE', 11: 'EVENT_AT_IMPLAUSIBLE' },
    ],
    ['taking what was never offered', handed(10, 3, deal).slice(1), { 11: 'HANDOFF_UNKNOWN' }],
    [
      'packing by somebody who does not hold it',
      [packed(2, 2, 'hoa', 'box-1', all)],
      { 2: 'EVENT_NOT_HOLDER' },
    ],
    [
      'packing more than there is',
      [packed(2, 2, 'lan', 'box-1', [{ parcel: 'P1', doses: 101 }])],
      { 2: 'EVENT_DOSES_DIFFER' },
    ],
    [
      'packing for a shipment that nobody planned',
      [packed(2, 2, 'lan', 'box-1', all, 'S9')],
      { 2: 'SHIPMENT_UNKNOWN' },
    ],
    [
      'unpacking into a fridge of another site',
      [unpacked(2, 2, 'lan', 'depot', [{ parcel: 'P1', doses: 100, unit: 'fridge-2' }])],
      { 2: 'EVENT_UNIT_NOT_THERE' },
    ],
  ])('%s', (_name, events, codes) => {
    const derived = fold(events);
    expect(judged(derived)).toEqual(codes);
    expect(derived.effects).toEqual([]);
    expect(chain(derived)).toEqual({
      parcel: 'P1',
      possessions: [{ holder: depot, from: at(0), event: null }],
      conflicts: [],
    });
    expect([...parcelsAfter(derived.effects).values()]).toEqual([parcel()]);
  });

  test('a code serves once', () => {
    const [offer, taken] = handed(10, 3, { ...deal, to: commune, taker: 'hoa' });
    const [, again] = handed(10, 3, { ...deal, to: commune, taker: 'mai', after: 0.2 });
    const replay = { ...again, id: idOf(12), body: { ...again.body, id: idOf(12) } };
    expect(judged(fold([offer, taken, replay]))).toEqual({ 12: 'HANDOFF_CODE_USED' });
  });
});

describe('two stories that cannot both be true', () => {
  const toMinh = () => handed(10, 3, { by: 'lan', to: minh, taker: 'minh', parcels: all });
  const toTam = () => handed(20, 4, { by: 'lan', to: tam, taker: 'tam', parcels: all });

  test('given to two people: the first stands, both are kept, and the parcel is in conflict', () => {
    const derived = fold([...toMinh(), ...toTam()]);
    expect(judged(derived)).toEqual({});
    expect(chain(derived)).toMatchObject({
      possessions: [{ holder: depot }, { holder: minh }],
      conflicts: [{ events: [idOf(11), idOf(21)] }],
    });
  });

  test('what the rival story goes on with belongs to the same conflict', () => {
    const on = handed(30, 6, { by: 'tam', to: commune, taker: 'hoa', parcels: all });
    expect(chain(fold([...toMinh(), ...toTam(), ...on])).conflicts).toMatchObject([
      { events: [idOf(11), idOf(21), idOf(31)] },
    ]);
  });

  test('when an official finds the rival story true, the chain is drawn anew', () => {
    const on = handed(30, 6, { by: 'tam', to: commune, taker: 'hoa', parcels: all });
    const events = [...toMinh(), ...toTam(), ...on];
    const rivals = rivalsOf(chain(fold(events)), idOf(21));
    expect(rivals).toEqual({ truth: [idOf(21), idOf(31)], untrue: [idOf(11)] });
    const resolutions = [
      {
        id: 'R1',
        at: at(50),
        by: 'official',
        parcel: 'P1',
        truth: [],
        untrue: [],
        reason: 'asked',
        ...rivals,
      },
    ];
    expect(chain(fold(events, { resolutions }))).toMatchObject({
      possessions: [{ holder: depot }, { holder: tam }, { holder: commune }],
      conflicts: [],
    });
  });

  test('handed on by somebody of whom nobody knows how it came to him waits as a gap, until that comes', () => {
    const on = handed(30, 6, { by: 'minh', to: tam, taker: 'tam', parcels: all });
    const gap = chain(fold(on));
    expect(gap).toMatchObject({ possessions: [{ holder: depot }], conflicts: [{ events: [idOf(31)] }] });
    expect(chain(fold([...on, ...toMinh()]))).toMatchObject({
      possessions: [{ holder: depot }, { holder: minh }, { holder: tam }],
      conflicts: [],
    });
  });

  test('a count that comes late and was not known to who packed: the packing counts, and the parcel is in conflict', () => {
    const first = [
      ...handed(10, 1, {
        by: 'lan',
        to: minh,
        taker: 'minh',
        parcels: all,
        boxes: [],
        counted: [counted('P1', 95, { missing: 5 })],
      }),
    ];
    const later = packed(20, 2, 'minh', 'box-1', all);
    const derived = fold([...first, later]);
    expect(judged(derived)).toEqual({});
    expect(chain(derived).conflicts).toMatchObject([{ events: [idOf(11), idOf(20)] }]);
    const moved = parcelsAfter(derived.effects).get('P1');
    expect(moved && unitAt(moved, at(3))).toBe('box-1');

    const seen = rivalsOf(chain(derived), idOf(11));
    expect(seen).toEqual({ truth: [idOf(11), idOf(20)], untrue: [] });
    const resolutions = [
      {
        id: 'R1',
        at: at(50),
        by: 'official',
        parcel: 'P1',
        reason: 'looked',
        ...(seen ?? { truth: [], untrue: [] }),
      },
    ];
    const settled = fold([...first, later], { resolutions });
    expect(chain(settled).conflicts).toEqual([]);
    expect(settled.effects).toEqual(derived.effects);
  });
});

describe('split by hand on the way', () => {
  test('children that were split off after a late handoff were handed over too', () => {
    const child = parcel({ id: 'C1', parent: 'P1', createdAt: at(5), dosesInitial: 40, doses: 40 });
    const base = record({ parcels: [parcel({ doses: 60 }), child] });
    const events = [
      packed(2, 2, 'lan', 'box-1', all),
      ...handed(10, 3, { by: 'lan', to: commune, taker: 'hoa', parcels: all }),
    ];
    const derived = fold(events, { record: base });
    expect(judged(derived)).toEqual({});
    expect(holderAt(chain(derived, 'C1'), at(6))).toEqual(commune);
    const moved = parcelsAfter(derived.effects, base).get('C1');
    expect(moved && unitAt(moved, at(6))).toBe('box-1');
  });

  test('children that were split off before it were not', () => {
    const child = parcel({ id: 'C1', parent: 'P1', createdAt: at(2), dosesInitial: 40, doses: 40 });
    const base = record({ parcels: [parcel({ doses: 60 }), child] });
    const sixty = [{ parcel: 'P1', doses: 60 }];
    const derived = fold(handed(10, 3, { by: 'lan', to: commune, taker: 'hoa', parcels: sixty }), {
      record: base,
    });
    expect(judged(derived)).toEqual({});
    expect(holderAt(chain(derived, 'C1'), at(6))).toEqual(depot);
    expect(derived.effects.flatMap(({ moves }) => moves).every((move) => move.at <= at(3) + HOUR)).toBe(true);
  });
});
