/** Whose signature does this phone believe, when no trip has told it yet? It asks the service once and keeps the answer. */
import type { LedgerKeysView } from '../../../../src/keeper/views.ts';
import { call } from '../api/http.ts';
import { keepServiceKey, serviceKey } from './phone.ts';
import { toBase64Url } from './sign.ts';

/** Without an answer, receipts cannot be checked, and what was sent waits: see delivery.ts. */
export async function knowService(): Promise<void> {
  if (serviceKey.peek() !== null) return;
  const answer = await call<LedgerKeysView>('/ledger/key');
  const signer = answer.ok ? answer.value.keys.find(({ signs }) => signs) : undefined;
  if (signer === undefined) return;
  const { key, publicKey } = signer;
  const bytes = Uint8Array.from(publicKey.slice('ed25519:'.length).match(/../g) ?? [], (hex) =>
    Number.parseInt(hex, 16),
  );
  await keepServiceKey({ key, publicKey, jwk: { kty: 'OKP', crv: 'Ed25519', x: toBase64Url(bytes) } });
}
