/**
 * The messages of one session between their arrival and their acknowledgement: which topic is whose, what is too large,
 * how many may be on the way, and in which order the PUBACKs leave.
 */

import { isTopicName } from './connect.ts';
import type { CloseReason } from './counters.ts';
import type { Edge } from './edge.ts';
import { type Flow, INFLIGHT, INTAKE } from './flow.ts';
import { Haste } from './haste.ts';
import { AckQueue, Message, type Settled } from './message.ts';
import { belowOwn } from './policy.ts';
import type { Delivery } from './ports.ts';
import { emptyPublish, PublishHead, publishHeadLength } from './publish.ts';
import type { Listener } from './receipts.ts';
import { readText } from './text.ts';

/** The connection the messages come from. */
export interface Sender extends Listener {
  close(reason: CloseReason): void;
  toBroker(frame: Buffer): void;
  roomAgain(): void;
  /** Sends the PUBACKs that are due. */
  flush(): void;
}

type Kind = Delivery['kind'];
/** A message too large to be read, until its last byte has come. */
type Skipping = { kind: Kind; first: number; topic: Buffer; packetId: number; size: number };

/** Room for header and topic beside a payload of full size. */
export const HEAD_ROOM = 512;
const head = new PublishHead();

export class Inbox implements Settled {
  /** Service time of the bytes that are being read. */
  receivedAt = 0;
  readonly #edge: Edge;
  readonly #sender: Sender;
  readonly #flow: Flow;
  readonly #device: string;
  readonly #topic: Buffer;
  readonly #isForeign: boolean;
  /** What follows the device's own root in the topic of the message at hand; undefined: it is the one for telemetry. */
  #below: string | undefined = undefined;
  readonly #queue = new AckQueue();
  readonly #haste = new Haste();
  /** In the list of inboxes with PUBACKs due. */
  #dirty = false;
  /** QoS 2 messages on their way through aedes, and the sizes of those of them that were skipped, by packet id. */
  #hooks = 0;
  #skipped: Map<number, number> | null = null;
  #skipping: Skipping | null = null;

  constructor(edge: Edge, sender: Sender, flow: Flow, device: string, isForeign: boolean) {
    this.#isForeign = isForeign;
    this.#edge = edge;
    this.#sender = sender;
    this.#flow = flow;
    this.#device = device;
    this.#topic = Buffer.from(edge.policy.telemetryTopic(device), 'utf8');
  }

  /** Messages on the way into a commit. */
  get inflight(): number {
    return this.#queue.length + this.#hooks;
  }

  /** Takes the PUBLISH `buf[at..end)` with its body at `body`. */
  publish(buf: Buffer, at: number, body: number, end: number): void {
    if (!head.read(buf, at, body, end)) {
      this.#sender.close('malformed');
      return;
    }
    const { qos, packetId, topicAt, topicEnd, payloadAt } = head;
    const kind = this.#kind(buf, topicAt, topicEnd);
    if (kind === null) return;
    const size = end - payloadAt;
    if (size > this.#edge.limits.payloadBytes) {
      this.#oversize({ kind, first: buf[at] ?? 0, topic: buf.subarray(topicAt, topicEnd), packetId, size });
    } else if (qos === 2) {
      this.#throughBroker(buf.subarray(at, end));
    } else {
      this.#deliver(this.#message(kind, qos, packetId).holding(buf, payloadAt, end));
    }
  }

  /** A PUBLISH too large to be collected; see FrameSink. */
  large(buf: Buffer, at: number, body: number, end: number, total: number): number {
    if (end - body < 2) return body + 2 - at;
    const need = body - at + publishHeadLength(buf, at, body);
    const size = total - need;
    if (size > this.#edge.limits.discardedPayloadBytes || need > HEAD_ROOM) {
      this.#sender.close('size');
      return -1;
    }
    if (end - at < need) return need;
    const fine = head.read(buf, at, body, end);
    if (!fine) this.#sender.close('malformed');
    const { topicAt, topicEnd, packetId } = head;
    const kind = fine ? this.#kind(buf, topicAt, topicEnd) : null;
    if (kind === null) return -1;
    const topic = Buffer.from(buf.subarray(topicAt, topicEnd));
    this.#skipping = { kind, first: buf[at] ?? 0, topic, packetId, size };
    return 0;
  }

  skipped(): void {
    if (this.#skipping !== null) this.#oversize(this.#skipping);
    this.#skipping = null;
  }

  /** What a message on this topic is; null: the connection was closed because of it. */
  #kind(buf: Buffer, at: number, end: number): Kind | null {
    const own = this.#topic;
    let i = own.length;
    if (end - at === i) {
      // From the end: the devices differ there, the beginning is the same for all.
      while (i > 0 && own[i - 1] === buf[at + i - 1]) i--;
      this.#below = undefined;
      if (i === 0) return 'telemetry';
    }
    const topic = readText(buf.subarray(at, end));
    const named = topic !== null && isTopicName(topic);
    const kind = named ? this.#kindOf(topic) : null;
    if (kind === null) this.#sender.close(named ? 'topic' : 'malformed');
    return kind;
  }

  #kindOf(topic: string): Kind | null {
    const { policy, refusals } = this.#edge;
    const kind = policy.topic(this.#device, topic, this.#isForeign);
    this.#below = kind === 'telemetry' ? (belowOwn(this.#device, topic) ?? undefined) : undefined;
    if (kind !== 'elsewhere') return kind;
    // Nobody reads it, and it is acknowledged; whoever looks for the device's readings is told where they went.
    refusals.cut(this.#device, 'topic', this.receivedAt);
    return 'status';
  }

  #message(kind: Kind, qos: number, packetId: number): Message {
    const message = new Message(this, this.#device, kind, this.receivedAt, qos, packetId);
    message.topic = this.#below;
    return message;
  }

  #deliver(message: Message): void {
    message.backlog = this.#haste.isHasty(this.receivedAt);
    this.#queue.add(message);
    this.#checkAllowance();
    if (!this.#edge.offer(message)) this.waitForRoom();
  }

  #throughBroker(frame: Buffer): void {
    this.#hooks++;
    this.#checkAllowance();
    this.#sender.toBroker(frame);
  }

  /** A QoS 2 message that aedes asks about: `answer` hears of its commit. */
  commit(topic: string, packetId: number, payload: Uint8Array, answer: (error: Error | null) => void): void {
    const kind = this.#kindOf(topic);
    if (kind === null) {
      answer(new Error(`Cannot publish to ${topic}`));
      return;
    }
    const skippedSize = this.#skipped?.get(packetId);
    this.#skipped?.delete(packetId);
    const message = this.#message(skippedSize === undefined ? kind : 'oversize', 2, packetId);
    message.holding(Buffer.from(payload.buffer, payload.byteOffset, payload.length), 0, payload.length);
    if (skippedSize !== undefined) message.size = skippedSize;
    message.hook = answer;
    if (!this.#edge.offer(message)) this.waitForRoom();
  }

  /** The will: a status without an answer. */
  leave(will: Buffer): void {
    this.#edge.counters.wills++;
    const message = new Message(this, this.#device, 'status', Date.now(), 0, 0);
    this.#edge.offer(message.holding(will, 0, will.length));
  }

  /** Its fact is committed and acknowledged all the same, lest the device resend it for ever. */
  #oversize({ kind, first, topic, packetId, size }: Skipping): void {
    this.#edge.counters.oversize++;
    this.#edge.log.warn({ device: this.#device, kind, size }, 'payload discarded: larger than what is read');
    const qos = (first >> 1) & 3;
    if (qos === 2) {
      this.#skipped ??= new Map();
      this.#skipped.set(packetId, size);
      this.#throughBroker(emptyPublish(first, topic, packetId));
    } else {
      const message = this.#message('oversize', qos, packetId);
      message.size = size;
      this.#deliver(message);
    }
  }

  #checkAllowance(): void {
    const { limits } = this.#edge;
    if (this.inflight < limits.inflight && this.#queue.bytes < limits.inflightBytes) return;
    if (!this.#flow.has(INFLIGHT)) this.#edge.counters.pauses++;
    this.#flow.block(INFLIGHT);
  }

  waitForRoom(): void {
    if (this.#flow.has(INTAKE)) return;
    this.#edge.counters.pauses++;
    this.#flow.block(INTAKE);
    this.#edge.waitForRoom(this.#sender);
  }

  settled(message: Message, error: Error | null): void {
    if (message.kept || !this.#sender.open) return;
    if (error !== null) {
      this.#edge.log.debug({ device: this.#device, error: error.message }, 'message not kept');
      this.#sender.close('unkept');
      return;
    }
    message.kept = true;
    if (message.hook !== null) {
      this.#hooks--;
      message.hook(null);
    } else if (!this.#queue.isHead(message)) {
      return;
    }
    if (this.#dirty) return;
    this.#dirty = true;
    this.#edge.due(this.#sender);
  }

  /** The PUBACKs that are due, in one buffer. */
  takeAcks(): Buffer | null {
    this.#dirty = false;
    const newest = this.#sender.subscribed ? this.#queue.newestKept() : null;
    if (newest !== null) this.#edge.receipts.kept(this.#sender, newest.payload);
    return this.#queue.takeAcks();
  }

  /** Reads on where acknowledging made room. */
  makeRoom(): void {
    const { limits } = this.#edge;
    if (this.inflight <= limits.inflight / 2 && this.#queue.bytes <= limits.inflightBytes / 2) {
      this.#flow.unblock(INFLIGHT);
    }
  }
}
