/** A passkey (WebAuthn) that a person signs in with instead of a password: its public half, as the service keeps it. */
import type { UtcMs } from '../thermal/types.ts';

/** `id` and `publicKey` (COSE) are base64url. `name` is what the person calls it: `iPhone của An`. */
export type Passkey = {
  readonly id: string;
  readonly username: string;
  readonly publicKey: string;
  /** Of its last use; 0 for ever where the authenticator does not count. */
  readonly counter: number;
  readonly transports: readonly string[];
  readonly name: string;
  readonly addedAt: UtcMs;
  readonly usedAt: UtcMs | null;
};

/** A person with more has lost count of them. */
export const PASSKEYS_MOST = 20;
