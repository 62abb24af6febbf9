import { expect, test } from 'vitest';
import { manualHold } from '../../src/lots/holds.ts';
import { recallLot } from '../../src/lots/recalls.ts';
import { at, expectRefused, granted, hold, parcel, TEN } from './parcel-fixture.ts';

const wanted = { gtin: '08935000000017', lot: 'VN-0421', reason: 'glass in vials' };
const facts = { standing: null, parcels: [parcel()], holds: [] };

test('a recall holds every living parcel of the lot and no other', () => {
  const parcels = [
    parcel({ id: 'A' }),
    parcel({ id: 'B', stays: [] }),
    parcel({ id: 'gone', ended: { at: TEN, kind: 'empty' } }),
    parcel({ id: 'other-lot', lot: 'VN-0422' }),
    parcel({ id: 'other-product', gtin: '08935000000024' }),
  ];
  const { recall, holds } = granted(recallLot(wanted, { ...facts, parcels }, at(TEN, 'minh')));
  expect(recall).toEqual({ ...wanted, at: TEN, by: 'minh' });
  expect(holds.map((one) => [one.parcel, one.kind, one.state, one.placedBy])).toEqual([
    ['A', 'recall', 'open', 'minh'],
    ['B', 'recall', 'open', 'minh'],
  ]);
});

test('an excursion hold does not stand in for the recall, an open recall hold does', () => {
  const warm = hold({ parcel: 'P1' });
  const recalled = hold({ id: 'H2', parcel: 'P1', kind: 'recall', excursion: null });
  expect(granted(recallLot(wanted, { ...facts, holds: [warm] }, at(TEN))).holds).toHaveLength(1);
  expect(granted(recallLot(wanted, { ...facts, holds: [warm, recalled] }, at(TEN))).holds).toHaveLength(0);
});

test('a lot may be recalled before its first parcel comes', () => {
  expect(granted(recallLot(wanted, { ...facts, parcels: [] }, at(TEN))).holds).toEqual([]);
});

test.each(['', '  ', '\n\t'])('neither a recall nor a hold goes without a reason: %j', (reason) => {
  expectRefused(recallLot({ ...wanted, reason }, facts, at(TEN)), 'REASON_REQUIRED');
  expectRefused(manualHold(parcel(), reason, at(TEN)), 'REASON_REQUIRED');
});

test('a lot is recalled once', () => {
  const standing = { ...wanted, at: TEN, by: 'minh' };
  expectRefused(recallLot(wanted, { ...facts, standing }, at(TEN)), 'LOT_ALREADY_RECALLED');
});

test('a hold by hand names who placed it and why, and is not placed on what has ended', () => {
  expect(granted(manualHold(parcel(), ' box was wet ', at(TEN, 'hoa')))).toMatchObject({
    kind: 'manual',
    excursion: null,
    reason: 'box was wet',
    placedBy: 'hoa',
    state: 'open',
  });
  expectRefused(manualHold(parcel({ ended: { at: TEN, kind: 'empty' } }), 'late', at(TEN)), 'PARCEL_ENDED');
});
