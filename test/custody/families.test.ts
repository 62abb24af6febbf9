import { expect, test } from 'vitest';
import { Families } from '../../src/custody/families.ts';
import { parcel } from './custody-fixture.ts';

const ids = (parcels: readonly { id: string }[]) => parcels.map(({ id }) => id);

test('a parcel is found with all that was split from it and from that, also with what comes later', () => {
  const families = new Families([
    parcel({ id: 'C', parent: 'A' }),
    parcel({ id: 'A' }),
    parcel({ id: 'D', parent: 'C' }),
    parcel({ id: 'X' }),
  ]);
  expect(ids(families.within('A'))).toEqual(['A', 'C', 'D']);
  families.set(parcel({ id: 'B', parent: 'A' }));
  families.set(parcel({ id: 'C', parent: 'A', doses: 7 }));
  expect(ids(families.within('A'))).toEqual(['A', 'C', 'B', 'D']);
  expect(families.partsOf('A').map(({ doses }) => doses)).toContain(7);
  expect(families.within('nobody')).toEqual([]);
  expect(ids(families.all())).toEqual(['C', 'A', 'D', 'X', 'B']);
});
