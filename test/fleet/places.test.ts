import { describe, expect, it, test } from 'vitest';
import {
  descendants,
  devicesByUnit,
  isWithin,
  pathOf,
  placementsIn,
  siteOfUnit,
  siteTree,
  unitOfDevice,
} from '../../src/fleet/places.ts';
import { type Device, LONG_AGO, type Site } from '../../src/fleet/types.ts';

function tree(parents: Record<string, string | null>) {
  const sites = Object.entries(parents).map(([id, parent]): Site => ({ id, name: id, level: '', parent }));
  return siteTree(new Map(sites.map((site) => [site.id, site])));
}

function device(id: string, steps: [string | null, number][], retiredAt: number | null = null): Device {
  return {
    id,
    profile: 'p',
    secretHash: '',
    placements: steps.map(([unit, since]) => ({ unit, since })),
    retiredAt,
  };
}

describe('the tree of sites', () => {
  const province = tree({ tinh: null, huyen: 'tinh', xa: 'huyen', khac: 'tinh' });

  test.each([
    ['xa', 'xa', true],
    ['xa', 'huyen', true],
    ['xa', 'tinh', true],
    ['huyen', 'xa', false],
    ['khac', 'huyen', false],
    ['nowhere', 'tinh', false],
    ['nowhere', 'nowhere', false],
    ['xa', 'nowhere', false],
    ['constructor', '__proto__', false],
  ])('%s within %s: %s', (site, root, expected) => {
    expect(isWithin(province, site, root)).toBe(expected);
    expect(descendants(province, root).has(site)).toBe(expected);
  });

  it('gives the way from the root', () => {
    expect(pathOf(province, 'xa').map((site) => site.id)).toEqual(['tinh', 'huyen', 'xa']);
    expect(pathOf(province, 'nowhere')).toEqual([]);
  });

  it('ends also where a broken registry turns in a circle or has lost a parent', () => {
    const broken = tree({ a: 'b', b: 'a', c: 'lost' });
    expect(isWithin(broken, 'a', 'c')).toBe(false);
    expect([...descendants(broken, 'a')].sort()).toEqual(['a', 'b']);
    expect(pathOf(broken, 'c').map((site) => site.id)).toEqual(['c']);
  });
});

describe('where a thing was', () => {
  const logger = device('d', [
    ['u', LONG_AGO],
    ['v', 100],
    ['u', 200],
    [null, 300],
  ]);

  test.each([
    [-5_000_000, 'u'],
    [99, 'u'],
    [100, 'v'],
    [199, 'v'],
    [200, 'u'],
    [300, null],
  ])('at %i the device was in %s', (at, unit) => {
    expect(unitOfDevice(logger, at)).toBe(unit);
  });

  it('before its first placement and from its retirement on a device is in no unit', () => {
    expect(unitOfDevice(device('d', [['u', 10]], 20), 9)).toBeNull();
    expect(unitOfDevice(device('d', [['u', 10]], 20), 19)).toBe('u');
    expect(unitOfDevice(device('d', [['u', 10]], 20), 20)).toBeNull();
    expect(unitOfDevice(undefined, 20)).toBeNull();
    expect(siteOfUnit(undefined, 20)).toBeNull();
  });

  it('a unit knows every interval in which a device sat there', () => {
    const other = device('e', [['u', 50]], 150);
    const before = device('f', [['u', 50]], 40);
    const all = [logger, other, before, device('g', [['v', 0]])];
    const expected = new Map([
      [
        'd',
        [
          { from: LONG_AGO, to: 100 },
          { from: 200, to: 300 },
        ],
      ],
      ['e', [{ from: 50, to: 150 }]],
    ]);
    expect(placementsIn({ id: 'u', retiredAt: null }, all)).toEqual(expected);
    expect(placementsIn({ id: 'u', retiredAt: null }, devicesByUnit(all).get('u') ?? [])).toEqual(expected);
  });

  it('the retirement of the unit ends them', () => {
    expect(placementsIn({ id: 'u', retiredAt: 250 }, [logger]).get('d')).toEqual([
      { from: LONG_AGO, to: 100 },
      { from: 200, to: 250 },
    ]);
    expect(placementsIn({ id: 'v', retiredAt: 100 }, [logger]).size).toBe(0);
  });
});
