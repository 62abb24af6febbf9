/** What machines ask: is it alive, is it ready, how much does it do? */
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as z from 'zod';
import type { Desk } from './desk.ts';
import { signedInOf } from './guard.ts';
import { operation } from './operation.ts';
import type { KeeperPort } from './ports.ts';
import { httpProblem } from './problem.ts';
import type { SessionBook } from './session-book.ts';

const tag = 'operations';
const described = (summary: string, answer: z.ZodType) => operation({ tag, summary, open: true }, answer, {});

export function opsRoutes(
  app: FastifyInstance,
  desk: Desk,
  keeper: KeeperPort,
  sessions: SessionBook,
  metrics: () => string,
): void {
  const alive = z.object({ alive: z.literal(true) });
  app.get('/healthz', { schema: described('The process answers', alive) }, async () => ({ alive: true }));

  const readiness = z.object({
    ready: z.boolean(),
    reason: z.string().nullable(),
    detail: z.looseObject({}),
  });
  app.get(
    '/readyz',
    { schema: described('200 when answers can be trusted, else 503', readiness) },
    async (_, reply) => {
      const reason = desk.trouble() ?? keeper.health().amnesia ?? null;
      return reply
        .code(reason === null ? 200 : 503)
        .send({ ready: reason === null, reason, detail: keeper.detail() });
    },
  );

  app.get(
    '/metrics',
    { schema: described('Prometheus text, from this machine or signed in', z.string()) },
    async (request, reply) => {
      if (!isLocal(request) && !mayOversee(sessions, request.raw)) throw httpProblem('UNAUTHENTICATED');
      return reply.type('text/plain; version=0.0.4; charset=utf-8').send(metrics() + keeper.metrics());
    },
  );
}

/** A collector on this machine. What a proxy passes on comes from anywhere, whoever the proxy is. */
function isLocal({ socket, headers }: FastifyRequest): boolean {
  const address = (socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  const forwarded = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined;
  return !forwarded && isIP(address) !== 0 && (address === '::1' || address.startsWith('127.'));
}

function mayOversee(sessions: SessionBook, request: IncomingMessage): boolean {
  const roles = signedInOf(sessions, request)?.person.roles ?? [];
  return roles.includes('administrator') || roles.includes('auditor');
}
