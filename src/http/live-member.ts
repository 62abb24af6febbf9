/**
 * One live connection: gives every frame the next revision, and keeps a slow consumer from filling the memory.
 * Past a soft bound of unsent bytes only the newest state per item is kept, and sent as one frame when the socket
 * has drained; who stays behind for too long is cut off, and comes back to a new snapshot.
 */
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { DurationMs, UtcMs } from '../thermal/types.ts';
import type { SignedIn } from './session-book.ts';

export type LiveKind = 'units' | 'alerts' | 'holds';
export const LIVE_KINDS: readonly LiveKind[] = ['units', 'alerts', 'holds'];
/** JSON of the newest state, UTF-8, by id. */
export type LivePart = Readonly<Record<LiveKind, ReadonlyMap<string, Buffer>>>;
type Pending = Record<LiveKind, Map<string, Buffer>>;

export type LiveBounds = {
  readonly connectionsMax: number;
  readonly perPersonMax: number;
  /** Unsent bytes of a connection past which deltas are merged instead of sent. */
  readonly softBytes: number;
  /** Merged items of a connection past which it is cut off. */
  readonly pendingMax: number;
  /** How long a connection may be behind. */
  readonly behindMax: DurationMs;
  readonly pingEvery: DurationMs;
  /** How often a degraded service and overdue connections are looked for; screens must know within 5 s. */
  readonly sweepEvery: DurationMs;
};
export const LIVE_BOUNDS: LiveBounds = {
  connectionsMax: 2_000,
  perPersonMax: 50,
  softBytes: 512 * 1024,
  pendingMax: 50_000,
  behindMax: 30_000,
  pingEvery: 25_000,
  sweepEvery: 2_000,
};

/** Each array but the first ends the one before it. */
const OPENING: Readonly<Record<LiveKind, Buffer>> = {
  units: Buffer.from('"units":['),
  alerts: Buffer.from('],"alerts":['),
  holds: Buffer.from('],"holds":['),
};
const COMMA = Buffer.from(',');
const END = Buffer.from(']}');

/**
 * Everything of a message that its connections share, as bytes: encoding it once per connection was what a delta
 * for many screens cost. `sites` (JSON) is a snapshot's alone. The revision is put in front per connection.
 */
export function bodyOf(part: LivePart, sites?: string): Buffer {
  const pieces: Buffer[] = [];
  if (sites !== undefined) pieces.push(Buffer.from(`"sites":${sites},`));
  for (const kind of LIVE_KINDS) {
    pieces.push(OPENING[kind]);
    let isFirst = true;
    for (const json of part[kind].values()) {
      if (!isFirst) pieces.push(COMMA);
      pieces.push(json);
      isFirst = false;
    }
  }
  pieces.push(END);
  return Buffer.concat(pieces);
}

export type MemberParts = {
  socket: WebSocket;
  /** What the WebSocket writes to. */
  wire: Duplex;
  signedIn: SignedIn;
  bounds: LiveBounds;
  now: () => UtcMs;
  onSent: () => void;
};

export class LiveMember {
  readonly socket: WebSocket;
  readonly signedIn: SignedIn;
  readonly #parts: MemberParts;
  #revision = 0;
  #pending: Pending | null = null;
  #behindSince: UtcMs = 0;
  /** Set by a ping, cleared by the pong: two pings without one mean that nobody is there. */
  awaitingPong = false;

  constructor(parts: MemberParts) {
    this.socket = parts.socket;
    this.signedIn = parts.signedIn;
    this.#parts = parts;
  }

  get isBehind(): boolean {
    return this.#pending !== null;
  }

  /** One more snapshot would only pile up. */
  get isCongested(): boolean {
    return this.#pending !== null || this.socket.bufferedAmount > this.#parts.bounds.softBytes;
  }

  /** How long this connection has not kept up. */
  behindFor(now: UtcMs): DurationMs {
    return this.#pending === null ? 0 : Math.max(0, now - this.#behindSince);
  }

  snapshot(body: Buffer): void {
    this.#pending = null;
    this.#send('snapshot', body);
  }

  /** `body` is `bodyOf(part)`, made once for all who see the same. */
  delta(part: LivePart, body: Buffer): void {
    if (this.#pending === null && this.socket.bufferedAmount <= this.#parts.bounds.softBytes) {
      this.#send('delta', body);
      return;
    }
    if (this.#pending === null) {
      this.#pending = { units: new Map(), alerts: new Map(), holds: new Map() };
      this.#behindSince = this.#parts.now();
    }
    let size = 0;
    for (const kind of LIVE_KINDS) {
      for (const [id, json] of part[kind]) this.#pending[kind].set(id, json);
      size += this.#pending[kind].size;
    }
    if (size > this.#parts.bounds.pendingMax) this.socket.terminate();
  }

  #send(type: 'snapshot' | 'delta', body: Buffer): void {
    this.#revision += 1;
    this.#parts.onSent();
    const head = `{"type":"${type}","revision":${this.#revision},"serverTime":"${new Date(this.#parts.now()).toISOString()}",`;
    // One message in two fragments, so that the body's bytes are shared and not copied.
    this.#parts.wire.cork();
    this.socket.send(head, { fin: false, binary: false });
    this.socket.send(body, { fin: true, binary: false }, () => this.#catchUp());
    this.#parts.wire.uncork();
  }

  #catchUp(): void {
    if (this.#pending === null || this.socket.bufferedAmount > this.#parts.bounds.softBytes) return;
    const merged = this.#pending;
    this.#pending = null;
    this.#send('delta', bodyOf(merged));
  }
}
