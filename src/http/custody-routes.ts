/** Parcels on their way: shipments, handoffs, the events that phones deliver, their keys, and what they take along. */
import * as z from 'zod';
import type { KeyView } from '../keeper/custody-views.ts';
import {
  eventSchema,
  handoffSchema,
  jwkSchema,
  keySchema,
  receiptSchema,
  recordedSchema,
  shipmentSchema,
  tripSchema,
} from './custody-schemas.ts';
import type { Desk } from './desk.ts';
import { byId, doses, id, instant, newId, page, words } from './inputs.ts';
import { type Api, operation } from './operation.ts';
import type { SessionBook } from './session-book.ts';
import { listOf } from './view-schemas.ts';

const tag = 'custody';
const EVENTS_MOST = 200;
const dosed = z.array(z.strictObject({ parcel: id, doses })).max(1000);
const state = z.string().min(1).max(40).optional();
/** custody/check.ts takes no offer that stands for longer. */
const VALID_SECONDS = { least: 60, most: 3 * 86_400, default: 1800 };

export function custodyRoutes(api: Api, desk: Desk, sessions: SessionBook): void {
  eventRoutes(api, desk);
  shipmentRoutes(api, desk);
  handoffRoutes(api, desk);
  keyRoutes(api, desk, sessions);
}

const EVENTS_DESCRIPTION = `Each event is \`{ body, key, signature }\` and is answered by itself, in the order sent: one that is
refused takes no other with it. Sending again is harmless. The status is 200 whatever became of the events.`;

function eventRoutes(api: Api, desk: Desk): void {
  api.post(
    '/custody/events',
    {
      schema: operation(
        { tag, summary: 'Deliver custody events', description: EVENTS_DESCRIPTION },
        z.object({ items: z.array(recordedSchema) }),
        { body: z.strictObject({ events: z.array(z.unknown()).min(1).max(EVENTS_MOST) }) },
      ),
    },
    (request) => desk.execute(request, { type: 'custody.record', events: request.body.events }),
  );
  api.get(
    '/custody/events',
    {
      schema: operation({ tag, summary: 'Events that do not count, and why' }, listOf(eventSchema), {
        querystring: z.strictObject({
          state: z.enum(['refused', 'waiting']).optional(),
          site: id.optional().describe('Where they were sent from, or what they name is; with all below it'),
          shipment: id.optional(),
          by: id.optional().describe('Username of who says so'),
          ...page,
        }),
      }),
    },
    (request) => desk.ask(request, { type: 'custody.events', ...request.query }),
  );
  api.post(
    '/parcels/:id/custody',
    {
      schema: operation(
        { tag, summary: 'Say which event of a conflict is the true one' },
        z.looseObject({}),
        {
          params: byId,
          body: z.strictObject({ event: id, reason: words(2000) }),
        },
      ),
    },
    (request) =>
      desk.execute(request, { type: 'custody.resolve', parcel: request.params.id, ...request.body }, [
        'PARCEL',
      ]),
  );
}

function shipmentRoutes(api: Api, desk: Desk): void {
  api.get(
    '/shipments',
    {
      schema: operation({ tag, summary: 'Shipments' }, listOf(shipmentSchema), {
        querystring: z.strictObject({
          site: id.optional(),
          state,
          mine: z.stringbool().optional().describe('Only those that I escort'),
          ...page,
        }),
      }),
    },
    (request) => desk.ask(request, { type: 'shipments', ...request.query }),
  );
  api.post(
    '/shipments',
    {
      schema: operation({ tag, summary: 'Plan a shipment', status: 201 }, shipmentSchema, {
        body: z.strictObject({
          id: newId.exactOptional(),
          from: id,
          to: id,
          stops: z.array(id).max(50).default([]),
          escort: id,
          departAt: instant,
          arriveBy: instant,
          parcels: dosed.min(1),
          note: z.string().trim().max(2000).default(''),
        }),
      }),
    },
    async (request, reply) =>
      reply.code(201).send(await desk.execute(request, { type: 'shipment.plan', ...request.body })),
  );
  api.get(
    '/shipments/:id',
    { schema: operation({ tag, summary: 'One shipment' }, shipmentSchema, { params: byId }) },
    (request) => desk.ask(request, { type: 'shipment', id: request.params.id }),
  );
  api.get(
    '/trips/:id',
    {
      schema: operation(
        { tag, summary: 'A shipment with all that a phone needs on its way without a signal' },
        tripSchema,
        { params: byId },
      ),
    },
    (request) => desk.ask(request, { type: 'trip', shipment: request.params.id }),
  );
}

function handoffRoutes(api: Api, desk: Desk): void {
  api.get(
    '/handoffs',
    {
      schema: operation({ tag, summary: 'Handoffs' }, listOf(handoffSchema), {
        querystring: z.strictObject({ shipment: id.optional(), state, ...page }),
      }),
    },
    (request) => desk.ask(request, { type: 'handoffs', ...request.query }),
  );
  api.post(
    '/handoffs',
    {
      schema: operation(
        {
          tag,
          summary: 'Offer parcels to somebody, in one’s own session',
          description: '`code` is shown once; the taker says it in `handoff.taken`.',
          status: 201,
        },
        z.object({ id: z.string(), code: z.string(), handoff: handoffSchema, receipt: receiptSchema }),
        {
          body: z.strictObject({
            shipment: id.nullable().default(null),
            parcels: dosed.min(1),
            boxes: z
              .array(
                z.strictObject({
                  unit: id,
                  seal: words(64).nullable().default(null),
                  celsius: z.number().min(-120).max(80).nullable().default(null),
                }),
              )
              .max(100)
              .default([]),
            to: z.strictObject({ kind: z.enum(['site', 'person']), id }),
            place: id.nullable().default(null),
            validSeconds: z
              .int()
              .min(VALID_SECONDS.least)
              .max(VALID_SECONDS.most)
              .default(VALID_SECONDS.default),
          }),
        },
      ),
    },
    async (request, reply) =>
      reply.code(201).send(await desk.execute(request, { type: 'handoff.offer', ...request.body })),
  );
  api.get(
    '/handoffs/:id',
    { schema: operation({ tag, summary: 'One handoff' }, handoffSchema, { params: byId }) },
    (request) => desk.ask(request, { type: 'handoff', id: request.params.id }),
  );
}

function keyRoutes(api: Api, desk: Desk, sessions: SessionBook): void {
  api.get(
    '/keys',
    {
      schema: operation(
        { tag, summary: 'My phones’ keys; administrators and officials also see others’' },
        listOf(keySchema),
        {
          querystring: z.strictObject({ username: id.optional(), ...page }),
        },
      ),
    },
    (request) => desk.ask(request, { type: 'keys', ...request.query }),
  );
  api.post(
    '/keys',
    {
      schema: operation({ tag, summary: 'Enroll this phone’s public key', status: 201 }, keySchema, {
        body: z.strictObject({ jwk: jwkSchema, label: words(100) }),
      }),
    },
    async (request, reply) =>
      reply.code(201).send(await desk.execute(request, { type: 'key.enroll', ...request.body })),
  );
  api.delete(
    '/keys/:id',
    {
      schema: operation(
        {
          tag,
          summary: 'Revoke a key: what it signs from now on does not count',
          description: 'Every other session of its owner ends too.',
        },
        keySchema,
        { params: byId },
      ),
    },
    async (request) => {
      const { id } = request.params;
      const revoked = (await desk.execute(request, { type: 'key.revoke', key: id }, ['KEY'])) as KeyView;
      // A lost phone that is still signed in would only enrol another key.
      await sessions.closeOthers(revoked.username, request.signedIn?.tokenHash);
      return revoked;
    },
  );
}
