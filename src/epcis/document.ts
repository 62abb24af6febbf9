/**
 * Is this an EPCIS 2.0 document, and what events does it hold? The rules of the standard's JSON schema in the service's own
 * words, stricter where that leaves room: times and URIs must be some, and a bare term must be of the vocabulary.
 */
import { either, type Issue, list, matching, object, shape, text, time, uri } from './checks.ts';
import { event } from './event-shapes.ts';
import { context } from './members.ts';

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
