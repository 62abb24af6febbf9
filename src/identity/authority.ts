/**
 * The service's own small certificate authority: one EC P-256 key in `identity/` of the data directory, made at its first
 * use, for nobody else's eyes. It makes the certificate of the listener and those of devices; which of the latter count is
 * for the registry to say, so a certificate that is not on record there opens nothing.
 */
import { createHash, createPrivateKey } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';
import type { DeviceCertificate } from '../fleet/identity.ts';
import { syncFile, writeNewFile } from '../ledger/files.ts';
import type { UtcMs } from '../thermal/types.ts';
import { readRequest } from './request.ts';

export const IDENTITY_FOLDER = 'identity';
const DAY = 86_400_000;
/** Whoever carries this certificate in its flash keeps it for as long as it works. */
const AUTHORITY_LASTS = 20 * 365 * DAY;
const DEVICE_LASTS = 2 * 365 * DAY;
const SERVER_LASTS = 397 * DAY;
/** A device's clock may be a little behind. */
const BEFORE = 3_600_000;
const SIGNING = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

export type Issued = { readonly pem: string; readonly record: DeviceCertificate };

export class Authority {
  /** What devices are given to know the service by. */
  readonly pem: string;
  readonly #certificate: x509.X509Certificate;
  readonly #key: CryptoKey;

  private constructor(pem: string, key: CryptoKey) {
    this.pem = pem;
    this.#certificate = new x509.X509Certificate(pem);
    this.#key = key;
  }

  /** That of the data directory, made when there is none. */
  static async open(data: string, now: UtcMs): Promise<Authority> {
    const folder = join(data, IDENTITY_FOLDER);
    const [keyFile, pemFile] = [join(folder, 'authority.key.pem'), join(folder, 'authority.pem')];
    if (!existsSync(pemFile)) await makeAuthority(folder, keyFile, pemFile, now);
    return new Authority(readFileSync(pemFile, 'utf8'), await importKey(readFileSync(keyFile, 'utf8')));
  }

  /**
   * A certificate for a device with the key of its signing request; whatever else the request asks for is left aside. Throws
   * `RequestFault`.
   */
  async issue(request: string, device: string, now: UtcMs): Promise<Issued> {
    const publicKey = await readRequest(request);
    const until = now + DEVICE_LASTS;
    const certificate = await this.#sign({ commonName: device, publicKey, now, until }, [
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth]),
    ]);
    const pem = `${certificate.toString('pem')}\n`;
    return { pem, record: { fingerprint: fingerprintOf(certificate.rawData), issuedAt: now, until } };
  }

  /** The listener's certificate for these host names and addresses, with a new key. */
  async serve(names: readonly string[], now: UtcMs): Promise<{ pem: string; key: string }> {
    const keys = await newKeys();
    const alternative = names.map((value) => ({
      type: isAddress(value) ? ('ip' as const) : ('dns' as const),
      value,
    }));
    const until = now + SERVER_LASTS;
    const certificate = await this.#sign(
      { commonName: names[0] ?? 'giulanh', publicKey: keys.publicKey, now, until },
      [
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
        new x509.SubjectAlternativeNameExtension(alternative),
      ],
    );
    return { pem: `${certificate.toString('pem')}\n`, key: await exportKey(keys.privateKey) };
  }

  async #sign(
    one: { commonName: string; publicKey: x509.PublicKeyType; now: UtcMs; until: UtcMs },
    extensions: x509.Extension[],
  ): Promise<x509.X509Certificate> {
    return x509.X509CertificateGenerator.create({
      serialNumber: newSerial(),
      subject: nameOf(one.commonName),
      issuer: this.#certificate.subject,
      notBefore: new Date(one.now - BEFORE),
      notAfter: new Date(Math.min(one.until, this.#certificate.notAfter.getTime())),
      publicKey: one.publicKey,
      signingKey: this.#key,
      signingAlgorithm: SIGNING,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        ...extensions,
        await x509.AuthorityKeyIdentifierExtension.create(this.#certificate.publicKey),
        await x509.SubjectKeyIdentifierExtension.create(one.publicKey),
      ],
    });
  }
}

const fingerprintOf = (der: ArrayBuffer | Uint8Array): string =>
  createHash('sha256').update(new Uint8Array(der)).digest('hex');

async function makeAuthority(folder: string, keyFile: string, pemFile: string, now: UtcMs): Promise<void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const keys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: newSerial(),
    // Two provinces' authorities must not look like one.
    name: [{ O: ['Giu Lanh'] }, { CN: [`Giu Lanh CA ${newSerial().slice(0, 8)}`] }],
    notBefore: new Date(now - BEFORE),
    notAfter: new Date(now + AUTHORITY_LASTS),
    keys,
    signingAlgorithm: SIGNING,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  // The certificate last: where it is, its key is.
  replaceFile(keyFile, await exportKey(keys.privateKey));
  replaceFile(pemFile, `${certificate.toString('pem')}\n`);
  syncFile(folder);
}

/** Whole or not at all. */
export function replaceFile(path: string, text: string): void {
  const partial = `${path}.${process.pid}.${newSerial().slice(0, 8)}.partial`;
  writeNewFile(partial, text);
  renameSync(partial, path);
}

const newKeys = (): Promise<CryptoKeyPair> =>
  crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);

async function exportKey(key: CryptoKey): Promise<string> {
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', key));
  return String(
    createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }).export({ type: 'pkcs8', format: 'pem' }),
  );
}

function importKey(pem: string): Promise<CryptoKey> {
  const der = createPrivateKey(pem).export({ type: 'pkcs8', format: 'der' });
  return crypto.subtle.importKey('pkcs8', der, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
}

/** 126 random bits, positive and never zero (RFC 5280 section 4.1.2.2). */
const newSerial = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return Buffer.from(bytes).toString('hex');
};

/** Ids are of signs that need no escape in a name. */
const nameOf = (commonName: string): x509.JsonName => [{ CN: [commonName] }];
const isAddress = (name: string): boolean => /^\d{1,3}(\.\d{1,3}){3}$/.test(name) || name.includes(':');
