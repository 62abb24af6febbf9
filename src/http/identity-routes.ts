/** Claims, rotation and revocation of what devices show; and the two requests that devices themselves make. */
import * as z from 'zod';
import { secretHash } from '../fleet/secrets.ts';
import type { Issuer } from '../identity/open.ts';
import { provenFingerprint } from '../identity/renewal.ts';
import type { ClaimedView, ClaimRedeemedView, RevokedView, RotatedView } from '../keeper/identity-views.ts';
import { SYSTEM } from '../keeper/protocol.ts';
import { ADDRESS_LIMITS, Backoff } from './backoff.ts';
import type { Desk } from './desk.ts';
import type { DeviceLine } from './device-line.ts';
import {
  claimSchema,
  type RedeemedView,
  redeemedSchema,
  renewedSchema,
  revokedSchema,
  rotatedSchema,
} from './identity-schemas.ts';
import { byId, words } from './inputs.ts';
import { addressKey } from './login.ts';
import { type Api, operation } from './operation.ts';
import type { Clock } from './ports.ts';
import { httpProblem, ProblemError, statusOf } from './problem.ts';

const tag = 'fleet';
/** As printed on the device; nothing that could pose as something else on a screen. */
const serial = z.string().regex(/^[A-Za-z0-9._:/-]{1,64}$/);
const pem = z.string().min(1).max(16_384);
const byToken = z.strictObject({ token: z.string().regex(/^[A-Za-z0-9_-]{43}$/) });

export type IdentityParts = {
  readonly desk: Desk;
  readonly line: DeviceLine;
  readonly issuer: Issuer | null;
  readonly clock: Clock;
  /** Where people open the service, and so where a device finds it. */
  readonly publicUrl: string | null;
};

export function identityRoutes(api: Api, { desk, line, issuer, clock, publicUrl }: IdentityParts): void {
  const guesses = new Backoff(ADDRESS_LIMITS);
  const order = async (command: Parameters<Desk['order']>[1], addressed: string[]): Promise<unknown> => {
    const answer = await desk.order(SYSTEM, command);
    if (answer.ok) return answer.value;
    throw new ProblemError(answer.refusal, statusOf(answer.refusal.code, addressed));
  };
  /** A device has no session; whoever guesses waits. */
  const unguessed = async <T>(ip: string, work: () => Promise<T>): Promise<T> => {
    const trouble = desk.trouble();
    if (trouble !== null) throw httpProblem('SERVICE_DEGRADED', `Cannot answer now: ${trouble}`);
    const [from, now] = [addressKey(ip), clock.now()];
    const wait = guesses.waitOf(from, now);
    if (wait > 0)
      throw httpProblem('TOO_MANY_ATTEMPTS', undefined, {
        headers: { 'retry-after': String(Math.ceil(wait / 1000)) },
      });
    guesses.countAttempt(from, now);
    const done = await work();
    guesses.takeBack(from);
    return done;
  };

  api.post(
    '/registry/devices/:id/claim',
    {
      schema: operation(
        {
          tag,
          summary: 'Make a one-time claim for a device',
          description:
            'Good for 24 hours and one redemption; an earlier one is void. Redeeming it takes away all that the device had.',
          status: 201,
        },
        claimSchema,
        { params: byId, body: z.strictObject({ serial: serial.nullable().default(null) }) },
      ),
    },
    async (request, reply) => {
      const { id: device } = request.params;
      const command = { type: 'device.claim', device, serial: request.body.serial } as const;
      return reply.code(201).send(await desk.execute(request, command, ['DEVICE']));
    },
  );
  api.delete(
    '/registry/devices/:id/claim',
    {
      schema: operation({ tag, summary: 'Withdraw a device’s claim', status: 204 }, z.undefined(), {
        params: byId,
      }),
    },
    async (request, reply) => {
      await desk.execute(request, { type: 'device.claim.withdraw', device: request.params.id }, ['DEVICE']);
      return reply.code(204).send();
    },
  );
  api.post(
    '/claims/:token',
    {
      config: { open: true },
      schema: operation(
        {
          tag,
          summary: 'A device redeems its claim',
          description:
            'With a signing request (PKCS #10, PEM) it is given a certificate, else a secret. Where the certificate counts is the listener with TLS.',
          status: 201,
          open: true,
        },
        redeemedSchema,
        { params: byToken, body: z.strictObject({ serial, csr: pem.exactOptional() }) },
      ),
    },
    async (request, reply) => {
      const view = await unguessed(request.ip, async (): Promise<RedeemedView> => {
        const { csr, serial: claimant } = request.body;
        const host = hostOf(publicUrl, request.host);
        const tokenHash = secretHash(request.params.token);
        const answer = await desk.question(SYSTEM, { type: 'device.claimed', tokenHash });
        if (!answer.ok) throw new ProblemError(answer.refusal, statusOf(answer.refusal.code, ['CLAIM']));
        const { device } = answer.value as ClaimedView;
        const issued = csr === undefined ? null : await issue(issuer, csr, device);
        const certificate = issued?.record ?? null;
        const command = { type: 'device.claim.redeem', tokenHash, serial: claimant, certificate } as const;
        const { secret } = (await order(command, ['CLAIM'])) as ClaimRedeemedView;
        line.disconnect(device);
        return {
          device,
          secret,
          certificate: issued?.pem ?? null,
          authority: issuer?.authority ?? null,
          mqtt: { host, port: line.port, tlsPort: line.securePort },
          telemetryTopic: `giulanh/v1/${device}/telemetry`,
          commandTopic: `giulanh/v1/${device}/command`,
          at: new Date(clock.now()).toISOString(),
        };
      });
      return reply.code(201).send(view);
    },
  );
  api.post(
    '/registry/devices/:id/rotate',
    {
      schema: operation(
        {
          tag,
          summary: 'Let a new secret follow a device’s present one',
          description:
            'Both open until the new one is used, at most for 7 days. A device that listens is sent `{"secret":{"next":…,"until":…}}` on its command topic.',
          status: 201,
        },
        rotatedSchema,
        { params: byId },
      ),
    },
    async (request, reply) => {
      const { id: device } = request.params;
      const made = (await desk.execute(request, { type: 'device.rotate', device }, [
        'DEVICE',
      ])) as RotatedView;
      const { secret: next, until } = made;
      return reply.code(201).send({ ...made, sent: line.sendCommand(device, { secret: { next, until } }) });
    },
  );
  api.post(
    '/devices/:id/certificate',
    {
      config: { open: true },
      schema: operation(
        {
          tag,
          summary: 'A device renews its certificate',
          description:
            '`signature`: of the text of `csr`, by the key of the present `certificate` (SHA-256; ECDSA as DER), in base64. The present one opens until the new one is used, at most for 7 days.',
          status: 201,
          open: true,
        },
        renewedSchema,
        {
          params: byId,
          body: z.strictObject({ certificate: pem, csr: pem, signature: z.base64().min(1).max(2_048) }),
        },
      ),
    },
    async (request, reply) => {
      const view = await unguessed(request.ip, async () => {
        const { id: device } = request.params;
        const shown = provenFingerprint(request.body);
        if (shown === null) throw httpProblem('CERTIFICATE_UNPROVED');
        const issued = await issue(issuer, request.body.csr, device);
        await order({ type: 'device.renew', device, shown, certificate: issued.record }, ['DEVICE']);
        return { device, certificate: issued.pem, authority: issuer?.authority ?? '' };
      });
      return reply.code(201).send(view);
    },
  );
  api.post(
    '/registry/devices/:id/revoke',
    {
      schema: operation(
        {
          tag,
          summary: 'Revoke all that a device has',
          description:
            'Nothing of it opens any more, an open connection is closed at once, and what still comes of it is kept as rejected. A new secret or claim lets it in again.',
        },
        revokedSchema,
        { params: byId, body: z.strictObject({ reason: words(500) }) },
      ),
    },
    async (request) => {
      const { id: device } = request.params;
      const was = line.connected(device);
      const command = { type: 'device.revoke', device, reason: request.body.reason } as const;
      const done = (await desk.execute(request, command, ['DEVICE'])) as RevokedView;
      line.disconnect(device);
      return { ...done, cut: was };
    },
  );
}

async function issue(issuer: Issuer | null, csr: string, device: string) {
  if (issuer === null) throw httpProblem('CERTIFICATES_ELSEWHERE');
  try {
    return await issuer.issue(csr, device);
  } catch (error) {
    const { code, message } = error as { code?: unknown; message?: unknown };
    if (typeof code === 'string' && code.startsWith('CSR_'))
      throw new ProblemError({ code, message: String(message) }, statusOf(code));
    throw error;
  }
}

/** A device looks where the people look; else where it just came. */
function hostOf(publicUrl: string | null, host: string): string {
  const address = publicUrl ?? `http://${host}`;
  if (!URL.canParse(address)) throw httpProblem('REQUEST_INVALID');
  return new URL(address).hostname;
}
