/** Lots and parcels: received, moved, split, put on hold, recalled, given. */
import * as z from 'zod';
import type { Desk } from './desk.ts';
import { byId, doses, gtin, gtinInAddress, id, instant, lotNumber, newId, page, words } from './inputs.ts';
import { type Api, operation } from './operation.ts';
import {
  anyObject,
  eligibilitySchema,
  listOf,
  lotSchema,
  parcelDetailSchema,
  parcelSchema,
} from './view-schemas.ts';

const tag = 'parcels';
const JSON_TYPE = 'application/json; charset=utf-8';
const byLot = z.strictObject({ gtin: gtinInAddress, lot: id });
/** As read, byte for byte: the separators of a GS1 code are control characters. Empty is for the gate to judge. */
const barcode = z.string().max(1000);
const label = words(200).exactOptional();
const reason = z.strictObject({ reason: words(2000) });

export function parcelRoutes(api: Api, desk: Desk): void {
  api.get(
    '/lots/:gtin/:lot',
    { schema: operation({ tag, summary: 'One lot and its parcels' }, lotSchema, { params: byLot }) },
    (request) => desk.ask(request, { type: 'lot', ...request.params }),
  );
  api.post(
    '/lots/:gtin/:lot/recall',
    {
      schema: operation({ tag, summary: 'Hold a whole lot, everywhere', status: 201 }, anyObject, {
        params: byLot,
        body: reason,
      }),
    },
    async (request, reply) => {
      const command = { type: 'lot.recall', ...request.params, ...request.body } as const;
      return reply.code(201).send(await desk.execute(request, command, ['LOT', 'PRODUCT']));
    },
  );
  api.get(
    '/parcels',
    {
      schema: operation({ tag, summary: 'Parcels' }, listOf(parcelSchema), {
        querystring: z.strictObject({
          site: id.optional(),
          unit: id.optional(),
          lot: id.optional(),
          ...page,
        }),
      }),
    },
    (request) => desk.ask(request, { type: 'parcels', ...request.query }),
  );
  api.post(
    '/parcels',
    {
      schema: operation({ tag, summary: 'Receive a parcel into a unit', status: 201 }, parcelSchema, {
        body: z.strictObject({
          id: newId.exactOptional(),
          gtin,
          lot: lotNumber,
          expiry: z.iso.date().exactOptional(),
          doses,
          unit: id,
          at: instant.exactOptional(),
          label,
        }),
      }),
    },
    async (request, reply) =>
      reply.code(201).send(await desk.execute(request, { type: 'parcel.receive', ...request.body })),
  );
  api.get(
    '/parcels/:id',
    {
      schema: operation({ tag, summary: 'One parcel: stays, thermal history, holds' }, parcelDetailSchema, {
        params: byId,
      }),
    },
    (request) => desk.ask(request, { type: 'parcel', id: request.params.id }),
  );
  api.post(
    '/parcels/:id/move',
    {
      schema: operation({ tag, summary: 'Move a parcel; `unit: null` takes it out of its unit' }, anyObject, {
        params: byId,
        body: z.strictObject({ unit: id.nullable(), at: instant.exactOptional() }),
      }),
    },
    (request) =>
      desk.execute(request, { type: 'parcel.move', parcel: request.params.id, ...request.body }, ['PARCEL']),
  );
  api.post(
    '/parcels/:id/split',
    {
      schema: operation(
        { tag, summary: 'Split a parcel; children inherit its whole history', status: 201 },
        anyObject,
        {
          params: byId,
          body: z.strictObject({
            parts: z
              .array(z.strictObject({ id: newId.exactOptional(), doses, label }))
              .min(1)
              .max(1000),
            at: instant.exactOptional(),
          }),
        },
      ),
    },
    async (request, reply) => {
      const command = { type: 'parcel.split', parcel: request.params.id, ...request.body } as const;
      return reply.code(201).send(await desk.execute(request, command, ['PARCEL']));
    },
  );
  api.post(
    '/parcels/:id/hold',
    {
      schema: operation({ tag, summary: 'Put a parcel on hold', status: 201 }, anyObject, {
        params: byId,
        body: reason,
      }),
    },
    async (request, reply) => {
      const command = { type: 'parcel.hold', parcel: request.params.id, ...request.body } as const;
      return reply.code(201).send(await desk.execute(request, command, ['PARCEL']));
    },
  );
  api.get(
    '/eligibility',
    {
      schema: operation(
        {
          tag: 'gate',
          summary: 'May I give this vial, here, now?',
          description: 'A service that cannot check answers `unknown` with SERVICE_DEGRADED, never an error.',
        },
        eligibilitySchema,
        { querystring: z.strictObject({ barcode, site: id }) },
      ),
    },
    (request, reply) => {
      const { barcode, site } = request.query;
      void reply.type(JSON_TYPE);
      return desk.eligibility(request, barcode, site);
    },
  );
  api.post(
    '/administrations',
    {
      schema: operation({ tag: 'gate', summary: 'Record doses given', status: 201 }, anyObject, {
        body: z.strictObject({ barcode, site: id, doses, at: instant.exactOptional() }),
      }),
    },
    async (request, reply) =>
      reply.code(201).send(await desk.execute(request, { type: 'administer', ...request.body })),
  );
}
