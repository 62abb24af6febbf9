/** What is asked of readings that are damaged in the store, and what comes back of them. */
import type { Kept } from '../telemetry/tail.ts';

export type DamageQuery =
  /** The stretches whose readings are missing; all of the store is looked at before. */
  { type: 'history.missing' };

export type DamageCommand =
  /**
   * Readings of one stretch from elsewhere. `receivedAt` null: it is not known there. `isSame`: they are, for certain, those that
   * were stored; otherwise they must be as many.
   */
  {
    type: 'history.restore';
    chunks: readonly number[];
    readings: readonly ReturnedReading[];
    isSame: boolean;
  };

export type ReturnedReading = Omit<Kept, 'receivedAt'> & { readonly receivedAt: number | null };

/** Damaged chunks of one probe that overlap. `readings`: how many they held; null: that is not known either. Times are ISO 8601. */
export type MissingStretch = {
  readonly chunks: readonly number[];
  readonly device: string;
  readonly probe: string;
  /** They had no certain time; `from` and `to` are of their arrival. */
  readonly doubtful: boolean;
  /** The first and the last reading. */
  readonly from: string;
  readonly to: string;
  readonly readings: number | null;
};
