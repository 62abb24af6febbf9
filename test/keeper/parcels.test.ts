/** Parcels in memory: those that live, and those whose life is over, which are kept as the bytes of their documents. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Parcels } from '../../src/keeper/parcels.ts';
import type { Parcel } from '../../src/lots/types.ts';

const parcel = (id: string, more: Partial<Parcel> = {}): Parcel => ({
  ...{ id, gtin: '08930000000002', lot: 'FK1234', label: null, parent: null },
  ...{ createdAt: 1_000, dosesInitial: 10, doses: 10, stays: [{ unit: 'tu-1', from: 1_000, to: null }] },
  ended: null,
  ...more,
});
const over = (id: string, more: Partial<Parcel> = {}): Parcel =>
  parcel(id, {
    stays: [{ unit: 'tu-1', from: 1_000, to: 5_000 }],
    ended: { at: 5_000, kind: 'empty' },
    ...more,
  });

describe('a parcel', () => {
  test('whose life is over is told as it was, also with words in Vietnamese and with several lines', () => {
    const parcels = new Parcels();
    const told = over('kien-1', { label: 'Thùng số 7\nđã dán “niêm phong”' });
    parcels.set('kien-1', told);
    expect(parcels.get('kien-1')).toEqual(told);
    expect(parcels.lifeOf('kien-1')).toEqual({ began: 1_000, ended: 5_000 });
    expect(parcels.living('kien-1')).toBeUndefined();
  });

  test('that lives is not among those that are over, and has no end', () => {
    const parcels = new Parcels();
    parcels.set('kien-1', parcel('kien-1'));
    expect(parcels.living('kien-1')).toEqual(parcel('kien-1'));
    expect(parcels.lifeOf('kien-1')).toBeUndefined();
    expect([...parcels.allOver()]).toEqual([]);
  });

  test('longer than what is taken at once is kept whole, and so are those after it', () => {
    const parcels = new Parcels();
    const long = over('kien-1', { label: 'ổ'.repeat(1 << 20) });
    parcels.set('kien-0', over('kien-0'));
    parcels.set('kien-1', long);
    parcels.set('kien-2', over('kien-2'));
    expect(parcels.get('kien-1')).toEqual(long);
    expect(parcels.get('kien-0')).toEqual(over('kien-0'));
    expect(parcels.get('kien-2')).toEqual(over('kien-2'));
  });

  test('that ends while all are gone through is told as it was when that began', () => {
    const parcels = new Parcels();
    for (const id of ['kien-1', 'kien-2']) parcels.set(id, parcel(id));
    parcels.set('kien-3', over('kien-3'));
    const told = parcels.values();
    parcels.set('kien-2', over('kien-2'));
    parcels.set('kien-3', over('kien-3', { doses: 3 }));
    expect([...told]).toEqual([parcel('kien-1'), parcel('kien-2'), over('kien-3')]);
  });
});

test('whatever comes, ends, comes back to life or is taken out, the last word on each parcel stands', () => {
  const change = fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd'),
    what: fc.constantFrom('lives', 'over', 'gone'),
    label: fc.option(fc.string({ unit: 'binary' }), { nil: null }),
  });
  fc.assert(
    fc.property(fc.array(change), (changes) => {
      const parcels = new Parcels();
      const right = new Map<string, Parcel>();
      for (const { id, what, label } of changes) {
        const next = what === 'over' ? over(id, { label }) : parcel(id, { label });
        if (what === 'gone') parcels.delete(id);
        else parcels.set(id, next);
        if (what === 'gone') right.delete(id);
        else right.set(id, next);
      }
      expect(parcels.size).toBe(right.size);
      expect(new Map([...parcels.values()].map((one) => [one.id, one]))).toEqual(right);
      for (const id of ['a', 'b', 'c', 'd']) {
        expect(parcels.has(id)).toBe(right.has(id));
        expect(parcels.get(id)).toEqual(right.get(id));
      }
    }),
  );
});
