/** A depot's stock: what is there, what comes in and what goes out. */
import * as z from 'zod';
import { OUTCOMES } from '../lots/receipt.ts';
import { shipmentSchema } from './custody-schemas.ts';
import type { Desk } from './desk.ts';
import { byId, doses, gtin, id, instant, lotNumber, newId, page, words } from './inputs.ts';
import { type Api, operation } from './operation.ts';
import {
  proposalSchema,
  receiptSchema,
  stockLotSchema,
  stockProductSchema,
  stockSchema,
} from './stock-schemas.ts';
import { listOf } from './view-schemas.ts';

const tag = 'stock';
const LINES_MOST = 200;
const WANTS_MOST = 50;
const PICKS_MOST = 1000;
/** What may be left out or left empty. */
const remark = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .transform((text) => text.normalize('NFC'))
    .default('');

/** `08934567890120:100,08934567890137:20` */
const wants = z
  .string()
  .max(1000)
  .transform((text) => text.split(',').map((one) => one.split(':')))
  .pipe(
    z
      .array(z.tuple([gtin, z.string().regex(/^\d{1,8}$/, 'a number of doses')]))
      .min(1)
      .max(WANTS_MOST),
  )
  .transform((pairs) => pairs.map(([which, text]) => ({ gtin: which, doses: Number(text) })))
  .refine((list) => list.every((one) => one.doses > 0), 'at least one dose of each');

const line = z.strictObject({
  gtin,
  lot: lotNumber,
  expiry: z.iso.date().exactOptional(),
  doses,
  unit: id.exactOptional(),
  outcome: z.enum(OUTCOMES),
  reason: words(500).exactOptional(),
  vvm: z.literal([1, 2, 3, 4]).nullable().exactOptional(),
  freezeIndicator: z.enum(['ok', 'tripped']).nullable().exactOptional(),
  celsius: z.number().nullable().exactOptional(),
  damage: words(500).exactOptional(),
  diluent: z
    .strictObject({ lot: words(50), quantity: doses })
    .nullable()
    .exactOptional(),
});

const RECEIVE_DESCRIPTION = `All lines or none. A line whose VVM is at stage 3 or 4, whose freeze indicator tripped, with \`damage\`, expired or
recalled is never received as usable: its \`outcome\` is \`refused\` (recorded, nothing enters) or \`held\` (it enters on hold), with a
\`reason\`. \`id\` is made by the sender (UUIDv7): the same receipt sent again is answered as the first time.`;
const ISSUE_DESCRIPTION = `Plans a shipment of these doses; parcels that go in part are split in the same transaction. Nothing goes that is on hold,
expired by its arrival, recalled, unmonitored, or part of another trip. The same sent again is answered as the first time.`;

export function stockRoutes(api: Api, desk: Desk): void {
  api.get(
    '/stock',
    {
      schema: operation(
        { tag, summary: 'What is at a place, lot by lot: by vaccine, the soonest expiry first' },
        stockSchema,
        {
          querystring: z.strictObject({
            site: id,
            q: words(100).optional(),
            gtin: gtin.optional(),
            only: z.enum(['all', 'held', 'expiring']).optional(),
            ...page,
          }),
        },
      ),
    },
    (request) => {
      const { q, ...query } = request.query;
      return desk.ask(request, { type: 'stock', ...query, text: q });
    },
  );
  api.get(
    '/stock/products',
    {
      schema: operation({ tag, summary: 'The vaccines that can be received' }, listOf(stockProductSchema), {
        querystring: z.strictObject(page),
      }),
    },
    (request) => desk.ask(request, { type: 'stock.products', ...request.query }),
  );
  api.get(
    '/stock/lot',
    {
      schema: operation(
        { tag, summary: 'What is known of a lot at the door, and which units of the place suit it' },
        stockLotSchema,
        {
          querystring: z.strictObject({
            site: id,
            gtin,
            lot: lotNumber,
            expiry: z.iso.date().optional(),
          }),
        },
      ),
    },
    (request) => desk.ask(request, { type: 'stock.lot', ...request.query }),
  );
  api.get(
    '/stock/proposal',
    {
      schema: operation(
        { tag, summary: 'Which parcels would go: first expired first out, whole parcels preferred' },
        proposalSchema,
        {
          querystring: z.strictObject({
            site: id,
            arriveBy: instant,
            wants: wants.describe('`GTIN:doses`, several with commas'),
          }),
        },
      ),
    },
    (request) => desk.ask(request, { type: 'stock.proposal', ...request.query }),
  );
  api.get(
    '/receipts',
    {
      schema: operation({ tag, summary: 'Receipts, the newest first' }, listOf(receiptSchema), {
        querystring: z.strictObject({ site: id.optional(), ...page }),
      }),
    },
    (request) => desk.ask(request, { type: 'receipts', ...request.query }),
  );
  api.post(
    '/receipts',
    {
      schema: operation(
        { tag, summary: 'Receive what stands at the door', description: RECEIVE_DESCRIPTION, status: 201 },
        receiptSchema,
        {
          body: z.strictObject({
            id: newId,
            site: id,
            at: instant.exactOptional(),
            supplier: remark(200),
            document: remark(100),
            remark: remark(1000),
            lines: z.array(line).min(1).max(LINES_MOST),
          }),
        },
      ),
    },
    async (request, reply) =>
      reply.code(201).send(await desk.execute(request, { type: 'stock.receive', ...request.body })),
  );
  api.get(
    '/receipts/:id',
    { schema: operation({ tag, summary: 'One receipt' }, receiptSchema, { params: byId }) },
    (request) => desk.ask(request, { type: 'receipt', id: request.params.id }),
  );
  api.post(
    '/issues',
    {
      schema: operation(
        { tag, summary: 'Issue doses to another place', description: ISSUE_DESCRIPTION, status: 201 },
        shipmentSchema,
        {
          body: z.strictObject({
            id: newId,
            from: id,
            to: id,
            escort: id,
            departAt: instant,
            arriveBy: instant,
            note: remark(1000),
            parcels: z
              .array(z.strictObject({ parcel: id, doses }))
              .min(1)
              .max(PICKS_MOST),
          }),
        },
      ),
    },
    async (request, reply) => {
      const { parcels: picks, ...body } = request.body;
      return reply.code(201).send(await desk.execute(request, { type: 'stock.issue', ...body, picks }));
    },
  );
}
