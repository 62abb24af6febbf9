/** Putting a device to work: begin, wait for its first message, compare, test the alert, confirm. */
import * as z from 'zod';
import { UNIT_KINDS } from '../fleet/types.ts';
import type { EnrolmentView } from '../keeper/enrol-views.ts';
import { SIGN_IN_WORDS } from '../wording/sign-ins.ts';
import type { Desk } from './desk.ts';
import type { DeviceLine } from './device-line.ts';
import {
  deviceStandingSchema,
  enrolledSchema,
  enrolmentItemSchema,
  enrolmentLiveSchema,
  enrolmentSchema,
  type IdentifiedView,
  identifiedSchema,
  type LineView,
  toldSchema,
} from './enrol-schemas.ts';
import { byId, id, newId, page, words } from './inputs.ts';
import { type Api, operation } from './operation.ts';
import { listOf } from './view-schemas.ts';

const tag = 'fleet';
const celsius = z.number().min(-120).max(80);
const unit = z.union([
  z.strictObject({ id }),
  z.strictObject({
    site: id,
    kind: z.enum(UNIT_KINDS),
    name: words(200),
    litres: z.number().positive().max(1_000_000).nullable(),
  }),
]);
const rule = z.strictObject({
  id: newId,
  side: z.enum(['above', 'below']),
  limitCelsius: celsius,
  inclusive: z.boolean().default(false),
  allowedSeconds: z.int().nonnegative(),
});

export function enrolRoutes(api: Api, desk: Desk, line: DeviceLine): void {
  api.get(
    '/devices/:id/standing',
    {
      schema: operation(
        { tag, summary: 'Is a device’s id free, and which profiles are there?' },
        deviceStandingSchema,
        { params: z.strictObject({ id: newId }) },
      ),
    },
    (request) => desk.ask(request, { type: 'device.standing', device: request.params.id }),
  );
  api.post(
    '/devices/:id/identify',
    {
      schema: operation(
        {
          tag,
          summary: 'Make a device blink or beep; answers whether the command went out',
          description: 'Sends `{"identify":true}` to `giulanh/v1/<device>/command` at QoS 1.',
        },
        identifiedSchema,
        { params: byId },
      ),
    },
    async (request): Promise<IdentifiedView> => {
      const device = request.params.id;
      await desk.ask(request, { type: 'device.identify', device });
      if (!line.connected(device)) return { sent: false, why: 'NOT_CONNECTED' };
      const sent = line.sendCommand(device, { identify: true });
      return { sent, why: sent ? null : 'NOT_LISTENING' };
    },
  );
  api.get(
    '/enrolments',
    {
      schema: operation(
        { tag, summary: 'Devices that are not put to work yet' },
        listOf(enrolmentItemSchema),
        { querystring: z.strictObject(page) },
      ),
    },
    (request) => desk.ask(request, { type: 'enrolments', ...request.query }),
  );
  api.post(
    '/enrolments',
    {
      schema: operation(
        { tag, summary: 'Register a device, in a unit that is there or in a new one', status: 201 },
        enrolledSchema,
        {
          body: z.strictObject({
            device: newId,
            profile: newId.exactOptional(),
            secret: z.string().min(8).max(256).exactOptional(),
            via: z.strictObject({ gateway: newId, address: words(128) }).exactOptional(),
            unit,
          }),
        },
      ),
    },
    async (request, reply) =>
      reply.code(201).send(await desk.execute(request, { type: 'device.enrol', ...request.body })),
  );
  api.get(
    '/enrolments/:id',
    {
      schema: operation({ tag, summary: 'How far a device is, live' }, enrolmentLiveSchema, { params: byId }),
    },
    async (request) => {
      const device = request.params.id;
      const view = (await desk.ask(request, { type: 'enrolment', device })) as EnrolmentView;
      return { ...view, line: lineView(line, device) };
    },
  );
  api.get(
    '/enrolments/:id/people',
    {
      schema: operation({ tag, summary: 'Who sees alerts about the device’s unit' }, listOf(toldSchema), {
        params: byId,
        querystring: z.strictObject(page),
      }),
    },
    (request) => desk.ask(request, { type: 'enrolment.people', device: request.params.id, ...request.query }),
  );
  api.post(
    '/enrolments/:id/secret',
    {
      schema: operation(
        { tag, summary: 'Another secret, until the device was first heard' },
        enrolledSchema,
        {
          params: byId,
        },
      ),
    },
    async (request) => {
      const device = request.params.id;
      const made = await desk.execute(request, { type: 'device.enrol.secret', device }, ['ENROLMENT']);
      line.disconnect(device);
      return made;
    },
  );
  api.post(
    '/enrolments/:id/compare',
    {
      schema: operation(
        {
          tag,
          summary: 'Keep what a hand thermometer shows beside the device',
          description: 'Refused with ENROLMENT_APART past the tolerance, unless `anyway` says to go on.',
        },
        enrolmentSchema,
        { params: byId, body: z.strictObject({ celsius, anyway: z.boolean().default(false) }) },
      ),
    },
    (request) =>
      desk.execute(request, { type: 'device.enrol.compare', device: request.params.id, ...request.body }, [
        'ENROLMENT',
      ]),
  );
  api.post(
    '/enrolments/:id/limits',
    {
      schema: operation(
        { tag, summary: 'Say that the unit’s limits are right, or set them; null leaves them' },
        enrolmentSchema,
        { params: byId, body: z.strictObject({ rules: z.array(rule).min(1).max(20).nullable() }) },
      ),
    },
    (request) =>
      desk.execute(request, { type: 'device.enrol.limits', device: request.params.id, ...request.body }, [
        'ENROLMENT',
      ]),
  );
  api.post(
    '/enrolments/:id/test',
    {
      schema: operation(
        {
          tag,
          summary: 'Raise a test alert at the device’s unit',
          description: 'It holds nothing and ends when somebody takes it, or after ten minutes.',
          status: 201,
        },
        enrolmentSchema,
        { params: byId },
      ),
    },
    async (request, reply) => {
      const command = { type: 'alert.test', device: request.params.id } as const;
      return reply.code(201).send(await desk.execute(request, command, ['ENROLMENT']));
    },
  );
  api.post(
    '/enrolments/:id/finish',
    {
      schema: operation(
        {
          tag,
          summary: 'Confirm that the right unit answered and that the test was noticed',
        },
        enrolmentSchema,
        {
          params: byId,
          body: z.strictObject({ rightUnit: z.literal(true), testNoticed: z.literal(true) }),
        },
      ),
    },
    (request) =>
      desk.execute(request, { type: 'device.enrol.finish', device: request.params.id }, ['ENROLMENT']),
  );
}

const lineView = (line: DeviceLine, device: string): LineView => ({
  connected: line.connected(device),
  listens: line.listens(device),
  refused: line.refusals(device).map(({ reason, at, count }) => ({
    ...{ reason, ...SIGN_IN_WORDS[reason] },
    ...{ at: new Date(at).toISOString(), count },
  })),
  port: line.port,
});
