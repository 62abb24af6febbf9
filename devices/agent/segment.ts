/** One file of the log: its rounds in order, found again after a power cut. The newest file may end in a torn one. */
import { readFileSync } from 'node:fs';
import { nextRecord, recordAt } from './frame.ts';
import { decodeRound, type Place, type Round } from './round.ts';

/** `bytes`: how far it is whole. `last` and `latest`: of its newest round; null and 0 while it has none. */
export type Segment = {
  readonly number: number;
  readonly path: string;
  bytes: number;
  rounds: number;
  last: Place | null;
  /** The time of its newest round as it was known then. */
  latest: number;
};

export const segmentName = (number: number): string => `${String(number).padStart(8, '0')}.rounds`;
export const segmentNumber = (name: string): number | null => {
  const found = /^(\d{8})\.rounds$/.exec(name);
  return found === null ? null : Number(found[1]);
};

/** What a file holds, and how many of its bytes are no whole record and no torn end. */
export function inspectSegment(path: string, number: number): { segment: Segment; damaged: number } {
  const segment: Segment = { number, path, bytes: 0, rounds: 0, last: null, latest: 0 };
  let damaged = 0;
  for (const { at, end, round } of roundsIn(readFileSync(path), 0)) {
    damaged += at - segment.bytes;
    segment.bytes = end;
    segment.rounds++;
    segment.last = round;
    segment.latest = timeOf(round);
  }
  return { segment: { ...segment, last: segment.last && placeOf(segment.last) }, damaged };
}

/** The rounds of these bytes from `at` on, with where each lies. */
export function* roundsIn(
  bytes: Buffer,
  from: number,
): Generator<{ readonly at: number; readonly end: number; readonly round: Round }> {
  for (let at = nextRecord(bytes, from); at !== null; ) {
    const found = recordAt(bytes, at);
    if (found === null) return;
    yield { at, end: found.end, round: decodeRound(found.payload) };
    at = recordAt(bytes, found.end) === null ? nextRecord(bytes, found.end) : found.end;
  }
}

export const placeOf = ({ boot, seq }: Place): Place => ({ boot, seq });
export const timeOf = (round: Round): number => round.mono + round.base;
