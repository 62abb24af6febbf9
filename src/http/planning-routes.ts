/** What reports are measured against, and what does not add up: plans, injection sessions, announced deliveries, differences. */
import * as z from 'zod';
import { told } from '../papers/report-told.ts';
import type { Announced, Session } from '../reports/types.ts';
import type { Desk } from './desk.ts';
import { byId, doses, gtin, id, instant, newId, page, words } from './inputs.ts';
import { type Api, operation } from './operation.ts';
import { announcedSchema, differenceSchema, planSchema, sessionSchema } from './report-schemas.ts';
import { anyObject, listOf } from './view-schemas.ts';

const tag = 'reports';
const byNewId = z.strictObject({ id: newId });
const TEXT_MOST = 1_000;
const PUT_DESCRIPTION =
  'The id is made by the sender. Sent again it replaces what was kept under the same id.';

export function planningRoutes(api: Api, desk: Desk): void {
  api.get(
    '/differences',
    {
      schema: operation(
        { tag, summary: 'What does not add up, what nobody has explained first' },
        listOf(differenceSchema),
        {
          querystring: z.strictObject({
            all: z.stringbool().optional().describe('Explained ones too'),
            ...page,
          }),
        },
      ),
    },
    async (request) => told(await desk.ask(request, { type: 'differences', ...request.query })),
  );
  api.post(
    '/differences/:id/explain',
    {
      schema: operation({ tag, summary: 'Say what a difference was' }, anyObject, {
        params: byId,
        body: z.strictObject({ text: words(TEXT_MOST) }),
      }),
    },
    async (request) => {
      const difference = request.params.id;
      const command = { type: 'difference.explain', difference, ...request.body } as const;
      return told(await desk.execute(request, command, ['DIFFERENCE']));
    },
  );
  plans(api, desk);
  sessions(api, desk);
  announced(api, desk);
}

function plans(api: Api, desk: Desk): void {
  api.get(
    '/plans',
    { schema: operation({ tag, summary: 'How many doses are to be given where' }, listOf(planSchema), {}) },
    async (request) => ({ items: await desk.ask(request, { type: 'plans' }), next: null }),
  );
  api.put(
    '/plans/:id',
    {
      schema: operation({ tag, summary: 'Set a plan', description: PUT_DESCRIPTION }, planSchema, {
        params: byNewId,
        body: z.strictObject({
          site: id,
          gtin: gtin.nullable().describe('Null: of any vaccine'),
          from: z.iso.date(),
          to: z.iso.date().describe('Counted too'),
          doses,
        }),
      }),
    },
    (request) => desk.execute(request, { type: 'plan.set', plan: { ...request.body, ...request.params } }),
  );
  api.delete(
    '/plans/:id',
    { schema: operation({ tag, summary: 'Take a plan back' }, anyObject, { params: byId }) },
    (request) => desk.execute(request, { type: 'plan.remove', id: request.params.id }, ['PLAN']),
  );
}

function sessions(api: Api, desk: Desk): void {
  api.get(
    '/injection-sessions',
    {
      schema: operation({ tag, summary: 'When places give injections' }, listOf(sessionSchema), {
        querystring: z.strictObject({ from: instant, to: instant, ...page }),
      }),
    },
    async (request) => listed(await desk.ask(request, { type: 'sessions', ...request.query })),
  );
  api.put(
    '/injection-sessions/:id',
    {
      schema: operation(
        { tag, summary: 'Set an injection session', description: PUT_DESCRIPTION },
        sessionSchema,
        {
          params: byNewId,
          body: z.strictObject({
            site: id,
            from: instant,
            to: instant,
            person: id.nullable().describe('Who answers for it'),
          }),
        },
      ),
    },
    async (request) => {
      const session = { ...request.body, ...request.params };
      return sessionAnswer((await desk.execute(request, { type: 'session.set', session })) as Session);
    },
  );
  api.delete(
    '/injection-sessions/:id',
    { schema: operation({ tag, summary: 'Take an injection session back' }, anyObject, { params: byId }) },
    (request) => desk.execute(request, { type: 'session.remove', id: request.params.id }, ['SESSION']),
  );
}

function announced(api: Api, desk: Desk): void {
  api.get(
    '/announced',
    {
      schema: operation({ tag, summary: 'Deliveries that were announced' }, listOf(announcedSchema), {
        querystring: z.strictObject(page),
      }),
    },
    async (request) => told(await desk.ask(request, { type: 'announced', ...request.query })),
  );
  api.put(
    '/announced/:id',
    {
      schema: operation(
        { tag, summary: 'Announce a delivery, or say that it came', description: PUT_DESCRIPTION },
        announcedSchema,
        {
          params: byNewId,
          body: z.strictObject({
            site: id,
            gtin,
            doses,
            at: instant,
            supplier: z.string().trim().max(200).default(''),
            arrived: z.boolean().default(false).describe('It came, or does not come any more'),
          }),
        },
      ),
    },
    async (request) => {
      const one = { ...request.body, ...request.params };
      return told((await desk.execute(request, { type: 'announced.set', announced: one })) as Announced);
    },
  );
}

/** Its beginning and end are instants, where a plan's are days. */
const sessionAnswer = (session: Session) => ({
  ...session,
  from: new Date(session.from).toISOString(),
  to: new Date(session.to).toISOString(),
});
const listed = (answer: unknown) => {
  const { items, next } = answer as { items: readonly Session[]; next: string | null };
  return { items: items.map(sessionAnswer), next };
};
