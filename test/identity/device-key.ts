/** A device's own key, as its firmware makes one: its signing request, and its signature. */
import { createPrivateKey, sign } from 'node:crypto';
import * as x509 from '@peculiar/x509';

export type DeviceKey = {
  /** PEM, PKCS #8. */
  readonly key: string;
  readonly csr: string;
  /** Base64, over SHA-256 of the text. */
  sign(text: string): string;
};

const EC = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

export async function newDeviceKey(name = 'whatever the firmware calls itself'): Promise<DeviceKey> {
  const keys = await crypto.subtle.generateKey(EC, true, ['sign', 'verify']);
  const request = await x509.Pkcs10CertificateRequestGenerator.create({
    name: [{ CN: [name] }],
    keys,
    signingAlgorithm: EC,
  });
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey));
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return {
    key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    csr: request.toString('pem'),
    sign: (text) => sign('sha256', Buffer.from(text), privateKey).toString('base64'),
  };
}
