/** Does a phone know the service's word, also in a browser that has never heard of Ed25519? */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { isSignedByService, type ServiceKey } from '../../dashboards/web/src/trip/keys.ts';
import { toBase64Url } from '../../dashboards/web/src/trip/sign.ts';
import { canonicalJson } from '../../src/custody/canonical.ts';

async function signer(): Promise<{ service: ServiceKey; sign: (value: unknown) => Promise<string> }> {
  const pair = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair;
  const { x = '' } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  const sign = async (value: unknown) => {
    const bytes = new TextEncoder().encode(canonicalJson(value));
    return toBase64Url(new Uint8Array(await crypto.subtle.sign('Ed25519', pair.privateKey, bytes)));
  };
  return { service: { key: 'k', publicKey: '', jwk: { kty: 'OKP', crv: 'Ed25519', x } }, sign };
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe.each([
  ['a browser of today', () => {}],
  [
    'a browser that does not know Ed25519',
    () => {
      const refusal = new DOMException('Unrecognized name.', 'NotSupportedError');
      vi.spyOn(crypto.subtle, 'importKey').mockRejectedValue(refusal);
    },
  ],
])('in %s', (_name, asIn) => {
  test('what the service signed is believed, and nothing that was changed since or that another key signed', async () => {
    const [service, other] = [await signer(), await signer()];
    const said = { doses: 240, lot: 'MR-0426' };
    const [signature, foreign] = [await service.sign(said), await other.sign(said)];
    asIn();
    expect(await isSignedByService(said, signature, service.service)).toBe(true);
    expect(await isSignedByService({ ...said, doses: 241 }, signature, service.service)).toBe(false);
    expect(await isSignedByService(said, foreign, service.service)).toBe(false);
    expect(await isSignedByService(said, 'no signature', service.service)).toBe(false);
  });
});
