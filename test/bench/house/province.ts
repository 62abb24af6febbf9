/** The province of the measurements: every device in a unit of its own, with one parcel whose product has rules. */
import { vietnameseGtin } from '../../../simulator/gs1.ts';
import { FROZEN, fridge, logger, PRODUCT, rule, sites } from './parts.ts';

export type Account = { readonly device: string; readonly secret: string; readonly parcel: string };
/** `usual`: the allowances of DOMAIN.md 2.6 and one short enough to be used up here; `none`: the first reading past 8 °C holds. */
export type Allowance = 'usual' | 'none';

export const OFFICIAL = { username: 'bench', password: 'hai con mèo ngủ trưa' };

const STATIONS = 50;

const id = (i: number): string => String(i).padStart(5, '0');
export const accounts = (count: number, from = 0): Account[] =>
  Array.from({ length: count }, (_, k) => {
    const i = id(from + k);
    return { device: `do-${i}`, secret: `bi-mat-rieng-cua-may-${i}`, parcel: `kien-${i}` };
  });

/** A description for `count` devices, in place since `since`; from `strictFrom` on their parcels allow nothing. */
export function describe(count: number, allowance: Allowance, since: Date, strictFrom = count): string {
  const [gtin, strict] = [vietnameseGtin(7), vietnameseGtin(8)];
  const nothing = [rule('nong-8', 'above', 8, 0)];
  const at = since.toISOString();
  const indexes = Array.from({ length: count }, (_, i) => i);
  const heat =
    allowance === 'none'
      ? nothing
      : [rule('nong-8', 'above', 8, 3600, 'cumulative'), rule('nong-10', 'above', 10, 2, 'cumulative')];
  const seconds = { sampling: 60, maxGap: 900 };
  return JSON.stringify({
    zone: 'Asia/Ho_Chi_Minh',
    sites: sites(STATIONS),
    units: indexes.map((i) => fridge(i, { id: `tu-${id(i)}`, site: `tram-${i % STATIONS}` }, seconds)),
    devices: accounts(count).map(({ device, secret }, i) => logger(device, `tu-${id(i)}`, at, secret)),
    products: [
      { ...PRODUCT, gtin, name: 'Vắc xin đo', rules: [...heat, FROZEN] },
      { ...PRODUCT, gtin: strict, name: 'Vắc xin dò', rules: nothing },
    ],
    people: [{ ...OFFICIAL, name: 'Người đo', roles: ['official'], site: 'tinh' }],
    lots: [gtin, strict].map((of) => ({ gtin: of, lot: 'DO1', expiry: '2099-12-31' })),
    parcels: accounts(count).map(({ parcel }, i) => ({
      id: parcel,
      gtin: i < strictFrom ? gtin : strict,
      lot: 'DO1',
      doses: 100,
      unit: `tu-${id(i)}`,
      since: at,
    })),
  });
}
