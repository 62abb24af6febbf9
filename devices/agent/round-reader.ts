/** Walks the log in order, one file in memory at a time, and goes on where it stopped when more was appended. */
import { closeSync, openSync, readSync } from 'node:fs';
import { isAfter, type Place, type Round } from './round.ts';
import { placeOf, roundsIn, type Segment } from './segment.ts';

export class RoundReader {
  readonly #segments: readonly Segment[];
  #after: Place | null;
  #number = 0;
  #offset = 0;
  #ahead: readonly Round[] = [];
  #next = 0;

  /** @param after the rounds after this place; null: all */
  constructor(segments: readonly Segment[], after: Place | null) {
    this.#segments = segments;
    this.#after = after;
  }

  /** Null: there is none for the present. */
  next(): Round | null {
    for (;;) {
      const round = this.#ahead[this.#next++];
      if (round === undefined) {
        if (!this.#readOn()) return null;
      } else if (this.#after === null || isAfter(round, this.#after)) {
        this.#after = placeOf(round);
        return round;
      }
    }
  }

  #readOn(): boolean {
    this.#ahead = [];
    this.#next = 0;
    const segment = this.#segments.find(({ number, bytes, last }) => {
      if (last === null || (this.#after !== null && !isAfter(last, this.#after))) return false;
      return number > this.#number || (number === this.#number && bytes > this.#offset);
    });
    if (segment === undefined) return false;
    const from = segment.number === this.#number ? this.#offset : 0;
    this.#ahead = [...roundsIn(readFrom(segment.path, from, segment.bytes), 0)].map(({ round }) => round);
    this.#number = segment.number;
    this.#offset = segment.bytes;
    return true;
  }
}

function readFrom(path: string, from: number, to: number): Buffer {
  const bytes = Buffer.alloc(to - from);
  const fd = openSync(path, 'r');
  try {
    for (let done = 0; done < bytes.length; ) {
      const read = readSync(fd, bytes, done, bytes.length - done, from + done);
      if (read === 0) return bytes.subarray(0, done);
      done += read;
    }
    return bytes;
  } finally {
    closeSync(fd);
  }
}
