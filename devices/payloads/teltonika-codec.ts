/**
 * AVL records of Teltonika vehicle trackers in Codec 8 and Codec 8 Extended (big-endian), as «Teltonika Data Sending
 * Protocols» in the maker's wiki lays them out, with the frame of a TCP packet around them or without.
 */
export type Avl = {
  /** ms since 1970, by the satellites' time. */
  readonly at: number;
  /** Null without a fix. */
  readonly position: { readonly lat: number; readonly lon: number } | null;
  /** Values by their AVL id, signed by their own length. */
  readonly values: ReadonlyMap<number, number>;
};

const CODEC_8 = 0x08;
const CODEC_8_EXTENDED = 0x8e;
const DEGREE = 10_000_000;
const LENGTHS = [1, 2, 4, 8] as const;

export const isCodec = (bytes: Uint8Array): boolean =>
  bytes[0] === 0 || bytes[0] === CODEC_8 || bytes[0] === CODEC_8_EXTENDED;

/** Throws a RangeError that says what is wrong: another codec, a count or a checksum that does not fit, a packet cut off. */
export function recordsOf(packet: Uint8Array): readonly Avl[] {
  const data = packet[0] === 0 ? unframed(packet) : packet;
  const reader = new Reader(data);
  const codec = reader.uint(1);
  if (codec !== CODEC_8 && codec !== CODEC_8_EXTENDED) throw new RangeError(`codec ${codec}`);
  const count = reader.uint(1);
  const records = Array.from({ length: count }, () => recordOf(reader, codec === CODEC_8 ? 1 : 2));
  const again = reader.uint(1);
  if (again !== count) throw new RangeError(`${count} records, said to be ${again}`);
  if (reader.left > 0) throw new RangeError(`${reader.left} bytes too many`);
  return records;
}

/** Four zeros, length, data, CRC-16/IBM of the data. */
function unframed(packet: Uint8Array): Uint8Array {
  const reader = new Reader(packet);
  if (reader.uint(4) !== 0) throw new RangeError('no preamble');
  const length = reader.uint(4);
  if (length !== reader.left - 4) throw new RangeError(`${length} bytes said, ${reader.left - 4} there`);
  const data = packet.subarray(8, 8 + length);
  const sum = new Reader(packet.subarray(8 + length)).uint(4);
  if (sum !== crc16(data)) throw new RangeError('checksum');
  return data;
}

function recordOf(reader: Reader, width: 1 | 2): Avl {
  const at = reader.uint(8);
  if (!Number.isSafeInteger(at)) throw new RangeError('a time without an end');
  reader.uint(1); // priority
  const lon = reader.int(4) / DEGREE;
  const lat = reader.int(4) / DEGREE;
  reader.uint(4); // altitude and angle
  const satellites = reader.uint(1);
  reader.uint(2); // speed
  reader.uint(width); // which value caused the record
  reader.uint(width); // how many values
  const values = new Map<number, number>();
  for (const length of LENGTHS) {
    for (let left = reader.uint(width); left > 0; left--) values.set(reader.uint(width), reader.int(length));
  }
  if (width === 2) skipLong(reader);
  return { at, position: satellites > 0 ? { lat, lon } : null, values };
}

/** The extended codec ends with values of any length: id, length, bytes. None of them is a temperature. */
function skipLong(reader: Reader): void {
  for (let left = reader.uint(2); left > 0; left--) {
    reader.uint(2);
    reader.skip(reader.uint(2));
  }
}

export function crc16(data: Uint8Array): number {
  let sum = 0;
  for (const byte of data) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xa001 : sum >>> 1;
  }
  return sum;
}

/** Reads on and on; beyond the end it throws. */
class Reader {
  readonly #view: DataView;
  #place = 0;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get left(): number {
    return this.#view.byteLength - this.#place;
  }

  skip(length: number): void {
    if (length > this.left) throw new RangeError('cut off');
    this.#place += length;
  }

  uint(length: 1 | 2 | 4 | 8): number {
    const place = this.#place;
    this.skip(length);
    if (length === 1) return this.#view.getUint8(place);
    if (length === 2) return this.#view.getUint16(place);
    return length === 4 ? this.#view.getUint32(place) : Number(this.#view.getBigUint64(place));
  }

  int(length: 1 | 2 | 4 | 8): number {
    const place = this.#place;
    this.skip(length);
    if (length === 1) return this.#view.getInt8(place);
    if (length === 2) return this.#view.getInt16(place);
    return length === 4 ? this.#view.getInt32(place) : Number(this.#view.getBigInt64(place));
  }
}
