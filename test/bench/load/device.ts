/** One publishing device on a raw socket: a window of unacknowledged readings, and how long each waited for its PUBACK. */
import { connect, type Socket } from 'node:net';
import { connectPacket, Packets, publishPacket, topicField } from './wire.ts';

const CONNACK = 0x20;
const PUBACK = 0x40;

export type Aim = { host: string; port: number; device: string; secret: string };

export class Device {
  /** Moments (performance.now) at which readings were due and could not be sent yet: the window was full. */
  readonly waiting: number[] = [];
  up = false;
  sent = 0;
  /** No two of one id count alike: a number stands for one message. */
  readonly #boot = Date.now();
  readonly #aim: Aim;
  readonly #topic: Buffer;
  readonly #sentAt = new Map<number, number>();
  readonly #onAck: (since: number, device: Device) => void;
  #socket: Socket | null = null;
  #packetId = 0;
  /** When its newest reading was measured: ahead of the clock where it publishes more than one a millisecond. */
  at: number;

  /**
   * @param at its readings are measured after this, ms UTC
   * @param onAck hears when the acknowledged reading was due
   */
  constructor(aim: Aim, at: number, onAck: (since: number, device: Device) => void) {
    this.at = at;
    this.#aim = aim;
    this.#topic = topicField(aim.device);
    this.#onAck = onAck;
  }

  get inflight(): number {
    return this.#sentAt.size;
  }

  /** Resolves when the CONNACK says yes; rejects when it does not, or the connection ends. */
  connect(onLost: () => void): Promise<void> {
    const { host, port, device, secret } = this.#aim;
    const packets = new Packets();
    return new Promise((resolve, reject) => {
      const socket = connect({ host, port, noDelay: true });
      this.#socket = socket;
      socket.on('connect', () => socket.write(connectPacket(device, secret)));
      socket.on('data', (chunk: Buffer) =>
        packets.push(chunk, (first, two) => {
          if (first === PUBACK) this.#acknowledged(two);
          else if (first === CONNACK && (two & 255) === 0) {
            this.up = true;
            resolve();
          } else socket.destroy();
        }),
      );
      socket.on('error', () => {});
      socket.on('close', () => {
        if (this.up) onLost();
        this.up = false;
        reject(new Error(`${device} lost its connection to port ${port}`));
      });
    });
  }

  /** The packet of one more reading, measured now, counted from `since`. Two readings never share a millisecond. */
  reading(celsius: string, since: number): Buffer {
    this.at = Math.max(Date.now(), this.at + 1);
    return this.#packet(`{"at":${this.at},"celsius":${celsius}}`, since);
  }

  /** The packet of readings that were kept back, oldest first. */
  backlog(readings: readonly { readonly at: number; readonly celsius: number }[], since: number): Buffer {
    return this.#packet(readings.map((one) => JSON.stringify(one)).join(','), since);
  }

  #packet(readings: string, since: number): Buffer {
    do this.#packetId = (this.#packetId % 65_535) + 1;
    while (this.#sentAt.has(this.#packetId));
    this.#sentAt.set(this.#packetId, since);
    return publishPacket(
      this.#topic,
      this.#packetId,
      `{"boot":${this.#boot},"seq":${++this.sent},"readings":[${readings}]}`,
    );
  }

  write(packets: readonly Buffer[]): void {
    const [first] = packets;
    if (first !== undefined) this.#socket?.write(packets.length === 1 ? first : Buffer.concat(packets));
  }

  close(): void {
    this.up = false;
    this.#socket?.destroy();
  }

  #acknowledged(packetId: number): void {
    const since = this.#sentAt.get(packetId);
    if (since === undefined) return;
    this.#sentAt.delete(packetId);
    this.#onAck(since, this);
  }
}
