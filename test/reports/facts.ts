/** A small province for the reports: a depot, two stations below it, and what a test puts there. Days of November 2026, zone UTC+7. */
import { siteTree } from '../../src/fleet/places.ts';
import { LONG_AGO, type Unit } from '../../src/fleet/types.ts';
import type { Administration, Hold, Parcel, Product } from '../../src/lots/types.ts';
import type { LooseFacts } from '../../src/reports/loose.ts';

export const ZONE = 'Asia/Ho_Chi_Minh';
export const GTIN = '08930000000002';
export const at = (text: string): number => Date.parse(`2026-11-${text}+07:00`);

export const unit = (id: string, site: string | null, more: Partial<Unit> = {}): Unit => ({
  ...{ id, kind: 'refrigerator', name: id, litres: 100, rules: [], sampling: 300_000, maxGap: 900_000 },
  ...{ maxUnmonitored: 14_400_000, placements: [{ site, since: LONG_AGO }], retiredAt: null },
  ...more,
});
export const parcel = (
  id: string,
  doses: number,
  inUnit: string | null,
  more: Partial<Parcel> = {},
): Parcel => ({
  ...{
    id,
    gtin: GTIN,
    lot: 'A',
    label: null,
    parent: null,
    createdAt: at('01T08:00'),
    dosesInitial: doses,
    doses,
  },
  stays: inUnit === null ? [] : [{ unit: inUnit, from: at('01T08:00'), to: null }],
  ended: null,
  ...more,
});
export const hold = (parcel: string, more: Partial<Hold> = {}): Hold => ({
  ...{
    id: `h-${parcel}`,
    parcel,
    gtin: GTIN,
    lot: 'A',
    kind: 'manual',
    excursion: null,
    reason: 'xem',
    supported: true,
  },
  ...{
    placedAt: at('20T09:00'),
    placedBy: 'an',
    state: 'open',
    endedAt: null,
    afterRelease: null,
    inheritedFrom: null,
  },
  ...more,
});
export const given = (from: string, site: string, doses: number, when: string): Administration => ({
  ...{ id: `g-${from}-${when}`, parcel: from, gtin: GTIN, lot: 'A', site, doses, at: at(when), by: 'y.ta' },
});
export const product = (more: Partial<Product> = {}): Product => ({
  ...{ gtin: GTIN, name: 'Vắc xin', dosesPerVial: 10, packed: { cm3PerDose: 2, source: 'nhãn' } },
  versions: [
    {
      ...{
        version: 1,
        effective: LONG_AGO,
        source: 'nhãn',
        labelVersion: '',
        notJudged: [],
        maxUnmonitored: 14_400_000,
      },
      rules: [{ id: 'heat', side: 'above', limit: 8_000, inclusive: false, allowed: 0, mode: 'continuous' }],
    },
  ],
  ...more,
});

const site = (id: string, parent: string | null) => [id, { id, name: id, level: '', parent }] as const;
export const TREE = siteTree(new Map([site('tinh', null), site('xa', 'tinh'), site('xb', 'tinh')]));

export const facts = (more: Partial<LooseFacts> = {}): LooseFacts => ({
  ...{ zone: ZONE, tree: TREE, parcels: [], holds: [], administrations: [], shipments: [], excursions: [] },
  units: new Map(
    [unit('kho', 'tinh'), unit('tu-a', 'xa'), unit('tu-b', 'xb'), unit('hom', null)].map((u) => [u.id, u]),
  ),
  products: new Map([[GTIN, product()]]),
  lots: new Map([[`${GTIN}/A`, { gtin: GTIN, lot: 'A', expiry: '2026-11-30' }]]),
  ...{ recalled: new Set<string>(), plans: [], announced: [], differences: [], handoffs: [], sessions: [] },
  ...{ chains: new Map(), personAt: (place) => (place === null ? null : `o.${place}`) },
  ...more,
});
