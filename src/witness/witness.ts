/** Somebody else who keeps the checkpoints of this ledger. */
import type { SignedCheckpoint } from '../custody/checkpoint.ts';
import type { Cosignature } from '../custody/cosignature.ts';
import type { Submission } from '../keeper/protocol.ts';

export type Witness = {
  /** For people and metrics; holds no secret. */
  readonly name: string;
  /** What it keeps of a ledger, or null. Throws `WitnessError`, or what the platform says. */
  newest(origin: string): Promise<SignedCheckpoint | null>;
  /**
   * Resolves when it keeps the checkpoint: with what it signed back, or null where it signs nothing. Throws `WitnessError`, or what
   * the platform says.
   */
  take(origin: string, submission: Submission): Promise<Cosignature | null>;
};

/** It answered, and did not take it. `code`: its own. */
export class WitnessError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
