/**
 * The province of the week: the simulated one, with the people whom a ladder reaches. Each place with cold stores has somebody of
 * its depot, each regional centre an official, the province two officials and an administrator.
 */
import type { Description, PersonDescription } from '../../simulator/description.ts';
import type { Policy } from '../../simulator/products.ts';
import { province } from '../../simulator/province.ts';
import { PROVINCE_SITE } from '../../simulator/sites.ts';
import type { Role } from '../../src/fleet/types.ts';
import type { Actor } from '../../src/keeper/protocol.ts';

export type World = {
  readonly description: Description & { readonly demo: true };
  /** By username. */
  readonly people: ReadonlyMap<string, Actor>;
};

export const WEEK = 7 * 86_400_000;
/** A province on one wall board has no more units; beyond that it is the whole of it, with its hundreds. */
const DEMO_MOST = 31;
const PASSWORD = 'mat-khau-tuan-thu';

export function weekWorld(wish: {
  readonly seed: string;
  readonly units: number;
  readonly startAt: number;
  readonly policy: Policy;
}): World {
  const size = wish.units > DEMO_MOST ? 'province' : 'demo';
  const made = province({ ...wish, size, sampling: 'field' });
  const kept = new Set(made.units.map(({ site }) => site));
  const regions = made.sites.filter(({ parent, level }) => parent === PROVINCE_SITE && level !== 'kho tỉnh');
  return peopled(made, [
    ...[...kept].map((site) => person(`kho.${site}`, 'depot', site)),
    ...regions.map(({ id }) => person(`canbo.${id}`, 'official', id)),
    ...PROVINCE_PEOPLE,
  ]);
}

/**
 * Fridges of many places under a dozen regions. Every second place has somebody of its depot, two regions of three an official: what
 * nobody is there for comes to those above at once.
 */
export function manySites(wish: { readonly sites: number; readonly startAt: number }): World {
  const since = new Date(wish.startAt).toISOString();
  const regions = Array.from({ length: 12 }, (_, i) => `vung-${i + 1}`);
  const stations = Array.from({ length: wish.sites }, (_, i) => ({
    id: `tram-${i + 1}`,
    region: regions[i % regions.length] ?? 'vung-1',
  }));
  const description: Description = {
    zone: 'Asia/Ho_Chi_Minh',
    sites: [
      { id: PROVINCE_SITE, name: 'Tỉnh Đắk Lắk', level: 'tỉnh' },
      ...regions.map((id, i) => ({
        id,
        name: `Trung tâm Y tế khu vực ${i + 1}`,
        level: 'vùng',
        parent: PROVINCE_SITE,
      })),
      ...stations.map(({ id, region }, i) => ({
        id,
        name: `Trạm Y tế xã số ${i + 1}`,
        level: 'xã',
        parent: region,
      })),
    ],
    units: stations.map(({ id }) => ({
      id: `${id}-tl`,
      kind: 'refrigerator' as const,
      site: id,
      name: 'Tủ lạnh 1',
      litres: 72,
      samplingSeconds: 60,
      maxGapSeconds: 900,
      rules: [
        {
          id: 'tren-8',
          side: 'above',
          limitCelsius: 8,
          inclusive: false,
          allowedSeconds: 1800,
          mode: 'continuous',
        },
      ],
    })),
    devices: stations.map(({ id }) => ({
      id: `${id}-do`,
      unit: `${id}-tl`,
      since,
      secret: `bi-mat-cua-${id}-0123456789`,
      profile: 'giulanh',
    })),
    products: [],
    lots: [],
    parcels: [],
    people: [],
  };
  return peopled(description, [
    ...stations.filter((_, i) => i % 2 === 0).map(({ id }) => person(`kho.${id}`, 'depot', id)),
    ...regions.filter((_, i) => i % 3 !== 2).map((id) => person(`canbo.${id}`, 'official', id)),
    ...PROVINCE_PEOPLE,
  ]);
}

function person(username: string, role: Role, site: string): PersonDescription {
  return { username, name: username, roles: [role], site, password: PASSWORD };
}

const PROVINCE_PEOPLE: readonly PersonDescription[] = [
  person('canbo.tinh.1', 'official', PROVINCE_SITE),
  person('canbo.tinh.2', 'official', PROVINCE_SITE),
  person('quantri', 'administrator', PROVINCE_SITE),
];

function peopled(description: Description, people: readonly PersonDescription[]): World {
  const actors = people.map(({ username, name, roles, site }) => ({ username, name, roles, site }));
  return {
    description: { ...description, people, demo: true },
    people: new Map(actors.map((actor) => [actor.username, actor])),
  };
}
