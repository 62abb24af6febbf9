/** The ledger as others check it: its signed head, keys and proofs; and this service as the witness of other ledgers. */
import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import * as z from 'zod';
import { SYSTEM } from '../keeper/protocol.ts';
import type {
  ConsistencyView,
  HeadView,
  InclusionView,
  LedgerKeysView,
  WitnessedView,
} from '../keeper/views.ts';
import type { Desk } from './desk.ts';
import { credentialOf } from './guard.ts';
import { type Api, operation } from './operation.ts';
import { httpProblem, ProblemError, statusOf } from './problem.ts';

const tag = 'ledger';
const hash = z.string().regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits');
const text = z.string().max(200);
const place = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
/** A path has a hash for each level of the tree. */
export const pathSchema = z.array(hash).max(64);
const signed = {
  checkpoint: z.strictObject({ key: text, origin: text, root: text, size: z.number(), time: z.string() }),
  signature: z.string().max(200),
};
export const signedSchema = z.object(signed);
const publicKey = z.string().describe('ed25519: and 64 hexadecimal digits');

const cosignature = z.object({ key: text, signature: text, time: z.string() });
const checkpointSchema: z.ZodType<HeadView> = z
  .object({
    ...signed,
    publicKey,
    cosigned: z
      .array(z.object({ ...signed, witness: z.string(), takenAt: z.string(), cosignature }))
      .describe('What each witness signed back last, perhaps for an earlier checkpoint'),
  })
  .meta({ id: 'Checkpoint' });
const keysSchema: z.ZodType<LedgerKeysView> = z
  .object({ keys: z.array(z.object({ key: text, publicKey, signs: z.boolean() })) })
  .meta({ id: 'LedgerKeys' });
const inclusionSchema: z.ZodType<InclusionView> = z
  .object({
    checkpoint: z.object(signed).nullable(),
    event: z.unknown(),
    index: z.number(),
    path: pathSchema,
  })
  .meta({ id: 'InclusionProof' });
const consistencySchema: z.ZodType<ConsistencyView> = z
  .object({ from: z.number(), fromRoot: hash, path: pathSchema, to: z.number(), toRoot: hash })
  .meta({ id: 'ConsistencyProof' });
const witnessedSchema: z.ZodType<WitnessedView> = z
  .object({
    ...signed,
    publicKey,
    cosignature,
    witnessKey: publicKey,
  })
  .meta({ id: 'WitnessedCheckpoint' });
const submission = z.strictObject({
  signed: z.strictObject(signed),
  key: text,
  path: pathSchema.describe('Consistency proof from the checkpoint that is kept here'),
  accepted: z
    .strictObject({ event: z.looseObject({}), index: z.number().int().min(0), path: pathSchema })
    .nullable()
    .describe(
      'The ledger’s own event that gave up the checkpoint that is kept here, with its inclusion proof',
    ),
});
/** The ledger's origin without its `giulanh/`. */
const byOrigin = z.strictObject({ origin: hash });

export function ledgerRoutes(api: Api, desk: Desk, tokens: readonly string[]): void {
  api.get(
    '/ledger/checkpoint',
    { schema: operation({ tag, summary: 'The newest signed checkpoint' }, checkpointSchema, {}) },
    (request) => desk.ask(request, { type: 'ledger.checkpoint' }),
  );
  api.get(
    '/ledger/key',
    { schema: operation({ tag, summary: 'The public keys that signed checkpoints' }, keysSchema, {}) },
    (request) => desk.ask(request, { type: 'ledger.keys' }),
  );
  api.get(
    '/ledger/proofs/inclusion',
    {
      schema: operation(
        { tag, summary: 'That an event is in the ledger', description: INCLUSION },
        inclusionSchema,
        {
          querystring: z.strictObject({ seq: place, size: place.optional() }),
        },
      ),
    },
    (request) => desk.ask(request, { type: 'ledger.inclusion', ...request.query }),
  );
  api.get(
    '/ledger/proofs/consistency',
    {
      schema: operation({ tag, summary: 'That the ledger continues what it was' }, consistencySchema, {
        querystring: z.strictObject({ from: place, to: place.optional() }),
      }),
    },
    (request) => desk.ask(request, { type: 'ledger.consistency', ...request.query }),
  );

  api.get(
    '/witness/:origin',
    {
      config: { open: true },
      schema: operation({ tag, summary: 'What is kept here of another ledger' }, witnessedSchema, {
        params: byOrigin,
      }),
    },
    async (request) => {
      if (request.signedIn === null) demandToken(request, tokens);
      const origin = `giulanh/${request.params.origin}`;
      const answer = await desk.question(SYSTEM, { type: 'witness.newest', origin });
      if (answer.ok) return answer.value;
      throw new ProblemError(answer.refusal, statusOf(answer.refusal.code, ['ORIGIN']));
    },
  );
  api.post(
    '/witness/:origin',
    {
      config: { open: true },
      // Before the body is looked at.
      onRequest: async (request) => demandToken(request, tokens),
      schema: operation(
        { tag, summary: 'Keep a checkpoint of another ledger', description: WITNESS },
        witnessedSchema,
        {
          params: byOrigin,
          body: submission,
        },
      ),
    },
    async (request) => {
      const origin = `giulanh/${request.params.origin}`;
      const answer = await desk.order(SYSTEM, { type: 'witness.take', origin, submission: request.body });
      if (answer.ok) return answer.value;
      throw new ProblemError(answer.refusal, statusOf(answer.refusal.code));
    },
  );
}

/** Another service is no person: it brings a token of its own, which the administrator of this one gave to it. */
function demandToken({ headers }: FastifyRequest, tokens: readonly string[]): void {
  const given = credentialOf(headers);
  const known =
    given?.by === 'bearer' &&
    tokens.some((token) => {
      const [a, b] = [Buffer.from(token), Buffer.from(given.token)];
      return a.length === b.length && timingSafeEqual(a, b);
    });
  if (!known) throw httpProblem('UNAUTHENTICATED');
}

const INCLUSION = `Without \`size\` the answer stands for itself: saved to a file it is what
\`giulanh verify --proof FILE --key KEY\` checks. With \`size\` the proof leads to the root of the first so many events, and
\`checkpoint\` is the one that was signed of exactly those, or null.`;
const WITNESS = `For another Giữ Lạnh, with a token as \`Authorization: Bearer\`. The first key seen for a ledger is kept as the
only one for it. A checkpoint that does not continue the one kept before is refused with \`WITNESS_INCONSISTENT\` or
\`WITNESS_OLDER\`, unless the ledger proves an event of its own in which a person gave that one up.`;
