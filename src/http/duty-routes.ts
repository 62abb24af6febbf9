/** Whom alerts wake: ladders, rosters and the holes in them. */
import * as z from 'zod';
import { siteOfLadder } from '../alerts/ladders.ts';
import type { Desk } from './desk.ts';
import {
  dutySchema,
  holesSchema,
  ladderBody,
  ladderSchema,
  rosterBody,
  rosterItemSchema,
  rosterSchema,
  shiftsBody,
} from './duty-schemas.ts';
import { byId, id, instant, page } from './inputs.ts';
import { type Api, operation } from './operation.ts';
import type { Clock } from './ports.ts';
import { listOf } from './view-schemas.ts';

const tag = 'duty';
const SHOWN_MS = 14 * 86_400_000;

export function dutyRoutes(api: Api, desk: Desk, clock: Clock): void {
  api.get(
    '/duty',
    {
      schema: operation(
        { tag, summary: 'Whom an alert of a place would reach, level by level' },
        dutySchema,
        {
          querystring: z.strictObject({
            site: id.optional().describe('Left out: alerts of the service itself'),
            at: instant.optional().describe('Default: now'),
          }),
        },
      ),
    },
    (request) => {
      const { site = null, at } = request.query;
      return desk.ask(request, { type: 'duty', site, at });
    },
  );
  api.get(
    '/duty/holes',
    {
      schema: operation(
        {
          tag,
          summary: 'When a level would have nobody, within one’s place',
          description:
            'Of a level that names rosters: while nobody is on shift in any of them. Of any other: while it reaches nobody.',
        },
        holesSchema,
        { querystring: z.strictObject({ days: z.coerce.number().int().min(1).max(60).default(14) }) },
      ),
    },
    (request) => desk.ask(request, { type: 'duty.holes', days: request.query.days }),
  );
  ladderRoutes(api, desk);
  rosterRoutes(api, desk, clock);
}

function ladderRoutes(api: Api, desk: Desk): void {
  api.get(
    '/ladders',
    {
      schema: operation(
        { tag, summary: 'Ladders of places that have their own: within one’s place and above it' },
        listOf(ladderSchema),
        { querystring: z.strictObject(page) },
      ),
    },
    (request) => desk.ask(request, { type: 'ladders', ...request.query }),
  );
  api.put(
    '/ladders',
    {
      schema: operation(
        {
          tag,
          summary: 'Make or replace the ladder of a place',
          description:
            '`site` null is the province’s. Refused with LADDER_INVALID, and `why` in the details.',
        },
        ladderSchema,
        { body: ladderBody },
      ),
    },
    (request) => desk.execute(request, { type: 'ladder.set', ladder: request.body }),
  );
  api.delete(
    '/ladders/:id',
    {
      schema: operation(
        { tag, summary: 'Remove a place’s own ladder: from then on it uses that of the place above' },
        ladderSchema,
        { params: byId },
      ),
    },
    (request) =>
      desk.execute(request, { type: 'ladder.remove', site: siteOfLadder(request.params.id) }, ['LADDER']),
  );
}

function rosterRoutes(api: Api, desk: Desk, clock: Clock): void {
  api.get(
    '/rosters',
    {
      schema: operation(
        { tag, summary: 'Rosters within one’s place and above it, and who is on duty now' },
        listOf(rosterItemSchema),
        { querystring: z.strictObject(page) },
      ),
    },
    (request) => desk.ask(request, { type: 'rosters', ...request.query }),
  );
  api.post(
    '/rosters',
    {
      schema: operation({ tag, summary: 'Begin a roster', status: 201 }, rosterItemSchema, {
        body: rosterBody,
      }),
    },
    async (request, reply) =>
      reply.code(201).send(await desk.execute(request, { type: 'roster.set', ...request.body })),
  );
  api.get(
    '/rosters/:id',
    {
      schema: operation(
        { tag, summary: 'Shifts that touch [from, to), by default the next 14 days, and the holes' },
        rosterSchema,
        {
          params: byId,
          querystring: z.strictObject({ from: instant.optional(), to: instant.optional() }),
        },
      ),
    },
    (request) => {
      const { from = clock.now(), to = from + SHOWN_MS } = request.query;
      return desk.ask(request, { type: 'roster', id: request.params.id, from, to });
    },
  );
  api.put(
    '/rosters/:id',
    {
      schema: operation({ tag, summary: 'Another name or place for a roster' }, rosterItemSchema, {
        params: byId,
        body: rosterBody,
      }),
    },
    (request) =>
      desk.execute(request, { type: 'roster.set', id: request.params.id, ...request.body }, ['ROSTER']),
  );
  api.delete(
    '/rosters/:id',
    {
      schema: operation({ tag, summary: 'Remove a roster that no ladder tells' }, rosterItemSchema, {
        params: byId,
      }),
    },
    (request) => desk.execute(request, { type: 'roster.remove', roster: request.params.id }, ['ROSTER']),
  );
  api.put(
    '/rosters/:id/shifts',
    {
      schema: operation(
        {
          tag,
          summary: 'Write the shifts that begin in [from, to) anew',
          description: 'A shift with the `id` of one that it takes the place of keeps it.',
        },
        rosterItemSchema,
        { params: byId, body: shiftsBody },
      ),
    },
    (request) =>
      desk.execute(request, { type: 'roster.shifts', roster: request.params.id, ...request.body }, [
        'ROSTER',
      ]),
  );
}
