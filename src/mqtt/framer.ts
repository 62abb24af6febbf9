/**
 * Where does each MQTT frame begin and end in the bytes of one socket? Copies nothing when a frame lies in one read, keeps
 * at most one unfinished frame (growing with what really came, not with what was announced), and skips what is too large.
 */

/** Decides about frames; `buf[at]` is the first byte of the fixed header. */
export interface FrameSink {
  /** True while no further frame may be handed over; the rest waits until `resume`. */
  readonly blocked: boolean;
  /** Largest whole frame with this first byte that is collected. */
  frameLimit(first: number): number;
  /** One whole frame; its body is `buf[body..end)`. The bytes are the sink's to keep. */
  frame(buf: Buffer, at: number, body: number, end: number): void;
  /**
   * A frame above its limit, of which `buf[at..end)` has come; its body begins at `body` and its whole length is `total`.
   * Answers how many bytes it must see to decide (more than there are), or 0 to have the frame skipped, or -1: closed.
   */
  large(buf: Buffer, at: number, body: number, end: number, total: number): number;
  /** The frame that `large` let pass has been skipped to its end. */
  skipped(): void;
  /** The bytes are not MQTT. The sink closes the connection. */
  malformed(): void;
}

const CLOSED = -1;

export class Framer {
  readonly #sink: FrameSink;
  /** The read in hand and how far it has been consumed. */
  #chunk: Buffer | null = null;
  #pos = 0;
  /** The beginning of a frame that came in pieces, and how many bytes the next decision needs. */
  #stash: Buffer | null = null;
  #stashed = 0;
  #want = 0;
  /** Bytes of a skipped frame still to come. */
  #skip = 0;
  /** The sink may call `resume` from inside a frame; the loop that is running then simply goes on. */
  #running = false;

  constructor(sink: FrameSink) {
    this.#sink = sink;
  }

  /** True while bytes of an earlier read wait. */
  get holding(): boolean {
    return this.#chunk !== null;
  }

  /** Takes one read. The earlier one must have been consumed (`holding` is false). */
  push(chunk: Buffer): void {
    this.#chunk = chunk;
    this.#pos = 0;
    this.resume();
  }

  /** Goes on with what is in hand until it is consumed or the sink blocks. */
  resume(): void {
    if (this.#running) return;
    this.#running = true;
    while (this.#chunk !== null && !this.#sink.blocked) {
      if (this.#pos === this.#chunk.length) this.#chunk = null;
      else if (this.#skip > 0) this.#skipOn(this.#chunk);
      else if (this.#stash !== null) this.#collect(this.#stash, this.#chunk);
      else this.#direct(this.#chunk);
    }
    this.#running = false;
  }

  /** Forgets everything; nothing is handed over any more. */
  stop(): void {
    this.#chunk = null;
    this.#stash = null;
    this.#skip = 0;
  }

  #skipOn(chunk: Buffer): void {
    const step = Math.min(this.#skip, chunk.length - this.#pos);
    this.#pos += step;
    this.#skip -= step;
    if (this.#skip === 0) this.#sink.skipped();
  }

  #direct(chunk: Buffer): void {
    const used = this.#step(chunk, this.#pos, chunk.length);
    if (used > 0) {
      this.#pos += used;
    } else if (used === 0) {
      const left = chunk.length - this.#pos;
      this.#stash = Buffer.allocUnsafeSlow(Math.min(this.#want, Math.max(64, 2 * left)));
      chunk.copy(this.#stash, 0, this.#pos);
      this.#stashed = left;
      this.#pos = chunk.length;
    }
  }

  #collect(stash: Buffer, chunk: Buffer): void {
    const step = Math.min(this.#want - this.#stashed, chunk.length - this.#pos);
    const filled = this.#stashed + step;
    let room = stash;
    if (filled > room.length) {
      room = Buffer.allocUnsafeSlow(Math.min(this.#want, 2 * filled));
      stash.copy(room, 0, 0, this.#stashed);
      this.#stash = room;
    }
    chunk.copy(room, this.#stashed, this.#pos, this.#pos + step);
    this.#pos += step;
    this.#stashed = filled;
    // What is consumed is always all that was collected: `want` never reaches past the frame.
    if (filled === this.#want) {
      this.#stash = null;
      if (this.#step(room, 0, filled) === 0) this.#stash = room;
    }
  }

  /** Consumes one frame of `buf[at..end)`: bytes used, 0 when `want` bytes are needed, or CLOSED. */
  #step(buf: Buffer, at: number, end: number): number {
    let body = at + 1;
    let remaining = 0;
    for (let scale = 1; ; scale *= 128) {
      if (scale > 2_097_152) {
        // A fifth length byte (MQTT 3.1.1 section 2.2.3).
        this.#sink.malformed();
        return CLOSED;
      }
      if (body >= end) {
        this.#want = end - at + 1;
        return 0;
      }
      const digit = buf[body++] ?? 0;
      remaining += (digit & 127) * scale;
      if (digit < 128) break;
    }
    const total = body - at + remaining;
    if (total > this.#sink.frameLimit(buf[at] ?? 0)) return this.#large(buf, at, body, end, total);
    if (end - at < total) {
      this.#want = total;
      return 0;
    }
    this.#sink.frame(buf, at, body, at + total);
    return total;
  }

  #large(buf: Buffer, at: number, body: number, end: number, total: number): number {
    const need = this.#sink.large(buf, at, body, end, total);
    if (need > 0) {
      this.#want = need;
      return 0;
    }
    if (need < 0) return CLOSED;
    const seen = Math.min(end - at, total);
    this.#skip = total - seen;
    if (this.#skip === 0) this.#sink.skipped();
    return seen;
  }
}
