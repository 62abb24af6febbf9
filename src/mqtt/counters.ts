/** What the MQTT edge counts since its start, for `/metrics` and for tests. */

/** Why a connection ended. */
export type CloseReason =
  | 'disconnect' // the device said goodbye
  | 'peer' // the other side closed or reset
  | 'refused' // CONNACK with a return code other than 0
  | 'malformed' // not MQTT 3.1.1, or a packet out of place
  | 'topic' // PUBLISH outside the device's own topics
  | 'filter' // SUBSCRIBE to what the device may not read
  | 'size' // a frame or payload past its limit
  | 'deadline' // not authenticated in time
  | 'silence' // nothing heard for 1.5 times the keepalive
  | 'takeover' // the same device connected again
  | 'unkept' // a delivery was settled with an error
  | 'revoked' // the service disconnected the device
  | 'broker' // aedes gave the connection up
  | 'shutdown';

const REASONS: readonly CloseReason[] = [
  'disconnect',
  'peer',
  'refused',
  'malformed',
  'topic',
  'filter',
  'size',
  'deadline',
  'silence',
  'takeover',
  'unkept',
  'revoked',
  'broker',
  'shutdown',
];

export interface MqttCounters {
  /** Connections accepted, and closed at the door because a cap was reached. */
  accepted: number;
  turnedAway: number;
  /** TLS handshakes that came to nothing. */
  handshakesFailed: number;
  /** Sessions that were taken over while they were still there. */
  takenOverLive: number;
  /** Sessions that became live. */
  sessions: number;
  /** Messages offered to the intake, of them larger than what is read, and of them wills. */
  messages: number;
  oversize: number;
  wills: number;
  /** Times a socket was paused because the intake or the connection's own allowance was full. */
  pauses: number;
  commands: number;
  /** Receipts sent to devices that listen. */
  receipts: number;
  closed: Record<CloseReason, number>;
}

export function newCounters(): MqttCounters {
  const closed = Object.fromEntries(REASONS.map((reason) => [reason, 0])) as Record<CloseReason, number>;
  return {
    accepted: 0,
    turnedAway: 0,
    handshakesFailed: 0,
    takenOverLive: 0,
    sessions: 0,
    messages: 0,
    oversize: 0,
    wills: 0,
    pauses: 0,
    commands: 0,
    receipts: 0,
    closed,
  };
}
