/** Reads a device's signing request (PKCS #10): whose key is it, and does whoever asks hold it? */
import * as x509 from '@peculiar/x509';

/** Ten times what one with an RSA key of 4096 bits needs. */
const LENGTH_MOST = 16_384;
const RSA_BITS_LEAST = 2048;
const CURVES: readonly string[] = ['P-256', 'P-384', 'P-521'];

/** `code` tells a program what is wrong, the message a person. */
export class RequestFault extends Error {
  readonly code: 'CSR_INVALID' | 'CSR_KEY_INVALID' | 'CSR_SIGNATURE_INVALID';

  constructor(code: RequestFault['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** The key of a request in PEM whose signature proves it. Throws `RequestFault`. */
export async function readRequest(pem: string): Promise<x509.PublicKey> {
  const request = parse(pem);
  const { publicKey } = request;
  const { name, namedCurve, modulusLength } = publicKey.algorithm as {
    name?: string;
    namedCurve?: string;
    modulusLength?: number;
  };
  const isGood =
    (name === 'ECDSA' && CURVES.includes(namedCurve ?? '')) ||
    name === 'Ed25519' ||
    (/^RSA/.test(name ?? '') && (modulusLength ?? 0) >= RSA_BITS_LEAST);
  if (!isGood)
    throw new RequestFault(
      'CSR_KEY_INVALID',
      `Cannot take a key of ${name} ${namedCurve ?? modulusLength ?? ''}: EC P-256 or RSA of ${RSA_BITS_LEAST} bits wanted`,
    );
  const proved = await request.verify().catch(() => false);
  if (!proved)
    throw new RequestFault(
      'CSR_SIGNATURE_INVALID',
      'Cannot take the request: it is not signed with its own key',
    );
  return publicKey;
}

function parse(pem: string): x509.Pkcs10CertificateRequest {
  try {
    if (pem.length > LENGTH_MOST) throw new Error(`over ${LENGTH_MOST} characters`);
    return new x509.Pkcs10CertificateRequest(pem);
  } catch (error) {
    throw new RequestFault(
      'CSR_INVALID',
      `Cannot read the signing request: ${String((error as Error).message)}`,
    );
  }
}
