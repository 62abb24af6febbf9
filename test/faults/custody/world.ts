/** The province whose custody is put to the test: one depot, four stations, escorts who belong to neither, and officials. */
import { vialBarcode, vietnameseGtin } from '../../../simulator/gs1.ts';
import type { Role } from '../../../src/fleet/types.ts';

export const GTIN = vietnameseGtin(77);
export const EXPIRY = '2037-12-31';
export const DEPOT = 'kho';
export const DEPOT_FRIDGE = 'tu-kho';
export const STATIONS = ['tram-0', 'tram-1', 'tram-2', 'tram-3'] as const;
export const KEEPERS = ['giu.kho.1', 'giu.kho.2'] as const;
export const ESCORTS = ['lai.1', 'lai.2', 'lai.3', 'lai.4'] as const;
export const OFFICIALS = ['can.bo.1', 'can.bo.2'] as const;
export const BOXES = Array.from({ length: 16 }, (_, i) => `hom-${i}`);
const DAY = 86_400_000;
/** Warmth and unknown time are no subject here. */
const NEVER_SECONDS = 9 * 365 * 86_400;

export const receiverOf = (station: string): string => `nhan.${station.slice(-1)}`;
export const fridgeOf = (station: string): string => `tu-${station.slice(-1)}`;
export const passwordOf = (username: string): string => `mat-khau-cua-${username}`;
export const barcodeOf = (lot: string): string => vialBarcode({ gtin: GTIN, lot, expiry: EXPIRY });

/** People whose phones sign. */
export const CARRIERS: readonly string[] = [...KEEPERS, ...ESCORTS, ...STATIONS.map(receiverOf)];

export function province(now: number): object {
  const since = new Date(now - DAY).toISOString();
  const rule = {
    ...{ id: 'warm', side: 'above', limitCelsius: 8, inclusive: false },
    ...{ allowedSeconds: 900, mode: 'continuous' },
  };
  const times = { samplingSeconds: 60, maxGapSeconds: 3600, maxUnmonitoredSeconds: NEVER_SECONDS };
  const unit = (id: string, kind: string, site: string) => ({
    ...{ id, kind, site, name: id, litres: 20, rules: [rule] },
    ...times,
  });
  const fridges = [
    unit(DEPOT_FRIDGE, 'refrigerator', DEPOT),
    ...STATIONS.map((station) => unit(fridgeOf(station), 'refrigerator', station)),
  ];
  const person = (username: string, role: Role, site: string) => ({
    ...{ username, name: username, roles: [role], site },
    password: passwordOf(username),
  });
  return {
    zone: 'Asia/Ho_Chi_Minh',
    sites: [
      { id: 'tinh', name: 'Tỉnh', level: 'tỉnh' },
      { id: DEPOT, name: 'Kho tỉnh', level: 'kho', parent: 'tinh' },
      { id: 'doi-xe', name: 'Đội xe', level: 'đội', parent: 'tinh' },
      ...STATIONS.map((id) => ({ id, name: `Trạm ${id}`, level: 'xã', parent: 'tinh' })),
    ],
    units: [...fridges, ...BOXES.map((id) => unit(id, 'transport-box', DEPOT))],
    devices: fridges.map(({ id }) => ({
      id: `may-${id}`,
      unit: id,
      since,
      secret: `bi-mat-${id}-0123456789`,
    })),
    products: [
      {
        ...{ gtin: GTIN, name: 'Vắc xin thử', dosesPerVial: 10, source: 'test', rules: [rule] },
        maxUnmonitoredSeconds: NEVER_SECONDS,
      },
    ],
    people: [
      ...KEEPERS.map((one) => person(one, 'depot', DEPOT)),
      ...ESCORTS.map((one) => person(one, 'escort', 'doi-xe')),
      ...STATIONS.map((station) => person(receiverOf(station), 'vaccinator', station)),
      ...OFFICIALS.map((one) => person(one, 'official', 'tinh')),
    ],
  };
}
