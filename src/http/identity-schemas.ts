/** The shapes of src/keeper/identity-views.ts as schemas, and what the edge adds for a device that redeems its claim. */
import * as z from 'zod';
import type { ClaimView, IdentityView, RevokedView, RotatedView } from '../keeper/identity-views.ts';

const time = z.iso.datetime();
const text = z.string();

export const identitySchema: z.ZodType<IdentityView> = z
  .object({
    serial: text.nullable(),
    claim: z
      .object({ serial: text.nullable(), madeAt: time, madeBy: text, expiresAt: time })
      .nullable()
      .describe('Open, and not redeemed yet'),
    next: z.object({ madeAt: time, until: time }).nullable().describe('A new secret, not used yet'),
    certificates: z.array(z.object({ fingerprint: text, issuedAt: time, until: time })),
    revoked: z.object({ at: time, by: text, reason: text }).nullable(),
    frozen: z
      .object({ at: time, since: time, why: z.enum(['sessions', 'content']), detail: text })
      .nullable()
      .describe('Two seem to be this device: its readings are not believed'),
  })
  .meta({ id: 'Identity' });

export const claimSchema: z.ZodType<ClaimView> = z
  .object({
    device: text,
    token: text.describe('Told this once'),
    serial: text.nullable(),
    expiresAt: time,
  })
  .meta({ id: 'Claim' });

/** Where a device connects. `tlsPort` null: there is no listener with TLS. */
type PlaceView = { host: string; port: number; tlsPort: number | null };
export type RedeemedView = {
  device: string;
  secret: string | null;
  certificate: string | null;
  authority: string | null;
  mqtt: PlaceView;
  telemetryTopic: string;
  commandTopic: string;
  at: string;
};
export const redeemedSchema: z.ZodType<RedeemedView> = z
  .object({
    device: text.describe('Its id: the client id and user name'),
    secret: text.nullable().describe('Its password, told this once; null: it has a certificate'),
    certificate: text.nullable().describe('PEM, for the key of the request'),
    authority: text.nullable().describe('PEM: by which the listener with TLS is known'),
    mqtt: z.object({ host: text, port: z.int(), tlsPort: z.int().nullable() }),
    telemetryTopic: text,
    commandTopic: text,
    at: time.describe('What time it is'),
  })
  .meta({ id: 'Redeemed' });

/** `sent`: it went to the device itself. */
export type RotatedAnswer = RotatedView & { sent: boolean };
export const rotatedSchema: z.ZodType<RotatedAnswer> = z
  .object({ device: text, secret: text.describe('Told this once'), until: time, sent: z.boolean() })
  .meta({ id: 'Rotated' });

export type RenewedView = { device: string; certificate: string; authority: string };
export const renewedSchema: z.ZodType<RenewedView> = z
  .object({ device: text, certificate: text, authority: text })
  .meta({ id: 'Renewed' });

/** `cut`: a connection of it was open, and is closed. */
export type RevokedAnswer = RevokedView & { cut: boolean };
export const revokedSchema: z.ZodType<RevokedAnswer> = z
  .object({ device: text, revokedAt: time, cut: z.boolean() })
  .meta({ id: 'Revoked' });
