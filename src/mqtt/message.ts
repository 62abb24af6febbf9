/** One PUBLISH on its way into a commit, and the order in which its PUBACK may leave. */
import type { Delivery } from './ports.ts';

/** What a message reports to: the connection it came from. */
export interface Settled {
  settled(message: Message, error: Error | null): void;
}

const NOTHING = Buffer.alloc(0);

/** A class and not an object literal: a hundred thousand of these a second share one shape and one `settle`. */
export class Message implements Delivery {
  readonly device: string;
  readonly kind: Delivery['kind'];
  readonly receivedAt: number;
  readonly qos: number;
  readonly packetId: number;
  readonly owner: Settled;
  source: Buffer = NOTHING;
  from = 0;
  to = 0;
  size = 0;
  /** Where it is not the device's own for telemetry: what follows the device's root. */
  topic: string | undefined = undefined;
  backlog = false;
  /** Set once its commit is on disk. */
  kept = false;
  next: Message | null = null;
  /** Hears of the outcome in place of the queue: the waiting hook of a QoS 2 message. */
  hook: ((error: Error | null) => void) | null = null;

  constructor(
    owner: Settled,
    device: string,
    kind: Delivery['kind'],
    receivedAt: number,
    qos: number,
    packetId: number,
  ) {
    this.owner = owner;
    this.device = device;
    this.kind = kind;
    this.receivedAt = receivedAt;
    this.qos = qos;
    this.packetId = packetId;
  }

  /** Its payload is `source[from..to)`. */
  holding(source: Buffer, from: number, to: number): this {
    this.source = source;
    this.from = from;
    this.to = to;
    this.size = to - from;
    return this;
  }

  /** A view of the bytes; nearly all are copied from where they lie and need none. */
  get payload(): Uint8Array {
    return this.source.subarray(this.from, this.to);
  }

  settle(error: Error | null): void {
    this.owner.settled(this, error);
  }
}

/** Messages in the order of their PUBLISHes; the PUBACK of one leaves only after those before it. */
export class AckQueue {
  #head: Message | null = null;
  #tail: Message | null = null;
  /** Messages and payload bytes in the queue. */
  length = 0;
  bytes = 0;

  add(message: Message): void {
    if (this.#tail === null) this.#head = message;
    else this.#tail.next = message;
    this.#tail = message;
    this.length++;
    this.bytes += message.to - message.from;
  }

  isHead(message: Message): boolean {
    return this.#head === message;
  }

  /** The last telemetry of what is kept at the front. */
  newestKept(): Message | null {
    let newest: Message | null = null;
    for (let message = this.#head; message?.kept; message = message.next)
      if (message.kind === 'telemetry') newest = message;
    return newest;
  }

  /** Takes out what is kept at the front; the PUBACKs of it in one buffer, null when none is due. */
  takeAcks(): Buffer | null {
    let due = 0;
    let stop = this.#head;
    for (; stop?.kept; stop = stop.next) {
      this.length--;
      this.bytes -= stop.to - stop.from;
      if (stop.qos === 1) due++;
    }
    const acks = due === 0 ? null : Buffer.allocUnsafe(4 * due);
    let at = 0;
    for (let message = this.#head; message !== stop && message !== null; message = this.#after(message)) {
      if (acks === null || message.qos !== 1) continue;
      acks[at] = 0x40;
      acks[at + 1] = 2;
      acks[at + 2] = message.packetId >> 8;
      acks[at + 3] = message.packetId & 255;
      at += 4;
    }
    this.#head = stop;
    if (stop === null) this.#tail = null;
    return acks;
  }

  /** Parts the two: one that is settled and old would keep all that came after it from being collected with the young. */
  #after(message: Message): Message | null {
    const { next } = message;
    message.next = null;
    return next;
  }
}
