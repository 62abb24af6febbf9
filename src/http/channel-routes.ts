/** The ways to people: how each of them is, trying one, what gateways say later, and the key that browsers subscribe with. */
import type { IncomingHttpHeaders } from 'node:http';
import * as z from 'zod';
import { CHANNELS, type Channel } from '../alerts/duty.ts';
import type { ChannelView } from '../keeper/notice-views.ts';
import type { Answer } from '../keeper/protocol.ts';
import type { Desk } from './desk.ts';
import { id } from './inputs.ts';
import { type Api, operation } from './operation.ts';
import { httpProblem, ProblemError, statusOf } from './problem.ts';
import { anyObject } from './view-schemas.ts';

const tag = 'channels';

/** What the channels tell this edge (see notify/notify.ts). */
export type ChannelDesk = {
  /** base64url */
  readonly pushKey: string;
  isGateway(channel: Channel, headers: IncomingHttpHeaders): boolean;
  /** `incomplete`: it does not say what about; `pending`: nothing has become of that yet. */
  receive(channel: Channel, said: unknown): Promise<'incomplete' | 'pending' | Answer>;
};

const byChannel = z.strictObject({ channel: z.enum(CHANNELS) });
export const channelSchema: z.ZodType<ChannelView> = z
  .object({
    channel: z.enum(CHANNELS),
    name: z.string().describe('The server behind it; of a webhook its name'),
    state: z.enum(['off', 'ok', 'unknown', 'failing']),
    reason: z.string(),
    lastSentAt: z.string().nullable(),
    failingSince: z.string().nullable().describe('Nothing went through since then'),
  })
  .meta({ id: 'Channel' });
const listSchema = z.object({ items: z.array(channelSchema), next: z.null() });

export function channelRoutes(api: Api, desk: Desk, channels: ChannelDesk | null): void {
  api.get(
    '/channels',
    { schema: operation({ tag, summary: 'How each way to people is' }, listSchema, {}) },
    (request) => desk.ask(request, { type: 'channels' }),
  );
  api.post(
    '/channels/:channel/test',
    {
      schema: operation(
        { tag, summary: 'Send a message that says that it is a test', description: TEST },
        anyObject,
        { params: byChannel, body: z.strictObject({ username: id }) },
      ),
    },
    (request) =>
      desk.execute(request, {
        type: 'notice.test',
        username: request.body.username,
        channel: request.params.channel,
      }),
  );
  api.get(
    '/push/key',
    {
      schema: operation(
        { tag, summary: 'The key that a browser subscribes to Web Push with' },
        z.object({ key: z.string().describe('base64url') }),
        {},
      ),
    },
    async () => {
      if (channels === null) throw httpProblem('ROUTE_UNKNOWN');
      return { key: channels.pushKey };
    },
  );
  api.post(
    '/notices/receipts/:channel',
    {
      config: { open: true },
      // Before the body is looked at.
      onRequest: async (request) => {
        const { data } = byChannel.safeParse(request.params);
        const isGateway = data !== undefined && channels?.isGateway(data.channel, request.headers);
        if (isGateway !== true) throw httpProblem('UNAUTHENTICATED');
      },
      schema: operation(
        { tag, summary: 'A gateway says what became of a message', description: RECEIPT },
        z.object({ noted: z.boolean() }),
        { params: byChannel, body: z.unknown().optional(), querystring: z.record(z.string(), z.unknown()) },
      ),
    },
    async ({ params: { channel }, body, query }) => {
      const said =
        typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...query, ...body } : query;
      const answer = (await channels?.receive(channel, said)) ?? 'incomplete';
      if (answer === 'incomplete') throw httpProblem('REQUEST_INVALID');
      if (answer === 'pending') return { noted: false };
      // A gateway that hears of an error asks again, for ever: what nobody knows of is taken like the rest.
      if (answer.ok || answer.refusal.code !== 'SERVICE_DEGRADED') return { noted: answer.ok };
      throw new ProblemError(answer.refusal, statusOf(answer.refusal.code));
    },
  );
}

const TEST = `To oneself, or by an administrator or official to a person of their place. It goes through this one channel
only; the answer is the message, whose attempts say what became of it.`;
const RECEIPT = `For the gateways of \`sms\` and \`zalo\` with the secret that the settings name, as \`Authorization: Bearer\` or in
the header that they name. Where the reference and the state stand in the body (or after the \`?\`) is said there too. Saying it
again changes nothing.`;
