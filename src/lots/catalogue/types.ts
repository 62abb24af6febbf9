/**
 * What the shipped catalogue says of a vaccine. It knows no GTIN: a province maps the GTINs it buys onto a key, and
 * its pharmacist signs off the numbers. Units are those of the province description.
 */

/**
 * `label`: from the maker's label or a regulator's text. `proposal`: a default of ours that the province signs off;
 * always at least as strict as the label where the label is known.
 */
export type Basis = 'label' | 'proposal';

/** One limit. `allowedSeconds: 0` breaks at the first reading past it. `source`: where the number is written. */
export type CatalogueRule = {
  readonly id: string;
  readonly side: 'above' | 'below';
  readonly limitCelsius: number;
  readonly inclusive: boolean;
  readonly allowedSeconds: number;
  readonly mode: 'continuous' | 'cumulative';
  readonly basis: Basis;
  readonly source: string;
};

/** What a rule cannot express: for a person to check before the injection. */
export type NotJudged = { readonly vi: string; readonly en: string };

/** One version of the label. `effective`: the day it came into force, `YYYY-MM-DD`. */
export type CatalogueVersion = {
  readonly labelVersion: string;
  readonly effective: string;
  readonly source: string;
  readonly rules: readonly CatalogueRule[];
  readonly maxUnmonitoredSeconds: number;
  readonly notJudged: readonly NotJudged[];
};

/** `dosesPerVial`: of the usual presentation; the vial's own label decides, and a province may state another. */
export type CatalogueEntry = {
  readonly key: string;
  readonly name: string;
  readonly dosesPerVial: number;
  readonly versions: readonly CatalogueVersion[];
};
