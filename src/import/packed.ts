/** Readings on their way between threads: columns that are handed over instead of a million small objects. */
import type { UtcMs } from '../thermal/types.ts';

/** By position; `celsius` is NaN where the file states a fault or an empty value. */
export type PackedReadings = {
  readonly at: Float64Array;
  readonly celsius: Float64Array;
  /** Index into `probes`. */
  readonly probe: Uint16Array;
  readonly probes: readonly string[];
};

export type PlainReading = { readonly at: UtcMs; readonly celsius: number | null; readonly probe: string };

export function packReadings(readings: readonly PlainReading[]): PackedReadings {
  const probes = [...new Set(readings.map(({ probe }) => probe))];
  const index = new Map(probes.map((probe, i) => [probe, i]));
  return {
    at: Float64Array.from(readings, ({ at }) => at),
    celsius: Float64Array.from(readings, ({ celsius }) => celsius ?? Number.NaN),
    probe: Uint16Array.from(readings, ({ probe }) => index.get(probe) ?? 0),
    probes,
  };
}

export function unpackReadings({ at, celsius, probe, probes }: PackedReadings): PlainReading[] {
  return Array.from(at, (when, i) => {
    const value = celsius[i] ?? Number.NaN;
    return { at: when, celsius: Number.isNaN(value) ? null : value, probe: probes[probe[i] ?? 0] ?? '1' };
  });
}
