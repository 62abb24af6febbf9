/** Commands about what a device shows: what follows what, what counts no more, and what is in doubt. */
import { deviceRekeyed, deviceRevoked } from '../../custody/fleet-events.ts';
import { OVERLAP, onlyNewest, promoted, withCertificate, withIdentity } from '../../fleet/identity.ts';
import { newDeviceSecret, secretHash } from '../../fleet/secrets.ts';
import { accept, type Decision, isBlank, refuse, said } from '../../lots/refusal.ts';
import { freeze, thaw } from '../freezing.ts';
import type { IdentityCommand } from '../identity-protocol.ts';
import type { RevokedView, RotatedView } from '../identity-views.ts';
import { iso } from '../show.ts';
import { makeClaim, redeemClaim, withdrawClaim } from './claims.ts';
import { liveDevice, signingDevice } from './device-place.ts';
import { type Done, done, type Of, type Turn, unknown } from './turn.ts';

export function keepIdentity(turn: Turn, command: IdentityCommand): Decision<Done> {
  switch (command.type) {
    case 'device.claim':
      return makeClaim(turn, command);
    case 'device.claim.withdraw':
      return withdrawClaim(turn, command);
    case 'device.claim.redeem':
      return redeemClaim(turn, command);
    case 'device.rotate':
      return rotate(turn, command);
    case 'device.renew':
      return renew(turn, command);
    case 'device.confirm':
      return confirm(turn, command);
    case 'device.revoke':
      return revoke(turn, command);
    case 'device.cloned':
      return cloned(turn, command);
    default:
      throw new Error(`No command ${JSON.stringify(command satisfies never)}`);
  }
}

/** Refuses `DEVICE_REVOKED`, `DEVICE_FROZEN`: whoever holds the present secret must not be handed the next. */
function rotate(turn: Turn, command: Of<'device.rotate'>): Decision<Done> {
  const { draft } = turn;
  const found = signingDevice(turn, command.type, command.device);
  if (!found.ok) return found;
  const device = found.value;
  const { revoked, frozen } = device.identity ?? {};
  if (revoked !== undefined || frozen !== undefined)
    return refuse(
      revoked === undefined ? 'DEVICE_FROZEN' : 'DEVICE_REVOKED',
      `Cannot let a secret follow that of ${device.id}: it must be keyed anew`,
    );
  const secret = newDeviceSecret();
  const until = draft.now + OVERLAP;
  const next = { secretHash: secretHash(secret), madeAt: draft.now, until };
  draft.put('device', device.id, withIdentity(device, { ...device.identity, next }));
  const view: RotatedView = { device: device.id, secret, until: iso(until) };
  return done(view);
}

/** Refuses `CERTIFICATE_UNKNOWN`: only one that is on record and still opens is followed. */
function renew({ draft, province }: Turn, command: Of<'device.renew'>): Decision<Done> {
  const device = province.devices.get(command.device);
  const { certificates = [], revoked, frozen } = device?.identity ?? {};
  const held = certificates.find(({ fingerprint }) => fingerprint === command.shown);
  const shut = revoked !== undefined || frozen !== undefined;
  if (device === undefined || held === undefined || held.until <= draft.now || shut)
    return refuse(
      'CERTIFICATE_UNKNOWN',
      `Cannot renew a certificate of ${command.device}: it is none that opens`,
    );
  draft.put('device', device.id, withCertificate(device, command.certificate, draft.now));
  return done({ device: device.id });
}

function confirm({ draft, province }: Turn, command: Of<'device.confirm'>): Decision<Done> {
  const device = province.devices.get(command.device);
  if (device === undefined) return unknown('DEVICE', command.device);
  const { certificates = [] } = device.identity ?? {};
  const isNewest = certificates.at(-1)?.fingerprint === command.fingerprint;
  const next = command.fingerprint === null ? promoted(device) : isNewest ? onlyNewest(device) : device;
  if (next !== device) {
    draft.put('device', device.id, next);
    draft.write(device.id, (stamp) => deviceRekeyed(stamp, device.id));
  }
  return done({ device: device.id });
}

/** Refuses `REASON_REQUIRED`. A second time changes nothing. */
function revoke(turn: Turn, command: Of<'device.revoke'>): Decision<Done> {
  const { actor, draft } = turn;
  const found = liveDevice(turn, command.type, command.device);
  if (!found.ok) return found;
  if (isBlank(command.reason))
    return refuse('REASON_REQUIRED', `Cannot revoke ${command.device}: a reason is wanted`);
  const device = found.value;
  const known = device.identity?.revoked;
  if (known === undefined) {
    const { claim: _, next: __, frozen: ___, ...rest } = device.identity ?? {};
    const revoked = { at: draft.now, by: actor.username, reason: said(command.reason) };
    draft.put('device', device.id, withIdentity(device, { ...rest, revoked }));
    draft.write(actor.username, (stamp) => deviceRevoked(stamp, device.id, revoked.reason));
    thaw(turn, device);
  }
  const view: RevokedView = { device: device.id, revokedAt: iso(known?.at ?? draft.now) };
  return done(view);
}

function cloned(turn: Turn, command: Of<'device.cloned'>): Decision<Done> {
  const device = turn.province.devices.get(command.device);
  if (device === undefined) return unknown('DEVICE', command.device);
  const { why, since, detail } = command;
  const subjects = freeze(turn, device, { why, since, detail });
  return accept({ value: () => ({ device: device.id }), subjects });
}
