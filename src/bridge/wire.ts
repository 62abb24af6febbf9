/**
 * The bytes between a broker and us. PUBLISHes are taken out of them here, with a bound on what is kept of one and a pause where the
 * service has no room; all else goes to the MQTT client behind, to which this is the stream it talks through.
 */
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { Framer, type FrameSink } from '../mqtt/framer.ts';
import { headLength, type PublishHead, readHead, type Version } from './publish.ts';

const PUBLISH = 3;
/** What is read of one message, as at the service's own door. */
export const PAYLOAD_MOST = 65_536;
/** Topic, packet id and properties beside it. */
const HEAD_ROOM = 8_192;
/** CONNACK, SUBACK and the like. */
const CONTROL_MOST = 65_536;

export interface Receiver {
  readonly version: Version;
  /** True: nothing more may come until `Wire.resume`. */
  readonly blocked: boolean;
  publish(head: PublishHead, payload: Buffer): void;
  /** One that is too large to be read. `size`: of its payload, with its properties. */
  oversize(head: PublishHead, size: number): void;
}

export class Wire extends Duplex implements FrameSink {
  readonly #socket: Socket;
  readonly #receiver: Receiver;
  readonly #framer = new Framer(this);
  #skipping: { head: PublishHead; size: number } | null = null;

  constructor(socket: Socket, receiver: Receiver) {
    super({ allowHalfOpen: false });
    this.#socket = socket;
    this.#receiver = receiver;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => {
      this.#framer.push(chunk);
      if (this.#framer.holding) socket.pause();
    });
    socket.on('error', (error) => this.destroy(error));
    socket.on('close', () => this.destroy());
  }

  get blocked(): boolean {
    return this.#receiver.blocked;
  }

  /** Reads on once there is room. */
  resumeReading(): void {
    this.#framer.resume();
    if (!this.#framer.holding && !this.destroyed) this.#socket.resume();
  }

  frameLimit(first: number): number {
    return first >> 4 === PUBLISH ? PAYLOAD_MOST + HEAD_ROOM : CONTROL_MOST;
  }

  frame(buf: Buffer, at: number, body: number, end: number): void {
    const first = buf.readUInt8(at);
    if (first >> 4 !== PUBLISH) {
      this.push(buf.subarray(at, end));
      return;
    }
    const head = readHead(first, buf, body, end, this.#receiver.version);
    if (head === null) this.malformed();
    else if (end - head.end > PAYLOAD_MOST) this.#receiver.oversize(head, end - head.end);
    else this.#receiver.publish(head, buf.subarray(head.end, end));
  }

  large(buf: Buffer, at: number, body: number, end: number, total: number): number {
    const first = buf.readUInt8(at);
    if (first >> 4 !== PUBLISH) {
      this.malformed();
      return -1;
    }
    if (end - body < 2) return body + 2 - at;
    const need = body - at + headLength(first, buf, body);
    if (end - at < need) return need <= total ? need : this.#closed();
    const head = readHead(first, buf, body, at + need, null);
    if (head === null) return this.#closed();
    this.#skipping = { head, size: total - need };
    return 0;
  }

  skipped(): void {
    const { head, size } = this.#skipping ?? {};
    this.#skipping = null;
    if (head !== undefined && size !== undefined) this.#receiver.oversize(head, size);
  }

  malformed(): void {
    this.destroy(Object.assign(new Error('What the broker sent is no MQTT'), { code: 'MALFORMED' }));
  }

  #closed(): number {
    this.malformed();
    return -1;
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    this.#socket.write(chunk, done);
  }

  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this.#socket.write(Buffer.concat(chunks.map(({ chunk }) => chunk)), done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#socket.end(() => done(null));
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#framer.stop();
    this.#socket.destroy();
    done(error);
  }
}
