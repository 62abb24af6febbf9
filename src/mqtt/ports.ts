/** What the MQTT edge needs of the rest of the service, in its own words. */
import type { ShownCertificate } from '../fleet/identity.ts';

/**
 * One message of an authenticated device on one of its own topics. `telemetry` and `status` carry the payload;
 * `oversize` stands for a payload that was discarded unread (`size` bytes).
 * `payload` is a view into a buffer that other deliveries share: copy it to another thread, never transfer it.
 * `settle` is called exactly once: with null after the commit that holds the message (the PUBACK may go out),
 * with an error when nothing was kept (no PUBACK; the connection is closed so that the device resends).
 */
export interface Delivery {
  readonly device: string;
  readonly kind: 'telemetry' | 'status' | 'oversize';
  readonly payload: Uint8Array;
  /** Where the payload lies, for whoever can read it there: `source[from..to)`. Left out: in `payload` alone. */
  readonly source?: Buffer | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** What follows `giulanh/v1/<device>/`, or the whole topic of a foreign broker; left out: `telemetry`. */
  readonly topic?: string | undefined;
  /** The profile whose payload this is, where the sender is no device of the registry (a foreign broker). */
  readonly profile?: string | undefined;
  /** It may have waited at a broker that kept it: when it came says nothing of when it was sent. Left out: it came at once. */
  readonly waited?: boolean | undefined;
  /** Its connection says more than a device has to say now: it works off what it kept back. */
  readonly backlog?: boolean | undefined;
  readonly size: number;
  /** Service wall clock when the message was complete, in ms UTC. */
  readonly receivedAt: number;
  settle(error: Error | null): void;
}

/** Takes deliveries into the next commit, in the order offered. */
export interface Intake {
  /** False: it is taken, but the queue is full; offer nothing more from this connection until `whenDrained` calls. */
  offer(delivery: Delivery): boolean;
  /** When `offer` said false: is it only for those that work off what they kept back? Left out: it is for all. */
  holdsBacklogOnly?(): boolean;
  /** Calls once, as soon as the queue has room again for these; left out: for all. */
  whenDrained(resume: () => void, whom?: 'live' | 'backlog'): void;
}

/** What the other side of a connection showed in its TLS handshake: nothing, what is not to be believed, or a certificate. */
export type Peer = null | 'untrusted' | ShownCertificate;

/** Which devices may connect. Must be quick: it runs on the socket thread. */
export interface Credentials {
  /** True when `device` is known, not retired, and `secret` is its own. Compares digests in constant time. */
  verify(device: string, secret: Uint8Array): boolean;
  /** The same for a certificate that was verified against the authority. Left out: no certificate opens. */
  verifyCertificate?(device: string, shown: ShownCertificate): boolean;
  /** Is there such a device? Left out: every id will do. */
  knows?(device: string): boolean;
  /**
   * Does it speak a format of another maker, on topics of its own choice below `giulanh/v1/<device>/`? Asked once, when it signs in.
   * Left out: none does.
   */
  speaksForeign?(device: string): boolean;
}
