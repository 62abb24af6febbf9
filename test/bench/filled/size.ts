/** How much is in a filled store, and how its things are called. The same size gives the same store, but for its times. */
import type { DurationMs, UtcMs } from '../../../src/thermal/types.ts';

export type Size = {
  readonly units: number;
  /** All together; each unit has one probe with the same share. */
  readonly readings: number;
  /** All together, parts of others included. */
  readonly parcels: number;
  /** Of every hundred parcels so many are still in their unit. */
  readonly livingPercent: number;
  readonly stepSeconds: number;
  /** Newest readings, all together, that are in the journal and in no chunk yet. */
  readonly unpacked: number;
  /** Readings of one chunk at most. */
  readonly perChunk: number;
};

export const USUAL: Size = {
  units: 2_000,
  readings: 50_000_000,
  parcels: 100_000,
  livingPercent: 20,
  stepSeconds: 300,
  unpacked: 100_000,
  perChunk: 1_024,
};

/** When the history begins and ends: the newest reading of each unit was measured within a step before `until`. */
export type Span = { readonly from: UtcMs; readonly until: UtcMs; readonly step: DurationMs };

export function spanOf({ units, readings, stepSeconds }: Size, until: UtcMs): Span {
  const step = stepSeconds * 1000;
  return { from: until - Math.ceil(readings / units) * step, until, step };
}

export const SITES = 50;
const five = (i: number): string => String(i).padStart(5, '0');
export const unitId = (u: number): string => `tu-${five(u)}`;
export const deviceId = (u: number): string => `do-${five(u)}`;
export const secretOf = (u: number): string => `bi-mat-rieng-cua-may-${five(u)}`;
export const siteId = (u: number): string => `tram-${u % SITES}`;
export const parcelId = (u: number, k: number): string => `kien-${five(u)}-${k}`;

/** The k-th parcels of twenty neighbouring units, each at a site of its own, are of one lot. */
const UNITS_OF_LOT = 20;
export const lotId = (u: number, k: number): string => `L${Math.floor(u / UNITS_OF_LOT)}K${k}`;
/** Two digits of the year must tell it on a vial: within fifty years. */
export const EXPIRY = '2069-12-31';
