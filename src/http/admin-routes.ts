/** The registry as administrators work on it, and what they do to people's access. Everything else changes by POST /province. */
import * as z from 'zod';
import { ROLES, UNIT_KINDS } from '../fleet/types.ts';
import { WRONGS } from '../keeper/admin-views.ts';
import {
  adminOverviewSchema,
  newPasswordSchema,
  presetsSchema,
  registryPersonSchema,
  registrySiteSchema,
  registryUnitDetailSchema,
  registryUnitSchema,
  sessionsEndedSchema,
} from './admin-schemas.ts';
import type { Desk } from './desk.ts';
import { byId, id, page, words } from './inputs.ts';
import { type Api, operation } from './operation.ts';
import type { SessionBook } from './session-book.ts';
import { listOf } from './view-schemas.ts';

const tag = 'admin';
const SEARCH_MOST = 200;

const search = {
  q: words(SEARCH_MOST).optional().describe('Words of the name or the id, without regard to diacritics'),
  missing: z.enum(WRONGS).optional().describe('Only those of which this is missing'),
  ...page,
};
const inUse = {
  retired: z
    .enum(['true', 'false'])
    .transform((said) => said === 'true')
    .optional()
    .describe('Only what is retired; default: the others'),
};
const below = { site: id.optional().describe('There and below') };

export function adminRoutes(api: Api, desk: Desk, sessions: SessionBook): void {
  api.get(
    '/registry',
    {
      schema: operation(
        { tag, summary: 'How much the registry holds, and what is missing in it' },
        adminOverviewSchema,
        {},
      ),
    },
    (request) => desk.ask(request, { type: 'admin.overview' }),
  );
  api.get(
    '/registry/presets',
    {
      schema: operation({ tag, summary: 'The limits that each kind of unit comes with' }, presetsSchema, {}),
    },
    (request) => desk.ask(request, { type: 'admin.presets' }),
  );
  api.get(
    '/registry/sites',
    {
      schema: operation(
        { tag, summary: 'Sites below one, the topmost, or all that a search finds' },
        listOf(registrySiteSchema),
        { querystring: z.strictObject({ parent: id.optional(), ...search }) },
      ),
    },
    (request) => {
      const { q: text, ...query } = request.query;
      return desk.ask(request, { type: 'registry.sites', text, ...query });
    },
  );
  api.get(
    '/registry/sites/:id',
    {
      schema: operation({ tag, summary: 'One site as the registry has it' }, registrySiteSchema, {
        params: byId,
      }),
    },
    (request) => desk.ask(request, { type: 'registry.site', id: request.params.id }),
  );
  api.get(
    '/registry/units',
    {
      schema: operation({ tag, summary: 'Units as the registry has them' }, listOf(registryUnitSchema), {
        querystring: z.strictObject({ kind: z.enum(UNIT_KINDS).optional(), ...below, ...inUse, ...search }),
      }),
    },
    (request) => {
      const { q: text, ...query } = request.query;
      return desk.ask(request, { type: 'registry.units', text, ...query });
    },
  );
  api.get(
    '/registry/units/:id',
    {
      schema: operation(
        { tag, summary: 'One unit with the history of its limits and places' },
        registryUnitDetailSchema,
        { params: byId },
      ),
    },
    (request) => desk.ask(request, { type: 'registry.unit', id: request.params.id }),
  );
  api.get(
    '/registry/people',
    {
      schema: operation({ tag, summary: 'People as the registry has them' }, listOf(registryPersonSchema), {
        querystring: z.strictObject({ role: z.enum(ROLES).optional(), ...below, ...inUse, ...search }),
      }),
    },
    (request) => {
      const { q: text, ...query } = request.query;
      return desk.ask(request, { type: 'registry.people', text, ...query });
    },
  );
  api.get(
    '/registry/people/:id',
    {
      schema: operation({ tag, summary: 'One person as the registry has them' }, registryPersonSchema, {
        params: byId,
      }),
    },
    (request) => desk.ask(request, { type: 'registry.person', username: request.params.id }),
  );
  api.post(
    '/registry/people/:id/password',
    {
      schema: operation(
        {
          tag,
          summary: 'Make a new password for somebody, shown once; they are signed out everywhere',
          status: 201,
        },
        newPasswordSchema,
        { params: byId },
      ),
    },
    async (request, reply) => {
      const username = request.params.id;
      const made = await desk.execute(request, { type: 'person.password', username }, ['PERSON']);
      sessions.endedAll(username, null);
      return reply.code(201).send(made);
    },
  );
  api.delete(
    '/registry/people/:id/sessions',
    {
      schema: operation({ tag, summary: 'Sign somebody out everywhere' }, sessionsEndedSchema, {
        params: byId,
      }),
    },
    async (request) => {
      const username = request.params.id;
      const ended = await desk.execute(request, { type: 'person.sessions.end', username }, ['PERSON']);
      sessions.endedAll(username, null);
      return ended;
    },
  );
}
