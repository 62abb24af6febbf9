/**
 * One device's socket: admits it, takes its messages into commits, acknowledges what was kept, and gives everything else
 * to aedes. Nothing is read from the socket while something stands in the way, so that pressure reaches the device.
 */
import type { Socket } from 'node:net';
import type { BrokerSide, Gate } from './broker-side.ts';
import { isTopicName, plainConnect, readConnect } from './connect.ts';
import type { CloseReason } from './counters.ts';
import type { Edge } from './edge.ts';
import { Framer, type FrameSink } from './framer.ts';
import { AckQueue, Message, type Settled } from './message.ts';
import { CONNECT, DISCONNECT, PUBLISH, readControl, SUBSCRIBE, UNSUBSCRIBE } from './packet.ts';
import type { Delivery } from './ports.ts';
import { emptyPublish, PublishHead, publishHeadLength } from './publish.ts';
import { readText } from './text.ts';
import type { Timed } from './wheel.ts';

/** waiting for CONNECT → joining (admitted, aedes prepares the session) → live → closed. */
type Stage = 'waiting' | 'joining' | 'live' | 'closed';
type Kind = Delivery['kind'];

/** Why nothing is read at present; bits, for several can hold at once. */
const JOINING = 1;
const INFLIGHT = 2;
const INTAKE = 4;
const WRITING = 8;
const BROKER = 16;
const LEAVING = 32;

const NOTHING = Buffer.alloc(0);
/** Room for header and topic beside a payload of full size. */
const HEAD_ROOM = 512;
const head = new PublishHead();

/** A message being skipped, until its last byte has come. */
type Skipping = { kind: Kind; first: number; topic: Buffer; packetId: number; size: number };

export class Connection implements FrameSink, Gate, Settled, Timed {
  readonly address: string;
  device = '';
  stage: Stage = 'waiting';
  /** Whether a SUBSCRIBE of this session stands. */
  subscribed = false;
  slot = -1;
  /** In the list of connections with PUBACKs due. */
  dirty = false;
  readonly #edge: Edge;
  readonly #socket: Socket;
  readonly #framer = new Framer(this);
  readonly #queue = new AckQueue();
  #side: BrokerSide | null = null;
  #topic = NOTHING;
  #will: Buffer | null = null;
  #blocks = 0;
  /** QoS 2 messages on their way through aedes, and the sizes of those of them that were skipped, by packet id. */
  #hooks = 0;
  #skipped: Map<number, number> | null = null;
  #skipping: Skipping | null = null;
  #receivedAt = 0;
  #silenceTicks = 0;
  /** Tick of the last byte; before the session is live, of the deadline. */
  #seen: number;

  constructor(edge: Edge, socket: Socket, address: string) {
    this.#edge = edge;
    this.#socket = socket;
    this.address = address;
    this.#seen = edge.wheel.now + edge.ticks(edge.limits.connectDeadlineMs);
    edge.wheel.add(this);
    socket.on('data', (chunk: Buffer) => this.#read(chunk));
    socket.on('drain', () => this.#unblock(WRITING));
    socket.on('error', () => this.close('peer'));
    socket.on('close', () => this.close('peer'));
  }

  get #inflight(): number {
    return this.#queue.length + this.#hooks;
  }

  /** Nothing of it is on its way into a commit. */
  get idle(): boolean {
    return this.stage !== 'live' || this.#inflight === 0;
  }

  #read(chunk: Buffer): void {
    if (this.stage === 'closed') return;
    if (this.stage === 'live') this.#seen = this.#edge.wheel.now;
    this.#receivedAt = Date.now();
    if (this.#edge.full && this.stage === 'live') this.#waitForRoom();
    this.#framer.push(chunk);
    this.#readOn();
  }

  get blocked(): boolean {
    return this.#blocks !== 0;
  }

  #block(reason: number): void {
    if (this.#blocks === 0) this.#socket.pause();
    this.#blocks |= reason;
  }

  #unblock(reason: number): void {
    if ((this.#blocks & reason) === 0 || this.stage === 'closed') return;
    this.#blocks &= ~reason;
    if (this.#blocks !== 0) return;
    this.#receivedAt = Date.now();
    this.#framer.resume();
    this.#readOn();
  }

  #readOn(): void {
    if (this.stage === 'closed' || this.#blocks !== 0 || this.#framer.holding) return;
    if (!this.#socket.isPaused()) return;
    if (this.stage === 'live') this.#seen = this.#edge.wheel.now;
    this.#socket.resume();
  }

  #waitForRoom(): void {
    if ((this.#blocks & INTAKE) !== 0) return;
    this.#edge.counters.pauses++;
    this.#block(INTAKE);
    this.#edge.waitForRoom(this);
  }

  roomAgain(): void {
    this.#unblock(INTAKE);
  }

  /** Reads nothing more: the service is about to close. */
  leave(): void {
    this.#block(LEAVING);
  }

  frameLimit(first: number): number {
    const { limits } = this.#edge;
    if (this.stage !== 'live' || first >> 4 !== PUBLISH) return limits.controlFrameBytes;
    return HEAD_ROOM + limits.payloadBytes;
  }

  frame(buf: Buffer, at: number, body: number, end: number): void {
    const first = buf[at] ?? 0;
    if (this.stage === 'live') {
      if (first >> 4 === PUBLISH) this.#publish(buf, at, body, end);
      else this.#control(first, buf.subarray(at, end), buf.subarray(body, end));
    } else if (first >> 4 === CONNECT) {
      this.#connect(first & 15, buf.subarray(body, end));
    } else {
      this.malformed();
    }
  }

  malformed(): void {
    this.close('malformed');
  }

  #connect(flags: number, body: Buffer): void {
    const reading = readConnect(flags, body);
    if (reading === null) this.malformed();
    else if ('refused' in reading) this.#refuse(reading.refused);
    else {
      const { request } = reading;
      const admission = this.#edge.admit(request);
      if ('refused' in admission) this.#refuse(admission.refused);
      // The copy of the will: the original would keep the whole read alive for as long as the session.
      else
        this.#join(
          admission.device,
          request.keepaliveSeconds,
          request.will && Buffer.from(request.will.payload),
        );
    }
  }

  #join(device: string, keepaliveSeconds: number, will: Buffer | null): void {
    const most = this.#edge.limits.keepaliveSeconds;
    const granted = keepaliveSeconds === 0 ? most : Math.min(keepaliveSeconds, most);
    this.#silenceTicks = this.#edge.ticks(granted * 1500);
    this.device = device;
    this.#topic = Buffer.from(this.#edge.policy.telemetryTopic(device), 'utf8');
    this.#will = will;
    this.stage = 'joining';
    this.#block(JOINING);
    this.#edge.joined(this);
    this.#side = this.#edge.open(this);
    this.#side.push(plainConnect(device));
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
    else if (this.#mayAsk(type, control.filters)) this.#toBroker(frame);
    else this.close('filter');
  }

  #mayAsk(type: number, filters: readonly string[]): boolean {
    if (filters.length > this.#edge.limits.filters) return false;
    const allowed = filters.filter((filter) => this.mayRead(filter));
    if (type === SUBSCRIBE) {
      if (allowed.length < filters.length) return false;
      this.subscribed = true;
    } else if (type === UNSUBSCRIBE && allowed.length > 0) {
      this.subscribed = false;
    }
    return true;
  }

  /** The will is void; what is under way is still acknowledged. */
  #sayGoodbye(): void {
    this.#will = null;
    if (this.#inflight === 0) this.close('disconnect');
    else this.#block(LEAVING);
  }

  #toBroker(frame: Buffer): void {
    if (this.#side?.push(frame) === false) this.#block(BROKER);
  }

  #publish(buf: Buffer, at: number, body: number, end: number): void {
    if (!head.read(buf, at, body, end)) {
      this.malformed();
      return;
    }
    const { qos, packetId, topicAt, topicEnd, payloadAt } = head;
    const kind = this.#kind(buf, topicAt, topicEnd);
    if (kind === null) return;
    const size = end - payloadAt;
    if (size > this.#edge.limits.payloadBytes) {
      this.#oversize({ kind, first: buf[at] ?? 0, topic: buf.subarray(topicAt, topicEnd), packetId, size });
    } else if (qos === 2) {
      this.#hooks++;
      this.#checkAllowance();
      this.#toBroker(buf.subarray(at, end));
    } else {
      this.#deliver(kind, buf.subarray(payloadAt, end), size, qos, packetId);
    }
  }

  /** What a message on this topic is; null: the connection was closed because of it. */
  #kind(buf: Buffer, at: number, end: number): Kind | null {
    const own = this.#topic;
    let i = own.length;
    if (end - at === i) {
      // From the end: the devices differ there, the beginning is the same for all.
      while (i > 0 && own[i - 1] === buf[at + i - 1]) i--;
      if (i === 0) return 'telemetry';
    }
    const topic = readText(buf.subarray(at, end));
    if (topic === null || !isTopicName(topic)) {
      this.malformed();
      return null;
    }
    const kind = this.#edge.policy.topic(this.device, topic);
    if (kind === null) this.close('topic');
    return kind;
  }

  #deliver(kind: Kind, payload: Uint8Array, size: number, qos: number, packetId: number): void {
    const message = new Message(this, this.device, kind, payload, size, this.#receivedAt, qos, packetId);
    this.#queue.add(message);
    this.#checkAllowance();
    if (!this.#edge.offer(message)) this.#waitForRoom();
  }

  #checkAllowance(): void {
    const { limits } = this.#edge;
    if (this.#inflight < limits.inflight && this.#queue.bytes < limits.inflightBytes) return;
    if ((this.#blocks & INFLIGHT) === 0) this.#edge.counters.pauses++;
    this.#block(INFLIGHT);
  }

  large(buf: Buffer, at: number, body: number, end: number, total: number): number {
    const first = buf[at] ?? 0;
    if (this.stage !== 'live' || first >> 4 !== PUBLISH) return this.#tooLarge();
    if (end - body < 2) return body + 2 - at;
    const need = body - at + publishHeadLength(buf, at, body);
    const size = total - need;
    if (size > this.#edge.limits.discardedPayloadBytes || need > HEAD_ROOM) return this.#tooLarge();
    if (end - at < need) return need;
    const fine = head.read(buf, at, body, end);
    if (!fine) this.malformed();
    const { topicAt, topicEnd, packetId } = head;
    const kind = fine ? this.#kind(buf, topicAt, topicEnd) : null;
    if (kind === null) return -1;
    this.#skipping = { kind, first, topic: Buffer.from(buf.subarray(topicAt, topicEnd)), packetId, size };
    // What has come of the payload already is skipped with the rest.
    return 0;
  }

  #tooLarge(): -1 {
    this.close('size');
    return -1;
  }

  skipped(): void {
    if (this.#skipping !== null) this.#oversize(this.#skipping);
    this.#skipping = null;
  }

  /** A payload past what is read: its fact is committed and acknowledged, lest the device resend it for ever. */
  #oversize({ kind, first, topic, packetId, size }: Skipping): void {
    this.#edge.counters.oversize++;
    this.#edge.log.warn({ device: this.device, kind, size }, 'payload discarded: larger than what is read');
    const qos = (first >> 1) & 3;
    if (qos !== 2) {
      this.#deliver('oversize', NOTHING, size, qos, packetId);
      return;
    }
    this.#skipped ??= new Map();
    this.#skipped.set(packetId, size);
    this.#hooks++;
    this.#checkAllowance();
    this.#toBroker(emptyPublish(first, topic, packetId));
  }

  settled(message: Message, error: Error | null): void {
    if (message.kept || this.stage === 'closed') return;
    if (error !== null) {
      const { device } = this;
      this.#edge.log.debug({ device, error: error.message }, 'message not kept: connection closed');
      this.close('unkept');
      return;
    }
    message.kept = true;
    if (message.hook !== null) {
      this.#hooks--;
      message.hook(null);
    } else if (!this.#queue.isHead(message)) {
      return;
    }
    this.#edge.due(this);
  }

  /** Sends the PUBACKs that are due, in one write, and reads on where that made room. */
  flush(): void {
    this.dirty = false;
    if (this.stage === 'closed') return;
    const acks = this.#queue.takeAcks();
    if (acks !== null && !this.#socket.write(acks)) this.#block(WRITING);
    const { limits, closing } = this.#edge;
    if (this.#inflight === 0 && (this.#blocks & LEAVING) !== 0 && !closing) this.close('disconnect');
    else if (this.#inflight <= limits.inflight / 2 && this.#queue.bytes <= limits.inflightBytes / 2) {
      this.#unblock(INFLIGHT);
    }
  }

  ready(): void {
    if (this.stage !== 'joining') return;
    this.stage = 'live';
    this.#seen = this.#edge.wheel.now;
    this.#edge.counters.sessions++;
    this.#edge.wheel.remove(this);
    this.#edge.wheel.add(this);
    this.#unblock(JOINING);
  }

  brokerDrained(): void {
    this.#unblock(BROKER);
  }

  brokerClosed(): void {
    this.close('broker');
  }

  send(bytes: Buffer, done: (error?: Error | null) => void): void {
    if (this.stage === 'closed') done(new Error('Cannot send: the connection is closed'));
    else this.#socket.write(bytes, done);
  }

  commit(topic: string, packetId: number, payload: Uint8Array, answer: (error: Error | null) => void): void {
    const kind = this.stage === 'live' ? this.#edge.policy.topic(this.device, topic) : null;
    if (kind === null) {
      answer(new Error(`Cannot publish to ${topic}`));
      return;
    }
    const skippedSize = this.#skipped?.get(packetId);
    this.#skipped?.delete(packetId);
    const size = skippedSize ?? payload.length;
    const what = skippedSize === undefined ? kind : 'oversize';
    const message = new Message(this, this.device, what, payload, size, this.#receivedAt, 2, packetId);
    message.hook = answer;
    if (!this.#edge.offer(message)) this.#waitForRoom();
  }

  mayRead(filter: string): boolean {
    return this.#edge.policy.mayRead(this.device, filter);
  }

  due(): number {
    if (this.stage !== 'live') return this.#seen;
    // Who waits for our commit, or is not being read, is not silent.
    const held = this.#inflight > 0 || (this.#blocks & (INTAKE | BROKER)) !== 0;
    return (held ? this.#edge.wheel.now : this.#seen) + this.#silenceTicks;
  }

  expire(): void {
    this.close(this.stage === 'live' ? 'silence' : 'deadline');
  }

  close(reason: CloseReason): void {
    if (this.stage === 'closed') return;
    const will = this.stage === 'live' ? this.#will : null;
    this.stage = 'closed';
    this.#framer.stop();
    this.#queue.clear();
    this.#will = null;
    this.#edge.left(this, reason);
    this.#side?.destroy();
    // Lets a CONNACK or the last PUBACKs leave first.
    if (reason === 'refused' || reason === 'disconnect' || reason === 'shutdown') this.#socket.destroySoon();
    else this.#socket.destroy();
    if (will === null || reason === 'shutdown') return;
    this.#edge.counters.wills++;
    this.#edge.offer(new Message(this, this.device, 'status', will, will.length, Date.now(), 0, 0));
  }
}
