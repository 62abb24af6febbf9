/** The shapes of how a device shows who it is, as administrators see them and as a device is answered. */

export type IdentityView = {
  /** With which its claim was redeemed. */
  serial: string | null;
  claim: { serial: string | null; madeAt: string; madeBy: string; expiresAt: string } | null;
  /** A new secret waits to be used for the first time. */
  next: { madeAt: string; until: string } | null;
  certificates: { fingerprint: string; issuedAt: string; until: string }[];
  revoked: { at: string; by: string; reason: string } | null;
  /** `why`: its sessions end each other, or one number stands for two messages. `since`: doubted from then on. */
  frozen: { at: string; since: string; why: 'sessions' | 'content'; detail: string } | null;
};

/** The token is told this once. */
export type ClaimView = { device: string; token: string; serial: string | null; expiresAt: string };
export type WithdrawnView = { device: string };
/** To the edge. */
export type ClaimedView = { device: string };
/** `secret` null: it has a certificate. */
export type ClaimRedeemedView = { device: string; secret: string | null };
/** The secret is told this once; it opens from now on, the former one until it is used, or `until`. */
export type RotatedView = { device: string; secret: string; until: string };
export type RevokedView = { device: string; revokedAt: string };
