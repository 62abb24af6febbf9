/** The shape of a province description, as the simulator writes it (the same that `giulanh apply` reads). */
import type { Role, UnitKind } from '../src/fleet/types.ts';

export type RuleDescription = {
  readonly id: string;
  readonly side: 'above' | 'below';
  readonly limitCelsius: number;
  readonly inclusive: boolean;
  readonly allowedSeconds: number;
  readonly mode: 'continuous' | 'cumulative';
};
export type SiteDescription = {
  readonly id: string;
  readonly name: string;
  readonly level: string;
  readonly parent?: string;
  readonly phone?: string;
};
export type UnitDescription = {
  readonly id: string;
  readonly kind: UnitKind;
  readonly site: string;
  readonly name: string;
  readonly litres: number;
  readonly rules: readonly RuleDescription[];
  readonly samplingSeconds: number;
  readonly maxGapSeconds: number;
};
export type DeviceDescription = {
  readonly id: string;
  readonly unit: string;
  readonly since: string;
  readonly secret: string;
  readonly profile: string;
};
export type ProductDescription = {
  readonly gtin: string;
  readonly name: string;
  readonly rules: readonly RuleDescription[];
  readonly maxUnmonitoredSeconds: number;
  readonly dosesPerVial: number;
  readonly source: string;
};
export type PersonDescription = {
  readonly username: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly site: string;
  readonly password: string;
};
export type LotDescription = { readonly gtin: string; readonly lot: string; readonly expiry: string };
export type ParcelDescription = {
  readonly id: string;
  readonly gtin: string;
  readonly lot: string;
  readonly doses: number;
  readonly unit: string;
  readonly since: string;
};

export type Description = {
  readonly zone: string;
  readonly sites: readonly SiteDescription[];
  readonly units: readonly UnitDescription[];
  readonly devices: readonly DeviceDescription[];
  readonly products: readonly ProductDescription[];
  readonly people: readonly PersonDescription[];
  readonly lots: readonly LotDescription[];
  readonly parcels: readonly ParcelDescription[];
};

/** `site` and every site below it. */
export function sitesBelow(description: Pick<Description, 'sites'>, site: string): Set<string> {
  const inside = new Set([site]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const { id, parent } of description.sites) {
      if (parent === undefined || inside.has(id) || !inside.has(parent)) continue;
      inside.add(id);
      grown = true;
    }
  }
  return inside;
}
