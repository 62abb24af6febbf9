/**
 * One-time claims: an administrator makes one for a device, whoever holds it redeems it within a day for a secret or a
 * certificate, once. Redeeming takes away all that the device had before.
 */
import { deviceRekeyed } from '../../custody/fleet-events.ts';
import {
  CLAIM_LASTS,
  CLAIM_WRONG_MOST,
  CLAIMS_MOST,
  type Claim,
  rekeyed,
  withCertificate,
  withIdentity,
} from '../../fleet/identity.ts';
import { newDeviceSecret, secretHash } from '../../fleet/secrets.ts';
import type { Device } from '../../fleet/types.ts';
import { accept, type Decision, refuse } from '../../lots/refusal.ts';
import { thaw } from '../freezing.ts';
import type { ClaimRedeemedView, ClaimView, WithdrawnView } from '../identity-views.ts';
import type { Province } from '../province.ts';
import { iso } from '../show.ts';
import { liveDevice, signingDevice } from './device-place.ts';
import { type Done, done, type Of, type Turn } from './turn.ts';

/** Refuses `DEVICE_UNKNOWN`, `DEVICE_RETIRED`, `DEVICE_CARRIED`, `CLAIMS_TOO_MANY`. */
export function makeClaim(turn: Turn, command: Of<'device.claim'>): Decision<Done> {
  const { actor, draft, province } = turn;
  const found = signingDevice(turn, command.type, command.device);
  if (!found.ok) return found;
  const device = found.value;
  let open = 0;
  for (const { identity } of province.devices.values())
    if ((identity?.claim?.expiresAt ?? 0) > draft.now) open++;
  if (open >= CLAIMS_MOST && device.identity?.claim === undefined)
    return refuse('CLAIMS_TOO_MANY', `Cannot make a claim: ${open} are open, at most ${CLAIMS_MOST} wanted`);
  const token = newDeviceSecret();
  const claim: Claim = {
    tokenHash: secretHash(token),
    serial: command.serial,
    madeAt: draft.now,
    madeBy: actor.username,
    expiresAt: draft.now + CLAIM_LASTS,
    wrong: 0,
  };
  draft.put('device', device.id, withIdentity(device, { ...device.identity, claim }));
  const { serial, expiresAt } = claim;
  const view: ClaimView = { device: device.id, token, serial, expiresAt: iso(expiresAt) };
  return done(view);
}

/** There may be none any more: what is wanted is that nothing can be redeemed. */
export function withdrawClaim(turn: Turn, command: Of<'device.claim.withdraw'>): Decision<Done> {
  const found = liveDevice(turn, command.type, command.device);
  if (!found.ok) return found;
  const view: WithdrawnView = { device: found.value.id };
  if (found.value.identity?.claim !== undefined) put(turn, withoutClaim(found.value));
  return done(view);
}

/** Refuses `CLAIM_UNKNOWN` (never made, withdrawn, or used), `CLAIM_EXPIRED`, `DEVICE_RETIRED`. */
export function claimOf(
  province: Province,
  tokenHash: string,
  now: number,
): Decision<{ device: Device; claim: Claim }> {
  for (const device of province.devices.values()) {
    const claim = device.identity?.claim;
    if (claim === undefined || claim.tokenHash !== tokenHash) continue;
    if (claim.expiresAt <= now)
      return refuse(
        'CLAIM_EXPIRED',
        `Cannot redeem the claim of ${device.id}: it ended ${iso(claim.expiresAt)}`,
      );
    if (device.retiredAt !== null && device.retiredAt <= now)
      return refuse('DEVICE_RETIRED', `Cannot redeem the claim of ${device.id}: it is retired`);
    return accept({ device, claim });
  }
  return refuse('CLAIM_UNKNOWN', 'Cannot redeem the claim: there is none, or it was used');
}

/** Adds to the refusals of `claimOf` `CLAIM_SERIAL`: it is bound to another serial number. The fifth such attempt voids it. */
export function redeemClaim(turn: Turn, command: Of<'device.claim.redeem'>): Decision<Done> {
  const { draft, province } = turn;
  const found = claimOf(province, command.tokenHash, draft.now);
  if (!found.ok) return found;
  const { device, claim } = found.value;
  if (claim.serial !== null && claim.serial !== command.serial) {
    const wrong = claim.wrong + 1;
    const tried = withIdentity(device, { ...device.identity, claim: { ...claim, wrong } });
    put(turn, wrong < CLAIM_WRONG_MOST ? tried : withoutClaim(device));
    return refuse('CLAIM_SERIAL', 'Cannot redeem the claim: it is for another serial number', {
      serial: command.serial,
    });
  }
  const { certificate, serial } = command;
  // With a certificate nobody knows the secret, and nobody shall.
  const secret = newDeviceSecret();
  const anew = rekeyed(device, secretHash(secret), draft.now);
  const named = withIdentity(anew, { ...anew.identity, serial });
  put(turn, certificate === null ? named : withCertificate(named, certificate, draft.now));
  draft.write(claim.madeBy, (stamp) => deviceRekeyed(stamp, device.id));
  thaw(turn, device);
  const view: ClaimRedeemedView = { device: device.id, secret: certificate === null ? secret : null };
  return done(view);
}

function withoutClaim(device: Device): Device {
  const { claim: _, ...rest } = device.identity ?? {};
  return withIdentity(device, rest);
}

const put = ({ draft }: Turn, device: Device): void => draft.put('device', device.id, device);
