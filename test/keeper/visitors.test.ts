/** Who was in a unit, and until when. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Visitors } from '../../src/keeper/visitors.ts';
import type { Parcel } from '../../src/lots/types.ts';
import type { Stay } from '../../src/thermal/types.ts';

const parcel = (id: string, stays: readonly Stay[], ended: Parcel['ended'] = null): Parcel => ({
  ...{ id, gtin: '08930000000002', lot: 'FK1234', label: null, parent: null },
  ...{ createdAt: 0, dosesInitial: 10, doses: 10, stays, ended },
});

test('who left is found by readings from before they left, and no more by one of that moment', () => {
  const visitors = new Visitors();
  const stays = [{ unit: 'tu-1', from: 10, to: 20 }];
  visitors.replace('kien-1', null, parcel('kien-1', stays));
  expect(visitors.since('tu-1', 19)).toEqual(['kien-1']);
  expect(visitors.leftSince('tu-1', 19)).toEqual(['kien-1']);
  expect(visitors.since('tu-1', 20)).toEqual([]);
  expect(visitors.leftSince('tu-1', 20)).toEqual([]);
  expect(visitors.of('tu-1')).toEqual(['kien-1']);
});

test('who is there is found by every reading, and did not leave', () => {
  const visitors = new Visitors();
  visitors.replace('kien-1', null, parcel('kien-1', [{ unit: 'tu-1', from: 10, to: null }]));
  expect(visitors.since('tu-1', 1e15)).toEqual(['kien-1']);
  expect(visitors.leftSince('tu-1', Number.NEGATIVE_INFINITY)).toEqual([]);
});

test('a unit that no parcel was in has no visitors', () => {
  expect(new Visitors().of('tu-1')).toEqual([]);
  expect(new Visitors().since('tu-1', 0)).toEqual([]);
  expect(new Visitors().leftSince('tu-1', 0)).toEqual([]);
});

test('whatever way parcels went and however often that was put right, the units know who was in them and until when', () => {
  const units = ['tu-1', 'tu-2', 'tu-3'];
  const stay = fc.record({
    unit: fc.constantFrom(...units),
    from: fc.integer({ min: 0, max: 50 }),
    to: fc.option(fc.integer({ min: 0, max: 50 }), { nil: null }),
  });
  const change = fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    stays: fc.option(fc.array(stay, { maxLength: 4 }), { nil: null }),
    end: fc.option(fc.integer({ min: 0, max: 60 }), { nil: null }),
  });
  fc.assert(
    fc.property(fc.array(change), fc.integer({ min: -1, max: 61 }), (changes, at) => {
      const visitors = new Visitors();
      const right = new Map<string, Parcel>();
      for (const { id, stays, end } of changes) {
        const ended = end === null ? null : ({ at: end, kind: 'empty' } as const);
        const next = stays === null ? null : parcel(id, stays, ended);
        visitors.replace(id, right.get(id) ?? null, next);
        if (next === null) right.delete(id);
        else right.set(id, next);
      }
      const until = ({ stays, ended }: Parcel, unit: string) =>
        stays.filter((one) => one.unit === unit).map(({ to }) => to ?? ended?.at ?? Number.POSITIVE_INFINITY);
      for (const unit of units) {
        const found = (is: (left: number) => boolean) =>
          [...right.values()].filter((one) => until(one, unit).some(is)).map(({ id }) => id);
        expect([...visitors.of(unit)].sort()).toEqual(found(() => true).sort());
        expect([...visitors.since(unit, at)].sort()).toEqual(found((left) => left > at).sort());
        const stillThere = new Set(found((left) => left === Number.POSITIVE_INFINITY));
        const left = found((one) => one > at).filter((id) => !stillThere.has(id));
        expect([...visitors.leftSince(unit, at)].sort()).toEqual(left.sort());
      }
    }),
  );
});
