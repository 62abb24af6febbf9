/** The service's word that it keeps an event, and its signature under what phones take along. */
import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { canonicalJson } from '../custody/canonical.ts';
import type { Signing } from '../ledger/signing.ts';
import type { EventDocument } from './custody-book.ts';
import type { ReceiptView, ServiceKeyView, SignedTripView, TripView } from './custody-views.ts';
import type { SignedLots, SignedLotsView } from './gate-views.ts';
import { iso } from './show.ts';

type Key = { readonly key: string; readonly publicText: string; sign(bytes: Uint8Array): Uint8Array };

/** Signs with the ledger's key; in a world that has none, with one of its own that nobody can check later. */
export class Receipts {
  readonly #signing: Signing | null;
  #held: Key | null = null;

  constructor(signing: Signing | null) {
    this.#signing = signing;
  }

  /** Looks again which key signs: once a command, for it is read from the disk. */
  renew(): void {
    if (this.#signing !== null) this.#held = null;
  }

  /** Null for an event that never counted: the ledger does not hold it. */
  of({ id, recorded }: EventDocument): ReceiptView | null {
    if (recorded === null) return null;
    const { seq, leaf, at } = recorded;
    const said = { v: 1, event: id, recordedAt: iso(at), ledgerSeq: seq, leaf } as const;
    return { ...said, ...this.#sign(canonicalJson(said)) };
  }

  trip(trip: TripView): SignedTripView {
    const text = canonicalJson(trip);
    return { trip, bytes: Buffer.byteLength(text), ...this.#sign(text) };
  }

  lots(list: SignedLots): SignedLotsView {
    const text = canonicalJson(list);
    return { list, bytes: Buffer.byteLength(text), ...this.#sign(text) };
  }

  service(): ServiceKeyView {
    const { key, publicText } = this.#key();
    const x = Buffer.from(publicText.slice('ed25519:'.length), 'hex').toString('base64url');
    return { key, publicKey: publicText, jwk: { kty: 'OKP', crv: 'Ed25519', x } };
  }

  #sign(text: string): { key: string; signature: string } {
    const key = this.#key();
    const signature = key.sign(Buffer.from(text));
    return { key: key.key, signature: Buffer.from(signature).toString('base64url') };
  }

  #key(): Key {
    this.#held ??= this.#signing === null ? passingKey() : this.#signing.signer();
    return this.#held;
  }
}

function passingKey(): Key {
  const { privateKey } = generateKeyPairSync('ed25519');
  const { x = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
  const raw = Buffer.from(x, 'base64url');
  return {
    key: raw.toString('hex').slice(0, 16),
    publicText: `ed25519:${raw.toString('hex')}`,
    sign: (bytes) => sign(null, bytes, privateKey),
  };
}
