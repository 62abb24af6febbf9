/** What the code on a paper leads to: the signed events behind a record, with what proves that they are in the ledger. */
import * as z from 'zod';
import type { RecordProofView } from '../keeper/custody-views.ts';
import type { Desk } from './desk.ts';
import { byId, gtinInAddress, id } from './inputs.ts';
import { pathSchema, signedSchema } from './ledger-routes.ts';
import { auditEntrySchema } from './official-schemas.ts';
import { type Api, operation } from './operation.ts';

const tag = 'papers';
export const recordProofSchema: z.ZodType<RecordProofView> = z
  .object({
    number: z.string(),
    events: z.array(
      z.object({
        entry: auditEntrySchema,
        checkpoint: signedSchema
          .nullable()
          .describe(
            'Null: written after the newest checkpoint; the path then leads to no root that was signed',
          ),
        path: pathSchema,
      }),
    ),
  })
  .meta({ id: 'RecordProof' });

export function proofRoutes(api: Api, desk: Desk): void {
  api.get(
    '/handoffs/:id/proof',
    {
      schema: operation({ tag, summary: 'What proves the record of a handoff' }, recordProofSchema, {
        params: byId,
      }),
    },
    (request) => desk.ask(request, { type: 'handoff.proof', id: request.params.id }),
  );
  api.get(
    '/shipments/:id/proof',
    {
      schema: operation({ tag, summary: 'What proves a delivery note' }, recordProofSchema, { params: byId }),
    },
    (request) => desk.ask(request, { type: 'shipment.proof', id: request.params.id }),
  );
  api.get(
    '/decisions/:id/proof',
    {
      schema: operation({ tag, summary: 'What proves the record of a decision' }, recordProofSchema, {
        params: byId,
      }),
    },
    (request) => desk.ask(request, { type: 'decision.proof', id: request.params.id }),
  );
  api.get(
    '/recalls/:gtin/:lot/proof',
    {
      schema: operation({ tag, summary: 'What proves a recall' }, recordProofSchema, {
        params: z.strictObject({ gtin: gtinInAddress, lot: id }),
      }),
    },
    (request) => desk.ask(request, { type: 'recall.proof', ...request.params }),
  );
}
