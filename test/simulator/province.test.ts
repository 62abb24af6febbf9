import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { sitesBelow } from '../../simulator/description.ts';
import { checkDigit, vialBarcode } from '../../simulator/gs1.ts';
import { province } from '../../simulator/province.ts';
import type { Size } from '../../simulator/sites.ts';
import { parseDescription } from '../../src/fleet/description.ts';
import { ROLES } from '../../src/fleet/types.ts';

const startAt = Date.UTC(2026, 10, 1);
const SIZES: Size[] = ['station', 'demo', 'province'];

test('the same seed builds the same province to the last password, another seed another one', () => {
  for (const size of SIZES) {
    const first = province({ seed: 'tet', size, startAt });
    expect(province({ seed: 'tet', size, startAt })).toEqual(first);
    expect(province({ seed: 'khac', size, startAt })).not.toEqual(first);
  }
});

test.each(SIZES)('a %s is a description that the registry accepts without a remark', (size) => {
  const text = stringify(province({ seed: 'tet', size, startAt }));
  const result = parseDescription(text);
  expect(result.ok ? [] : result.problems).toEqual([]);
});

test.each([
  ['station', 1, 2, 2],
  ['demo', 12, 20, 24],
  ['province', 80, 200, 400],
] as const)('a %s has at least %i sites and %i to %i cold stores', (size, sites, least, most) => {
  const built = province({ seed: 'tet', size, startAt });
  expect(built.sites.length).toBeGreaterThanOrEqual(sites);
  expect(built.units.length).toBeGreaterThanOrEqual(least);
  expect(built.units.length).toBeLessThanOrEqual(most);
  expect(new Set(built.units.map(({ id }) => id)).size).toBe(built.units.length);
  expect(built.devices.length).toBe(built.units.length);
});

test('a demo can be asked for more or fewer cold stores', () => {
  for (const units of [1, 5, 13, 30]) {
    expect(province({ seed: 'tet', size: 'demo', startAt, units }).units.length).toBe(units);
  }
});

test('every vial carries a Vietnamese GTIN with a right check digit and a date of use that is still to come', () => {
  const { lots } = province({ seed: 'tet', size: 'province', startAt });
  for (const { gtin, lot, expiry } of lots) {
    expect(gtin).toMatch(/^0893\d{10}$/);
    expect(checkDigit(gtin.slice(0, -1))).toBe(Number(gtin.at(-1)));
    expect(lot).toMatch(/^[!"%-?A-Z_a-z]{1,20}$/);
    expect(Date.parse(expiry)).toBeGreaterThan(startAt);
  }
});

test('the check digit is that of the example in the GS1 General Specifications', () => {
  expect(checkDigit('629104150021')).toBe(3);
});

test('a vial is printed as GTIN, expiry and lot', () => {
  expect(vialBarcode({ gtin: '08934100000016', lot: 'FK1234', expiry: '2027-06-05' })).toBe(
    ']d201089341000000161727060510FK1234',
  );
});

test('somebody holds every role, and two officials share the place of every parcel', () => {
  for (const size of SIZES) {
    const built = province({ seed: 'tet', size, startAt });
    for (const role of ROLES) expect(built.people.some(({ roles }) => roles.includes(role))).toBe(true);
    const officials = built.people.filter(({ roles }) => roles.includes('official'));
    expect(officials.length).toBe(2);
    for (const { unit } of built.parcels) {
      const site = built.units.find(({ id }) => id === unit)?.site ?? '';
      for (const official of officials) expect(sitesBelow(built, official.site)).toContain(site);
    }
  }
});
