/** The network between an agent and the service, in the test's hands: cut, or with what the service says on the command topic lost or repeated. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

const PUBLISH_QOS_0 = 0x30;

export class Wire {
  readonly #server: Server;
  readonly #to: number;
  readonly #pairs = new Set<Socket>();
  isCut = true;
  /** What becomes of each PUBLISH of the service to the device: how many copies arrive. */
  copies: () => number = () => 1;
  /** How many were lost. */
  lost = 0;

  private constructor(server: Server, to: number) {
    this.#server = server;
    this.#to = to;
    server.on('connection', (socket) => this.#join(socket));
  }

  static async open(to: number): Promise<Wire> {
    const server = createServer({ noDelay: true });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Wire(server, to);
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  cut(): void {
    this.isCut = true;
    for (const socket of this.#pairs) socket.destroy();
  }

  mend(): void {
    this.isCut = false;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #join(near: Socket): void {
    near.on('error', () => {});
    if (this.isCut) {
      near.destroy();
      return;
    }
    const far = connect({ host: '127.0.0.1', port: this.#to, noDelay: true });
    far.on('error', () => {});
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#pairs.add(one);
      one.on('close', () => {
        this.#pairs.delete(one);
        other.destroy();
      });
    }
    near.on('data', (chunk) => far.write(chunk));
    let rest: Buffer = Buffer.alloc(0);
    far.on('data', (chunk) => {
      rest = this.#pass(near, Buffer.concat([rest, chunk]));
    });
  }

  /** Passes whole frames on; the service's are shorter than 16,384 bytes. */
  #pass(near: Socket, bytes: Buffer): Buffer {
    let at = 0;
    while (bytes.length - at >= 2) {
      const low = bytes[at + 1] ?? 0;
      const isLong = low >= 128;
      if (isLong && bytes.length - at < 3) break;
      const length = (low & 127) + (isLong ? (bytes[at + 2] ?? 0) * 128 : 0);
      const end = at + (isLong ? 3 : 2) + length;
      if (end > bytes.length) break;
      const copies = bytes[at] === PUBLISH_QOS_0 ? this.copies() : 1;
      if (copies === 0) this.lost++;
      for (let i = 0; i < copies; i++) near.write(bytes.subarray(at, end));
      at = end;
    }
    return bytes.subarray(at);
  }
}
