/** Ledgers as they could be, drawn from a seed: events, who signs them, what was signed on the way, and the export of it all. */
import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { type Random, random } from '../../simulator/random.ts';
import { canonicalJson } from '../../src/custody/canonical.ts';
import {
  checkpointText,
  originOf,
  type SignedCheckpoint,
  type Signer,
  signCheckpoint,
} from '../../src/custody/checkpoint.ts';
import { cosign } from '../../src/custody/cosignature.ts';
import { type LedgerEvent, parcelMoved } from '../../src/custody/events.ts';
import { leafOf } from '../../src/custody/leaf.ts';
import { rootOf, treeOf } from '../../src/custody/merkle.ts';
import { toHex } from '../../src/custody/merkle-hex.ts';
import { exportLines } from '../../src/ledger/export.ts';
import { parcel } from '../lots/parcel-fixture.ts';

export const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

/** RFC 8410: what stands before the 32 bytes of an Ed25519 private key. */
const PKCS8_ED25519 = '302e020100300506032b657004220420';

export type SeededKey = Signer & { readonly publicText: string };

/** The same words always make the same key, so that a run can be had again. */
export function keyFrom(words: string): SeededKey {
  const der = Buffer.concat([Buffer.from(PKCS8_ED25519, 'hex'), sha256(Buffer.from(words))]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const raw = Buffer.from(createPublicKey(privateKey).export({ format: 'jwk' }).x ?? '', 'base64url');
  return {
    key: toHex(sha256(raw)).slice(0, 16),
    publicText: `ed25519:${raw.toString('hex')}`,
    sign: (bytes) => sign(null, bytes, privateKey),
  };
}

const START = Date.UTC(2026, 10, 22, 3);
const PEOPLE = ['lan', 'minh', 'hoa', 'system', 'Bình'];

export function anEvent(draw: Random, number: number): LedgerEvent {
  const at = START + number * 60_000 + draw.whole(0, 59_000);
  const hex = toHex(sha256(Buffer.from(`${draw.next()}`)));
  const id = `01a205ba-9d43-7${hex.slice(0, 3)}-8${hex.slice(3, 6)}-${hex.slice(6, 18)}`;
  const way = { from: draw.pick(['tủ-1', 'tủ-2', null]), to: draw.pick(['hòm-1', 'hòm-2', null]), at };
  const doses = draw.whole(1, 500);
  return parcelMoved(
    { id, by: draw.pick(PEOPLE), recorded: at + draw.whole(0, 5000) },
    parcel({ doses }),
    way,
  );
}

/** The root and what goes with it of the first `size` events, under a signature. */
export function signedAt(events: readonly LedgerEvent[], size: number, signer: Signer): SignedCheckpoint {
  const leaves = events.slice(0, size).map((event) => leafOf(event, sha256).hash);
  const [first = new Uint8Array()] = leaves;
  const root = toHex(rootOf(treeOf(leaves, sha256), sha256));
  const time = new Date(START + size * 60_000).toISOString();
  return signCheckpoint({ origin: originOf(first), root, size, time }, signer);
}

/** The lines of the export that the service itself writes, without line breaks. `witness` signed back all but the last checkpoint. */
export function exportOf(
  events: readonly LedgerEvent[],
  checkpointsAt: readonly number[],
  signer: Signer,
  witness: Signer | null = null,
): string[] {
  const rows = events.map((event, i) => {
    const { text, hash } = leafOf(event, sha256);
    return { seq: i + 1, event: text, leaf: hash };
  });
  const kept = checkpointsAt
    .filter((size) => size < events.length)
    .map((size) => signedAt(events, size, signer));
  const now = () => new Date(START + events.length * 60_000).toISOString();
  const cosignatures = kept.flatMap((signed) =>
    witness === null
      ? []
      : {
          signed: checkpointText(signed),
          cosigned: canonicalJson(cosign(signed, signed.checkpoint.time, witness)),
        },
  );
  const lines = exportLines({ rows, kept, cosignatures, signers: [signer], now, keep: () => undefined });
  return [...lines].map((line) => line.trimEnd());
}

export type LedgerWorld = {
  readonly key: SeededKey;
  readonly thief: SeededKey;
  readonly witness: SeededKey;
  readonly events: readonly LedgerEvent[];
  /** Sizes at which something was signed, ascending; the last one is that of all events. */
  readonly sizes: readonly number[];
  readonly lines: readonly string[];
  /** The same with what a witness signed back. */
  readonly cosigned: readonly string[];
  /** Another ledger under the same key. */
  readonly other: readonly string[];
};

export function ledgerWorld(seed: string): LedgerWorld {
  const draw = random(seed, 'ledger');
  const count = draw.whole(4, 90);
  const events = Array.from({ length: count }, (_, i) => anEvent(draw, i));
  const others = Array.from({ length: count }, (_, i) => anEvent(draw, i));
  const earlier = Array.from({ length: draw.whole(2, 6) }, () => draw.whole(1, count - 1));
  const sizes = [...new Set([...earlier, 1, count])].sort((a, b) => a - b);
  const key = keyFrom(`${seed}/key`);
  const witness = keyFrom(`${seed}/witness`);
  return {
    key,
    witness,
    thief: keyFrom(`${seed}/thief`),
    events,
    sizes,
    lines: exportOf(events, sizes, key),
    cosigned: exportOf(events, sizes, key, witness),
    other: exportOf(others, sizes, key),
  };
}
