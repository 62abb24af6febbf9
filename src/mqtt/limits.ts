/** How much of everything one connection, one address and all together may use. Every bound of the edge has its name here. */
import { TAKEOVERS_MOST } from '../fleet/identity.ts';

export interface MqttLimits {
  /** Open connections in all; the next one is closed at once. */
  readonly connections: number;
  /** Open connections from one address. As many as in all by default: a mobile carrier's NAT may hide a province behind one. */
  readonly connectionsPerAddress: number;
  /** Connections that the kernel completes before they are accepted here: past it a SYN is dropped, and sent again after seconds. */
  readonly backlog: number;
  /**
   * Connections that have not authenticated yet, in all and from one address: so many that a province behind one carrier's NAT gets in
   * again after an outage without being turned away (a thousand a second, 0.6 s for a TLS handshake over a slow line), and few enough
   * that it takes seven addresses to shut out the others.
   */
  readonly pending: number;
  readonly pendingPerAddress: number;
  /** Time from accept to an authenticated session, dripping bytes included. */
  readonly connectDeadlineMs: number;
  /** Time from accept to the end of the TLS handshake; the deadline above begins after it. */
  readonly handshakeDeadlineMs: number;
  /** How long a session that another one took over may take to close its side, which tells that it was still there. */
  readonly takeoverWaitMs: number;
  /** Take-overs of a session that was still there, within an hour, that are believed of one device. */
  readonly takeovers: number;
  /** Time in which the hook of a QoS 2 PUBLISH must hear of its commit; past it the connection closes without PUBREC. */
  readonly hookDeadlineMs: number;
  /** Largest frame before authentication, and largest frame other than PUBLISH after it (header included). */
  readonly controlFrameBytes: number;
  /** Largest payload that is read. Larger ones are discarded unread and acknowledged ... */
  readonly payloadBytes: number;
  /** ... up to this size; past it the connection closes. */
  readonly discardedPayloadBytes: number;
  /**
   * Messages of one connection offered and not yet settled; at this number its socket is paused. Three times the
   * window of 20 that devices replay a backlog with, so that a commit in progress does not stop the next one filling.
   */
  readonly inflight: number;
  /** The same in bytes of payload. */
  readonly inflightBytes: number;
  /** QoS 2 messages of one connection that were received and not yet released by it; past it the connection closes. */
  readonly unreleased: number;
  /** Filters in one SUBSCRIBE or UNSUBSCRIBE. A device has one topic to read. */
  readonly filters: number;
  /**
   * Longest keepalive granted. A device that asks for none (0) or for more is held to this one instead of being
   * refused: it would gain nothing from a refusal, and MQTT 3.1.1 section 3.1.2.10 lets a server close silent
   * connections whatever was agreed. Such a device connects again with its next reading.
   */
  readonly keepaliveSeconds: number;
  /** A subscriber that does not read for this long is closed. */
  readonly drainTimeoutMs: number;
  /**
   * How long `close` waits for the commits under way, so that their PUBACKs still leave, and how long a closing
   * connection may take to read its last bytes.
   */
  readonly closeWaitMs: number;
  /** Resolution of deadlines and silence. */
  readonly tickMs: number;
}

export const DEFAULT_LIMITS: MqttLimits = {
  connections: 60_000,
  connectionsPerAddress: 60_000,
  backlog: 4_096,
  pending: 4_000,
  pendingPerAddress: 600,
  connectDeadlineMs: 5_000,
  handshakeDeadlineMs: 5_000,
  takeoverWaitMs: 10_000,
  takeovers: TAKEOVERS_MOST,
  hookDeadlineMs: 5_000,
  controlFrameBytes: 4_096,
  payloadBytes: 65_536,
  discardedPayloadBytes: 1_048_576,
  inflight: 64,
  inflightBytes: 262_144,
  unreleased: 1_000,
  filters: 4,
  keepaliveSeconds: 300,
  drainTimeoutMs: 5_000,
  closeWaitMs: 2_000,
  tickMs: 250,
};
