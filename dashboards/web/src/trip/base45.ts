/**
 * Bytes as text a QR code holds densely: base45 of RFC 9285, whose 45 signs are the alphanumeric mode of QR
 * (two bytes in three signs of 5.5 bits). Pure.
 */
const SIGNS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

export function toBase45(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 2) {
    const high = bytes[i] ?? 0;
    const low = bytes[i + 1];
    text += low === undefined ? signs(high, 2) : signs(high * 256 + low, 3);
  }
  return text;
}

/** Null for anything that no encoder wrote. */
export function fromBase45(text: string): Uint8Array<ArrayBuffer> | null {
  if (text.length % 3 === 1) return null;
  const bytes: number[] = [];
  for (let i = 0; i < text.length; i += 3) {
    const part = text.slice(i, i + 3);
    let value = 0;
    for (const sign of [...part].reverse()) {
      const digit = SIGNS.indexOf(sign);
      if (digit < 0) return null;
      value = value * 45 + digit;
    }
    if (part.length === 3) {
      if (value > 0xffff) return null;
      bytes.push(value >> 8, value & 0xff);
    } else {
      if (value > 0xff) return null;
      bytes.push(value);
    }
  }
  return Uint8Array.from(bytes);
}

function signs(value: number, length: number): string {
  let text = '';
  for (let left = value, i = 0; i < length; i++, left = Math.floor(left / 45)) text += SIGNS[left % 45];
  return text;
}
