/** What people decide: holds and how they end, alerts and who takes them, and the ledger that says so. */
import * as z from 'zod';
import { ACK_ACTIONS, ACK_CAUSES } from '../alerts/types.ts';
import type { Desk } from './desk.ts';
import { byId, id, page, words } from './inputs.ts';
import { type Api, operation } from './operation.ts';
import { alertSchema, anyObject, dispositionSchema, holdSchema, idAndState, listOf } from './view-schemas.ts';

const tag = 'decisions';
const state = z.string().min(1).max(40).optional();

export function decisionRoutes(api: Api, desk: Desk): void {
  api.get(
    '/holds',
    {
      schema: operation({ tag, summary: 'Holds' }, listOf(holdSchema), {
        querystring: z.strictObject({ parcel: id.optional(), lot: id.optional(), state, ...page }),
      }),
    },
    (request) => desk.ask(request, { type: 'holds', ...request.query }),
  );
  api.post(
    '/holds/:id/disposition',
    {
      schema: operation(
        { tag, summary: 'Propose how a hold ends; another official approves', status: 201 },
        idAndState,
        {
          params: byId,
          body: z.strictObject({
            decision: z.enum(['release', 'keep', 'discard']),
            reason: words(4000),
            evidence: words(4000),
          }),
        },
      ),
    },
    async (request, reply) => {
      const command = { type: 'disposition.propose', hold: request.params.id, ...request.body } as const;
      return reply.code(201).send(await desk.execute(request, command, ['HOLD']));
    },
  );
  api.get(
    '/dispositions',
    {
      schema: operation({ tag, summary: 'Dispositions' }, listOf(dispositionSchema), {
        querystring: z.strictObject({ state, ...page }),
      }),
    },
    (request) => desk.ask(request, { type: 'dispositions', ...request.query }),
  );
  api.post(
    '/dispositions/:id/approve',
    {
      schema: operation({ tag, summary: 'Approve what another official proposed' }, idAndState, {
        params: byId,
      }),
    },
    (request) =>
      desk.execute(request, { type: 'disposition.approve', disposition: request.params.id }, ['DISPOSITION']),
  );
  api.get(
    '/alerts',
    {
      schema: operation({ tag: 'alerts', summary: 'Alerts' }, listOf(alertSchema), {
        querystring: z.strictObject({
          state: z.enum(['open', 'resolved']).optional(),
          code: z
            .string()
            .max(300)
            .optional()
            .describe('Of a short message: `SC-1A2B3C4D`, in any case, with or without `SC-`; open or over'),
          ...page,
        }),
      }),
    },
    (request) => desk.ask(request, { type: 'alerts', ...request.query }),
  );
  api.post(
    '/alerts/:id/acknowledge',
    {
      schema: operation(
        { tag: 'alerts', summary: 'Take an alert; it stays open until its cause ends' },
        anyObject,
        {
          params: byId,
          body: z.strictObject({
            comment: z
              .string()
              .trim()
              .max(2000)
              .transform((text) => text.normalize('NFC'))
              .describe('May be empty where a cause or an action is chosen'),
            cause: z.enum(ACK_CAUSES).exactOptional(),
            actions: z.array(z.enum(ACK_ACTIONS)).max(ACK_ACTIONS.length).exactOptional(),
          }),
        },
      ),
    },
    (request) =>
      desk.execute(request, { type: 'alert.acknowledge', alert: request.params.id, ...request.body }, [
        'ALERT',
      ]),
  );
  api.get(
    '/ledger',
    {
      schema: operation({ tag: 'ledger', summary: 'Events in order' }, listOf(anyObject), {
        querystring: z.strictObject(page),
      }),
    },
    (request) => desk.ask(request, { type: 'ledger', ...request.query }),
  );
}
