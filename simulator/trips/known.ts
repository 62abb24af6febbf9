/** What is on record of one parcel while its trip is told. */
import type { Holder } from '../../src/custody/types.ts';
import type { UtcMs } from '../../src/thermal/types.ts';
import type { TrueStay } from '../truth.ts';
import type { HeldSince } from './record.ts';

export type Known = {
  readonly id: string;
  readonly origin: string;
  doses: number;
  chain: HeldSince[];
  stays: TrueStay[];
  conflicted: boolean;
  /** Not found at a handoff, or named by one that is disputed. */
  doubtful: boolean;
};

export const holderOf = ({ chain }: Known): Holder => chain.at(-1)?.holder ?? { kind: 'site', id: '' };

export function enter(known: Known, unit: string, at: UtcMs): void {
  leave(known.stays, at);
  known.stays.push({ unit, from: at, to: null });
}

export function leave(stays: TrueStay[], at: UtcMs): void {
  const last = stays.pop();
  if (last !== undefined) stays.push(last.to === null ? { ...last, to: at } : last);
}
