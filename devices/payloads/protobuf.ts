/** Walks the fields of a protobuf message. Written here because five fields of one message are all that is wanted of it. */

export type Field = { readonly number: number; readonly value: bigint | Uint8Array };

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;

/**
 * Every field in order: varints and fixed numbers as they stand in the bytes (unsigned), everything else as its bytes.
 * Throws a RangeError where the bytes are no message or are cut off.
 */
export function* fieldsOf(message: Uint8Array): Generator<Field> {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  let place = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = view.getUint8(place++);
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    throw new RangeError('a number without an end');
  };
  while (place < view.byteLength) {
    const key = Number(varint());
    const number = Math.floor(key / 8);
    const wire = key % 8;
    if (wire === VARINT) yield { number, value: varint() };
    else if (wire === FIXED64) {
      yield { number, value: view.getBigUint64(place, true) };
      place += 8;
    } else if (wire === FIXED32) {
      yield { number, value: BigInt(view.getUint32(place, true)) };
      place += 4;
    } else if (wire === BYTES) {
      const length = Number(varint());
      if (length > view.byteLength - place) throw new RangeError('cut off');
      yield { number, value: message.subarray(place, place + length) };
      place += length;
    } else throw new RangeError(`wire type ${wire}`);
  }
}
