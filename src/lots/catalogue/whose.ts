/** From which entry of the shipped catalogue does a product come? A product does not keep that: its rules tell. */
import type { Product, ProductVersion } from '../types.ts';
import { CATALOGUE, productOf } from './catalogue.ts';
import type { CatalogueEntry } from './types.ts';

/** `same`: numbers of the product's versions that the entry has too. `newer`: the entry's newest is none of them. */
export type Origin = {
  readonly entry: CatalogueEntry;
  readonly same: ReadonlySet<number>;
  readonly newer: boolean;
};

/**
 * The entry that says what some version of the product says. Several vaccines have the same rules: then the one of the same
 * name, and where none has it nobody can tell.
 */
export function catalogueOf(product: Product): Origin | null {
  const fitting = CATALOGUE.map((entry) => originIn(entry, product)).filter(({ same }) => same.size > 0);
  return (
    fitting.find(({ entry }) => entry.name === product.name) ??
    (fitting.length === 1 ? (fitting[0] ?? null) : null)
  );
}

function originIn(entry: CatalogueEntry, product: Product): Origin {
  const label = productOf(entry, product.gtin).versions.map(contentOf);
  const same = new Set<number>();
  for (const version of product.versions) if (label.includes(contentOf(version))) same.add(version.version);
  const newest = label.at(-1);
  return { entry, same, newer: product.versions.every((version) => contentOf(version) !== newest) };
}

const contentOf = ({ source, labelVersion, rules, notJudged }: ProductVersion): string =>
  JSON.stringify([
    source,
    labelVersion,
    rules.map((rule) => [rule.id, rule.side, rule.limit, rule.inclusive, rule.allowed, rule.mode]),
    notJudged.map(({ vi, en }) => [vi, en]),
  ]);
