/**
 * The agent's memory on its own disk: rounds appended to files, each append on disk before it counts. It frees only whole files
 * whose rounds the service has receipted: when they are older than what is kept, or when there is no room for new ones.
 */
import {
  closeSync,
  fdatasyncSync,
  ftruncateSync,
  openSync,
  readdirSync,
  rmSync,
  statfsSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { frame } from './frame.ts';
import { encodeRound, isAfter, type Place, type Round } from './round.ts';
import { RoundReader } from './round-reader.ts';
import { inspectSegment, placeOf, type Segment, segmentName, segmentNumber, timeOf } from './segment.ts';
import { syncFolder } from './state-file.ts';

/** There is no room for what is to be kept: nothing of it was. */
export class DiskFull extends Error {}

/** Files of this many to the whole: freeing one makes room for a few hundredths. */
const SEGMENTS = 32;
const SEGMENT_BYTES_MOST = 4 * 1_048_576;
const SEGMENT_BYTES_LEAST = 4 * 1_024;
const NO_ROOM = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

export class DiskLog {
  readonly #folder: string;
  readonly #bytesMost: number;
  readonly #segmentBytes: number;
  readonly segments: Segment[] = [];
  #fd: number | null = null;
  #receipted: Place | null = null;
  /** The number of the newest file; none is used twice, for readers go by them. */
  #newest = 0;
  /** Bytes that a worn disk gave back wrong, found at the start. */
  damaged = 0;

  /** Throws when the folder cannot be read. A torn end is cut off. */
  constructor(folder: string, bytesMost: number) {
    this.#folder = folder;
    this.#bytesMost = bytesMost;
    const numbers = readdirSync(folder).flatMap((name) => segmentNumber(name) ?? []);
    for (const number of numbers.sort((a, b) => a - b)) {
      const { segment, damaged } = inspectSegment(join(folder, segmentName(number)), number);
      this.segments.push(segment);
      this.damaged += damaged;
    }
    const share = Math.floor(this.#share / SEGMENTS);
    this.#segmentBytes = Math.max(SEGMENT_BYTES_LEAST, Math.min(SEGMENT_BYTES_MOST, share));
    const newest = this.segments.at(-1);
    this.#newest = newest?.number ?? 0;
    if (newest !== undefined) this.#openAt(newest);
  }

  /** The newest round's place. */
  get last(): Place | null {
    return this.segments.findLast(({ last }) => last !== null)?.last ?? null;
  }

  get bytes(): number {
    return this.segments.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Bytes that may not be freed, as a share of what may be used. */
  get burden(): number {
    return this.segments.reduce((sum, one) => sum + (this.#isFree(one) ? 0 : one.bytes), 0) / this.#share;
  }

  /** Bytes that may be used: others fill the disk too. */
  get #share(): number {
    const { bavail, bsize } = statfsSync(this.#folder);
    return Math.min(this.#bytesMost, this.bytes + bavail * bsize);
  }

  /** Keeps these rounds, in this order: all are on disk when it returns. Throws DiskFull; then none of them is. */
  append(rounds: readonly Round[]): void {
    const [last] = rounds.slice(-1);
    if (last === undefined) return;
    const bytes = Buffer.concat(rounds.map((round) => frame(encodeRound(round))));
    while (this.bytes + bytes.length > this.#bytesMost)
      if (!this.#freeOldest()) throw new DiskFull('The share of the disk is used up');
    for (;;) {
      try {
        const segment = this.#writable(bytes.length);
        this.#write(segment, bytes);
        segment.rounds += rounds.length;
        segment.last = placeOf(last);
        segment.latest = timeOf(last);
        return;
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code === undefined || !NO_ROOM.has(code)) throw error;
        if (!this.#freeOldest()) throw new DiskFull(code);
      }
    }
  }

  /** The service has everything up to `place`. Frees what is older than `before`. */
  release(place: Place, before: number): void {
    if (this.#receipted === null || isAfter(place, this.#receipted)) this.#receipted = place;
    while ((this.segments[0]?.latest ?? Number.POSITIVE_INFINITY) < before) if (!this.#freeOldest()) return;
  }

  /** The rounds after `place` (null: all), in order. What is appended meanwhile comes too, when it is asked again. */
  reader(place: Place | null): RoundReader {
    return new RoundReader(this.segments, place);
  }

  close(): void {
    if (this.#fd !== null) closeSync(this.#fd);
    this.#fd = null;
  }

  #isFree({ last }: Segment): boolean {
    if (last === null) return true;
    return this.#receipted !== null && !isAfter(last, this.#receipted);
  }

  /** False: there is nothing that may go. */
  #freeOldest(): boolean {
    const [oldest] = this.segments;
    if (oldest === undefined || oldest.last === null || !this.#isFree(oldest)) return false;
    // The newest one is being written: the next append begins another.
    if (this.segments.length === 1) this.close();
    rmSync(oldest.path);
    this.segments.shift();
    return true;
  }

  #writable(room: number): Segment {
    const newest = this.segments.at(-1);
    if (
      newest !== undefined &&
      this.#fd !== null &&
      (newest.bytes === 0 || newest.bytes + room <= this.#segmentBytes)
    )
      return newest;
    const number = ++this.#newest;
    const segment: Segment = {
      number,
      path: join(this.#folder, segmentName(number)),
      bytes: 0,
      rounds: 0,
      last: null,
      latest: 0,
    };
    const fd = openSync(segment.path, 'w', 0o600);
    this.close();
    this.#fd = fd;
    this.segments.push(segment);
    syncFolder(this.#folder);
    return segment;
  }

  #write(segment: Segment, bytes: Buffer): void {
    const fd = this.#fd ?? -1;
    try {
      for (let done = 0; done < bytes.length; )
        done += writeSync(fd, bytes, done, bytes.length - done, segment.bytes + done);
      fdatasyncSync(fd);
    } catch (error) {
      // What was written of it must not be taken for kept.
      ftruncateSync(fd, segment.bytes);
      throw error;
    }
    segment.bytes += bytes.length;
  }

  #openAt(newest: Segment): void {
    this.#fd = openSync(newest.path, 'r+');
    ftruncateSync(this.#fd, newest.bytes);
    fdatasyncSync(this.#fd);
  }
}
