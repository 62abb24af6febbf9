import { X509Certificate } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Authority } from '../../src/identity/authority.ts';
import { givenMaterial, listenerNames, ownMaterial } from '../../src/identity/listener-material.ts';
import { provenFingerprint } from '../../src/identity/renewal.ts';
import { RequestFault } from '../../src/identity/request.ts';
import { newDeviceKey } from './device-key.ts';

const NOW = Date.now();
const DAY = 86_400_000;
const folder = mkdtempSync(join(tmpdir(), 'giulanh-identity-'));
let authority: Authority;
beforeAll(async () => {
  authority = await Authority.open(folder, NOW);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the service’s own authority', () => {
  test('is made once and kept for its owner’s eyes only', async () => {
    const again = await Authority.open(folder, NOW);
    expect(again.pem).toBe(authority.pem);
    expect(statSync(join(folder, 'identity', 'authority.key.pem')).mode & 0o077).toBe(0);
    const certificate = new X509Certificate(authority.pem);
    expect(certificate.ca).toBe(true);
    expect(certificate.checkIssued(certificate)).toBe(true);
  });

  test('names the device by its id, whatever its request calls it, and lets it be a client only', async () => {
    const device = await newDeviceKey('tinh-kho-tu-1');
    const { pem, record } = await authority.issue(device.csr, 'do-1', NOW);
    const certificate = new X509Certificate(pem);
    expect(certificate.subject).toBe('CN=do-1');
    expect(certificate.verify(new X509Certificate(authority.pem).publicKey)).toBe(true);
    expect(certificate.ca).toBe(false);
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
    expect(certificate.fingerprint256.replaceAll(':', '').toLowerCase()).toBe(record.fingerprint);
    expect(Date.parse(certificate.validTo)).toBe(Math.floor(record.until / 1000) * 1000);
  });

  test('takes an RSA key of 2048 bits, and no smaller one', async () => {
    const rsa = async (modulusLength: number) => {
      const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
      const keys = await crypto.subtle.generateKey(
        { ...algorithm, modulusLength, publicExponent: new Uint8Array([1, 0, 1]) },
        true,
        ['sign', 'verify'],
      );
      const request = { name: 'CN=x', keys, signingAlgorithm: algorithm };
      return (await x509.Pkcs10CertificateRequestGenerator.create(request)).toString('pem');
    };
    expect((await authority.issue(await rsa(2048), 'do-1', NOW)).pem).toContain('BEGIN CERTIFICATE');
    await expect(authority.issue(await rsa(1024), 'do-1', NOW)).rejects.toMatchObject({
      code: 'CSR_KEY_INVALID',
    });
  });

  test.each([
    ['no PEM at all', () => 'hello'],
    ['a certificate', () => authority.pem],
    ['a megabyte', () => 'A'.repeat(1_000_000)],
    ['an empty text', () => ''],
  ])('takes no request that is %s', async (_, text) => {
    await expect(authority.issue(text(), 'do-1', NOW)).rejects.toBeInstanceOf(RequestFault);
  });

  test('takes no request that another key signed', async () => {
    const { csr } = await newDeviceKey();
    const der = Buffer.from(csr.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64');
    // The last bytes are the signature's.
    der.writeUInt8(der.readUInt8(der.length - 3) ^ 1, der.length - 3);
    const pem = `-----BEGIN CERTIFICATE REQUEST-----\n${der.toString('base64')}\n-----END CERTIFICATE REQUEST-----`;
    await expect(authority.issue(pem, 'do-1', NOW)).rejects.toMatchObject({
      code: expect.stringMatching(/^CSR_(SIGNATURE_)?INVALID$/),
    });
  });
});

describe('the listener’s certificate', () => {
  test('has the names under which it is found, and is kept until it is over soon', async () => {
    const names = listenerNames('0.0.0.0', 'https://lanh.example.vn');
    const first = await ownMaterial(folder, authority, names, NOW);
    const certificate = new X509Certificate(first.cert);
    expect(certificate.checkHost('lanh.example.vn')).toBe('lanh.example.vn');
    expect(certificate.checkHost('localhost')).toBe('localhost');
    expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
    expect(await ownMaterial(folder, authority, names, NOW + 300 * DAY)).toEqual(first);
    const next = await ownMaterial(folder, authority, names, NOW + 370 * DAY);
    expect(next.cert).not.toBe(first.cert);
  });

  test('is made anew for another name, and where its files are damaged', async () => {
    const first = await ownMaterial(folder, authority, ['a.example.vn'], NOW);
    const other = await ownMaterial(folder, authority, ['b.example.vn'], NOW);
    expect(other.cert).not.toBe(first.cert);
    writeFileSync(join(folder, 'identity', 'listener.pem'), 'nothing');
    expect((await ownMaterial(folder, authority, ['b.example.vn'], NOW)).cert).toContain('BEGIN CERTIFICATE');
  });

  test('by file: certificate and key belong together, and the error names the file', async () => {
    const made = await authority.serve(['x.example.vn'], NOW);
    const other = await authority.serve(['x.example.vn'], NOW);
    const path = (name: string, text: string) => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    const [cert, key] = [path('c.pem', made.pem), path('k.pem', made.key)];
    expect(givenMaterial({ cert, key, ca: null }, authority)).toMatchObject({ own: true, ca: authority.pem });
    expect(givenMaterial({ cert, key, ca: path('ca.pem', authority.pem) }, null)).toMatchObject({
      own: false,
    });
    expect(() => givenMaterial({ cert, key: path('k2.pem', other.key), ca: null }, authority)).toThrow(
      'k2.pem',
    );
    expect(() => givenMaterial({ cert, key, ca: path('no.pem', 'x') }, null)).toThrow('no.pem');
    expect(() => givenMaterial({ cert: join(folder, 'nix.pem'), key, ca: null }, authority)).toThrow(
      'MQTTS_CERT',
    );
    expect(existsSync(join(folder, 'nix.pem'))).toBe(false);
    expect(readFileSync(cert, 'utf8')).toBe(made.pem);
  });
});

describe('who asks for a new certificate', () => {
  test('proves with the key of the present one that it is theirs', async () => {
    const [present, next, thief] = await Promise.all([newDeviceKey(), newDeviceKey(), newDeviceKey()]);
    const { pem, record } = await authority.issue(present.csr, 'do-1', NOW);
    const ask = { certificate: pem, csr: next.csr };
    expect(provenFingerprint({ ...ask, signature: present.sign(next.csr) })).toBe(record.fingerprint);
    expect(provenFingerprint({ ...ask, signature: thief.sign(next.csr) })).toBeNull();
    expect(provenFingerprint({ ...ask, signature: present.sign(thief.csr) })).toBeNull();
    expect(provenFingerprint({ ...ask, signature: '' })).toBeNull();
    expect(provenFingerprint({ certificate: 'x', csr: 'y', signature: 'z' })).toBeNull();
  });
});
