/**
 * Is this a string MQTT allows? Well-formed UTF-8 without U+0000 (MQTT 3.1.1 section 1.5.3) and, as the standard lets a
 * receiver choose, without control characters and non-characters: none of ours needs them and logs suffer from them.
 */
import { isUtf8 } from 'node:buffer';

/** Null when the bytes are not such a string. */
export function readText(bytes: Buffer): string | null {
  if (!isUtf8(bytes)) return null;
  const text = bytes.toString('utf8');
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x20 || (unit >= 0x7f && unit <= 0x9f)) return null;
    if (unit >= 0xd800 ? isNonCharacter(text.codePointAt(i) ?? 0) : false) return null;
  }
  return text;
}

/** U+FDD0..U+FDEF and the last two of every plane. */
function isNonCharacter(point: number): boolean {
  return (point >= 0xfdd0 && point <= 0xfdef) || (point & 0xfffe) === 0xfffe;
}
