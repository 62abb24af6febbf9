/**
 * Makes a whole province from a seed: places, cold stores, loggers, vaccines, people and stock. Deterministic:
 * the same options give the same description to the last password. The clock comes in with the options.
 */
import type { UtcMs } from '../src/thermal/types.ts';
import type {
  Description,
  DeviceDescription,
  LotDescription,
  ParcelDescription,
  PersonDescription,
  UnitDescription,
} from './description.ts';
import { personName, readablePassword } from './names.ts';
import { type Policy, type ProductPlan, products, unitRules } from './products.ts';
import { type Random, random } from './random.ts';
import { type PlannedUnit, PROVINCE_SITE, places, type Size } from './sites.ts';

export type ProvinceOptions = {
  readonly seed: string;
  readonly size: Size;
  /** When the devices and the standing stock came to their units; expiry dates count from here. */
  readonly startAt: UtcMs;
  /** When the boxes that are packed were packed; default `startAt`. */
  readonly packedAt?: UtcMs;
  /** Default: `strict` for `demo`, else `field`. */
  readonly policy?: Policy;
  /** `field`: every 5 minutes, boxes every 2. `lively`: every 3 to 15 seconds. Default as with `policy`. */
  readonly sampling?: 'field' | 'lively';
  /** About how many units a `demo` has; default 22. */
  readonly units?: number;
};

const DAY_MS = 86_400_000;
/** Nothing is sampled so seldom that less than this is a gap (DESIGN.md section 3, `maxGap`). */
const MIN_GAP_SECONDS = 900;

export function province(options: ProvinceOptions): Description {
  const draw = random(options.seed, 'province');
  const policy = options.policy ?? (options.size === 'demo' ? 'strict' : 'field');
  const sampling = options.sampling ?? (options.size === 'demo' ? 'lively' : 'field');
  const { sites, units: planned } = places(options.size, options.units);
  const units = planned.map((unit) => describeUnit(unit, policy, sampling, draw));
  const plans = products(policy);
  const lots = plans.flatMap((plan) => makeLots(plan, options.startAt, draw));
  return {
    zone: 'Asia/Ho_Chi_Minh',
    sites,
    units,
    devices: units.map((unit, index) => makeDevice(unit, index, options.startAt, draw)),
    products: plans.map(({ product }) => product),
    people: makePeople(options, planned, draw),
    lots,
    parcels: stock(units, plans, lots, options, draw),
  };
}

function describeUnit(
  unit: PlannedUnit,
  policy: Policy,
  sampling: 'field' | 'lively',
  draw: Random,
): UnitDescription {
  const field = unit.kind === 'transport-box' ? 120 : 300;
  const samplingSeconds = sampling === 'field' ? field : draw.pick([3, 5, 10, 15]);
  return {
    ...unit,
    rules: unitRules(unit.kind, policy),
    samplingSeconds,
    maxGapSeconds: Math.max(MIN_GAP_SECONDS, 3 * samplingSeconds),
  };
}

function makeDevice(unit: UnitDescription, index: number, startAt: UtcMs, draw: Random): DeviceDescription {
  return {
    id: `gl-${String(index + 1).padStart(4, '0')}`,
    unit: unit.id,
    since: new Date(startAt).toISOString(),
    secret: Array.from({ length: 8 }, () => draw.whole(0, 0xffff).toString(16).padStart(4, '0')).join(''),
    profile: 'giulanh',
  };
}

function makeLots(plan: ProductPlan, startAt: UtcMs, draw: Random): LotDescription[] {
  // Letters, digits and the two marks that makers really use: all of GS1 character set 82.
  return Array.from({ length: 3 }, (_, index) => ({
    gtin: plan.product.gtin,
    lot: `${draw.pick(['VN', 'FK', 'NJ', 'ABX'])}${draw.whole(1000, 9999)}${draw.pick(['', '-A', '/2'])}${index + 1}`,
    expiry: new Date(startAt + draw.whole(60, 540) * DAY_MS).toISOString().slice(0, 10),
  }));
}

function makePeople(
  options: ProvinceOptions,
  units: readonly PlannedUnit[],
  draw: Random,
): PersonDescription[] {
  const whole = options.size === 'station' ? (units[0]?.site ?? PROVINCE_SITE) : PROVINCE_SITE;
  const roles = [
    ['quantri', 'administrator'],
    ['thukho', 'depot'],
    ['aptai', 'escort'],
    ['canbo1', 'official'],
    ['canbo2', 'official'],
    ['tiemchung', 'vaccinator'],
    ['kiemtoan', 'auditor'],
    ['bangtruc', 'display'],
  ] as const;
  return roles.map(([username, role]) => ({
    username,
    name: role === 'display' ? 'Bảng trực' : personName(draw),
    roles: [role],
    site: whole,
    password: readablePassword(draw),
  }));
}

function stock(
  units: readonly UnitDescription[],
  plans: readonly ProductPlan[],
  lots: readonly LotDescription[],
  options: ProvinceOptions,
  draw: Random,
): ParcelDescription[] {
  const packedAt = options.packedAt ?? options.startAt;
  const parcels: ParcelDescription[] = [];
  for (const unit of units) {
    const box = unit.kind === 'transport-box';
    const store = unit.kind === 'ultra-freezer' ? 'ultra' : unit.kind === 'freezer' ? 'frozen' : 'cold';
    const fitting = draw.shuffle(plans.filter((plan) => plan.store === store));
    // A box by the depot's door is empty as often as not; a fridge holds two vaccines or three.
    const count = box ? draw.whole(0, 1) : draw.whole(2, 3);
    for (const { product } of fitting.slice(0, count)) {
      const lot = draw.pick(lots.filter(({ gtin }) => gtin === product.gtin));
      parcels.push({
        id: `kh-${String(parcels.length + 1).padStart(4, '0')}`,
        gtin: product.gtin,
        lot: lot.lot,
        doses: product.dosesPerVial * draw.whole(4, 40),
        unit: unit.id,
        since: new Date(box ? packedAt : options.startAt).toISOString(),
      });
    }
  }
  return parcels;
}
