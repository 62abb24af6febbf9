/** Does whoever asks for a new certificate hold the key of the present one? Its signature over the new request says so. */
import { verify, X509Certificate } from 'node:crypto';

export type Renewal = {
  /** PEM: the present certificate. */
  readonly certificate: string;
  /** PEM: the signing request with the new key. */
  readonly csr: string;
  /** Base64: over the bytes of `csr` as it is sent, by the key of the present certificate, SHA-256 (ECDSA: DER). */
  readonly signature: string;
};

/** The fingerprint of the present certificate; null when it proves nothing. Whether it still counts is for the registry to say. */
export function provenFingerprint({ certificate, csr, signature }: Renewal): string | null {
  try {
    const shown = new X509Certificate(certificate);
    const { publicKey } = shown;
    const digest = publicKey.asymmetricKeyType === 'ed25519' ? null : 'sha256';
    const proved = verify(digest, Buffer.from(csr), publicKey, Buffer.from(signature, 'base64'));
    return proved ? shown.fingerprint256.replaceAll(':', '').toLowerCase() : null;
  } catch {
    return null;
  }
}
