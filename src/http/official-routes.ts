/** What officials and auditors open: the province at a glance, incidents, decisions about many holds, recalls, the audit. */
import * as z from 'zod';
import {
  decisionDoneSchema,
  decisionGroupSchema,
  decisionRecordSchema,
  effectSchema,
  manySchema,
} from './decision-schemas.ts';
import type { Desk } from './desk.ts';
import { incidentSchema } from './incident-schemas.ts';
import { byId, gtin, gtinInAddress, id, instant, lotNumber, page, words } from './inputs.ts';
import {
  auditSchema,
  lotFoundSchema,
  overviewSchema,
  parcelStorySchema,
  recallNoticeSchema,
  recallSchema,
} from './official-schemas.ts';
import { type Api, operation } from './operation.ts';
import { alertSchema, listOf } from './view-schemas.ts';

const tag = 'officials';
const AT_ONCE_MOST = 500;
const ids = z.array(id).min(1).max(AT_ONCE_MOST);
const decision = z.enum(['release', 'keep', 'discard']);
const text = z
  .string()
  .trim()
  .max(200)
  .transform((typed) => typed.normalize('NFC'));

export function officialRoutes(api: Api, desk: Desk): void {
  api.get(
    '/overview',
    { schema: operation({ tag, summary: 'The province at a glance' }, overviewSchema, {}) },
    (request) => desk.ask(request, { type: 'overview' }),
  );
  api.get(
    '/alerts/closed',
    {
      schema: operation({ tag, summary: 'Alerts that are over, the newest first' }, listOf(alertSchema), {
        querystring: z.strictObject(page),
      }),
    },
    (request) => desk.ask(request, { type: 'alerts.closed', ...request.query }),
  );
  api.get(
    '/incidents/:id',
    {
      schema: operation({ tag, summary: 'One alert with all that belongs to it' }, incidentSchema, {
        params: byId,
      }),
    },
    (request) => desk.ask(request, { type: 'incident', alert: request.params.id }),
  );
  api.get(
    '/decisions',
    {
      schema: operation(
        { tag, summary: 'Open holds by incident and lot, with what was proposed' },
        listOf(decisionGroupSchema),
        { querystring: z.strictObject({ alert: id.optional(), ...page }) },
      ),
    },
    (request) => desk.ask(request, { type: 'decisions', ...request.query }),
  );
  api.get(
    '/decisions/done',
    {
      schema: operation(
        { tag, summary: 'Approved decisions, the newest first' },
        listOf(decisionDoneSchema),
        {
          querystring: z.strictObject(page),
        },
      ),
    },
    (request) => desk.ask(request, { type: 'decisions.done', ...request.query }),
  );
  api.get(
    '/decisions/:id',
    {
      schema: operation(
        { tag, summary: 'One decision with all that was decided in the same breath' },
        decisionRecordSchema,
        { params: byId },
      ),
    },
    (request) => desk.ask(request, { type: 'decision', id: request.params.id }),
  );
  api.post(
    '/decisions/effect',
    {
      schema: operation(
        { tag, summary: 'What a decision would do, by the code that approves it', description: EFFECT },
        effectSchema,
        { body: z.strictObject({ holds: ids, decision }) },
      ),
    },
    (request) => desk.ask(request, { type: 'disposition.effect', ...request.body }),
  );
  api.post(
    '/decisions',
    {
      schema: operation(
        { tag, summary: 'Propose one decision about many holds', description: MANY },
        manySchema,
        {
          body: z.strictObject({ holds: ids, decision, reason: words(4000), evidence: words(4000) }),
        },
      ),
    },
    (request) => desk.execute(request, { type: 'dispositions.propose', ...request.body }),
  );
  api.post(
    '/decisions/approve',
    {
      schema: operation(
        { tag, summary: 'Approve many proposals of another official', description: MANY },
        manySchema,
        {
          body: z.strictObject({ dispositions: ids }),
        },
      ),
    },
    (request) => desk.execute(request, { type: 'dispositions.approve', ...request.body }),
  );
  api.get(
    '/recalls',
    {
      schema: operation({ tag, summary: 'Recalls, the newest first' }, listOf(recallSchema), {
        querystring: z.strictObject(page),
      }),
    },
    (request) => desk.ask(request, { type: 'recalls', ...request.query }),
  );
  api.get(
    '/recalls/:gtin/:lot',
    {
      schema: operation({ tag, summary: 'One recall, with where the lot is now' }, recallNoticeSchema, {
        params: z.strictObject({ gtin: gtinInAddress, lot: id }),
      }),
    },
    (request) => desk.ask(request, { type: 'recall', ...request.params }),
  );
  api.post(
    '/recalls/effect',
    {
      schema: operation({ tag, summary: 'What recalling a lot would do' }, effectSchema, {
        body: z.strictObject({ gtin, lot: lotNumber }),
      }),
    },
    (request) => desk.ask(request, { type: 'recall.effect', ...request.body }),
  );
  api.get(
    '/parcels/:id/story',
    {
      schema: operation(
        { tag, summary: 'What was told about a parcel on its way, and what waits for a decision' },
        parcelStorySchema,
        { params: byId },
      ),
    },
    (request) => desk.ask(request, { type: 'parcel.story', id: request.params.id }),
  );
  api.get(
    '/lots',
    {
      schema: operation(
        { tag, summary: 'Lots by number or vaccine, without regard to diacritics' },
        listOf(lotFoundSchema),
        { querystring: z.strictObject({ text, ...page }) },
      ),
    },
    (request) => desk.ask(request, { type: 'lots', ...request.query }),
  );
  api.get(
    '/ledger/search',
    {
      schema: operation(
        { tag: 'ledger', summary: 'The ledger searched, the newest first', description: SEARCH },
        auditSchema,
        {
          querystring: z.strictObject({
            by: text.optional(),
            kind: text.optional(),
            text: text.optional(),
            from: instant.optional(),
            to: instant.optional(),
            ...page,
          }),
        },
      ),
    },
    (request) => desk.ask(request, { type: 'ledger.search', ...request.query }),
  );
}

const EFFECT = `Nothing is changed. Each hold is decided about by the same code as at the approval, as if another official
approved at this moment; the scan gate's own judge then says what it would answer at every site concerned.`;
const MANY =
  'Each is answered by itself: what was done, and what was refused with its reason. One transaction.';
const SEARCH = `Looks through a bounded stretch of the ledger: \`next\` goes on from there, also where nothing was found.
\`kind\` is an event type or its first part (\`hold\`).`;
