/** Which vaccines does the service know by itself, and what is one of them as a product of a province? */
import type { Product, ProductVersion } from '../types.ts';
import { COVID } from './covid.ts';
import { ROUTINE } from './routine.ts';
import type { CatalogueEntry, CatalogueVersion } from './types.ts';

/** Keys are stable: a province description names them. */
export const CATALOGUE: readonly CatalogueEntry[] = [...COVID, ...ROUTINE];

export const catalogueEntry = (key: string): CatalogueEntry | null =>
  CATALOGUE.find((entry) => entry.key === key) ?? null;

/** The product of an entry under a GTIN of 14 digits. */
export function productOf(entry: CatalogueEntry, gtin: string): Product {
  const { name, dosesPerVial, versions } = entry;
  return { gtin, name, dosesPerVial, versions: versions.map((version, i) => productVersion(version, i + 1)) };
}

function productVersion(version: CatalogueVersion, number: number): ProductVersion {
  return {
    version: number,
    effective: Date.parse(`${version.effective}T00:00:00Z`),
    source: version.source,
    labelVersion: version.labelVersion,
    rules: version.rules.map(({ id, side, limitCelsius, inclusive, allowedSeconds, mode }) => ({
      id,
      side,
      limit: Math.round(limitCelsius * 1000),
      inclusive,
      allowed: allowedSeconds * 1000,
      mode,
    })),
    maxUnmonitored: version.maxUnmonitoredSeconds * 1000,
    notJudged: version.notJudged,
  };
}
