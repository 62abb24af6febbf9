import { describe, expect, test } from 'vitest';
import {
  end,
  move,
  presentUnit,
  type ReceiveFacts,
  type ReceiveRequest,
  receive,
  unitAt,
} from '../../src/lots/parcels.ts';
import { at, expectRefused, granted, HOUR, MINUTE, parcel, TEN } from './parcel-fixture.ts';

const request: ReceiveRequest = {
  gtin: '08935000000017',
  lot: 'VN-0421',
  expiry: '2027-03-31',
  doses: 100,
  unit: 'fridge-1',
};
const facts: ReceiveFacts = {
  productKnown: true,
  unitKnown: true,
  lot: null,
  recall: null,
  idTaken: (id) => id === 'TAKEN',
};
const known = { gtin: request.gtin, lot: request.lot, expiry: '2027-03-31' };

describe('receiving', () => {
  test('a received parcel begins its first stay at the receipt and makes its lot known', () => {
    const { parcel: received, newLot, holds } = granted(receive(request, facts, at(TEN)));
    expect(received).toMatchObject({
      doses: 100,
      dosesInitial: 100,
      parent: null,
      createdAt: TEN,
      ended: null,
    });
    expect(received.stays).toEqual([{ unit: 'fridge-1', from: TEN, to: null }]);
    expect(newLot).toEqual(known);
    expect(holds).toEqual([]);
  });

  test('a receipt may be written down later than it happened', () => {
    expect(granted(receive({ ...request, at: TEN - HOUR }, facts, at(TEN))).parcel.createdAt).toBe(
      TEN - HOUR,
    );
  });

  test('a known lot needs no expiry, and is not made again', () => {
    const { expiry: _, ...silent } = request;
    expect(granted(receive(silent, { ...facts, lot: known }, at(TEN))).newLot).toBeNull();
  });

  test('a parcel of a recalled lot is on hold from its receipt', () => {
    const recall = {
      gtin: request.gtin,
      lot: request.lot,
      reason: 'glass in vials',
      at: TEN - HOUR,
      by: 'minh',
    };
    const { parcel: received, holds } = granted(receive(request, { ...facts, recall }, at(TEN)));
    expect(holds).toMatchObject([
      { parcel: received.id, kind: 'recall', state: 'open', reason: 'glass in vials' },
    ]);
  });

  test.each<[string, Partial<ReceiveRequest>, Partial<ReceiveFacts>, string]>([
    ['a product nobody knows', {}, { productKnown: false }, 'PRODUCT_UNKNOWN'],
    ['a unit nobody knows', {}, { unitKnown: false }, 'UNIT_UNKNOWN'],
    ['no doses', { doses: 0 }, {}, 'DOSES_INVALID'],
    ['less than no doses', { doses: -1 }, {}, 'DOSES_INVALID'],
    ['half a dose', { doses: 0.5 }, {}, 'DOSES_INVALID'],
    ['doses that are not a number', { doses: Number.NaN }, {}, 'DOSES_INVALID'],
    ['an id that is taken', { id: 'TAKEN' }, {}, 'PARCEL_EXISTS'],
    ['a new lot without expiry', { expiry: undefined }, {}, 'EXPIRY_REQUIRED'],
    ['another expiry than the lot has', { expiry: '2027-04-30' }, { lot: known }, 'EXPIRY_MISMATCH'],
    ['a day that is not in the calendar', { expiry: '2027-02-29' }, {}, 'EXPIRY_INVALID'],
    ['a date in another writing', { expiry: '31/03/2027' }, {}, 'EXPIRY_INVALID'],
    ['a time over five minutes ahead', { at: TEN + 5 * MINUTE + 1 }, {}, 'TIME_IN_FUTURE'],
  ])('%s is refused', (_name, changes, other, code) => {
    expectRefused(receive({ ...request, ...changes }, { ...facts, ...other }, at(TEN)), code);
  });
});

describe('moving', () => {
  const unitKnown = { unitKnown: true };

  test('a move ends the former stay at its instant and begins the next there', () => {
    const moved = granted(move(parcel(), { unit: 'box-1', at: TEN + HOUR }, unitKnown, at(TEN + 2 * HOUR)));
    expect(moved.stays).toEqual([
      { unit: 'fridge-1', from: TEN, to: TEN + HOUR },
      { unit: 'box-1', from: TEN + HOUR, to: null },
    ]);
    expect(unitAt(moved, TEN + HOUR - 1)).toBe('fridge-1');
    expect(unitAt(moved, TEN + HOUR)).toBe('box-1');
    expect(unitAt(moved, TEN - 1)).toBeNull();
  });

  test('a parcel carried without a box is in no unit', () => {
    const carried = granted(move(parcel(), { unit: null, at: TEN + HOUR }, unitKnown, at(TEN + HOUR)));
    expect(carried.stays).toEqual([{ unit: 'fridge-1', from: TEN, to: TEN + HOUR }]);
    expect(presentUnit(carried)).toBeNull();
  });

  test.each<[string, number, string | null]>([
    ['one millisecond before the last stay began', TEN - 1, 'PARCEL_MOVED_LATER'],
    ['at the instant the last stay began', TEN, null],
    ['exactly five minutes ahead', TEN + HOUR + 5 * MINUTE, null],
    ['just over five minutes ahead', TEN + HOUR + 5 * MINUTE + 1, 'TIME_IN_FUTURE'],
  ])('a move dated %s', (_name, when, code) => {
    const decision = move(parcel(), { unit: 'box-1', at: when }, unitKnown, at(TEN + HOUR));
    if (code !== null) return expectRefused(decision, code);
    expect(granted(decision).stays.at(-1)?.from).toBe(Math.min(when, TEN + HOUR));
  });

  test('a parcel in no unit is not put into one before it left the last', () => {
    const carried = parcel({ stays: [{ unit: 'fridge-1', from: TEN, to: TEN + HOUR }] });
    const early = { unit: 'box-1', at: TEN + HOUR - 1 };
    expectRefused(move(carried, early, unitKnown, at(TEN + 2 * HOUR)), 'PARCEL_MOVED_LATER');
  });

  test('a child is not moved before the split that made it', () => {
    const child = parcel({ parent: 'P0', createdAt: TEN + HOUR });
    const early = { unit: 'box-1', at: TEN + HOUR - 1 };
    expectRefused(move(child, early, unitKnown, at(TEN + 2 * HOUR)), 'PARCEL_MOVED_LATER');
  });

  test('a parcel whose life has ended, an unknown unit and the unit it is in are refused', () => {
    const over = parcel({ ended: { at: TEN, kind: 'returned' } });
    expectRefused(move(over, { unit: 'box-1' }, unitKnown, at(TEN + HOUR)), 'PARCEL_ENDED');
    expectRefused(move(parcel(), { unit: 'x' }, { unitKnown: false }, at(TEN + HOUR)), 'UNIT_UNKNOWN');
    expectRefused(move(parcel(), { unit: 'fridge-1' }, unitKnown, at(TEN + HOUR)), 'PARCEL_ALREADY_THERE');
  });
});

describe('ending', () => {
  test('a returned parcel leaves its unit and keeps the count of what was returned', () => {
    const returned = granted(end(parcel(), { kind: 'returned', at: TEN + HOUR }, at(TEN + HOUR)));
    expect(returned).toMatchObject({ doses: 100, ended: { at: TEN + HOUR, kind: 'returned' } });
    expect(returned.stays.at(-1)?.to).toBe(TEN + HOUR);
  });

  test('a parcel with doses left is not empty', () => {
    expectRefused(end(parcel({ doses: 1 }), { kind: 'empty' }, at(TEN + HOUR)), 'PARCEL_NOT_EMPTY');
    expect(granted(end(parcel({ doses: 0 }), { kind: 'empty' }, at(TEN + HOUR))).ended?.kind).toBe('empty');
  });

  test('a life ends once', () => {
    const over = granted(end(parcel(), { kind: 'discarded' }, at(TEN + HOUR)));
    expectRefused(end(over, { kind: 'returned' }, at(TEN + 2 * HOUR)), 'PARCEL_ENDED');
  });
});
