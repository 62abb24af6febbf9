/**
 * The simulator's clock. The service judges with its own real time, so a faster run cannot run ahead of it: it
 * would send readings from the future. A run at speed N therefore begins in the past and catches up: a run of
 * duration D starts at now − D + D/N and, N times as fast as the world, meets the present after D/N. To the
 * service it is a fleet that uploads its history in order, which it accepts like any other past; only what time
 * alone does (silence, unmonitored time) is judged against the real present. At speed 1 it is simply now.
 */
import type { DurationMs, UtcMs } from '../src/thermal/types.ts';

export type SimulatedClock = {
  /** Simulated time now. */
  readonly now: () => UtcMs;
  readonly startAt: UtcMs;
  readonly speed: number;
};

/** `realNow`: the world's clock, in ms UTC; it comes in, so that a test can hold it. */
export function catchingUp(options: {
  realNow: () => UtcMs;
  duration: DurationMs;
  speed: number;
}): SimulatedClock {
  const { realNow, duration, speed } = options;
  const begun = realNow();
  const startAt = Math.round(begun - duration + duration / speed);
  // Once it has met the present it goes on with it: no reading comes from the future.
  const now = () => Math.min(realNow(), Math.round(startAt + (realNow() - begun) * speed));
  return { now, startAt, speed };
}

/** Real time, with a fleet that began to measure at `startAt`. */
export function realTime(realNow: () => UtcMs, startAt: UtcMs): SimulatedClock {
  return { now: realNow, startAt, speed: 1 };
}
