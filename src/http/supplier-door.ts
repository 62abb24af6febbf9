/** Who sends this transmission? Suppliers are devices of the registry that speak DS01, and sign each request. */
import type { FastifyRequest } from 'fastify';
import { profiles } from '../../devices/profiles/profiles.ts';
import type { Delivery } from '../mqtt/ports.ts';
import { ADDRESS_LIMITS, Backoff } from './backoff.ts';
import { addressKey } from './login.ts';
import type { Clock } from './ports.ts';
import { httpProblem } from './problem.ts';

/** The way of telemetry to the keeper, and who may take it. */
export interface TelemetryDoor {
  verify(device: string, secret: Uint8Array): boolean;
  profileOf(device: string): string | null;
  /** False: the keeper is behind; who can wait should. */
  hasRoom(): boolean;
  offer(delivery: Delivery): boolean;
}

const FORMATS: ReadonlySet<string | null | undefined> = new Set(['ds01', 'ds01-appliance']);

export class SupplierDoor {
  readonly #door: TelemetryDoor;
  readonly #clock: Clock;
  readonly #guesses = new Backoff(ADDRESS_LIMITS);

  constructor(door: TelemetryDoor, clock: Clock) {
    this.#door = door;
    this.#clock = clock;
  }

  /** The supplier's device id. Throws 401, 403 where the device speaks another format, 429 after many wrong secrets. */
  open({ headers, ip }: FastifyRequest): string {
    const now = this.#clock.now();
    const address = addressKey(ip);
    const wait = this.#guesses.waitOf(address, now);
    if (wait > 0)
      throw httpProblem('TOO_MANY_ATTEMPTS', undefined, {
        headers: { 'retry-after': String(Math.ceil(wait / 1000)) },
      });
    const signed = signatureOf(headers.authorization);
    if (signed === null) throw unknown();
    this.#guesses.countAttempt(address, now);
    if (!this.#door.verify(signed.device, Buffer.from(signed.secret))) throw unknown();
    this.#guesses.takeBack(address);
    const profile = profiles.get(this.#door.profileOf(signed.device) ?? '');
    if (!FORMATS.has(profile?.payload)) throw httpProblem('FORBIDDEN_FORMAT');
    return signed.device;
  }
}

const unknown = () =>
  httpProblem('UNAUTHENTICATED', undefined, {
    headers: { 'www-authenticate': 'Basic realm="giulanh", Bearer realm="giulanh"' },
  });

/** `Basic base64(id:secret)`, or `Bearer id.secret` (also `id:secret`): an id holds neither sign. */
export function signatureOf(header: string | undefined): { device: string; secret: string } | null {
  const [, scheme, given] = /^(Basic|Bearer) +(\S+)$/i.exec(header ?? '') ?? [];
  if (scheme === undefined || given === undefined) return null;
  const text = scheme.toLowerCase() === 'basic' ? Buffer.from(given, 'base64').toString() : given;
  const parts = /^([A-Za-z0-9_-]{1,64})[:.](.+)$/s.exec(text);
  return parts === null ? null : { device: parts[1] as string, secret: parts[2] as string };
}
