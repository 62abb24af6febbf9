/**
 * Is this an EPCIS 2.0 document, and what events does it hold? The rules of the standard's JSON schema in the service's own
 * words, stricter where that leaves room: times and URIs must be some, and a bare term must be of the vocabulary.
 */
import {
  also,
  type Check,
  demand,
  either,
  flag,
  type Issue,
  isUri,
  list,
  matching,
  number,
  object,
  oneOf,
  shape,
  text,
  that,
  time,
  uri,
} from './checks.ts';
import * as cbv from './vocabulary.ts';

/** A term of the vocabulary, or a URI of somebody else's; not an old or a misspelt name of the standard's own. */
const term = (
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

const disposition = term(cbv.DISPOSITIONS);
const context = either(uri, object, list(either(uri, object), { unique: true }));
const place = shape({ required: { id: uri }, optional: {}, more: 'any' });
const quantity = shape({
  required: { epcClass: uri },
  optional: { quantity: number, uom: matching(/^[A-Z0-9]{2,3}$/, 'a unit of UN/CEFACT Recommendation 20') },
  more: 'none',
});
const transactions = list(
  shape({ required: { bizTransaction: uri }, optional: { type: term(cbv.TRANSACTION_TYPES) }, more: 'none' }),
);
const party = (name: string) =>
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
const sensors = list(
  shape({
    required: { sensorReport: list(report, { min: 1 }) },
    optional: {
      type: text,
      sensorMetadata: shape({ required: {}, optional: { ...metadata, startTime: time, endTime: time } }),
    },
  }),
);
const persistent = also(
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
const error = shape({
  required: { declarationTime: time },
  optional: { reason: term(cbv.ERROR_REASONS), correctiveEventIDs: list(uri) },
});

const when = {
  eventTime: time,
  eventTimeZoneOffset: matching(/^[+-]((0\d|1[0-3]):[0-5]\d|14:00)$/, 'an offset such as +07:00'),
};
const common = {
  type: text,
  '@context': context,
  recordTime: time,
  eventID: uri,
  // The context reads `id` as the event's id: one of the standard's own examples says it so.
  id: uri,
  certificationInfo: either(uri, list(uri)),
  errorDeclaration: error,
  // Only some types of events may have it; the standard's own examples give it to others, so nobody is refused for it.
  persistentDisposition: persistent,
  bizStep: term(cbv.BIZ_STEPS),
  disposition,
  readPoint: place,
  bizLocation: place,
  bizTransactionList: transactions,
  sourceList: party('source'),
  destinationList: party('destination'),
  sensorElementList: sensors,
};
const acted = { ...when, action: oneOf('OBSERVE', 'ADD', 'DELETE') };
const epcs = list(uri, { unique: true });
const things = { epcList: epcs, quantityList: list(quantity) };
const children = { parentID: uri, childEPCs: list(uri), childQuantityList: list(quantity) };
const ilmd = (value: unknown, path: string, issues: Issue[]) =>
  shape({ required: {}, optional: {} })(value, path, issues);

const filled = (value: unknown): boolean => Array.isArray(value) && value.length > 0;
const hasThings = (e: Readonly<Record<string, unknown>>): boolean => 'epcList' in e || filled(e.quantityList);
const hasChildren = (e: Readonly<Record<string, unknown>>): boolean =>
  filled(e.childEPCs) || filled(e.childQuantityList) || e.action === 'DELETE';

const EVENTS: Readonly<Record<string, Check>> = {
  ObjectEvent: also(
    shape({ required: acted, optional: { ...common, ...things, ilmd } }),
    demand(
      (e) => hasThings(e) || (filled(e.sensorElementList) && 'readPoint' in e),
      'needs epcList, quantityList, or sensorElementList with readPoint',
    ),
    demand((e) => !('ilmd' in e) || e.action === 'ADD', 'ilmd only where action is ADD'),
  ),
  AggregationEvent: also(
    shape({ required: acted, optional: { ...common, ...children } }),
    demand(hasChildren, 'needs childEPCs or childQuantityList'),
  ),
  AssociationEvent: also(
    shape({ required: { ...acted, parentID: uri }, optional: { ...common, ...children } }),
    demand(hasChildren, 'needs childEPCs or childQuantityList'),
  ),
  TransactionEvent: also(
    shape({
      required: { ...acted, bizTransactionList: also(transactions, list(object, { min: 1 })) },
      optional: { ...common, ...things, parentID: uri },
    }),
    demand((e) => hasThings(e) || e.action === 'DELETE', 'needs epcList or quantityList'),
  ),
  TransformationEvent: also(
    shape({
      required: when,
      optional: {
        ...common,
        inputEPCList: epcs,
        outputEPCList: epcs,
        inputQuantityList: list(quantity),
        outputQuantityList: list(quantity),
        transformationID: uri,
        ilmd,
      },
    }),
    demand((e) => {
      const input = filled(e.inputEPCList) || filled(e.inputQuantityList);
      const output = filled(e.outputEPCList) || filled(e.outputQuantityList);
      return (input && output) || ('transformationID' in e && (input || output));
    }, 'needs what went in and what came out, or one of them and a transformationID'),
  ),
};
/** A type of somebody else's: only what all events have. */
const FOREIGN_EVENT = shape({
  required: when,
  optional: { '@context': context, recordTime: time, eventID: uri, errorDeclaration: error },
  more: 'any',
});

const event: Check = (value, path, issues) => {
  const type = (value as { type?: unknown } | null)?.type;
  if (typeof type === 'string' && Object.hasOwn(EVENTS, type)) EVENTS[type]?.(value, path, issues);
  else if (isUri(type)) FOREIGN_EVENT(value, path, issues);
  else issues.push({ path: `${path}/type`, message: 'a type of event' });
};

/** A URI, or a blank node of JSON-LD, as the standard’s own examples have. */
const documentId = either(uri, matching(/^_:\S+$/, 'a blank node'));
const version = matching(/^\d+(\.\d+)*$/, 'a version');
const envelope = { type: text, id: documentId };
const DOCUMENT = shape({
  required: {
    '@context': context,
    schemaVersion: version,
    creationDate: time,
    epcisBody: shape({ required: { eventList: list(event) }, optional: {}, more: 'any' }),
  },
  optional: { ...envelope, instanceIdentifier: text, sender: text, receiver: text, epcisHeader: object },
});
const QUERY_DOCUMENT = shape({
  required: {
    '@context': context,
    epcisBody: shape({
      required: {
        queryResults: shape({
          required: {
            queryName: text,
            resultsBody: shape({
              required: { eventList: list(event) },
              optional: { vocabularyList: list(object) },
            }),
          },
          optional: { subscriptionID: text },
        }),
      },
      optional: {},
    }),
  },
  optional: { ...envelope, schemaVersion: version, creationDate: time },
});

export type PartnerDocument = {
  readonly type: string;
  readonly context: unknown;
  readonly events: readonly Readonly<Record<string, unknown>>[];
};
export type Reading =
  | { readonly ok: true; readonly document: PartnerDocument }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/** A whole EPCISDocument or EPCISQueryDocument, or one event that stands alone and so brings its own context. */
export function readDocument(body: unknown): Reading {
  const issues: Issue[] = [];
  object(body, '', issues);
  if (issues.length > 0) return { ok: false, issues };
  const { type, '@context': named, epcisBody } = body as Record<string, unknown>;
  if (type === 'EPCISDocument') DOCUMENT(body, '', issues);
  else if (type === 'EPCISQueryDocument') QUERY_DOCUMENT(body, '', issues);
  else {
    event(body, '', issues);
    if (named === undefined) issues.push({ path: '/@context', message: 'must be there' });
  }
  if (issues.length > 0) return { ok: false, issues };
  const listed = epcisBody as
    | { eventList?: unknown; queryResults?: { resultsBody: { eventList: unknown } } }
    | undefined;
  const events =
    listed === undefined ? [body] : (listed.eventList ?? listed.queryResults?.resultsBody.eventList);
  return {
    ok: true,
    document: { type: String(type), context: named, events: events as PartnerDocument['events'] },
  };
}
