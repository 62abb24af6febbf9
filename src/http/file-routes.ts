/** Logger files: looked at before anything is stored, then stored. The bytes are the body; they are read in another thread. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { FileDesk } from '../import/desk.ts';
import type { LookedAtView } from '../import/looked.ts';
import { type Reader, ReaderError } from '../import/reader.ts';
import type { Actor, Refusal } from '../keeper/protocol.ts';
import type { Desk } from './desk.ts';
import { fileQuery, lookedAtSchema, storedFileSchema } from './file-schemas.ts';
import { actorOf } from './guard.ts';
import { type Api, operation } from './operation.ts';
import { httpProblem, ProblemError, statusOf } from './problem.ts';
import { wordsOf } from './wording.ts';

const FILE_BYTES_MOST = 32 * 1024 * 1024;
const BYTES = 'application/octet-stream';

/** `reader` null: this service was started without one. */
export function fileRoutes(api: Api, desk: Desk, reader: Reader | null): void {
  const files =
    reader === null
      ? null
      : new FileDesk(reader, {
          // A year of a station's vaccine is judged anew on a copy: that takes as long as storing it.
          ask: (actor, query) => desk.question(actor, query, 'execute'),
          execute: (actor, command) => desk.order(actor, command),
        });
  void api.register(async (scope) => {
    takeBytes(scope);
    scope.post(
      '/logger-files/look',
      { bodyLimit: FILE_BYTES_MOST, ...bytesIn, schema: described(LOOK, lookedAtSchema) },
      async (request): Promise<LookedAtView> => {
        const looked = await within(desk, files, (open) => open.look(actor(request), brought(request)));
        if (!looked.ok) throw refused(looked.refusal);
        const { refusal } = looked.value;
        return {
          ...looked.value,
          refusal: refusal === null ? null : { ...refusal, ...wordsOf(refusal.code) },
        };
      },
    );
    scope.post(
      '/logger-files',
      { bodyLimit: FILE_BYTES_MOST, ...bytesIn, schema: described(STORE, storedFileSchema) },
      async (request) => {
        const stored = await within(desk, files, (open) => open.store(actor(request), brought(request)));
        if (!stored.ok) throw refused(stored.refusal);
        return stored.value;
      },
    );
  });
}

type Words = { readonly summary: string; readonly description: string };
const LOOK: Words = {
  summary: 'What a logger’s file holds and what storing it would change; nothing is stored',
  description: `The body is the file itself (${BYTES}, at most 32 MiB): Fridge-tag and Q-tag reports, CSV of LogTag, ELPRO, Tinytag, T&D,
Rotronic and others. What cannot be read or placed is told in \`refusal\`, with what is still to be said.`,
};
const STORE: Words = {
  summary: 'Store what a logger’s file holds; the same twice changes nothing',
  description: 'As the look before it: the same body and the same query. All of it is one commit.',
};

function described(words: Words, answer: z.ZodType) {
  const schema = operation({ tag: 'fleet', ...words }, answer, { querystring: fileQuery, body: z.unknown() });
  return { ...schema, consumes: [BYTES] };
}

const bytesIn = {
  preValidation: async ({ body }: FastifyRequest) => {
    if (!Buffer.isBuffer(body)) throw httpProblem('MEDIA_TYPE_UNSUPPORTED');
  },
};

function takeBytes(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(BYTES, { parseAs: 'buffer' }, (_, body, done) => done(null, body));
}

function brought({ body, query }: FastifyRequest) {
  const { name, device, unit, ...way } = query as z.output<typeof fileQuery>;
  const target = { device: device ?? null, unit: unit ?? null };
  return { bytes: body as Buffer, name, target, way };
}

function actor({ signedIn }: FastifyRequest): Actor {
  if (signedIn === null) throw httpProblem('UNAUTHENTICATED');
  return actorOf(signedIn.person);
}

const refused = (refusal: Refusal) => new ProblemError(refusal, statusOf(refusal.code));

async function within<T>(
  desk: Desk,
  files: FileDesk | null,
  work: (files: FileDesk) => Promise<T>,
): Promise<T> {
  const trouble = files === null ? 'no reader of files' : desk.trouble();
  if (files === null || trouble !== null)
    throw httpProblem('SERVICE_DEGRADED', `Cannot read files now: ${trouble}`, RETRY);
  try {
    return await work(files);
  } catch (error) {
    if (!(error instanceof ReaderError)) throw error;
    throw httpProblem('SERVICE_DEGRADED', `Cannot read the file: ${error.message}`, RETRY);
  }
}

const RETRY = { headers: { 'retry-after': '5' } };
