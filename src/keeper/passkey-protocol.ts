/** What is done and asked about passkeys. What proves them is checked at the HTTP edge, which knows the challenge. */
export type PasskeyCommand =
  | {
      type: 'passkey.add';
      id: string;
      publicKey: string;
      counter: number;
      transports: string[];
      name: string;
    }
  /** One's own, or that of somebody in one's charge. */
  | { type: 'passkey.remove'; id: string }
  /** Somebody signed in with it: refused when it is gone by now, or when its counter did not move on. */
  | { type: 'passkey.used'; id: string; counter: number };

export type PasskeyQuery =
  /** One's own, the newest first; those of others for an administrator or official of their place. */
  | { type: 'passkeys'; username?: string | undefined }
  /** Whose it is and its public key, for the edge. */
  | { type: 'passkey'; id: string };
