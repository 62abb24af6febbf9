/** The TLS side of devices' identities, as the service starts it: what the listener shows, and who makes certificates. */

import type { MqttEdge } from '../mqtt/broker.ts';
import type { TlsMaterial } from '../mqtt/secure.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { Authority, Issued } from './authority.ts';
import { type GivenFiles, givenMaterial, listenerNames, ownMaterial } from './listener-material.ts';

/** Makes certificates for devices, with the service's own authority. */
export interface Issuer {
  /** PEM: what devices know the service by. */
  readonly authority: string;
  issue(request: string, device: string): Promise<Issued>;
}

export type IdentitySettings = {
  readonly data: string;
  readonly host: string;
  readonly publicUrl: string | null;
  readonly port: number;
  /** Null: the service's own authority makes the listener's certificate too. */
  readonly files: GivenFiles | null;
};

export type Identities = {
  readonly port: number;
  readonly material: TlsMaterial;
  /** Null: devices get their certificates from the authority whose files were given. */
  readonly issuer: Issuer | null;
  /** Looks twice a day whether the listener's certificate is to be renewed, or its files changed. */
  watch(edge: Pick<MqttEdge, 'renewSecure'>): void;
  close(): void;
};
type Log = { info(facts: object, text: string): void; error(facts: object, text: string): void };

const LOOK_EVERY = 12 * 3_600_000;

/** Throws an Error for people when the files cannot be used. */
export async function openIdentities(
  settings: IdentitySettings,
  clock: () => UtcMs,
  log: Log,
): Promise<Identities> {
  const { data, files, host, port, publicUrl } = settings;
  const authority = files?.ca == null ? await openAuthority(data, clock()) : null;
  const read = async (): Promise<TlsMaterial> => {
    if (files !== null) return givenMaterial(files, authority);
    if (authority === null) throw new Error('no authority and no files');
    return ownMaterial(data, authority, listenerNames(host, publicUrl), clock());
  };
  let material = await read();
  let timer: NodeJS.Timeout | undefined;
  const issuer =
    authority === null
      ? null
      : {
          authority: authority.pem,
          issue: (request: string, device: string) => authority.issue(request, device, clock()),
        };
  return {
    port,
    material,
    issuer,
    watch(edge) {
      timer = setInterval(async () => {
        try {
          const next = await read();
          if (next.cert === material.cert && next.ca === material.ca) return;
          material = next;
          edge.renewSecure(next);
          log.info({}, 'the listener with TLS shows another certificate');
        } catch (error) {
          // The former one goes on.
          log.error({ error }, 'the certificate of the listener with TLS cannot be renewed');
        }
      }, LOOK_EVERY).unref();
    },
    close: () => clearInterval(timer),
  };
}

/** The library that it needs is loaded only where certificates are made. */
async function openAuthority(data: string, now: UtcMs): Promise<Authority> {
  const { Authority } = await import('./authority.ts');
  return Authority.open(data, now);
}
