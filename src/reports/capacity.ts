/**
 * How much room is there in the cold, by place and temperature class, and what do announced deliveries need of it? Litres of a unit
 * are taken as what may be filled, a dose as the packed volume that its product states. What nobody stated makes the sum unknown.
 */
import { siteOfUnit } from '../fleet/places.ts';
import type { Unit, UnitKind } from '../fleet/types.ts';
import type { Product } from '../lots/types.ts';
import type { Rule, UtcMs } from '../thermal/types.ts';
import { compare, type ReportFacts, type Standing } from './facts.ts';
import type { CapacityLine, TemperatureClass } from './types.ts';

const CLASSES: readonly TemperatureClass[] = ['refrigerated', 'frozen', 'ultra-low'];
const OF_KIND: Record<UnitKind, TemperatureClass> = {
  refrigerator: 'refrigerated',
  'cold-room': 'refrigerated',
  'transport-box': 'refrigerated',
  freezer: 'frozen',
  'ultra-freezer': 'ultra-low',
};
/** Between −15 °C, where frozen vaccine ends, and +2 °C nothing is kept; so between −60 °C and −25 °C. */
const FROZEN_BELOW = -5_000;
const ULTRA_LOW_BELOW = -45_000;

/** By its upper limits where it has some: a cold room may be a walk-in freezer. */
export const classOfUnit = ({ rules, kind }: Pick<Unit, 'rules' | 'kind'>): TemperatureClass =>
  classOfRules(rules) ?? OF_KIND[kind];

/** By the rules in force; null: nothing says how warm it may be. A product that may thaw has its coldest limit first. */
export function classOfProduct(product: Product | undefined, at: UtcMs): TemperatureClass | null {
  const version = product?.versions.findLast(({ effective }) => effective <= at) ?? product?.versions[0];
  return classOfRules(version?.rules ?? []);
}

function classOfRules(rules: readonly Rule[]): TemperatureClass | null {
  const limits = rules.filter(({ side }) => side === 'above').map(({ limit }) => limit);
  if (limits.length === 0) return null;
  const lowest = Math.min(...limits);
  if (lowest < ULTRA_LOW_BELOW) return 'ultra-low';
  return lowest < FROZEN_BELOW ? 'frozen' : 'refrigerated';
}

/** Litres that so many doses need; null: the product does not say. */
export function litresOf(product: Product | undefined, doses: number): number | null {
  const { packed } = product ?? {};
  return packed === undefined ? null : (doses * packed.cm3PerDose) / 1000;
}

/** A line for each place and class that has units in use or deliveries to come. Boxes are no room to keep anything in. */
export function capacityOf(facts: ReportFacts, standing: readonly Standing[], at: UtcMs): CapacityLine[] {
  const units = [...facts.units.values()].filter((unit) => isRoom(unit, at));
  const sites = new Map<string, { units: Unit[]; announced: ReportFacts['announced'][number][] }>();
  const place = (site: string, kept: TemperatureClass) => {
    const key = `${site} ${CLASSES.indexOf(kept)}`;
    const known = sites.get(key) ?? { units: [], announced: [] };
    sites.set(key, known);
    return known;
  };
  for (const unit of units) {
    const site = siteOfUnit(unit, at - 1);
    if (site !== null) place(site, classOfUnit(unit)).units.push(unit);
  }
  for (const delivery of facts.announced) {
    const kept = classOfProduct(facts.products.get(delivery.gtin), at);
    if (!delivery.arrived && kept !== null) place(delivery.site, kept).announced.push(delivery);
  }
  const inside = Map.groupBy(standing, ({ unit }) => unit);
  const need = (gtin: string, doses: number) => litresOf(facts.products.get(gtin), doses);
  return [...sites]
    .map(([key, here]) => {
      const [site = '', kept = '0'] = key.split(' ');
      return {
        site,
        class: CLASSES[Number(kept)] ?? 'refrigerated',
        litres: total(here.units.map(({ litres }) => litres)),
        usedLitres: total(
          here.units
            .flatMap(({ id }) => inside.get(id) ?? [])
            .map(({ parcel, doses }) => need(parcel.gtin, doses)),
        ),
        announcedLitres: total(here.announced.map(({ gtin, doses }) => need(gtin, doses))),
      };
    })
    .sort((a, b) => compare(a.site, b.site) || CLASSES.indexOf(a.class) - CLASSES.indexOf(b.class));
}

const isRoom = ({ kind, retiredAt }: Unit, at: UtcMs): boolean =>
  kind !== 'transport-box' && (retiredAt === null || retiredAt >= at);

/** To the cubic centimetre. One that is unknown makes it unknown. */
function total(litres: readonly (number | null)[]): number | null {
  let sum = 0;
  for (const one of litres) {
    if (one === null) return null;
    sum += one;
  }
  return Math.round(sum * 1000) / 1000;
}
