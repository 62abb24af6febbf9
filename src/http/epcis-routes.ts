/** The door for partners' systems: what happened here as EPCIS 2.0 events, and what they tell of their own. */
import { createHash } from 'node:crypto';
import * as z from 'zod';
import { readDocument } from '../epcis/document.ts';
import type { EventPage } from '../epcis/log.ts';
import { capturedOf } from '../epcis/partner.ts';
import { LISTS, PER_PAGE_MOST, readQuery } from '../epcis/query.ts';
import type { Desk } from './desk.ts';
import { byId } from './inputs.ts';
import { type Api, operation } from './operation.ts';
import type { Clock } from './ports.ts';
import { httpProblem } from './problem.ts';
import { anyObject } from './view-schemas.ts';

const tag = 'epcis';
/** More than any delivery; one capture is one commit. */
const CAPTURE_MOST = 500;
const CONTEXT = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld';
const VERSIONS = { 'gs1-epcis-version': '2.0.0', 'gs1-cbv-version': '2.0.0' };

const several = z.union([z.string(), z.array(z.string())]).optional();
const one = z.string().optional();
/** For the document: the values are read, and unknown names refused, by the standard's own rules. */
const querystring = z.looseObject({
  ...Object.fromEntries(Object.keys(LISTS).map((name) => [name, several])),
  GE_eventTime: one,
  LT_eventTime: one,
  GE_recordTime: one,
  LT_recordTime: one,
  EQ_bizTransaction_desadv: several,
  EQ_bizTransaction_recadv: several,
  EQ_source_possessing_party: several,
  EQ_destination_possessing_party: several,
  EQ_quantity: one,
  GT_quantity: one,
  GE_quantity: one,
  LT_quantity: one,
  LE_quantity: one,
  orderBy: one.describe('eventTime or recordTime; without it in the order of the recording'),
  orderDirection: one.describe('ASC or DESC, the default'),
  eventCountLimit: one,
  maxEventCount: one,
  perPage: one.describe(
    `1 to ${PER_PAGE_MOST}, default 30; a page may hold fewer, also none, and still have a next`,
  ),
  nextPageToken: one.describe('From the Link header of the page before'),
});

const EVENTS_DESCRIPTION = `Custody steps, holds and their ends, and what partners captured, as events of EPCIS 2.0. Several
values: repeated, or parted by \`|\`. A value may end in \`*\`. \`EQ_bizTransaction_\`, \`EQ_source_\` and \`EQ_destination_\`
take any type. Quantities are doses. The same entry of the ledger is the same event with the same id at every query; it says
what was known when it was recorded. While there is more, the \`Link\` header names the next page (\`rel="next"\`).`;

export function epcisRoutes(api: Api, desk: Desk, clock: Clock): void {
  api.get(
    '/epcis/events',
    {
      schema: operation(
        { tag, summary: 'Events as an EPCISQueryDocument', description: EVENTS_DESCRIPTION },
        anyObject,
        { querystring },
      ),
    },
    async (request, reply) => {
      const read = readQuery(request.query);
      if (!read.ok)
        throw httpProblem('QueryParameterException', `${read.parameter} ${read.message}`, {
          details: { parameter: read.parameter },
        });
      const page = (await desk.ask(request, { type: 'epcis.events', query: read.query })) as EventPage;
      void reply.headers(VERSIONS);
      if (page.next !== null)
        void reply.header('link', `<${nextAddress(request.url, page.next)}>; rel="next"`);
      return {
        '@context': [CONTEXT],
        type: 'EPCISQueryDocument',
        schemaVersion: '2.0',
        creationDate: new Date(clock.now()).toISOString(),
        epcisBody: {
          queryResults: { queryName: 'SimpleEventQuery', resultsBody: { eventList: page.events } },
        },
      };
    },
  );
  api.post(
    '/epcis/capture',
    {
      schema: operation(
        {
          tag,
          summary: 'Keep a partner’s EPCISDocument, or one event',
          description: `All of it or nothing, at most ${CAPTURE_MOST} events. Kept and shown; it moves no parcel and lifts no hold. An event
that was captured before is not kept twice.`,
          status: 202,
        },
        z.object({ captureID: z.string() }),
        { body: z.unknown() },
      ),
    },
    async (request, reply) => {
      const read = readDocument(request.body);
      if (!read.ok) throw httpProblem('ValidationException', undefined, { details: { issues: read.issues } });
      const { type, context, events } = read.document;
      if (type === 'EPCISQueryDocument')
        throw httpProblem('ValidationException', 'An answer to a query is nothing to capture');
      if (events.length > CAPTURE_MOST)
        throw httpProblem(
          'CaptureLimitExceededException',
          `${events.length} events, at most ${CAPTURE_MOST}`,
        );
      const captured = events.map((event) => capturedOf(event, context, digest));
      const job = (await desk.execute(request, { type: 'epcis.capture', events: captured })) as {
        captureID: string;
      };
      void reply.headers({ ...VERSIONS, location: `/api/v1/epcis/capture/${job.captureID}` });
      return reply.code(202).send({ captureID: job.captureID });
    },
  );
  api.get(
    '/epcis/capture/:id',
    { schema: operation({ tag, summary: 'What became of a capture' }, anyObject, { params: byId }) },
    (request) => desk.ask(request, { type: 'epcis.job', id: request.params.id }),
  );
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** The same question, from where this page ended. */
function nextAddress(address: string, token: string): string {
  const url = new URL(address, 'http://service');
  url.searchParams.set('nextPageToken', token);
  return url.pathname + url.search;
}
