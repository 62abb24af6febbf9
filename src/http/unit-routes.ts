/** One unit's page: what is in it, shift notes, door and mains. */
import * as z from 'zod';
import type { Desk } from './desk.ts';
import { byId, instant, page, words } from './inputs.ts';
import { type Api, operation } from './operation.ts';
import type { Clock } from './ports.ts';
import { defrostSchema, unitInsideSchema, unitNoteSchema, unitSignalsSchema } from './unit-schemas.ts';
import { listOf } from './view-schemas.ts';

const tag = 'fleet';
const DAY_MS = 24 * 3_600_000;
const DAY_SECONDS = 86_400;

const range = { from: instant.optional(), to: instant.optional() };
/** By default the last 24 hours. */
function within({ from, to }: { from?: number | undefined; to?: number | undefined }, now: number) {
  const end = to ?? Math.max(now, (from ?? 0) + 1);
  return { from: from ?? end - DAY_MS, to: end };
}

export function unitRoutes(api: Api, desk: Desk, clock: Clock): void {
  api.get(
    '/units/:id/inside',
    {
      schema: operation(
        { tag, summary: 'Which lots are in a unit, what threatens them, and the unit’s limits over time' },
        unitInsideSchema,
        { params: byId },
      ),
    },
    (request) => desk.ask(request, { type: 'unit.inside', id: request.params.id }),
  );
  api.get(
    '/units/:id/notes',
    {
      schema: operation(
        { tag, summary: 'Shift notes about a unit in [from, to), by default of the last 24 hours' },
        listOf(unitNoteSchema),
        { params: byId, querystring: z.strictObject({ ...range, ...page }) },
      ),
    },
    (request) => {
      const { cursor, limit, ...asked } = request.query;
      const unit = request.params.id;
      return desk.ask(request, { type: 'unit.notes', unit, cursor, limit, ...within(asked, clock.now()) });
    },
  );
  api.post(
    '/units/:id/notes',
    {
      schema: operation({ tag, summary: 'Write a shift note about a unit', status: 201 }, unitNoteSchema, {
        params: byId,
        body: z.strictObject({ text: words(1000), at: instant.exactOptional() }),
      }),
    },
    async (request, reply) => {
      const command = { type: 'unit.note', unit: request.params.id, ...request.body } as const;
      return reply.code(201).send(await desk.execute(request, command, ['UNIT']));
    },
  );
  api.post(
    '/units/:id/defrost',
    {
      schema: operation(
        {
          tag,
          summary: 'Say that a unit is emptied and defrosted, from now or a later time on',
          description:
            'Its own alarms rest in [from, until), at most 72 hours. What is in it all the same is judged as ever. Nothing that was is rewritten.',
          status: 201,
        },
        defrostSchema,
        { params: byId, body: z.strictObject({ from: instant.exactOptional(), until: instant }) },
      ),
    },
    async (request, reply) => {
      const command = { type: 'unit.defrost', unit: request.params.id, ...request.body } as const;
      return reply.code(201).send(await desk.execute(request, command, ['UNIT']));
    },
  );
  api.delete(
    '/units/:id/defrost',
    {
      schema: operation(
        { tag, summary: 'End a unit’s defrosting now, or take back one that is planned' },
        defrostSchema,
        { params: byId },
      ),
    },
    (request) => desk.execute(request, { type: 'unit.defrost.end', unit: request.params.id }, ['UNIT']),
  );
  api.get(
    '/units/:id/signals',
    {
      schema: operation(
        {
          tag,
          summary: 'When a unit’s door was open and when it had no mains',
          description:
            'In [from, to), by default the last 24 hours. `every` (seconds): stretches that lie closer are shown as one; `times` and `seconds` still count each.',
        },
        unitSignalsSchema,
        {
          params: byId,
          querystring: z.strictObject({
            ...range,
            every: z.coerce
              .number()
              .int()
              .min(1)
              .max(31 * DAY_SECONDS)
              .optional(),
          }),
        },
      ),
    },
    (request) => {
      const { every, ...asked } = request.query;
      const unit = request.params.id;
      return desk.ask(request, { type: 'unit.signals', unit, every, ...within(asked, clock.now()) });
    },
  );
}
