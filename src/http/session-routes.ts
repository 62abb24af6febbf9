/** Signing in, being somebody, signing out. */
import * as z from 'zod';
import { actorOf, sessionCookie } from './guard.ts';
import type { Login } from './login.ts';
import { type Api, operation } from './operation.ts';
import type { Clock } from './ports.ts';
import { httpProblem, ProblemError, statusOf } from './problem.ts';
import type { SessionBook } from './session-book.ts';
import { personSchema } from './view-schemas.ts';

const tag = 'session';
const credentials = z.strictObject({
  username: z.string().min(1).max(200),
  password: z.string().min(1).max(1000),
});
const opened = personSchema.extend({
  token: z.string().describe('For Authorization: Bearer'),
  expiresAt: z.iso.datetime(),
});

export function sessionRoutes(api: Api, login: Login, sessions: SessionBook, clock: Clock): void {
  api.post(
    '/session',
    {
      config: { open: true },
      schema: operation({ tag, summary: 'Sign in: sets the session cookie', open: true }, opened, {
        body: credentials,
      }),
    },
    async (request, reply) => {
      const username = request.body.username.normalize('NFC');
      const person = await login.verify(username, request.body.password, request.ip);
      const session = await sessions.open(person);
      if (!('token' in session)) throw new ProblemError(session.refusal, statusOf(session.refusal.code));
      const lifeSeconds = Math.floor((session.expiresAt - clock.now()) / 1000);
      void reply.header(
        'set-cookie',
        sessionCookie(session.token, lifeSeconds, request.protocol === 'https'),
      );
      return {
        ...actorOf(person),
        token: session.token,
        expiresAt: new Date(session.expiresAt).toISOString(),
      };
    },
  );

  api.get(
    '/session',
    { schema: operation({ tag, summary: 'Who am I?' }, personSchema, {}) },
    async (request) => {
      if (request.signedIn === null) throw httpProblem('UNAUTHENTICATED');
      return actorOf(request.signedIn.person);
    },
  );

  api.delete(
    '/session',
    { schema: operation({ tag, summary: 'Sign out', status: 204 }, z.undefined(), {}) },
    async (request, reply) => {
      if (request.signedIn === null) throw httpProblem('UNAUTHENTICATED');
      void reply.header('set-cookie', sessionCookie('', 0, request.protocol === 'https'));
      const answer = await sessions.close(request.signedIn.tokenHash);
      if (!answer.ok) throw new ProblemError(answer.refusal, statusOf(answer.refusal.code));
      return reply.code(204).send();
    },
  );
}
