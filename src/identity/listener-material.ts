/**
 * With what does the TLS listener show itself, and whose certificates does it believe? Its own authority's, made here and
 * renewed in time, or those of the province's, by file.
 */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { TlsMaterial } from '../mqtt/secure.ts';
import type { UtcMs } from '../thermal/types.ts';
import { type Authority, IDENTITY_FOLDER, replaceFile } from './authority.ts';

/** A certificate that ends sooner is made anew. */
const RENEW_BEFORE = 30 * 86_400_000;

/** Files of an authority elsewhere, in PEM; `ca` may hold several certificates. */
export type GivenFiles = { readonly cert: string; readonly key: string; readonly ca: string | null };

/** The names under which devices may look for the listener: how people find the service, this machine, itself. */
export function listenerNames(host: string, publicUrl: string | null): string[] {
  const names = new Set<string>();
  if (publicUrl !== null) names.add(new URL(publicUrl).hostname.replace(/^\[|\]$/g, ''));
  if (!['0.0.0.0', '::', ''].includes(host)) names.add(host);
  for (const name of [hostname().toLowerCase(), 'localhost', '127.0.0.1']) names.add(name);
  return [...names].filter((name) => name !== '' && name.length <= 253);
}

/** The certificate in the data directory, or a new one where that is over soon or has other names. */
export async function ownMaterial(
  data: string,
  authority: Authority,
  names: readonly string[],
  now: UtcMs,
): Promise<TlsMaterial> {
  const folder = join(data, IDENTITY_FOLDER);
  const [pemFile, keyFile] = [join(folder, 'listener.pem'), join(folder, 'listener.key.pem')];
  if (!(existsSync(pemFile) && existsSync(keyFile) && isFit(pemFile, keyFile, authority, names, now))) {
    const made = await authority.serve(names, now);
    replaceFile(keyFile, made.key);
    replaceFile(pemFile, made.pem);
  }
  const [cert, key] = [readFileSync(pemFile, 'utf8'), readFileSync(keyFile, 'utf8')];
  return { cert: cert + authority.pem, key, ca: authority.pem, own: true };
}

function isFit(
  pemFile: string,
  keyFile: string,
  authority: Authority,
  names: readonly string[],
  now: UtcMs,
): boolean {
  try {
    const certificate = new X509Certificate(readFileSync(pemFile));
    const issuer = new X509Certificate(authority.pem);
    const shown = new Set(
      (certificate.subjectAltName ?? '').split(', ').map((one) => one.replace(/^[^:]+:/, '')),
    );
    return (
      Date.parse(certificate.validTo) - now > RENEW_BEFORE &&
      certificate.verify(issuer.publicKey) &&
      certificate.checkPrivateKey(createPrivateKey(readFileSync(keyFile))) &&
      names.every((name) => shown.has(name))
    );
  } catch {
    return false;
  }
}

/** Throws an Error that names the file which cannot be used. */
export function givenMaterial(files: GivenFiles, own: Authority | null): TlsMaterial {
  const [cert, key] = [read('GIULANH_MQTTS_CERT', files.cert), read('GIULANH_MQTTS_KEY', files.key)];
  try {
    if (!new X509Certificate(cert).checkPrivateKey(createPrivateKey(key)))
      throw new Error('the key is another one');
  } catch (error) {
    throw new Error(`Cannot use ${files.cert} with ${files.key}: ${(error as Error).message}`);
  }
  if (files.ca === null) return { cert, key, ca: own?.pem ?? '', own: true };
  const ca = read('GIULANH_MQTTS_CA', files.ca);
  try {
    new X509Certificate(ca);
  } catch (error) {
    throw new Error(`Cannot use ${files.ca}: ${(error as Error).message}`);
  }
  return { cert, key, ca, own: false };
}

function read(variable: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Error(`Cannot read ${variable}=${path}: ${(error as Error).message}`);
  }
}
