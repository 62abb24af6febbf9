/** Whole numbers as bytes: zigzag varints, seven bits a byte, the lowest first. Up to 2^52 either way, exactly. */

/** The least that 32 bits with a sign cannot hold doubled. */
const SMALL = 0x4000_0000;

export class VarintWriter {
  #bytes = Buffer.allocUnsafe(4096);
  #end = 0;

  /** Throws when the number cannot be written exactly. */
  put(n: number): void {
    if (this.#end + 8 > this.#bytes.length) this.#grow(8);
    if (n < SMALL && n >= -SMALL) {
      let z = (n << 1) ^ (n >> 31);
      for (; z >= 128; z >>>= 7) this.#bytes[this.#end++] = (z & 127) | 128;
      this.#bytes[this.#end++] = z;
      return;
    }
    let z = n < 0 ? -2 * n - 1 : 2 * n;
    if (!Number.isSafeInteger(z)) throw new Error(`Pack readings: a step of ${n}, at most 2^52 possible`);
    for (; z >= 128; z = Math.floor(z / 128)) this.#bytes[this.#end++] = (z % 128) + 128;
    this.#bytes[this.#end++] = z;
  }

  /** What `VarintReader.text` reads. */
  text(text: string): void {
    const bytes = Buffer.from(text);
    this.put(bytes.length);
    if (this.#end + bytes.length > this.#bytes.length) this.#grow(bytes.length);
    this.#end += bytes.copy(this.#bytes, this.#end);
  }

  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#end);
  }

  #grow(more: number): void {
    const wider = Buffer.allocUnsafe(2 * (this.#bytes.length + more));
    this.#bytes.copy(wider, 0, 0, this.#end);
    this.#bytes = wider;
  }
}

export class VarintReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** Throws when the bytes end early. */
  next(): number {
    let z = 0;
    let scale = 1;
    for (;;) {
      const b = this.#bytes[this.#at++];
      if (b === undefined) throw new Error('Read packed readings: the bytes end early');
      z += (b & 127) * scale;
      if (b < 128) break;
      scale *= 128;
    }
    return z % 2 === 1 ? -(z + 1) / 2 : z / 2;
  }

  /** How many follow: no more than there are bytes, for each takes one at least. */
  count(): number {
    const n = this.next();
    if (n < 0 || n > this.#bytes.length - this.#at)
      throw new Error(`Read packed readings: ${n} of them cannot be in ${this.#bytes.length} bytes`);
    return n;
  }

  /** The next `count` numbers, each `step` more than written; `isRunning`: and all before it added. */
  many(count: number, step: number, isRunning: boolean): Float64Array {
    const out = new Float64Array(count);
    const bytes = this.#bytes;
    let at = this.#at;
    let sum = 0;
    for (let i = 0; i < count; i++) {
      if (!isRunning) sum = 0;
      const first = bytes[at] ?? 128;
      const second = first < 128 ? 0 : (bytes[at + 1] ?? 128);
      if (second < 128) {
        const z = first < 128 ? first : (first & 127) | (second << 7);
        at += first < 128 ? 1 : 2;
        sum += ((z >>> 1) ^ -(z & 1)) + step;
      } else {
        this.#at = at;
        sum += this.next() + step;
        at = this.#at;
      }
      out[i] = sum;
    }
    this.#at = at;
    return out;
  }

  text(length = this.count()): string {
    const from = this.#at;
    this.#at += length;
    return this.#bytes.toString('utf8', from, this.#at);
  }
}
