/**
 * By what does a device show who it is, and does what it shows still count? Beside its secret a device may have
 * certificates, a secret that is to follow, an open claim; it may be revoked, or frozen because two seem to be it. Pure.
 */
import type { UtcMs } from '../thermal/types.ts';

/** So long a claim can be redeemed. */
export const CLAIM_LASTS = 24 * 3_600_000;
/** Attempts with another serial number than the one a claim is for; after them it is void. */
export const CLAIM_WRONG_MOST = 5;
/** Open claims at once in the province: whoever has an administrator's session must not be able to prepare a fleet. */
export const CLAIMS_MOST = 200;
/** So long the former secret or certificate goes on beside the one that follows, unless that is used sooner. */
export const OVERLAP = 7 * 24 * 3_600_000;
/** More take-overs of one live session by another within `TAKEOVER_SPAN` than this are two devices, not one on a bad line. */
export const TAKEOVERS_MOST = 3;
export const TAKEOVER_SPAN = 3_600_000;

/** One certificate of this service's own authority. `until`: from then on it opens nothing, its expiry or sooner. */
export type DeviceCertificate = {
  /** Lower-case hex SHA-256 of its DER. */
  readonly fingerprint: string;
  readonly issuedAt: UtcMs;
  readonly until: UtcMs;
};

/** `serial` null: whoever has the code may redeem it. Only the digest of its token is kept. */
export type Claim = {
  readonly tokenHash: string;
  readonly serial: string | null;
  readonly madeAt: UtcMs;
  readonly madeBy: string;
  readonly expiresAt: UtcMs;
  readonly wrong: number;
};

/** Why two are thought to be one device: their sessions end each other, or one number stands for two messages. */
export type FreezeCause = 'sessions' | 'content';
/** `since`: from when on it may not have been the device alone. */
export type Frozen = {
  readonly at: UtcMs;
  readonly since: UtcMs;
  readonly why: FreezeCause;
  readonly detail: string;
};
export type Revoked = { readonly at: UtcMs; readonly by: string; readonly reason: string };

export type Identity = {
  readonly claim?: Claim;
  /** The serial number with which its claim was redeemed. */
  readonly serial?: string;
  /** The secret that follows; its first use makes it the secret. */
  readonly next?: { readonly secretHash: string; readonly madeAt: UtcMs; readonly until: UtcMs };
  /** The newest last. */
  readonly certificates?: readonly DeviceCertificate[];
  /**
   * When it was keyed anew after it had been revoked or frozen: certificates of an authority elsewhere that are older open
   * nothing, and the numbers of its former messages say nothing about the ones to come.
   */
  readonly anewAt?: UtcMs;
  readonly revoked?: Revoked;
  readonly frozen?: Frozen;
};

type Known = {
  readonly secretHash: string;
  readonly retiredAt: UtcMs | null;
  readonly identity?: Identity;
};

/** What a peer showed in its TLS handshake, verified against the authority. `own`: that is this service's own. */
export type ShownCertificate = {
  readonly commonName: string;
  readonly fingerprint: string;
  readonly validFrom: UtcMs;
  readonly own: boolean;
};

/** `next`: it opens, and it is the first use of what was to follow. */
export type Opened = 'now' | 'next';

export const isShut = ({ retiredAt, identity }: Known, now: UtcMs): boolean =>
  (retiredAt !== null && retiredAt <= now) || identity?.revoked !== undefined;

/** @param fits does the shown secret have this digest? */
export function secretOpens(device: Known, fits: (secretHash: string) => boolean, now: UtcMs): Opened | null {
  if (isShut(device, now)) return null;
  if (fits(device.secretHash)) return 'now';
  const next = device.identity?.next;
  return next !== undefined && next.until > now && fits(next.secretHash) ? 'next' : null;
}

/** Of the own authority only certificates that are on record open; of one elsewhere the name is enough. */
export function certificateOpens(
  id: string,
  device: Known,
  shown: ShownCertificate,
  now: UtcMs,
): Opened | null {
  if (isShut(device, now) || shown.commonName !== id) return null;
  const { certificates = [], anewAt = Number.NEGATIVE_INFINITY } = device.identity ?? {};
  if (!shown.own) return shown.validFrom >= anewAt ? 'now' : null;
  const at = certificates.findIndex(({ fingerprint }) => fingerprint === shown.fingerprint);
  const found = certificates[at];
  if (found === undefined || found.until <= now) return null;
  return at === certificates.length - 1 && at > 0 ? 'next' : 'now';
}

/** The device with this identity; one in which nothing is set is left out altogether. */
export function withIdentity<D extends Known>(device: D, identity: Identity): D {
  const { identity: _, ...rest } = device;
  const set = Object.entries(identity).filter(([, value]) => value !== undefined);
  return (set.length === 0 ? rest : { ...rest, identity: Object.fromEntries(set) }) as D;
}

/** All that it had opens nothing any more, and what was held against it is over. Its serial number stays. */
export function rekeyed<D extends Known>(device: D, secretHash: string, now: UtcMs): D {
  const { serial } = device.identity ?? {};
  const had = device.identity?.revoked !== undefined || device.identity?.frozen !== undefined;
  const anewAt = had ? now : device.identity?.anewAt;
  return withIdentity(
    { ...device, secretHash },
    {
      ...(serial === undefined ? {} : { serial }),
      ...(anewAt === undefined ? {} : { anewAt }),
    },
  );
}

/** The secret that was to follow is the secret now. */
export function promoted<D extends Known>(device: D): D {
  const { next, ...rest } = device.identity ?? {};
  return next === undefined ? device : withIdentity({ ...device, secretHash: next.secretHash }, rest);
}

/** A further certificate; those before it go on for the overlap at most. */
export function withCertificate<D extends Known>(device: D, made: DeviceCertificate, now: UtcMs): D {
  const before = (device.identity?.certificates ?? [])
    .filter(({ until }) => until > now)
    .map((one) => ({ ...one, until: Math.min(one.until, now + OVERLAP) }));
  return withIdentity(device, { ...device.identity, certificates: [...before, made] });
}

/** The newest certificate was used: those before it are not needed any more. */
export function onlyNewest<D extends Known>(device: D): D {
  const { certificates = [] } = device.identity ?? {};
  return certificates.length < 2
    ? device
    : withIdentity(device, { ...device.identity, certificates: certificates.slice(-1) });
}
