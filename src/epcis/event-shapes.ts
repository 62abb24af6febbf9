/** What each of the five types of events must say, and what may be said besides. */
import {
  also,
  type Check,
  demand,
  either,
  isUri,
  list,
  matching,
  object,
  oneOf,
  shape,
  text,
  that,
  time,
  uri,
} from './checks.ts';
import {
  context,
  disposition,
  error,
  party,
  persistent,
  place,
  quantity,
  sensors,
  term,
  transactions,
} from './members.ts';
import * as cbv from './vocabulary.ts';

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
/** Master data of a lot is the partner's own: any members with a name space. */
const ilmd = shape({ required: {}, optional: {} });

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

const typeless = that(() => false, 'a type of event');

/** One event of any type: of the standard's five, or of somebody else's. */
export const event: Check = (value, path, issues) => {
  const type = (value as { type?: unknown } | null)?.type;
  if (typeof type === 'string' && Object.hasOwn(EVENTS, type)) EVENTS[type]?.(value, path, issues);
  else if (isUri(type)) FOREIGN_EVENT(value, path, issues);
  else typeless(type, `${path}/type`, issues);
};
