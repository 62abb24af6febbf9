/**
 * What can be believed of a message that may have waited on its way, at a broker that kept it? Its arrival says nothing of when it
 * was measured: what takes its time from there is of an untrusted clock. That is found by reading the message as if it had come
 * at two different times. Pure.
 */
import type { DurationMs } from '../thermal/types.ts';
import type { Measured, Message } from './measured.ts';

/** By how much later it is read the second time. */
export const LATER: DurationMs = 3_600_000;

/** @param later the same message, read as if it had arrived LATER; null: it cannot be found there */
export function doubted(message: Message, later: Message | null): Message {
  const same = later !== null && later.measured.length === message.measured.length ? later.measured : null;
  const isDated = (one: Measured, i: number): boolean => same?.[i]?.at === one.at;
  // What its clock showed as it was sent says nothing beside an arrival hours later; its own word still does.
  const clock = message.clock && { ...message.clock, sentAt: null, uptime: null };
  const undated = clock === undefined ? message : { ...message, clock };
  if (message.measured.every(isDated)) return undated;
  return {
    ...undated,
    measured: message.measured.map((one, i) =>
      isDated(one, i) ? one : { ...one, clock: 'untrusted' as const },
    ),
  };
}
