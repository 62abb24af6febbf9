/** Signing in, being somebody, signing out. */
import * as z from 'zod';
import { sessionsEndedSchema as passwordChangedSchema } from './admin-schemas.ts';
import type { Desk } from './desk.ts';
import { actorOf, sessionCookie } from './guard.ts';
import type { Login } from './login.ts';
import { type Opener, openedSchema } from './opening.ts';
import { type Api, operation } from './operation.ts';
import { httpProblem, ProblemError, statusOf } from './problem.ts';
import type { SessionBook } from './session-book.ts';
import { personSchema } from './view-schemas.ts';

const tag = 'session';
const credentials = z.strictObject({
  username: z.string().min(1).max(200),
  password: z.string().min(1).max(1000),
});
export function sessionRoutes(api: Api, desk: Desk, login: Login, sessions: SessionBook, open: Opener): void {
  api.post(
    '/session',
    {
      config: { open: true },
      schema: operation({ tag, summary: 'Sign in: sets the session cookie', open: true }, openedSchema, {
        body: credentials,
      }),
    },
    async (request, reply) => {
      const username = request.body.username.normalize('NFC');
      const person = await login.verify(username, request.body.password, request.ip);
      return open(person, request, reply);
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

  api.put(
    '/session/password',
    {
      schema: operation(
        {
          tag,
          summary: 'Change one’s own password',
          description:
            'Asks for the present one, and counts wrong ones like signing in does. All other sessions of this person end.',
        },
        passwordChangedSchema,
        {
          body: z.strictObject({
            password: z.string().min(1).max(1000).describe('The present one'),
            next: z.string().min(1).max(1000),
          }),
        },
      ),
    },
    async (request) => {
      if (request.signedIn === null) throw httpProblem('UNAUTHENTICATED');
      const { person, tokenHash } = request.signedIn;
      await login.verifyAgain(person.username, request.body.password, request.ip);
      const password = request.body.next;
      const changed = await desk.execute(request, { type: 'password.change', password, keep: tokenHash });
      sessions.endedAll(person.username, tokenHash);
      return changed;
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
