/** Sites and units, what was measured in them, and what administrators bring in. */
import * as z from 'zod';
import { STAMPED } from '../fleet/stamp.ts';
import { ROLES } from '../fleet/types.ts';
import type { HistoryReader } from '../influx/history-reader.ts';
import type { Desk } from './desk.ts';
import { byId, id, instant, page } from './inputs.ts';
import { type Api, operation } from './operation.ts';
import type { Clock } from './ports.ts';
import { readBack } from './readings.ts';
import {
  anyObject,
  excursionSchema,
  listOf,
  personSchema,
  readingsSchema,
  siteSchema,
  unitDetailSchema,
  unitSchema,
} from './view-schemas.ts';

const tag = 'fleet';
const DAY_MS = 24 * 3_600_000;
const IMPORT_BYTES_MAX = 16 * 1024 * 1024;
const IMPORT_ITEMS_MAX = 200_000;

const importBody = z.strictObject({
  unit: id,
  device: id,
  source: z.string().min(1).max(500).describe('Where it comes from, such as the file name'),
  readings: z
    .array(
      z.strictObject({
        at: instant,
        celsius: z.number().nullable(),
        probe: z.string().min(1).max(64).default('1'),
      }),
    )
    .max(IMPORT_ITEMS_MAX)
    .default([]),
  evidence: z
    .array(
      z.strictObject({
        from: instant,
        to: instant,
        minCelsius: z.number(),
        maxCelsius: z.number(),
        beyond: z
          .array(
            z.strictObject({
              side: z.enum(['above', 'below']),
              limitCelsius: z.number(),
              seconds: z.number().nonnegative(),
            }),
          )
          .max(100)
          .default([]),
      }),
    )
    .max(IMPORT_ITEMS_MAX)
    .default([]),
});

export type FleetParts = {
  readonly desk: Desk;
  readonly clock: Clock;
  readonly history: () => HistoryReader | null;
};

export function fleetRoutes(api: Api, parts: FleetParts, onProvinceChanged: () => void): void {
  const { desk, clock, history } = parts;
  api.get(
    '/sites',
    {
      schema: operation({ tag, summary: 'Sites within one’s place' }, listOf(siteSchema), {
        querystring: z.strictObject(page),
      }),
    },
    (request) => desk.ask(request, { type: 'sites', ...request.query }),
  );
  api.get(
    '/people',
    {
      schema: operation({ tag, summary: 'Whom a plan may name' }, listOf(personSchema), {
        querystring: z.strictObject({ role: z.enum(ROLES).optional(), ...page }),
      }),
    },
    (request) => desk.ask(request, { type: 'people', ...request.query }),
  );
  api.get(
    '/units',
    {
      schema: operation({ tag, summary: 'Units and how they are now' }, listOf(unitSchema), {
        querystring: z.strictObject({ site: id.optional(), ...page }),
      }),
    },
    (request) => desk.ask(request, { type: 'units', ...request.query }),
  );
  api.get(
    '/units/:id',
    {
      schema: operation({ tag, summary: 'One unit, its alarms’ rules and what is in it' }, unitDetailSchema, {
        params: byId,
      }),
    },
    (request) => desk.ask(request, { type: 'unit', id: request.params.id }),
  );
  api.get(
    '/units/:id/readings',
    {
      schema: operation(
        {
          tag,
          summary: 'What was measured in a unit',
          description:
            'In [from, to), by default the last 24 hours. `every` (seconds) answers one bucket per step, aligned to the epoch. What is older than the store answers for (400 days, and as long as a vaccine that was there lives and a year after) comes from InfluxDB where it is configured: at most 31 days of single readings or 10,000 steps of it. `sources` says who answered for which part.',
        },
        readingsSchema,
        {
          params: byId,
          querystring: z
            .strictObject({
              from: instant.optional(),
              to: instant.optional(),
              every: z.coerce
                .number()
                .int()
                .min(1)
                .max(31 * 86_400)
                .optional(),
              clock: z
                .enum(['untrusted'])
                .optional()
                .describe('Only readings of which nobody knows when they were measured, by their arrival'),
              ...page,
            })
            .refine(({ from, to }) => from === undefined || to === undefined || from < to, {
              path: ['to'],
              message: '`to` must be after `from`',
            }),
        },
      ),
    },
    (request) => {
      const { from, to = Math.max(clock.now(), (from ?? 0) + 1), ...rest } = request.query;
      const query = { unit: request.params.id, from: from ?? to - DAY_MS, to, ...rest };
      return readBack(
        { ask: (asked) => desk.ask(request, asked), history: history(), now: clock.now() },
        query,
      );
    },
  );
  api.get(
    '/excursions',
    {
      schema: operation(
        { tag, summary: 'Excursions as the present evidence shows them' },
        listOf(excursionSchema),
        {
          querystring: z.strictObject({ unit: id.optional(), parcel: id.optional(), ...page }),
        },
      ),
    },
    (request) => desk.ask(request, { type: 'excursions', ...request.query }),
  );
  api.post(
    '/units/:id/place',
    {
      schema: operation({ tag, summary: 'Put a unit at a site; `site: null` is under way' }, anyObject, {
        params: byId,
        body: z.strictObject({ site: id.nullable(), at: instant.exactOptional() }),
      }),
    },
    (request) =>
      desk.execute(request, { type: 'unit.place', unit: request.params.id, ...request.body }, ['UNIT']),
  );
  api.post(
    '/province',
    {
      bodyLimit: IMPORT_BYTES_MAX,
      schema: operation(
        { tag, summary: 'Make the registry what a province description says; answers what changed' },
        anyObject,
        {
          body: z.strictObject({
            description: z
              .union([z.string().min(1), z.record(z.string(), z.unknown())])
              .describe('The file’s text, so that problems name their line, or what was read from it'),
            file: z.string().max(1000).nullable().default(null),
            dryRun: z.boolean().exactOptional().describe('Only say what would change'),
            began: z
              .array(
                z.strictObject({
                  kind: z.enum(STAMPED),
                  id,
                  stamp: z.string().max(64).nullable().describe('null: it was not there yet'),
                }),
              )
              .max(1000)
              .exactOptional()
              .describe('How a form found what it changes; refused when it stands otherwise by now'),
          }),
        },
      ),
    },
    async (request) => {
      const changes = await desk.execute(request, { type: 'province.apply', ...request.body });
      if (request.body.dryRun !== true) onProvinceChanged();
      return changes;
    },
  );
  api.post(
    '/imports',
    {
      bodyLimit: IMPORT_BYTES_MAX,
      schema: operation(
        {
          tag,
          summary: 'Bring in what a logger recorded; the same twice changes nothing',
          description: 'Send long recordings in pieces of some thousand readings: each is one commit.',
        },
        anyObject,
        {
          body: importBody,
        },
      ),
    },
    (request) => desk.execute(request, { type: 'evidence.import', ...request.body }),
  );
}
