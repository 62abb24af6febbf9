/** The clocks of the machine: the wall clock, which may be wrong or be set, and one that only ever goes on. */
import { readFileSync } from 'node:fs';
import type { UtcMs } from '../../src/thermal/types.ts';

export interface Time {
  /** What the machine takes for the time, ms UTC. */
  wall(): UtcMs;
  /** Whole milliseconds since some moment of this start of the machine; goes on whatever the wall clock does. */
  mono(): number;
  /** Names this start of the machine: `mono` of two different ones cannot be compared. */
  readonly machine: string;
}

/** `process.hrtime` is CLOCK_MONOTONIC: the same for every process since the machine started. */
export function machineTime(): Time {
  return {
    wall: Date.now,
    mono: () => Number(process.hrtime.bigint() / 1_000_000n),
    machine: machineStart(),
  };
}

function machineStart(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim().slice(0, 8);
  } catch {
    // Not Linux: then only this process is known to share a monotonic clock with itself.
    return `p${process.pid}-${Date.now().toString(36)}`;
  }
}
