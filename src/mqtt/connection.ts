/** One device's socket: admits it, hands its messages to the inbox and what it does not answer itself to aedes, and knows when it is over. */
import type { Socket } from 'node:net';
import { AtBroker } from './at-broker.ts';
import type { Gate } from './broker-side.ts';
import { readConnect } from './connect.ts';
import type { CloseReason } from './counters.ts';
import type { Edge } from './edge.ts';
import { BROKER, Flow, INTAKE, JOINING, LEAVING, WRITING } from './flow.ts';
import { Framer, type FrameSink } from './framer.ts';
import { HEAD_ROOM, Inbox, type Sender } from './inbox.ts';
import { CONNECT, DISCONNECT, PINGREQ, PUBLISH, readControl, SUBSCRIBE } from './packet.ts';
import { commandTopic } from './policy.ts';
import type { Peer } from './ports.ts';
import { plainPublish } from './publish.ts';
import type { Timed } from './wheel.ts';

/** waiting for CONNECT → live (admitted) → closed. */
type Stage = 'waiting' | 'live' | 'closed';

/** Accepted, no session kept: a session ends with its connection. */
const CONNACK = Buffer.from([0x20, 2, 0, 0]);
const PINGRESP = Buffer.from([0xd0, 0]);

export class Connection implements FrameSink, Gate, Sender, Timed {
  readonly address: string;
  /** Empty until admitted. */
  device = '';
  /** Whether a SUBSCRIBE of this session stands. */
  subscribed = false;
  slot = -1;
  readonly #edge: Edge;
  readonly #socket: Socket;
  readonly #flow: Flow;
  readonly #peer: Peer;
  #stage: Stage = 'waiting';
  /** There from the moment in which the device is admitted. */
  #inbox: Inbox | null = null;
  #atBroker: AtBroker | null = null;
  #silenceTicks = 0;
  #will: Buffer | null = null;
  #isForeign = false;
  /** Tick of the last byte; before the session is live, of the deadline. */
  #seen: number;

  constructor(edge: Edge, socket: Socket, address: string, peer: Peer = null) {
    this.#peer = peer;
    this.#edge = edge;
    this.#socket = socket;
    this.address = address;
    this.#flow = new Flow(socket, new Framer(this), () => this.#heard());
    this.#seen = edge.wheel.now + edge.ticks(edge.limits.connectDeadlineMs);
    edge.wheel.add(this);
    socket.on('data', (chunk: Buffer) => this.#read(chunk));
    socket.on('drain', () => this.#flow.unblock(WRITING));
    socket.on('error', () => this.close('peer'));
    socket.on('close', () => this.close('peer'));
  }

  get open(): boolean {
    return this.#stage !== 'closed';
  }

  /** Nothing of it is on its way into a commit. */
  get idle(): boolean {
    return this.#inbox === null || this.#inbox.inflight === 0;
  }

  #read(chunk: Buffer): void {
    if (!this.open) return;
    this.#heard();
    if (this.#edge.full) this.#inbox?.waitForRoom();
    this.#flow.push(chunk);
  }

  #heard(): void {
    if (this.#stage !== 'live' || this.#inbox === null) return;
    this.#seen = this.#edge.wheel.now;
    this.#inbox.receivedAt = Date.now();
  }

  get blocked(): boolean {
    return this.#flow.blocked;
  }

  roomAgain(): void {
    this.#flow.unblock(INTAKE);
  }

  /** Reads nothing more: the service is about to close. */
  leave(): void {
    this.#flow.block(LEAVING);
  }

  frameLimit(first: number): number {
    const { limits } = this.#edge;
    if (this.#stage !== 'live' || first >> 4 !== PUBLISH) return limits.controlFrameBytes;
    return HEAD_ROOM + limits.payloadBytes;
  }

  frame(buf: Buffer, at: number, body: number, end: number): void {
    const first = buf[at] ?? 0;
    const inbox = this.#inbox;
    if (inbox !== null) {
      if (first >> 4 === PUBLISH) inbox.publish(buf, at, body, end);
      else this.#control(first, buf.subarray(at, end), buf.subarray(body, end));
    } else if (first >> 4 === CONNECT) {
      this.#connect(first & 15, buf.subarray(body, end));
    } else {
      this.malformed();
    }
  }

  large(buf: Buffer, at: number, body: number, end: number, total: number): number {
    if (this.#inbox !== null && (buf[at] ?? 0) >> 4 === PUBLISH) {
      return this.#inbox.large(buf, at, body, end, total);
    }
    this.close('size');
    return -1;
  }

  skipped(): void {
    this.#inbox?.skipped();
  }

  malformed(): void {
    this.close('malformed');
  }

  #connect(flags: number, body: Buffer): void {
    const reading = readConnect(flags, body);
    if (reading === null) this.malformed();
    else if ('refused' in reading) this.#refuse(reading.refused);
    else {
      const { keepaliveSeconds, will } = reading.request;
      const admission = this.#edge.admit(reading.request, this.#peer);
      if ('refused' in admission) this.#refuse(admission.refused);
      // A copy of the will: the original would keep the whole read alive for as long as the session.
      else this.#join(admission.device, keepaliveSeconds, will && Buffer.from(will.payload));
    }
  }

  #join(device: string, keepaliveSeconds: number, will: Buffer | null): void {
    this.device = device;
    this.#will = will;
    this.#edge.joined(this);
    const most = this.#edge.limits.keepaliveSeconds;
    const granted = keepaliveSeconds === 0 ? most : Math.min(keepaliveSeconds, most);
    this.#isForeign = this.#edge.policy.isForeign(device);
    this.#inbox = new Inbox(this.#edge, this, this.#flow, device, this.#isForeign);
    this.#silenceTicks = this.#edge.ticks(granted * 1500);
    this.#stage = 'live';
    this.#heard();
    this.#edge.wheel.remove(this);
    this.#edge.wheel.add(this);
    this.#write(CONNACK);
  }

  #refuse(code: number): void {
    this.#socket.write(Buffer.from([0x20, 2, 0, code]));
    this.close('refused');
  }

  #control(first: number, frame: Buffer, body: Buffer): void {
    const control = readControl(first, body);
    const type = first >> 4;
    if (control === null) this.malformed();
    else if (type === DISCONNECT) this.#sayGoodbye();
    else if (type === PINGREQ) this.#write(PINGRESP);
    else if (this.#mayAsk(type, control.filters)) this.toBroker(frame);
    else this.close('filter');
  }

  #mayAsk(type: number, filters: readonly string[]): boolean {
    if (filters.length > this.#edge.limits.filters) return false;
    if (type === SUBSCRIBE && !this.#isForeign && !filters.every((filter) => this.mayAsk(filter)))
      return false;
    const listens = filters.some((filter) => this.mayHear(filter));
    if (listens) this.subscribed = type === SUBSCRIBE;
    return true;
  }

  /** The will is void; what is under way is still acknowledged. */
  #sayGoodbye(): void {
    this.#will = null;
    if (this.idle) this.close('disconnect');
    else this.#flow.block(LEAVING);
  }

  toBroker(frame: Buffer): void {
    if (this.#atBroker !== null) {
      if (!this.#atBroker.pass(frame)) this.#flow.block(BROKER);
      return;
    }
    this.#flow.block(JOINING);
    this.#atBroker = new AtBroker(this, this.device, frame, (side) => this.#edge.join(side));
  }

  #write(bytes: Buffer): void {
    if (!this.#socket.write(bytes)) this.#flow.block(WRITING);
  }

  flush(): void {
    const inbox = this.#inbox;
    if (!this.open || inbox === null) return;
    const acks = inbox.takeAcks();
    if (acks !== null) this.#write(acks);
    if (inbox.inflight === 0 && this.#flow.has(LEAVING) && !this.#edge.closing) this.close('disconnect');
    else inbox.makeRoom();
  }

  ready(): void {
    if (this.#atBroker?.begun() === false) this.#flow.block(BROKER);
    this.#flow.unblock(JOINING);
  }

  brokerDrained(): void {
    this.#flow.unblock(BROKER);
  }

  brokerClosed(): void {
    this.close('broker');
  }

  send(bytes: Buffer, done: (error?: Error | null) => void): void {
    const rest = this.#atBroker?.forDevice(bytes) ?? bytes;
    if (!this.open) done(new Error('Cannot send: the connection is closed'));
    else if (rest.length === 0) done();
    else this.#socket.write(rest, done);
  }

  tell(payload: Buffer): boolean {
    if (!this.open || this.#flow.has(WRITING)) return false;
    this.#write(plainPublish(commandTopic(this.device), payload));
    return true;
  }

  commit(topic: string, packetId: number, payload: Uint8Array, answer: (error: Error | null) => void): void {
    if (this.open && this.#inbox !== null) this.#inbox.commit(topic, packetId, payload, answer);
    else answer(new Error('Cannot publish: the connection is closed'));
  }

  mayAsk(filter: string): boolean {
    return this.#edge.policy.mayAsk(this.device, filter, this.#isForeign);
  }

  mayHear(topic: string): boolean {
    return this.#edge.policy.mayHear(this.device, topic);
  }

  due(): number {
    if (this.#stage !== 'live') return this.#seen;
    // Who waits for our commit, or is not being read, is not silent.
    const held = !this.idle || this.#flow.has(INTAKE | BROKER);
    return (held ? this.#edge.wheel.now : this.#seen) + this.#silenceTicks;
  }

  expire(): void {
    this.close(this.#stage === 'live' ? 'silence' : 'deadline');
  }

  close(reason: CloseReason): void {
    if (!this.open) return;
    const will = this.#stage === 'live' && reason !== 'shutdown' ? this.#will : null;
    this.#stage = 'closed';
    this.#flow.end();
    this.#edge.left(this, reason);
    this.#atBroker?.end();
    if (reason === 'refused' || reason === 'disconnect' || reason === 'shutdown') this.#endSoon();
    else if (reason === 'takeover') this.#yield();
    else this.#socket.destroy();
    if (will !== null) this.#inbox?.leave(will);
  }

  /** Another session of the device goes on. Whoever is still at this one closes its side in answer to our end. */
  #yield(): void {
    const socket = this.#socket;
    const { yielding, limits } = this.#edge;
    yielding.add(socket);
    socket.once('close', () => yielding.delete(socket));
    setTimeout(() => socket.destroy(), limits.takeoverWaitMs).unref();
    socket.resume();
    // An end that is here already is no answer: a device that closed this connection itself and came back.
    setImmediate(() => {
      if (socket.readableEnded || socket.destroyed) return void socket.destroy();
      socket.once('end', () => this.#edge.bothLive(this.device));
      socket.end();
    });
  }

  /** Lets a CONNACK or the last PUBACKs leave first, if the other side reads them. */
  #endSoon(): void {
    this.#socket.setTimeout(this.#edge.limits.closeWaitMs, () => this.#socket.destroy());
    this.#socket.destroySoon();
  }
}
