/** The terms of the Core Business Vocabulary 2.0 that an event may name without a namespace, and how a term's long spellings are read. */

export const BIZ_STEPS = new Set(
  `accepting arriving assembling collecting commissioning consigning creating_class_instance cycle_counting
  decommissioning departing destroying disassembling dispensing encoding entering_exiting holding inspecting installing
  killing loading other packing picking receiving removing repackaging repairing replacing reserving retail_selling
  sampling sensor_reporting shipping staging_outbound stock_taking stocking storing transporting unloading unpacking
  void_shipping`.split(/\s+/),
);
export const DISPOSITIONS = new Set(
  `active available completeness_inferred completeness_verified conformant container_closed container_open damaged
  destroyed dispensed disposed encoded expired in_progress in_transit inactive mismatch_class mismatch_instance
  mismatch_quantity needs_replacement no_pedigree_match non_conformant non_sellable_other partially_dispensed recalled
  reserved retail_sold returned sellable_accessible sellable_not_accessible stolen unavailable unknown`.split(
    /\s+/,
  ),
);
export const TRANSACTION_TYPES = new Set(
  'bol cert desadv inv pedigree po poc prodorder recadv rma testprd testres upevt'.split(' '),
);
export const PARTY_TYPES = new Set(['owning_party', 'possessing_party', 'location']);
export const ERROR_REASONS = new Set(['did_not_occur', 'incorrect_data']);
export const ALERT_TYPES = new Set(['ALARM_CONDITION', 'ERROR_CONDITION']);
export const COMPONENTS = new Set(
  `x y z axial_distance azimuth height spherical_radius polar_angle elevation_angle easting northing latitude longitude
  altitude`.split(/\s+/),
);

/** Where the standard's own terms live when they are spelled out, and the vocabulary behind each. */
const LONG_SPELLINGS: readonly (readonly [RegExp, ReadonlySet<string>])[] = [
  [/^(?:https:\/\/ref\.gs1\.org\/cbv\/|cbv:)BizStep-(.*)$/, BIZ_STEPS],
  [/^(?:https:\/\/ref\.gs1\.org\/cbv\/|cbv:)Disp-(.*)$/, DISPOSITIONS],
  [/^(?:https:\/\/ref\.gs1\.org\/cbv\/|cbv:)BTT-(.*)$/, TRANSACTION_TYPES],
  [/^(?:https:\/\/ref\.gs1\.org\/cbv\/|cbv:)SDT-(.*)$/, PARTY_TYPES],
  [/^(?:https:\/\/ref\.gs1\.org\/cbv\/|cbv:)ER-(.*)$/, ERROR_REASONS],
  [/^urn:epcglobal:cbv:bizstep:(.*)$/, BIZ_STEPS],
  [/^urn:epcglobal:cbv:disp:(.*)$/, DISPOSITIONS],
  [/^urn:epcglobal:cbv:btt:(.*)$/, TRANSACTION_TYPES],
  [/^urn:epcglobal:cbv:sdt:(.*)$/, PARTY_TYPES],
  [/^urn:epcglobal:cbv:er:(.*)$/, ERROR_REASONS],
  [/^(?:https:\/\/gs1\.org\/voc\/|gs1:)([A-Z]+_CONDITION)$/, ALERT_TYPES],
];

/** `shipping` for `cbv:BizStep-shipping` and its other spellings; what is no term of the standard stays as it is. */
export function bareTerm(text: string): string {
  for (const [pattern, terms] of LONG_SPELLINGS) {
    const term = pattern.exec(text)?.[1];
    if (term !== undefined && terms.has(term)) return term;
  }
  return text;
}

/** Claims to be the standard's own term and is none. */
export const isFalseTerm = (text: string): boolean =>
  LONG_SPELLINGS.some(([pattern, terms]) => {
    const term = pattern.exec(text)?.[1];
    return term !== undefined && !terms.has(term);
  });
