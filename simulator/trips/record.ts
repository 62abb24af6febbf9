/** What is on record of the trips: as the truth says it must be, or as a service says it is. The same shape, to be compared. */
import type { Holder } from '../../src/custody/types.ts';
import type { UtcMs } from '../../src/thermal/types.ts';

export type HeldSince = { readonly holder: Holder; readonly from: UtcMs };
export type ParcelRecord = {
  readonly id: string;
  /** The parcel that was received; a portion's is the one it was counted away from. */
  readonly origin: string;
  readonly doses: number;
  readonly chain: readonly HeldSince[];
  /** Stories about it that cannot all be true. */
  readonly conflicted: boolean;
  /** An open hold because nobody can say who has it, or where it is. */
  readonly held: boolean;
};
export type HandoffRecord = {
  readonly id: string;
  readonly state: string;
  /** `missing khv-0001 3`, `refused …`, `seal <unit>`, `vvm <parcel>`, `damage <parcel>`, sorted. */
  readonly discrepancies: readonly string[];
};
/** Who held a parcel for how long while it was out of its limits. */
export type Blame = {
  readonly parcel: string;
  readonly rule: string;
  readonly start: UtcMs;
  readonly segments: readonly { readonly holder: Holder; readonly from: UtcMs; readonly to: UtcMs }[];
};
export type CustodyRecord = {
  readonly parcels: ReadonlyMap<string, ParcelRecord>;
  readonly handoffs: ReadonlyMap<string, HandoffRecord>;
  /** States by shipment; the truth says nothing of those whose story has a gap. */
  readonly shipments: ReadonlyMap<string, string>;
};

export const holderText = ({ kind, id }: Holder): string => `${kind} ${id}`;
export const isSame = (a: Holder, b: Holder): boolean => a.kind === b.kind && a.id === b.id;

/** Null before it was received. */
export const heldAt = (chain: readonly HeldSince[], at: UtcMs): Holder | null =>
  chain.findLast(({ from }) => from <= at)?.holder ?? null;
