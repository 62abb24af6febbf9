/** The parcels that a scan is about are found the short way, and are those that a look through all of them finds. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { siteOfUnit } from '../../src/fleet/places.ts';
import { lotKey } from '../../src/fleet/registry.ts';
import { presentAt } from '../../src/keeper/present.ts';
import { Province } from '../../src/keeper/province.ts';
import { presentUnit } from '../../src/lots/parcels.ts';
import type { Parcel } from '../../src/lots/types.ts';
import { GTIN } from './house.ts';

const SITES = ['tinh', 'xa', 'ban'];
const NOW = 1_000;
const site = fc.option(fc.constantFrom(...SITES), { nil: null });
const units = fc.array(fc.array(fc.record({ site, since: fc.nat(1_500) }), { maxLength: 3 }), {
  minLength: 1,
  maxLength: 6,
});
/** What becomes of a parcel, one state after the other: each replaces the one before. */
const states = fc.array(
  fc.record({
    id: fc.nat(11),
    lot: fc.constantFrom('A', 'B'),
    doses: fc.nat(2),
    unit: fc.nat(6),
    left: fc.boolean(),
    isEnded: fc.boolean(),
  }),
  { maxLength: 40 },
);

test('however parcels and units came, went and ended', () => {
  fc.assert(
    fc.property(units, states, (placed, lives) => {
      const province = new Province();
      for (const [i, placements] of placed.entries())
        province.set('unit', `tu-${i}`, {
          ...{ id: `tu-${i}`, kind: 'refrigerator', name: '', litres: null, samplingSeconds: 60 },
          ...{ maxGap: 900_000, maxUnmonitored: 1, retiredAt: null, rules: [], versions: [] },
          placements: placements.toSorted((a, b) => a.since - b.since),
        } as never);
      // The lot and the id of a parcel are for ever.
      const lotOf = new Map(lives.map(({ id, lot }) => [id, lot]));
      for (const { id, doses, unit, left, isEnded } of lives) {
        const parcel: Parcel = {
          ...{ id: `kien-${id}`, gtin: GTIN, lot: lotOf.get(id) ?? 'A', label: null, parent: null },
          ...{ createdAt: 0, dosesInitial: 2, doses },
          stays: [{ unit: `tu-${unit}`, from: 0, to: left ? 500 : null }],
          ended: isEnded ? { at: 600, kind: 'empty' } : null,
        };
        province.set('parcel', parcel.id, parcel);
      }
      for (const lot of ['A', 'B', 'C'])
        for (const where of [...SITES, 'khong-co']) {
          const looked = [...province.parcels.values()].filter(
            (p) =>
              p.lot === lot &&
              p.ended === null &&
              p.doses > 0 &&
              siteOfUnit(province.units.get(presentUnit(p) ?? ''), NOW) === where,
          );
          const found = presentAt(province, lotKey(GTIN, lot), where, NOW);
          expect(new Set(found)).toEqual(new Set(looked));
          expect(found.length).toBe(looked.length);
        }
    }),
    { numRuns: 300 },
  );
});
