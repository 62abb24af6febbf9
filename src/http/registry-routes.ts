/** Devices, vaccines and the description of the province: what administrators look after and auditors look into. */
import * as z from 'zod';
import { DEFAULT_ZONE } from '../fleet/registry.ts';
import { DEVICE_STATES } from '../keeper/registry-views.ts';
import { localDay } from '../lots/expiry.ts';
import type { Desk } from './desk.ts';
import { byId, gtinInAddress, id, page } from './inputs.ts';
import { type Api, operation } from './operation.ts';
import type { Clock } from './ports.ts';
import {
  catalogueSchema,
  deviceCountsSchema,
  deviceListSchema,
  deviceRejectedSchema,
  deviceSchema,
  deviceSecretSchema,
  heardSchema,
  productItemSchema,
  productSchema,
} from './registry-schemas.ts';
import { anyObject, listOf } from './view-schemas.ts';

const tag = 'admin';
const YAML = 'application/yaml';
const text = z
  .string()
  .trim()
  .max(200)
  .transform((typed) => typed.normalize('NFC'));

export function registryRoutes(api: Api, desk: Desk, clock: Clock): void {
  const described = operation(
    {
      tag,
      summary: 'The registry as a province description (YAML)',
      description:
        'Applied to the same registry it changes nothing. Left out: secrets, passwords, parcels, and what was before the present place and limits of a unit or device.',
    },
    anyObject,
    {},
  );
  const done = { description: 'The description', content: { [YAML]: { schema: anyObject } } };
  const { default: refused } = described.response as Record<string, unknown>;
  api.get(
    '/province',
    { schema: { ...described, response: { 200: done, default: refused } } },
    async (request, reply) => {
      const { description } = (await desk.ask(request, { type: 'province.describe' })) as {
        description: string;
      };
      // Named by the day at the service, which is all that the name is for.
      const name = `giulanh-${localDay(clock.now(), DEFAULT_ZONE)}.yaml`;
      return reply
        .type(`${YAML}; charset=utf-8`)
        .header('content-disposition', `attachment; filename="${name}"`)
        .serializer((body: unknown) => body as string)
        .send(description);
    },
  );
  api.get(
    '/registry/devices',
    {
      schema: operation({ tag, summary: 'Devices, how they are and where' }, deviceListSchema, {
        querystring: z.strictObject({
          text: text.optional(),
          unit: id.optional(),
          profile: id.optional(),
          state: z.enum(DEVICE_STATES).optional(),
          calibration: z.enum(['overdue', 'soon', 'none']).optional(),
          ...page,
        }),
      }),
    },
    (request) => desk.ask(request, { type: 'devices', ...request.query }),
  );
  api.get(
    '/registry/device-counts',
    {
      schema: operation(
        { tag, summary: 'How many devices are how, and how many calibrations are due' },
        deviceCountsSchema,
        {},
      ),
    },
    (request) => desk.ask(request, { type: 'devices.counts' }),
  );
  api.get(
    '/registry/devices/:id',
    {
      schema: operation(
        { tag, summary: 'One device: where it was, what it said last, its calibrations' },
        deviceSchema,
        { params: byId },
      ),
    },
    (request) => desk.ask(request, { type: 'device', id: request.params.id }),
  );
  api.get(
    '/registry/devices/:id/rejected',
    {
      schema: operation(
        { tag, summary: 'What a device sent that was not taken, and why; the newest first' },
        listOf(deviceRejectedSchema),
        {
          params: byId,
          querystring: z.strictObject({
            ...page,
            cursor: z
              .string()
              .regex(/^\d{1,16}$/)
              .optional(),
          }),
        },
      ),
    },
    (request) => desk.ask(request, { type: 'device.rejected', id: request.params.id, ...request.query }),
  );
  api.post(
    '/registry/devices/:id/secret',
    {
      schema: operation(
        {
          tag,
          summary: 'Give a device a new secret, told this once',
          description:
            'The former one opens nothing any more, and a connection that was opened with it is closed.',
        },
        deviceSecretSchema,
        { params: byId },
      ),
    },
    (request) => desk.execute(request, { type: 'device.secret', device: request.params.id }, ['DEVICE']),
  );
  api.get(
    '/heard',
    {
      schema: operation(
        {
          tag,
          summary: 'Whom gateways and foreign brokers speak of that is in no registry',
          description:
            'What a device that is to be added can be picked from. Kept in memory: it begins anew with the service.',
        },
        listOf(heardSchema),
        { querystring: z.strictObject({ sender: id.optional(), ...page }) },
      ),
    },
    (request) => desk.ask(request, { type: 'heard', ...request.query }),
  );
  api.get(
    '/registry/products',
    {
      schema: operation(
        { tag, summary: 'Vaccines and the rules in force, by name' },
        listOf(productItemSchema),
        {
          querystring: z.strictObject({ text: text.optional(), ...page }),
        },
      ),
    },
    (request) => desk.ask(request, { type: 'products', ...request.query }),
  );
  api.get(
    '/registry/products/:gtin',
    {
      schema: operation({ tag, summary: 'One vaccine with every version of its rules' }, productSchema, {
        params: z.strictObject({ gtin: gtinInAddress }),
      }),
    },
    (request) => desk.ask(request, { type: 'product', gtin: request.params.gtin }),
  );
  api.get(
    '/registry/catalogue',
    {
      schema: operation(
        { tag, summary: 'The vaccines that the service knows by itself' },
        catalogueSchema,
        {},
      ),
    },
    (request) => desk.ask(request, { type: 'catalogue' }),
  );
}
