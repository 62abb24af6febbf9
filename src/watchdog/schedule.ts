/**
 * When is the chain to be tried, and is it whole? A trial is due each `everyMs`. The chain is broken when no trial has arrived
 * for ten minutes after one was due, and known to be whole while the last arrival is no older than a trial and those ten
 * minutes. Pure; times are of a clock that nobody sets, in ms.
 */
import type { CanaryStage } from '../alerts/service.ts';
import type { DurationMs } from '../thermal/types.ts';

/** RELIABILITY.md, invariant 29. */
export const LATE: DurationMs = 600_000;

export type Trial = { readonly run: number; readonly dueAt: number; readonly stage: CanaryStage };
export type Schedule = {
  readonly everyMs: DurationMs;
  readonly nextAt: number;
  /** The one that is under way; null: it arrived. */
  readonly trial: Trial | null;
  /** When the oldest was due that did not arrive since the last arrival; null: none. */
  readonly waitingSince: number | null;
  readonly arrivedAt: number | null;
  readonly runs: number;
};

export const begun = (everyMs: DurationMs, firstAt: number): Schedule => ({
  everyMs,
  nextAt: firstAt,
  trial: null,
  waitingSince: null,
  arrivedAt: null,
  runs: 0,
});

/** Begins the next trial when it is due; one that is still under way is given up for it. Trials that were slept through are not made up. */
export function turn(schedule: Schedule, now: number): Schedule {
  const { everyMs, nextAt, runs, waitingSince } = schedule;
  if (now < nextAt) return schedule;
  const dueAt = nextAt + Math.floor((now - nextAt) / everyMs) * everyMs;
  return {
    ...schedule,
    nextAt: dueAt + everyMs,
    trial: { run: runs + 1, dueAt, stage: 'reading' },
    waitingSince: waitingSince ?? dueAt,
    runs: runs + 1,
  };
}

/** How far the trial has come. What is said of another one is of no use any more. */
export function reached(schedule: Schedule, run: number, stage: CanaryStage): Schedule {
  const { trial } = schedule;
  if (trial?.run !== run || trial.stage === stage) return schedule;
  return { ...schedule, trial: { ...trial, stage } };
}

/** A trial arrived, whichever: the chain was whole then. */
export function arrived(schedule: Schedule, run: number, now: number): Schedule {
  const { trial } = schedule;
  const isThis = trial === null || trial.run === run;
  return {
    ...schedule,
    trial: isThis ? null : trial,
    waitingSince: isThis ? null : trial.dueAt,
    arrivedAt: now,
  };
}

export type Loss = { readonly since: number; readonly stage: CanaryStage };

/** Null: nothing is known to be wrong. */
export function lossOf({ waitingSince, trial }: Schedule, now: number): Loss | null {
  if (waitingSince === null || now - waitingSince <= LATE) return null;
  return { since: waitingSince, stage: trial?.stage ?? 'reading' };
}

export const isFresh = (schedule: Schedule, now: number): boolean =>
  schedule.arrivedAt !== null &&
  now - schedule.arrivedAt <= schedule.everyMs + LATE &&
  lossOf(schedule, now) === null;
