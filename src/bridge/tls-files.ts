/** The certificates of a connection, read anew each time, so that renewed ones need no restart. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { BridgeSettings } from './settings.ts';

export type TlsFiles = {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly passphrase?: string;
  readonly servername?: string;
};

/** `folder`: of the settings file. Null: no TLS. Throws an Error for people when one cannot be read. */
export function readTlsFiles({ tls, name }: BridgeSettings, folder: string): TlsFiles | null {
  if (tls === undefined) return null;
  const { ca, cert, key, passphrase, servername } = tls;
  const files = Object.entries({ ca, cert, key }).flatMap(([field, path]) =>
    path === undefined ? [] : [[field, read(resolve(folder, path), `${name}: tls.${field}`)]],
  );
  return {
    ...Object.fromEntries(files),
    ...(passphrase === undefined ? {} : { passphrase }),
    ...(servername === undefined ? {} : { servername }),
  };
}

function read(path: string, field: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new Error(`Cannot use these bridges (GIULANH_BRIDGES): ${field}: ${path} cannot be read (${why})`);
  }
}
