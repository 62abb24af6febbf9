/**
 * A signed slip as the texts of one or more QR codes and back: signature and deflated row in base45. One code holds at
 * most so much that a cheap phone still reads it from another one's screen; what is longer becomes several parts.
 */
import { fromBase45, toBase45 } from './base45.ts';
import { rowOf, type Slip, slipOf } from './packing.ts';
import { fromBase64Url, toBase64Url } from './sign.ts';

export type SignedSlip = { readonly slip: Slip; readonly signature: string };

const SIGNATURE_BYTES = 64;
/** Signs of one part: with its head a QR code of version 19 at level L (1 000 signs), 93 modules wide. */
export const PART_SIGNS = 960;
const PART = /^GL1\.(\d{1,2})\.(\d{1,2})\.([0-9A-Z]{4}):([0-9A-Z $%*+\-./:]+)$/;

export async function textsOf({ slip, signature }: SignedSlip): Promise<string[]> {
  const row = await deflated(new TextEncoder().encode(JSON.stringify(rowOf(slip))));
  const bytes = new Uint8Array(SIGNATURE_BYTES + row.length);
  bytes.set(fromBase64Url(signature).subarray(0, SIGNATURE_BYTES));
  bytes.set(row, SIGNATURE_BYTES);
  const all = toBase45(bytes);
  const count = Math.ceil(all.length / PART_SIGNS);
  const check = checkOf(all);
  return Array.from({ length: count }, (_, i) => {
    const part = all.slice(i * PART_SIGNS, (i + 1) * PART_SIGNS);
    return `GL1.${i + 1}.${count}.${check}:${part}`;
  });
}

/** What has been scanned of a slip: its parts by number. */
export type Collected = {
  readonly count: number;
  readonly check: string;
  readonly parts: ReadonlyMap<number, string>;
};

export const isSlipText = (text: string): boolean => PART.test(text.trim());

/** Adds a scanned text; a part of another slip begins anew. Null for a code of another kind. */
export function collect(former: Collected | null, text: string): Collected | null {
  const found = PART.exec(text.trim());
  if (!found) return null;
  const [, part = '', count = '', check = '', content = ''] = found;
  const isSame = former !== null && former.check === check && former.count === Number(count);
  const parts = new Map(isSame ? former.parts : []);
  parts.set(Number(part), content);
  return { count: Number(count), check, parts };
}

/** The slip when all parts are there; null while some are missing; `unreadable` for a broken or foreign one. */
export async function slipFrom({
  count,
  check,
  parts,
}: Collected): Promise<SignedSlip | 'unreadable' | null> {
  const inOrder = Array.from({ length: count }, (_, i) => parts.get(i + 1));
  if (inOrder.some((part) => part === undefined)) return null;
  const all = inOrder.join('');
  const bytes = checkOf(all) === check ? fromBase45(all) : null;
  if (bytes === null || bytes.length <= SIGNATURE_BYTES) return 'unreadable';
  const slip = await rowFrom(bytes.slice(SIGNATURE_BYTES)).then(slipOf);
  return slip === null ? 'unreadable' : { slip, signature: toBase64Url(bytes.slice(0, SIGNATURE_BYTES)) };
}

async function rowFrom(bytes: Uint8Array<ArrayBuffer>): Promise<unknown> {
  try {
    return JSON.parse(new TextDecoder().decode(await through(bytes, new DecompressionStream('deflate-raw'))));
  } catch {
    return null;
  }
}

const deflated = (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> =>
  through(bytes, new CompressionStream('deflate-raw'));

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
): Promise<Uint8Array> {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
}

/** Tells the parts of one slip from those of another (FNV-1a); whether it is true, the signature tells. */
function checkOf(text: string): string {
  let hash = 0x811c9dc5;
  for (const sign of text) hash = Math.imul(hash ^ sign.charCodeAt(0), 0x01000193) >>> 0;
  return (hash % 36 ** 4).toString(36).toUpperCase().padStart(4, '0');
}
