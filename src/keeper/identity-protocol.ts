/** By what devices show who they are: claims, secrets and certificates that follow one another, revocation, doubt. */
import type { DeviceCertificate, FreezeCause } from '../fleet/identity.ts';
import type { UtcMs } from '../thermal/types.ts';

export type IdentityQuery =
  /** Of the edge: for which device is the claim with this digest? */
  { type: 'device.claimed'; tokenHash: string };

export type IdentityCommand =
  /** A one-time claim, answered this once; an earlier one of the device is void. `serial` null: for whoever has it. */
  | { type: 'device.claim'; device: string; serial: string | null }
  | { type: 'device.claim.withdraw'; device: string }
  /** Of the edge: the device redeems it. With a certificate no secret is made, and the former one opens nothing. */
  | {
      type: 'device.claim.redeem';
      tokenHash: string;
      serial: string;
      certificate: DeviceCertificate | null;
    }
  /** A secret to follow the present one, answered this once; both open until it is used. */
  | { type: 'device.rotate'; device: string }
  /** Of the edge: a certificate to follow the one with `shown`, which the device has proved to hold. */
  | { type: 'device.renew'; device: string; shown: string; certificate: DeviceCertificate }
  /** Of the edge: the secret (null) or certificate that was to follow was used. */
  | { type: 'device.confirm'; device: string; fingerprint: string | null }
  | { type: 'device.revoke'; device: string; reason: string }
  /** Of the edge: two seem to be this device. */
  | { type: 'device.cloned'; device: string; why: FreezeCause; since: UtcMs; detail: string };
