/** What all connections share: the caps at the door, who is live, the commit queue's pressure, the PUBACKs that are due. */
import type { Socket } from 'node:net';
import type { Aedes } from 'aedes';
import type { Logger } from 'pino';
import type { BrokerSide } from './broker-side.ts';
import { type ConnectRequest, SERVER_UNAVAILABLE } from './connect.ts';
import { Connection } from './connection.ts';
import { type CloseReason, type MqttCounters, newCounters } from './counters.ts';
import type { Sender } from './inbox.ts';
import type { MqttLimits } from './limits.ts';
import type { Message } from './message.ts';
import type { Admission, Policy } from './policy.ts';
import type { Intake, Peer } from './ports.ts';
import { Receipts } from './receipts.ts';
import type { Refusals } from './refusals.ts';
import { type Cloned, Takeovers } from './takeovers.ts';
import { Wheel } from './wheel.ts';

export class Edge {
  readonly limits: MqttLimits;
  readonly policy: Policy;
  readonly log: Logger;
  readonly counters: MqttCounters = newCounters();
  readonly wheel: Wheel;
  readonly all = new Set<Connection>();
  readonly live = new Map<string, Connection>();
  readonly refusals: Refusals;
  /** Connections that another one took over, until their side is closed too. */
  readonly yielding = new Set<Socket>();
  readonly receipts = new Receipts(Date.now);
  /** The intake said that its queue is full: nobody is read. */
  full = false;
  closing = false;
  readonly #takeovers: Takeovers;
  readonly #onCloned: (device: string, cloned: Cloned) => void;
  readonly #intake: Intake;
  readonly #aedes: Aedes;
  readonly #perAddress = new Map<string, { open: number; pending: number }>();
  #pending = 0;
  #waiting: Sender[] = [];
  /** The intake has no more room for what was kept back; those who work it off wait here, and nobody else. */
  #backlogFull = false;
  #backlogWaiting: Sender[] = [];
  #due: Sender[] = [];
  readonly #flush = (): void => this.#flushAll();

  constructor(parts: {
    limits: MqttLimits;
    policy: Policy;
    log: Logger;
    intake: Intake;
    aedes: Aedes;
    refusals: Refusals;
    /** Two live sessions of one device end each other. */
    onCloned?: ((device: string, cloned: Cloned) => void) | undefined;
  }) {
    this.refusals = parts.refusals;
    this.limits = parts.limits;
    this.policy = parts.policy;
    this.log = parts.log;
    this.#intake = parts.intake;
    this.#takeovers = new Takeovers(parts.limits.takeovers);
    this.#onCloned = parts.onCloned ?? (() => {});
    this.#aedes = parts.aedes;
    const longest = Math.max(parts.limits.keepaliveSeconds * 1500, parts.limits.connectDeadlineMs);
    this.wheel = new Wheel(this.ticks(longest));
  }

  ticks(ms: number): number {
    return Math.ceil(ms / this.limits.tickMs) + 1;
  }

  // ---- the door ---------------------------------------------------------------------------------------------

  /** `peer`: what it showed of itself, on a connection with TLS. */
  accept(socket: Socket, peer: Peer = null): void {
    const here = this.#enter(socket);
    if (here === null) return;
    this.counters.accepted++;
    this.all.add(new Connection(this, socket, socket.remoteAddress ?? '', peer));
  }

  /** Counts a connection as pending whose TLS handshake begins; answers how to say that it is over. Null: turned away. */
  knock(socket: Socket): (() => void) | null {
    const address = socket.remoteAddress ?? '';
    const here = this.#enter(socket);
    if (here === null) return null;
    let open = true;
    return () => {
      if (!open) return;
      open = false;
      this.#pending--;
      here.pending--;
      if (--here.open === 0) this.#perAddress.delete(address);
    };
  }

  #enter(socket: Socket): { open: number; pending: number } | null {
    const address = socket.remoteAddress ?? '';
    const here = this.#perAddress.get(address) ?? { open: 0, pending: 0 };
    const { limits } = this;
    if (
      this.closing ||
      this.all.size >= limits.connections ||
      here.open >= limits.connectionsPerAddress ||
      this.#pending >= limits.pending ||
      here.pending >= limits.pendingPerAddress
    ) {
      this.counters.turnedAway++;
      socket.on('error', () => {});
      socket.destroy();
      return null;
    }
    this.#perAddress.set(address, here);
    here.open++;
    here.pending++;
    this.#pending++;
    return here;
  }

  admit(request: ConnectRequest, peer: Peer): Admission {
    try {
      const admission = this.policy.admit(request, peer);
      if ('refused' in admission) this.refusals.signIn(request, admission.refused, Date.now(), peer);
      else this.refusals.admitted(admission.device);
      return admission;
    } catch (error) {
      this.log.error({ error }, 'credentials could not be checked');
      return { refused: SERVER_UNAVAILABLE };
    }
  }

  /** The connection is a device's now; an earlier one of the same device ends (MQTT 3.1.1 section 3.1.4). */
  joined(connection: Connection): void {
    this.#pending--;
    const here = this.#perAddress.get(connection.address);
    if (here !== undefined) here.pending--;
    this.live.get(connection.device)?.close('takeover');
    this.live.set(connection.device, connection);
    this.counters.sessions++;
  }

  /** A session that was taken over was still there. */
  bothLive(device: string): void {
    this.counters.takenOverLive++;
    const cloned = this.#takeovers.note(device, Date.now());
    if (cloned === null) return;
    this.log.warn({ device, ...cloned }, 'two sessions of one device end each other');
    this.#onCloned(device, cloned);
  }

  /** Opens a session at aedes. */
  join(side: BrokerSide): void {
    this.#aedes.handle(side);
  }

  left(connection: Connection, reason: CloseReason): void {
    this.counters.closed[reason]++;
    this.wheel.remove(connection);
    this.all.delete(connection);
    const admitted = connection.device !== '';
    if (admitted) this.refusals.cut(connection.device, reason, Date.now());
    if (admitted && this.live.get(connection.device) === connection) this.live.delete(connection.device);
    const here = this.#perAddress.get(connection.address);
    if (!admitted) this.#pending--;
    if (here !== undefined) {
      if (!admitted) here.pending--;
      if (--here.open === 0) this.#perAddress.delete(connection.address);
    }
    const { address, device } = connection;
    this.log.debug({ address, device, reason }, 'connection closed');
  }

  // ---- the commit queue -------------------------------------------------------------------------------------

  /** False: the message is taken, nothing more may be offered until `roomAgain`. */
  offer(message: Message): boolean {
    this.counters.messages++;
    try {
      if (this.#intake.offer(message)) return !this.full;
    } catch (error) {
      message.settle(error instanceof Error ? error : new Error(String(error)));
      return true;
    }
    if (this.#intake.holdsBacklogOnly?.()) this.#holdBacklog();
    else this.#becomeFull();
    return false;
  }

  waitForRoom(sender: Sender): void {
    if (this.full) this.#waiting.push(sender);
    else if (this.#backlogFull) this.#backlogWaiting.push(sender);
    else sender.roomAgain();
  }

  #becomeFull(): void {
    if (this.full) return;
    this.full = true;
    this.#intake.whenDrained(() => {
      this.full = false;
      const waiting = this.#waiting;
      this.#waiting = [];
      // In the order in which they came to wait; those that find the queue full again keep their place.
      for (const sender of waiting) {
        if (this.full) this.#waiting.push(sender);
        else sender.roomAgain();
      }
    }, 'live');
  }

  #holdBacklog(): void {
    if (this.#backlogFull) return;
    this.#backlogFull = true;
    this.#intake.whenDrained(() => {
      this.#backlogFull = false;
      const waiting = this.#backlogWaiting;
      this.#backlogWaiting = [];
      for (const sender of waiting) {
        if (this.#backlogFull) this.#backlogWaiting.push(sender);
        else sender.roomAgain();
      }
    }, 'backlog');
  }

  // ---- PUBACKs ----------------------------------------------------------------------------------------------

  /** The sender has PUBACKs due: they leave together after the code that settles has run. Asked once per flush. */
  due(sender: Sender): void {
    if (this.#due.push(sender) === 1) process.nextTick(this.#flush);
  }

  #flushAll(): void {
    const due = this.#due;
    this.#due = [];
    for (const sender of due) sender.flush();
  }
}
