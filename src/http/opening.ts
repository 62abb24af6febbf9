/** A session for somebody who has shown who they are, however they did: opened, durable, and told to their browser. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import type { Person } from '../fleet/types.ts';
import { actorOf, sessionCookie } from './guard.ts';
import type { Clock } from './ports.ts';
import { ProblemError, statusOf } from './problem.ts';
import type { SessionBook } from './session-book.ts';
import { personSchema } from './view-schemas.ts';

export const openedSchema = personSchema.extend({
  token: z.string().describe('For Authorization: Bearer'),
  expiresAt: z.iso.datetime(),
});

export type Opener = (person: Person, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

export const opener =
  (sessions: SessionBook, clock: Clock): Opener =>
  async (person, request, reply) => {
    const session = await sessions.open(person);
    if (!('token' in session)) throw new ProblemError(session.refusal, statusOf(session.refusal.code));
    const lifeSeconds = Math.floor((session.expiresAt - clock.now()) / 1000);
    void reply.header('set-cookie', sessionCookie(session.token, lifeSeconds, request.protocol === 'https'));
    return {
      ...actorOf(person),
      token: session.token,
      expiresAt: new Date(session.expiresAt).toISOString(),
    };
  };
