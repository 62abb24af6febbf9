/** How a device shows who it is, for those who keep it; and whose a claim is, for the edge. */
import type { Device } from '../../fleet/types.ts';
import { accept, type Decision } from '../../lots/refusal.ts';
import { claimOf } from '../commands/claims.ts';
import type { ClaimedView, IdentityView } from '../identity-views.ts';
import { iso } from '../show.ts';
import type { Of, View } from './view.ts';

export function claimed({ province, now }: View, query: Of<'device.claimed'>): Decision<ClaimedView> {
  const found = claimOf(province, query.tokenHash, now);
  return found.ok ? accept({ device: found.value.device.id }) : found;
}

/** What is over (a claim, a certificate, a secret to follow) is left out. Digests of secrets are never shown. */
export function showIdentity({ identity = {} }: Device, now: number): IdentityView {
  const { serial = null, claim, next, certificates = [], revoked, frozen } = identity;
  return {
    serial,
    claim:
      claim === undefined || claim.expiresAt <= now
        ? null
        : {
            serial: claim.serial,
            madeAt: iso(claim.madeAt),
            madeBy: claim.madeBy,
            expiresAt: iso(claim.expiresAt),
          },
    next:
      next === undefined || next.until <= now ? null : { madeAt: iso(next.madeAt), until: iso(next.until) },
    certificates: certificates
      .filter(({ until }) => until > now)
      .map(({ fingerprint, issuedAt, until }) => ({
        fingerprint,
        issuedAt: iso(issuedAt),
        until: iso(until),
      })),
    revoked: revoked === undefined ? null : { ...revoked, at: iso(revoked.at) },
    frozen: frozen === undefined ? null : { ...frozen, at: iso(frozen.at), since: iso(frozen.since) },
  };
}
