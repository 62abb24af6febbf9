/** Does a description contradict itself, or point at what is neither in it nor in the registry? */

import type { UtcMs } from '../thermal/types.ts';
import { calibrationFault } from './calibrations.ts';
import type { DescribedUnit, ProvinceDescription } from './described.ts';
import type { Parts } from './description.ts';
import type { Path, ProblemCode } from './problems.ts';
import { lotKey, type Registry } from './registry.ts';
import type { RuleShape } from './shape.ts';

type Report = (code: ProblemCode, path: Path, value?: unknown) => void;

export type Described = {
  readonly description: ProvinceDescription;
  /** The parts as written, in the same order as in `description`, with their paths. */
  readonly parts: Parts;
  /** The whole text's data: a part with a fault of its own still counts as named. */
  readonly raw: Readonly<Record<string, unknown>>;
  readonly known: Registry;
  readonly report: Report;
};

export function findContradictions(described: Described): void {
  findDuplicates(described);
  checkSites(described);
  checkUnits(described);
  checkDevices(described);
  checkProducts(described);
  checkPeople(described);
  checkParcels(described);
}

/** The ids that a section names, faulty parts included, so that one mistake is reported once. */
export function named(raw: Described['raw'], section: string, key: string): Set<unknown> {
  const items = raw[section];
  return new Set(
    Array.isArray(items) ? items.map((item) => (item as Record<string, unknown> | null)?.[key]) : [],
  );
}

function findDuplicates({ parts, report }: Described): void {
  once(parts.sites.map(({ item, path }) => [item.id, [...path, 'id']]));
  once(parts.units.map(({ item, path }) => [item.id, [...path, 'id']]));
  once(parts.products.map(({ item, path }) => [item.gtin, [...path, 'gtin']]));
  once(parts.people.map(({ item, path }) => [item.username, [...path, 'username']]));
  once(parts.lots.map(({ item, path }) => [lotKey(item.gtin, item.lot), [...path, 'lot']]));
  once(parts.parcels.map(({ item, path }) => [item.id, [...path, 'id']]));

  const unitOfDevice = new Map<string, string | null>();
  for (const { item, path } of parts.devices) {
    const unit = item.unit ?? null;
    const former = unitOfDevice.get(item.id);
    if (former === undefined) unitOfDevice.set(item.id, unit);
    else report(former === unit ? 'DUPLICATE_ID' : 'DEVICE_IN_TWO_UNITS', [...path, 'id'], item.id);
  }

  function once(ids: [string, Path][]): void {
    const seen = new Set<string>();
    for (const [id, path] of ids) {
      if (seen.has(id)) report('DUPLICATE_ID', path, id);
      seen.add(id);
    }
  }
}

function checkSites({ description, parts, raw, known, report }: Described): void {
  const names = named(raw, 'sites', 'id');
  const parents = new Map<string, string | null>();
  for (const site of known.sites.values()) parents.set(site.id, site.parent);
  for (const site of description.sites) parents.set(site.id, site.parent);
  // A site is settled once the way up from it is known to end; each is walked once, however deep the tree.
  const settled = new Set<string>();
  for (const { item, path } of parts.sites) {
    const parent = item.parent ?? null;
    if (parent !== null && !parents.has(parent) && !names.has(parent)) {
      report('UNKNOWN_PARENT', [...path, 'parent'], parent);
    }
    const way = new Set<string>();
    let step: string | null = item.id;
    while (step !== null && !settled.has(step) && !way.has(step)) {
      way.add(step);
      step = parents.get(step) ?? null;
    }
    if (step !== null && way.has(step)) report('SITE_CYCLE', [...path, 'parent'], [...way, step].join(' < '));
    for (const id of way) settled.add(id);
  }
}

function checkUnits({ description, parts, raw, known, report }: Described): void {
  const names = named(raw, 'sites', 'id');
  description.units.forEach((unit, i) => {
    const part = parts.units[i];
    if (!part) return;
    const { path, item } = part;
    // Left out it is forgotten; written as null it is meant: a fridge on its way.
    if (item.site === undefined && unit.kind !== 'transport-box') report('UNIT_WITHOUT_SITE', path, unit.id);
    if (unit.site !== null && !known.sites.has(unit.site) && !names.has(unit.site)) {
      report('UNKNOWN_SITE', [...path, 'site'], unit.site);
    }
    checkRetired(unit, path, report);
    checkRules(item.rules, [...path, 'rules'], report);
    const lowest = Math.min(...unit.rules.filter((r) => r.side === 'above').map((r) => r.limit));
    unit.rules.forEach((rule, r) => {
      if (rule.side === 'below' && rule.limit >= lowest) {
        report('LIMITS_CROSSED', [...path, 'rules', r, 'limitCelsius'], rule.limit / 1000);
      }
    });
  });
}

function checkRetired(
  part: { readonly since: UtcMs | null; readonly retired: UtcMs | null },
  path: Path,
  report: Report,
): void {
  if (part.since !== null && part.retired !== null && part.since >= part.retired) {
    report('SINCE_AFTER_RETIRED', [...path, 'since']);
  }
}

function checkRules(rules: readonly RuleShape[] | undefined, path: Path, report: Report): void {
  const seen = new Set<string>();
  rules?.forEach((rule, i) => {
    if (seen.has(rule.id)) report('DUPLICATE_RULE', [...path, i, 'id'], rule.id);
    seen.add(rule.id);
  });
}

/** When the unit ends; undefined for one that nobody knows, null while it has no end. */
function unitEnds({ description, known }: Described): (id: string) => UtcMs | null | undefined {
  const described = new Map<string, DescribedUnit>(description.units.map((unit) => [unit.id, unit]));
  return (id) => {
    const former = known.units.get(id)?.retiredAt;
    return former ?? described.get(id)?.retired ?? (described.has(id) || former === null ? null : undefined);
  };
}

function checkDevices(described: Described): void {
  const { description, parts, raw, report } = described;
  const names = named(raw, 'units', 'id');
  const endOf = unitEnds(described);
  description.devices.forEach((device, i) => {
    const path = parts.devices[i]?.path;
    if (!path) return;
    checkRetired(device, path, report);
    device.calibrations.forEach((line, c) => {
      const fault = calibrationFault(line);
      if (fault) report(fault.code, [...path, 'calibrations', c, fault.key], line[fault.key]);
    });
    if (device.unit === null) return;
    const end = endOf(device.unit);
    if (end === undefined && !names.has(device.unit)) report('UNKNOWN_UNIT', [...path, 'unit'], device.unit);
    if (end && device.since !== null && device.since >= end)
      report('UNIT_RETIRED', [...path, 'since'], device.unit);
  });
}

function checkProducts({ description, parts, report }: Described): void {
  for (const { item, path } of parts.products) {
    const ways = [item.rules, item.versions, item.catalogue].filter((way) => way !== undefined);
    const plain = [
      item.effective,
      item.source,
      item.labelVersion,
      item.maxUnmonitoredSeconds,
      item.notJudged,
    ];
    const mixed = item.rules === undefined && plain.some((value) => value !== undefined && value !== null);
    if (ways.length !== 1 || mixed) report('PRODUCT_RULES', path, item.gtin);
    checkRules(item.rules, [...path, 'rules'], report);
    item.versions?.forEach((version, i) => {
      checkRules(version.rules, [...path, 'versions', i, 'rules'], report);
    });
  }
  checkVersionOrder();

  function checkVersionOrder(): void {
    parts.products.forEach(({ item, path }, p) => {
      let former = Number.NEGATIVE_INFINITY;
      item.versions?.forEach((version, i) => {
        const at = description.products[p]?.versions[i]?.effective ?? null;
        // A date that cannot be read is reported as such, not as a wrong order too.
        if (at === null && typeof version.effective === 'string') return;
        const inOrder = at === null ? i === 0 : at > former;
        if (!inOrder) report('VERSION_ORDER', [...path, 'versions', i], version.effective ?? null);
        former = at ?? former;
      });
    });
  }
}

function checkPeople({ parts, raw, known, report }: Described): void {
  const names = named(raw, 'sites', 'id');
  for (const { item, path } of parts.people) {
    const site = item.site ?? null;
    if (site === null) {
      if (!item.roles.includes('administrator')) report('PERSON_WITHOUT_SITE', path, item.username);
    } else if (!known.sites.has(site) && !names.has(site)) {
      report('UNKNOWN_SITE', [...path, 'site'], site);
    }
  }
}

function checkParcels(described: Described): void {
  const { description, parts, raw, known, report } = described;
  const gtins = new Set(description.products.map((product) => product.gtin));
  const rawGtins = named(raw, 'products', 'gtin');
  const lots = new Set(description.lots.map((lot) => lotKey(lot.gtin, lot.lot)));
  // A lot with a fault of its own is named all the same; one of another product is another lot.
  const sound = new Set(parts.lots.map(({ path }) => path[1]));
  const allLots: unknown = raw.lots;
  const faulty = (Array.isArray(allLots) ? allLots : []).filter((_, index) => !sound.has(index));
  const faultyLots = named({ lots: faulty }, 'lots', 'lot');
  const units = named(raw, 'units', 'id');
  const endOf = unitEnds(described);
  const isProduct = (gtin: string) => gtins.has(gtin) || known.products.has(gtin) || rawGtins.has(gtin);
  for (const { item, path } of parts.lots) {
    if (!isProduct(item.gtin)) report('UNKNOWN_GTIN', [...path, 'gtin'], item.gtin);
  }
  description.parcels.forEach((parcel, i) => {
    const path = parts.parcels[i]?.path;
    if (!path) return;
    const key = lotKey(parcel.gtin, parcel.lot);
    if (!isProduct(parcel.gtin)) report('UNKNOWN_GTIN', [...path, 'gtin'], parcel.gtin);
    else if (!lots.has(key) && !known.lots.has(key) && !faultyLots.has(parcel.lot)) {
      report('UNKNOWN_LOT', [...path, 'lot'], parcel.lot);
    }
    const end = endOf(parcel.unit);
    if (end === undefined && !units.has(parcel.unit)) report('UNKNOWN_UNIT', [...path, 'unit'], parcel.unit);
    if (end && parcel.since !== null && parcel.since >= end)
      report('UNIT_RETIRED', [...path, 'unit'], parcel.unit);
  });
}
