/**
 * Who tried to be a known device and was turned away, or cut off, and why: so that whoever sets it up sees it. In memory only, the
 * latest of each device and reason; ids that nobody registered are not kept, so that no stranger can fill it.
 */
import { BAD_CREDENTIALS, type ConnectRequest, IDENTIFIER_REJECTED, NOT_AUTHORIZED } from './connect.ts';
import type { CloseReason } from './counters.ts';
import type { Peer } from './ports.ts';

export const REFUSALS = [
  'SECRET_WRONG',
  'SECRET_MISSING',
  'CERTIFICATE_REFUSED',
  'USERNAME_DIFFERS',
  'WILL_FORBIDDEN',
  'TOPIC_FORBIDDEN',
  'FILTER_FORBIDDEN',
  'PACKET_MALFORMED',
  'PACKET_TOO_LARGE',
  'TAKEN_OVER',
] as const;
export type RefusalReason = (typeof REFUSALS)[number];
export type DeviceRefusal = { readonly reason: RefusalReason; readonly at: number; readonly count: number };

/** How a connection of a device that had signed in ended, where the device itself is to blame. */
const CUT: Partial<Record<CloseReason, RefusalReason>> = {
  topic: 'TOPIC_FORBIDDEN',
  filter: 'FILTER_FORBIDDEN',
  malformed: 'PACKET_MALFORMED',
  size: 'PACKET_TOO_LARGE',
  takeover: 'TAKEN_OVER',
};

/** Over with a sign-in that succeeds. */
const SIGNING_IN = [
  'SECRET_WRONG',
  'SECRET_MISSING',
  'CERTIFICATE_REFUSED',
  'USERNAME_DIFFERS',
  'WILL_FORBIDDEN',
] as const;

export class Refusals {
  readonly #knows: (device: string) => boolean;
  readonly #of = new Map<string, Map<RefusalReason, DeviceRefusal>>();

  constructor(knows: (device: string) => boolean) {
    this.#knows = knows;
  }

  /** The latest first. */
  of(device: string): DeviceRefusal[] {
    return [...(this.#of.get(device)?.values() ?? [])].sort((a, b) => b.at - a.at);
  }

  signIn(request: ConnectRequest, code: number, at: number, peer: Peer = null): void {
    const { clientId, username, password } = request;
    // The user name may be the right one and the client id the forgotten setting, or the other way round.
    if (code === IDENTIFIER_REJECTED) {
      for (const claimed of new Set([clientId, username ?? ''])) this.#note(claimed, 'USERNAME_DIFFERS', at);
    } else if (code === NOT_AUTHORIZED) this.#note(clientId, 'WILL_FORBIDDEN', at);
    else if (code === BAD_CREDENTIALS) {
      const missing = username === null || password === null;
      const secret = missing ? 'SECRET_MISSING' : 'SECRET_WRONG';
      this.#note(clientId, peer === null ? secret : 'CERTIFICATE_REFUSED', at);
    }
  }

  cut(device: string, reason: CloseReason, at: number): void {
    const why = CUT[reason];
    if (why !== undefined) this.#note(device, why, at);
  }

  /** It is in: what kept it out before is no trouble any more. */
  admitted(device: string): void {
    const known = this.#of.get(device);
    for (const reason of SIGNING_IN) known?.delete(reason);
    if (known?.size === 0) this.#of.delete(device);
  }

  #note(device: string, reason: RefusalReason, at: number): void {
    if (!this.#knows(device)) return;
    const known = this.#of.get(device) ?? new Map<RefusalReason, DeviceRefusal>();
    this.#of.set(device, known);
    known.set(reason, { reason, at, count: (known.get(reason)?.count ?? 0) + 1 });
  }
}
