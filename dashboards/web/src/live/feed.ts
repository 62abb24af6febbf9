/**
 * When does the page connect, keep what it has, or ask for a new snapshot? A pure state machine: events in,
 * the next state and the effects out. It never gives up, and it never shows a picture with a hole in it as live.
 */
import type { LiveChanges } from '../api/views.ts';
import { afterDeltas, type LiveFrame, type Picture, pictureOf } from './picture.ts';

export type FeedState = {
  readonly phase: 'connecting' | 'live' | 'waiting';
  readonly picture: Picture | null;
  /** Since when there has been no live picture because the connection failed; null while all is well. */
  readonly lostAt: number | null;
  /** When the last loss ended, for the short note after it. */
  readonly restoredAt: number | null;
  /** Failed connections in a row. */
  readonly failures: number;
};

export type FeedEvent =
  | { type: 'start' }
  /** All that came since the page was last drawn, in the order in which it came. */
  | { type: 'frames'; frames: readonly LiveFrame[]; at: number }
  | { type: 'closed'; at: number }
  | { type: 'retry' }
  /** The page became visible again, or the connection has said nothing for too long. */
  | { type: 'refresh' };

export type FeedEffect = { type: 'connect' } | { type: 'wait'; ms: number };

export const START: FeedState = {
  phase: 'connecting',
  picture: null,
  lostAt: null,
  restoredAt: null,
  failures: 0,
};

export const RETRY_MS_FIRST = 500;
export const RETRY_MS_MAX = 30_000;

/** Doubles from half a second to 30 s; `random` in [0, 1) spreads a whole province of screens over the last half. */
export function retryDelay(failures: number, random: number): number {
  const full = Math.min(RETRY_MS_MAX, RETRY_MS_FIRST * 2 ** Math.max(0, failures - 1));
  return Math.round(full / 2 + (full / 2) * random);
}

type Step = { state: FeedState; effects: readonly FeedEffect[] };

export function step(state: FeedState, event: FeedEvent, random: number): Step {
  switch (event.type) {
    case 'start':
    case 'retry':
    case 'refresh':
      return { state: { ...state, phase: 'connecting' }, effects: [{ type: 'connect' }] };
    case 'closed': {
      const failures = state.failures + 1;
      return {
        state: { ...state, phase: 'waiting', lostAt: state.lostAt ?? event.at, failures },
        effects: [{ type: 'wait', ms: retryDelay(failures, random) }],
      };
    }
    case 'frames':
      return received(state, event.frames, event.at);
    default:
      return event satisfies never;
  }
}

function received(before: FeedState, frames: readonly LiveFrame[], at: number): Step {
  let state = before;
  for (let i = 0; i < frames.length; ) {
    const frame = frames[i] as LiveFrame;
    if (frame.type === 'snapshot') {
      const restoredAt = state.lostAt === null ? state.restoredAt : at;
      state = { phase: 'live', picture: pictureOf(frame), lostAt: null, restoredAt, failures: 0 };
      i++;
      continue;
    }
    const deltas = deltasFrom(frames, i);
    const picture = state.phase === 'live' && state.picture ? afterDeltas(state.picture, deltas) : null;
    // What follows on this connection has the hole before it too.
    if (picture === null) return { state: { ...state, phase: 'connecting' }, effects: [{ type: 'connect' }] };
    state = { ...state, picture };
    i += deltas.length;
  }
  return { state, effects: [] };
}

/** The deltas that follow each other from `begin` on, without a snapshot in between. */
function deltasFrom(frames: readonly LiveFrame[], begin: number): LiveChanges[] {
  const deltas: LiveChanges[] = [];
  for (let i = begin; i < frames.length; i++) {
    const frame = frames[i] as LiveFrame;
    if (frame.type === 'snapshot') break;
    deltas.push(frame);
  }
  return deltas;
}
