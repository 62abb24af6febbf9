/** The life of an alert beyond its being taken, and the messages about it. */
import * as z from 'zod';
import { CHANNELS } from '../alerts/duty.ts';
import { REASONS } from '../alerts/telling.ts';
import type { NoticeView } from '../keeper/notice-views.ts';
import type { Desk } from './desk.ts';
import { byId, id, instant, page, words } from './inputs.ts';
import { type Api, operation } from './operation.ts';
import { alertSchema, listOf } from './view-schemas.ts';

const tag = 'alerts';
const text = z.string();
const STATES = ['waiting', 'sending', 'sent', 'received', 'read', 'failed'] as const;

export const noticeSchema: z.ZodType<NoticeView> = z
  .object({
    id: text,
    person: text.describe('A username, or `webhook:<name>`'),
    name: text,
    reason: z.enum(REASONS),
    severity: z.enum(['critical', 'warning']),
    level: z.int().describe('Of the ladder, from 0'),
    alerts: z.array(text).describe('Every alert that it names or counts'),
    createdAt: text,
    text: z.object({ subject: text, short: text, lines: z.array(text), sms: text, path: text }),
    state: z.enum(STATES),
    nextAt: text.nullable().describe('When it is tried next'),
    ways: z.array(z.enum(CHANNELS)).describe('Still to be tried'),
    attempts: z.array(
      z.object({
        channel: z.enum(CHANNELS),
        address: text.describe('With its middle left out, but for whom it belongs to and for administrators'),
        at: text,
        state: z.enum(['sending', 'sent', 'received', 'failed']),
        reference: text.nullable().describe('What the gateway calls it'),
        code: text.nullable().describe('Why it failed'),
      }),
    ),
  })
  .meta({ id: 'Notice' });

export function noticeRoutes(api: Api, desk: Desk): void {
  api.post(
    '/alerts/:id/snooze',
    {
      schema: operation(
        { tag, summary: 'No reminders for a while; it also takes the alert', description: SNOOZE },
        alertSchema,
        {
          params: byId,
          body: z.strictObject({
            until: instant.describe('5 minutes to 12 hours from now'),
            comment: z
              .string()
              .trim()
              .max(2000)
              .transform((said) => said.normalize('NFC'))
              .default(''),
          }),
        },
      ),
    },
    (request) =>
      desk.execute(request, { type: 'alert.snooze', alert: request.params.id, ...request.body }, ['ALERT']),
  );
  api.post(
    '/alerts/:id/conclude',
    {
      schema: operation({ tag, summary: 'Say what it was, when it is over' }, alertSchema, {
        params: byId,
        body: z.strictObject({ text: words(4000) }),
      }),
    },
    (request) =>
      desk.execute(request, { type: 'alert.conclude', alert: request.params.id, ...request.body }, ['ALERT']),
  );
  api.get(
    '/notices',
    {
      schema: operation(
        { tag, summary: 'Messages to people, the newest first', description: NOTICES },
        listOf(noticeSchema),
        {
          querystring: z.strictObject({
            alert: id.optional(),
            person: id.optional(),
            state: z.enum(STATES).optional(),
            ...page,
          }),
        },
      ),
    },
    (request) => desk.ask(request, { type: 'notices', ...request.query }),
  );
  api.post(
    '/notices/:id/read',
    { schema: operation({ tag, summary: 'The message was opened' }, noticeSchema, { params: byId }) },
    (request) => desk.execute(request, { type: 'notice.read', notice: request.params.id }, ['NOTICE']),
  );
}

const SNOOZE = `The silence ends by itself, and when it becomes worse. When it lasts then, whoever took it and the next
level are told. It may be said again. Holds stay as they are.`;
const NOTICES = `One's own, and those to people of one's place for administrators, officials and auditors. A page may hold fewer
than asked for, or none, while there is a next one.`;
