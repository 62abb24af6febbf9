/** What every event of the ledger begins with, and who writes it down. */
import type { UtcMs } from '../thermal/types.ts';
import { iso } from './facts.ts';

export type Envelope<T extends string, Fields> = {
  readonly id: string;
  readonly type: T;
  readonly at: string;
  readonly by: string;
  readonly recorded: string;
} & Readonly<Fields>;

/** Who writes it down, when, and under which id (UUIDv7). */
export type Stamp = { readonly id: string; readonly by: string; readonly recorded: UtcMs };

export const envelope = <T extends string>(type: T, stamp: Stamp, at: UtcMs) => ({
  id: stamp.id,
  type,
  at: iso(at),
  by: stamp.by,
  recorded: iso(stamp.recorded),
});
