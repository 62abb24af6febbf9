/** How each person is reached: what is written down of them, and their own browsers. */
import * as z from 'zod';
import type { Desk } from './desk.ts';
import { contactBody, contactSchema, pushBody, pushSubscriptionSchema } from './duty-schemas.ts';
import { byId, id } from './inputs.ts';
import { type Api, operation } from './operation.ts';
import { listOf } from './view-schemas.ts';

const tag = 'duty';
const byUsername = z.strictObject({ username: id });

export function contactRoutes(api: Api, desk: Desk): void {
  api.get(
    '/people/:username/contact',
    {
      schema: operation(
        { tag, summary: 'How a person is reached: one’s own, or as who answers for their place' },
        contactSchema,
        { params: byUsername },
      ),
    },
    (request) => desk.ask(request, { type: 'contact', username: request.params.username }),
  );
  api.put(
    '/people/:username/contact',
    {
      schema: operation(
        {
          tag,
          summary: 'Write down how a person is reached: one’s own, or as an administrator of their place',
          description:
            'Phones as they are dialled in Viet Nam or with `+`. What is null or empty is not used.',
        },
        contactSchema,
        { params: byUsername, body: contactBody },
      ),
    },
    (request) =>
      desk.execute(
        request,
        { type: 'contact.set', contact: { id: request.params.username, ...request.body } },
        ['PERSON'],
      ),
  );
  api.get(
    '/push/subscriptions',
    {
      schema: operation(
        { tag, summary: 'My browsers that take messages' },
        listOf(pushSubscriptionSchema),
        {},
      ),
    },
    (request) => desk.ask(request, { type: 'push.subscriptions' }),
  );
  api.post(
    '/push/subscriptions',
    {
      schema: operation(
        { tag, summary: 'Take messages in this browser, as the Push API subscribed it', status: 201 },
        pushSubscriptionSchema,
        { body: pushBody },
      ),
    },
    async (request, reply) => {
      const { endpoint, keys, label } = request.body;
      const command = { type: 'push.subscribe', endpoint, ...keys, label } as const;
      return reply.code(201).send(await desk.execute(request, command));
    },
  );
  api.delete(
    '/push/subscriptions/:id',
    {
      schema: operation({ tag, summary: 'Take no more messages in a browser' }, pushSubscriptionSchema, {
        params: byId,
      }),
    },
    (request) => desk.execute(request, { type: 'push.unsubscribe', id: request.params.id }, ['PUSH']),
  );
}
