/** Ids that are made where something happened and sort by when: UUIDv7 (RFC 9562, section 5.7). */

/** `at`: ms UTC; `random`: ten bytes that nobody can foresee. */
export function uuidV7(at: number, random: Uint8Array): string {
  const bytes = new Uint8Array(16);
  for (let i = 5, left = at; i >= 0; i--, left = Math.floor(left / 256)) bytes[i] = left % 256;
  bytes.set(random.subarray(0, 10), 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export const newId = (): string => uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10)));

/** A handoff's one-time code: 32 lower-case hex digits. */
export const newCode = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );
