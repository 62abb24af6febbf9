/** What the parts of an event must look like that several types of events share: terms, places, quantities, parties, sensors. */
import {
  also,
  type Check,
  demand,
  either,
  flag,
  isUri,
  list,
  matching,
  number,
  object,
  shape,
  text,
  that,
  time,
  uri,
} from './checks.ts';
import * as cbv from './vocabulary.ts';

/** A term of the vocabulary, or a URI of somebody else's; not an old or a misspelt name of the standard's own. */
export const term = (
  terms: ReadonlySet<string>,
  foreign = /^(?!urn:epcglobal:cbv|https?:\/\/ns\.gs1\.org\/cbv\/)/,
): Check => {
  return that(
    (value) =>
      typeof value === 'string' &&
      (terms.has(value) || (isUri(value) && foreign.test(value) && !cbv.isFalseTerm(value))),
    'a term of the vocabulary, or a URI of one’s own',
  );
};
const FOREIGN_VOCABULARY = /^(?!https?:\/\/(www\.)?gs1\.org\/voc\/)/;

export const disposition = term(cbv.DISPOSITIONS);
export const context = either(uri, object, list(either(uri, object), { unique: true }));
export const place = shape({ required: { id: uri }, optional: {}, more: 'any' });
export const quantity = shape({
  required: { epcClass: uri },
  optional: { quantity: number, uom: matching(/^[A-Z0-9]{2,3}$/, 'a unit of UN/CEFACT Recommendation 20') },
  more: 'none',
});
export const transactions = list(
  shape({ required: { bizTransaction: uri }, optional: { type: term(cbv.TRANSACTION_TYPES) }, more: 'none' }),
);
export const party = (name: string) =>
  list(shape({ required: { type: term(cbv.PARTY_TYPES), [name]: uri }, optional: {}, more: 'none' }));
const metadata = {
  deviceID: uri,
  deviceMetadata: uri,
  rawData: uri,
  dataProcessingMethod: uri,
  bizRules: uri,
  time,
};
/** The list of measurements grows outside of the standard: any name in its manner, or a URI. */
const measurement = either(
  term(new Set(), FOREIGN_VOCABULARY),
  matching(/^([A-Z][a-z]+)+$/, 'a type of measurement'),
);
const report = shape({
  required: { type: measurement },
  optional: {
    ...metadata,
    exception: term(cbv.ALERT_TYPES, FOREIGN_VOCABULARY),
    component: term(cbv.COMPONENTS),
    microorganism: uri,
    chemicalSubstance: uri,
    coordinateReferenceSystem: uri,
    ...Object.fromEntries(
      ['value', 'minValue', 'maxValue', 'meanValue', 'sDev', 'percRank', 'percValue'].map((name) => [
        name,
        number,
      ]),
    ),
    stringValue: text,
    booleanValue: flag,
    hexBinaryValue: matching(/^[A-Fa-f0-9]+$/, 'hexadecimal digits'),
    uriValue: uri,
    uom: text,
  },
});
export const sensors = list(
  shape({
    required: { sensorReport: list(report, { min: 1 }) },
    optional: {
      type: text,
      sensorMetadata: shape({ required: {}, optional: { ...metadata, startTime: time, endTime: time } }),
    },
  }),
);
export const persistent = also(
  shape({
    required: {},
    optional: {
      set: list(disposition, { min: 1, unique: true }),
      unset: list(disposition, { min: 1, unique: true }),
    },
    more: 'none',
  }),
  demand((value) => 'set' in value || 'unset' in value, 'needs set or unset'),
);
export const error = shape({
  required: { declarationTime: time },
  optional: { reason: term(cbv.ERROR_REASONS), correctiveEventIDs: list(uri) },
});
