/** Passkeys: one's own, adding and removing them, and signing in with one. */
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { FastifyRequest } from 'fastify';
import * as z from 'zod';
import type { PasskeyView } from '../keeper/passkey-views.ts';
import type { Desk } from './desk.ts';
import { byId, words } from './inputs.ts';
import type { Login } from './login.ts';
import { type Opener, openedSchema } from './opening.ts';
import { type Api, operation } from './operation.ts';
import { type Party, type Passkeys, partyOf } from './passkeys.ts';
import { httpProblem } from './problem.ts';
import type { SignedIn } from './session-book.ts';
import { anyObject, listOf } from './view-schemas.ts';

const tag = 'session';
const passkeySchema: z.ZodType<PasskeyView> = z
  .object({
    id: z.string(),
    name: z.string(),
    addedAt: z.iso.datetime(),
    usedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Passkey' });
const encoded = z.string().min(1).max(20_000);
/** As `PublicKeyCredential.toJSON()` gives it; what it holds is checked by what verifies it. */
const answer = z.looseObject({
  id: z.string().min(1).max(1_400),
  rawId: encoded,
  type: z.literal('public-key'),
  response: z.looseObject({ clientDataJSON: encoded }),
});

type Parts = {
  readonly desk: Desk;
  readonly login: Login;
  readonly passkeys: Passkeys;
  readonly publicUrl: string | null;
  readonly open: Opener;
};

export function passkeyRoutes(api: Api, { desk, login, passkeys, publicUrl, open }: Parts): void {
  const party = ({ host, protocol }: FastifyRequest): Party => {
    const found = partyOf(publicUrl, host, protocol);
    if (found === null) throw httpProblem('PASSKEY_UNAVAILABLE');
    return found;
  };
  const signedIn = ({ signedIn: found }: FastifyRequest): SignedIn => {
    if (found === null) throw httpProblem('UNAUTHENTICATED');
    return found;
  };

  api.get(
    '/passkeys',
    {
      schema: operation(
        { tag, summary: 'My passkeys; those in charge also see others’' },
        listOf(passkeySchema),
        {
          querystring: z.strictObject({ username: z.string().min(1).max(200).optional() }),
        },
      ),
    },
    (request) => desk.ask(request, { type: 'passkeys', ...request.query }),
  );
  api.post(
    '/passkeys/options',
    {
      schema: operation(
        { tag, summary: 'Begin to add a passkey', description: 'Asks for the password once more.' },
        anyObject,
        { body: z.strictObject({ password: z.string().min(1).max(1000) }) },
      ),
    },
    async (request) => {
      const where = party(request);
      const { person } = signedIn(request);
      await login.verifyAgain(person.username, request.body.password, request.ip);
      const own = (await desk.ask(request, { type: 'passkeys' })) as { items: PasskeyView[] };
      const known = own.items.map(({ id }) => id);
      return passkeys.toAdd(where, person, known, request.ip);
    },
  );
  api.post(
    '/passkeys',
    {
      schema: operation({ tag, summary: 'Add the passkey that was made', status: 201 }, passkeySchema, {
        body: z.strictObject({ name: words(80), response: answer }),
      }),
    },
    async (request, reply) => {
      const { name, response } = request.body;
      const made = response as unknown as RegistrationResponseJSON;
      const command = await passkeys.added(party(request), signedIn(request).person, name, made);
      return reply.code(201).send(await desk.execute(request, command));
    },
  );
  api.delete(
    '/passkeys/:id',
    { schema: operation({ tag, summary: 'Remove a passkey' }, passkeySchema, { params: byId }) },
    (request) => desk.execute(request, { type: 'passkey.remove', id: request.params.id }, ['PASSKEY']),
  );
  api.post(
    '/session/passkey/options',
    {
      config: { open: true },
      schema: operation({ tag, summary: 'Begin to sign in with a passkey', open: true }, anyObject, {}),
    },
    (request) => passkeys.toSignIn(party(request), request.ip),
  );
  api.post(
    '/session/passkey',
    {
      config: { open: true },
      schema: operation(
        { tag, summary: 'Sign in with a passkey: sets the session cookie', open: true },
        openedSchema,
        { body: z.strictObject({ response: answer }) },
      ),
    },
    async (request, reply) => {
      const signed = request.body.response as unknown as AuthenticationResponseJSON;
      return open(await passkeys.signIn(party(request), signed, request.ip), request, reply);
    },
  );
}
