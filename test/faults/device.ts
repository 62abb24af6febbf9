/** A logger with flash: it sends at QoS 1, keeps what was not acknowledged, and sends that again, marked DUP, on its next connection. */
import { connect, type Socket } from 'node:net';
import { connectPacket, publishPacket } from '../mqtt/raw-device.ts';
import type { Oracle } from './oracle.ts';
import type { Message, Story } from './story.ts';
import type { DeviceSpec } from './world.ts';

const WINDOW = 20;
const NOTHING = Buffer.alloc(0);

export class FlashDevice {
  readonly #spec: DeviceSpec;
  readonly #story: Story;
  readonly #oracle: Oracle;
  readonly #unacknowledged = new Map<number, Message>();
  #socket: Socket | null = null;
  #timer: NodeJS.Timeout | null = null;
  #packetId = 0;
  connected = false;

  constructor(spec: DeviceSpec, story: Story, oracle: Oracle) {
    this.#spec = spec;
    this.#story = story;
    this.#oracle = oracle;
  }

  get waiting(): number {
    return this.#unacknowledged.size;
  }

  /** Connects, sends what is still in the flash, then a new message every `everyMs`. */
  start(port: number, everyMs: number): void {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true });
    this.#socket = socket;
    socket.on('error', () => {});
    const { id, secret } = this.#spec;
    socket.write(connectPacket({ clientId: id, username: id, password: secret }));
    let rest: Buffer = NOTHING;
    socket.on('data', (chunk) => {
      rest = this.#hear(rest.length === 0 ? chunk : Buffer.concat([rest, chunk]), everyMs);
    });
  }

  /** Sends nothing new; what is on the way may still be acknowledged. */
  pause(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  stop(): void {
    this.pause();
    this.connected = false;
    this.#socket?.removeAllListeners('data');
    this.#socket?.destroy();
    this.#socket = null;
  }

  /** Every packet that comes back has four bytes: CONNACK and PUBACK. */
  #hear(bytes: Buffer, everyMs: number): Buffer {
    let at = 0;
    for (; bytes.length - at >= 4; at += 4) {
      const type = bytes[at];
      if (type === 0x20 && bytes[at + 3] === 0) this.#begin(everyMs);
      else if (type === 0x40) this.#acknowledged(bytes.readUInt16BE(at + 2));
      else throw new Error(`${this.#spec.id} heard ${bytes.subarray(at, at + 4).toString('hex')}`);
    }
    return bytes.subarray(at);
  }

  #begin(everyMs: number): void {
    this.connected = true;
    for (const [id, message] of this.#unacknowledged) this.#send(id, message, true);
    if (everyMs > 0) this.#timer = setInterval(() => this.#tell(), everyMs);
  }

  #tell(): void {
    if (this.#unacknowledged.size >= WINDOW) return;
    do this.#packetId = (this.#packetId % 65_535) + 1;
    while (this.#unacknowledged.has(this.#packetId));
    const message = this.#story.next(Date.now());
    this.#oracle.send(this.#spec.id, message);
    this.#unacknowledged.set(this.#packetId, message);
    this.#send(this.#packetId, message, false);
  }

  #send(id: number, message: Message, dup: boolean): void {
    this.#socket?.write(
      publishPacket(`giulanh/v1/${this.#spec.id}/telemetry`, message.payload, { qos: 1, id, dup }),
    );
  }

  #acknowledged(id: number): void {
    const message = this.#unacknowledged.get(id);
    if (message === undefined) throw new Error(`${this.#spec.id} heard of ${id}, which it did not send`);
    this.#unacknowledged.delete(id);
    this.#oracle.acknowledge(this.#spec.id, message);
  }
}
