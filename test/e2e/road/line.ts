/** One phone's way to the service, by an address of its own: how many bytes went each way, headers and all. */
import { connect, createServer, type Server, type Socket } from 'node:net';

export class Line {
  readonly url: string;
  /** From the service to the phone, since the beginning. */
  down = 0;
  up = 0;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(server: Server, url: string) {
    this.#server = server;
    this.url = url;
  }

  static async to(host: string, port: number): Promise<Line> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, host, resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('Cannot listen: no port');
    const line = new Line(server, `http://${host}:${address.port}`);
    server.on('connection', (phone) => line.#join(phone, connect(port, host)));
    return line;
  }

  #join(phone: Socket, service: Socket): void {
    for (const [one, other] of [
      [phone, service],
      [service, phone],
    ] as const) {
      this.#sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.#sockets.delete(one);
        other.destroy();
      });
    }
    phone.on('data', (bytes) => {
      this.up += bytes.length;
    });
    service.on('data', (bytes) => {
      this.down += bytes.length;
    });
    phone.pipe(service);
    service.pipe(phone);
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
