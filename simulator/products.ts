/**
 * The vaccines of the simulated province and the rules they are judged by. The numbers are those of DOMAIN.md
 * 2.1, 2.2 and 2.6, defaults for a simulation and no advice: what a real province uses, its pharmacist signs.
 */
import type { UnitKind } from '../src/fleet/types.ts';
import type { ProductDescription, RuleDescription } from './description.ts';
import { vietnameseGtin } from './gs1.ts';

/**
 * `field`: the allowances that makers and WHO give. `strict`: a province that stops a vial at the first reading
 * past a limit and asks questions afterwards; with it a demonstration needs no patience.
 */
export type Policy = 'field' | 'strict';

const HOUR = 3600;
const DAY = 24 * HOUR;

const rule = (
  id: string,
  side: 'above' | 'below',
  limitCelsius: number,
  allowedSeconds: number,
  more: { inclusive?: boolean; mode?: 'continuous' | 'cumulative' } = {},
): RuleDescription => ({
  id,
  side,
  limitCelsius,
  inclusive: more.inclusive ?? false,
  allowedSeconds,
  mode: more.mode ?? 'continuous',
});

/** What calls a technician (WHO PQS E006 for refrigerators; the proposals of DOMAIN.md 2.6 for the rest). */
export function unitRules(kind: UnitKind, policy: Policy): RuleDescription[] {
  const strict = policy === 'strict';
  if (kind === 'ultra-freezer')
    return [rule('tren-60', 'above', -60, HOUR), rule('duoi-90', 'below', -90, HOUR)];
  if (kind === 'freezer') return [rule('tren-15', 'above', -15, HOUR)];
  const freezing = rule('dong-bang', 'below', -0.5, strict ? 0 : HOUR, { inclusive: true });
  if (strict) return [rule('tren-8', 'above', 8, 0), freezing];
  if (kind === 'transport-box') return [rule('tren-8', 'above', 8, 0.5 * HOUR), freezing];
  return [rule('tren-8', 'above', 8, 10 * HOUR), freezing];
}

/** Which store a product is kept in before it goes to a station. */
export type ProductPlan = {
  readonly product: ProductDescription;
  readonly store: 'ultra' | 'frozen' | 'cold';
};

/** The products, with the share of the province's stock that `store` says where to find. */
export function products(policy: Policy): ProductPlan[] {
  const strict = policy === 'strict';
  // DOMAIN.md 2.6: above 8 °C for 60 minutes in total stops a lot; freezing at −0.5 °C for 60 minutes.
  const heat = rule('nong-8', 'above', 8, strict ? 0 : HOUR, strict ? {} : { mode: 'cumulative' });
  const freeze = rule('dong-bang', 'below', -0.5, strict ? 0 : HOUR, { inclusive: true });
  const make = (item: number, name: string, dosesPerVial: number, rules: RuleDescription[]) => ({
    gtin: vietnameseGtin(item),
    name,
    rules,
    maxUnmonitoredSeconds: 4 * HOUR,
    dosesPerVial,
    source: 'Mô phỏng: mặc định theo WHO PQS E006 và nhãn nhà sản xuất 2021, không dùng thật',
  });
  return [
    {
      store: 'cold',
      product: make(410_000_001, 'Vắc xin COVID-19 AstraZeneca, lọ 10 liều', 10, [heat, freeze]),
    },
    {
      store: 'cold',
      product: make(410_000_002, 'Vắc xin COVID-19 Vero Cell (BIBP), lọ 1 liều', 1, [heat, freeze]),
    },
    {
      store: 'ultra',
      product: make(410_000_003, 'Vắc xin COVID-19 Comirnaty 30 µg, lọ 6 liều', 6, [
        // SmPC 2021-07: two weeks at −25..−15 in all, one month thawed, four hours at 8..30 °C.
        rule('tren-60', 'above', -60, 14 * DAY, { mode: 'cumulative' }),
        rule('ra-dong', 'above', -15, 31 * DAY, { mode: 'cumulative' }),
        rule('nong-8', 'above', 8, strict ? 0 : 4 * HOUR, { mode: strict ? 'continuous' : 'cumulative' }),
      ]),
    },
    { store: 'cold', product: make(410_000_004, 'Vắc xin viêm gan B, lọ 1 liều', 1, [heat, freeze]) },
    {
      store: 'cold',
      product: make(410_000_005, 'Vắc xin DPT-VGB-Hib (5 trong 1), lọ 1 liều', 1, [heat, freeze]),
    },
    // Freezing does not harm OPV (DOMAIN.md 2.2); it is kept frozen at the depot and cold at the stations.
    { store: 'frozen', product: make(410_000_006, 'Vắc xin bại liệt uống bOPV, lọ 20 liều', 20, [heat]) },
    { store: 'cold', product: make(410_000_007, 'Vắc xin sởi – rubella (MR), lọ 10 liều', 10, [heat]) },
    {
      store: 'cold',
      product: make(410_000_008, 'Vắc xin uốn ván hấp phụ (TT), lọ 20 liều', 20, [heat, freeze]),
    },
  ];
}
