/** Fills in what a checked part leaves out, and turns seconds and degrees into the engine's integers. */
import type { Rule, UtcMs } from '../thermal/types.ts';
import type {
  CatalogueEntry,
  DescribedDevice,
  DescribedLot,
  DescribedParcel,
  DescribedPerson,
  DescribedProduct,
  DescribedSite,
  DescribedUnit,
  DescribedVersion,
} from './described.ts';
import {
  defaultMaxGap,
  defaultMaxUnmonitored,
  defaultRules,
  PRODUCT_MAX_UNMONITORED_DEFAULT,
  SAMPLING_DEFAULT,
} from './equipment-rules.ts';
import { DESCRIPTION_SOURCE } from './rule-source.ts';
import type { RuleShape, Shape } from './shape.ts';
import type { Calibration } from './types.ts';

/** Reads the instant under `key`; null where nothing is said (and where it is no date: that is reported by the reader). */
export type ReadInstant = (text: string | null | undefined, ...key: (string | number)[]) => UtcMs | null;

/** The profile of a device that speaks the telemetry format of this service itself. */
export const PROFILE_DEFAULT = 'giulanh';

function milliseconds(seconds: number): number {
  return Math.round(seconds * 1000);
}

function ruleOf(rule: RuleShape): Rule {
  const { id, side, inclusive, mode } = rule;
  const limit = Math.round(rule.limitCelsius * 1000);
  return { id, side, limit, inclusive, allowed: milliseconds(rule.allowedSeconds), mode };
}

export function siteOf(item: Shape<'sites'>, line: number): DescribedSite {
  return {
    line,
    id: item.id,
    name: item.name ?? item.id,
    level: item.level ?? '',
    parent: item.parent ?? null,
    ...(item.phone === undefined ? {} : { phone: item.phone }),
  };
}

export function unitOf(item: Shape<'units'>, line: number, instant: ReadInstant): DescribedUnit {
  const sampling = item.samplingSeconds === undefined ? SAMPLING_DEFAULT : milliseconds(item.samplingSeconds);
  return {
    line,
    id: item.id,
    kind: item.kind,
    site: item.site ?? null,
    name: item.name ?? item.id,
    litres: item.litres ?? null,
    rules: item.rules?.map(ruleOf) ?? defaultRules(item.kind),
    sampling,
    maxGap: item.maxGapSeconds === undefined ? defaultMaxGap(sampling) : milliseconds(item.maxGapSeconds),
    maxUnmonitored:
      item.maxUnmonitoredSeconds === undefined
        ? defaultMaxUnmonitored(item.kind)
        : milliseconds(item.maxUnmonitoredSeconds),
    since: instant(item.since, 'since'),
    retired: instant(item.retired, 'retired'),
  };
}

type CalibrationShape = NonNullable<Shape<'devices'>['calibrations']>[number];
function calibrationOf(item: CalibrationShape): Calibration {
  const { probe, on, due, by, certificate, correction, offsetCelsius, uncertaintyCelsius } = item;
  return {
    ...{ probe, on, due, by: by ?? null, certificate: certificate ?? null, correction: correction ?? null },
    ...(offsetCelsius === undefined ? {} : { offset: Math.round(offsetCelsius * 1000) }),
    ...(uncertaintyCelsius === undefined ? {} : { uncertainty: Math.round(uncertaintyCelsius * 1000) }),
  };
}

export function deviceOf(item: Shape<'devices'>, line: number, instant: ReadInstant): DescribedDevice {
  return {
    line,
    id: item.id,
    unit: item.unit ?? null,
    since: instant(item.since, 'since'),
    secret: item.secret ?? null,
    profile: item.profile ?? PROFILE_DEFAULT,
    calibrations: (item.calibrations ?? []).map(calibrationOf),
    ...(item.via === undefined ? {} : { via: item.via }),
    ...(item.inside === undefined ? {} : { inside: item.inside && [...new Set(item.inside)].sort() }),
    retired: instant(item.retired, 'retired'),
  };
}

type VersionShape = Pick<
  Shape<'products'>,
  'source' | 'labelVersion' | 'rules' | 'maxUnmonitoredSeconds' | 'notJudged'
>;

function versionOf(item: VersionShape, effective: UtcMs | null): DescribedVersion {
  return {
    effective,
    source: item.source ?? DESCRIPTION_SOURCE,
    labelVersion: item.labelVersion ?? '',
    rules: (item.rules ?? []).map(ruleOf),
    maxUnmonitored:
      item.maxUnmonitoredSeconds === undefined
        ? PRODUCT_MAX_UNMONITORED_DEFAULT
        : milliseconds(item.maxUnmonitoredSeconds),
    notJudged: item.notJudged ?? [],
  };
}

export function productOf(
  item: Shape<'products'>,
  line: number,
  instant: ReadInstant,
  catalogue: CatalogueEntry | undefined,
): DescribedProduct {
  const versions = catalogue?.versions ??
    item.versions?.map((version, i) =>
      versionOf(version, instant(version.effective, 'versions', i, 'effective')),
    ) ?? [versionOf(item, instant(item.effective, 'effective'))];
  return {
    line,
    gtin: item.gtin,
    name: item.name ?? catalogue?.name ?? item.gtin,
    dosesPerVial: item.dosesPerVial ?? catalogue?.dosesPerVial ?? 1,
    ...packedOf(item),
    versions,
    catalogued: catalogue !== undefined,
  };
}

function packedOf({
  packedCm3PerDose: cm3PerDose,
  packedSource,
}: Shape<'products'>): Pick<DescribedProduct, 'packed'> {
  if (cm3PerDose === undefined) return {};
  return { packed: cm3PerDose === null ? null : { cm3PerDose, source: packedSource ?? DESCRIPTION_SOURCE } };
}

export function personOf(item: Shape<'people'>, line: number, instant: ReadInstant): DescribedPerson {
  return {
    line,
    username: item.username,
    name: item.name ?? item.username,
    roles: [...new Set(item.roles)].sort(),
    site: item.site ?? null,
    password: item.password ?? null,
    retired: instant(item.retired, 'retired'),
  };
}

export function lotOf(item: Shape<'lots'>, line: number): DescribedLot {
  return { line, gtin: item.gtin, lot: item.lot, expiry: item.expiry };
}

export function parcelOf(item: Shape<'parcels'>, line: number, instant: ReadInstant): DescribedParcel {
  const { id, gtin, lot, doses, unit } = item;
  return { line, id, gtin, lot, doses, unit, since: instant(item.since, 'since'), label: item.label ?? null };
}
