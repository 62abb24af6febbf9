/** An SMS gateway over HTTP that takes its time, and counts how often each message came. It knows nothing of idempotency: it sends all. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Random } from '../../../simulator/random.ts';

/** How long it thinks before it answers, ms. */
const SLOWEST = 400;

export class CountingGateway {
  /** By the message's id, how often it was taken. */
  readonly taken = new Map<string, number>();
  /** What came and was no message. */
  readonly strange: string[] = [];
  #waiting: (() => void)[] = [];
  readonly #server: Server;
  readonly #draw: Random;

  private constructor(draw: Random) {
    this.#draw = draw;
    this.#server = createServer((request, response) => {
      let body = '';
      request.on('error', () => {});
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        this.#take(body);
        setTimeout(
          () => {
            response.writeHead(200, { 'content-type': 'application/json' });
            response.end(JSON.stringify({ ok: true }));
          },
          this.#draw.between(0, SLOWEST),
        );
      });
    });
  }

  static async open(draw: Random): Promise<CountingGateway> {
    const gateway = new CountingGateway(draw);
    gateway.#server.listen(0, '127.0.0.1');
    await once(gateway.#server, 'listening');
    return gateway;
  }

  /** The file that tells the service of it. */
  get settings(): object {
    const { port } = this.#server.address() as AddressInfo;
    return {
      sms: {
        url: `http://127.0.0.1:${port}/sms`,
        headers: { 'Content-Type': 'application/json' },
        body: '{"id":"{id}","to":"{to}","text":"{text}"}',
        accepted: { path: 'ok', values: [true] },
        atOnce: 4,
        perMinute: 6000,
      },
    };
  }

  /** Resolves when the next message has come, and is not answered yet. */
  next(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #take(body: string): void {
    try {
      const { id, text } = JSON.parse(body) as { id: string; text: string };
      if (typeof id !== 'string' || !/^[\x20-\x7e]{20,160}$/.test(text)) throw new Error(body);
      this.taken.set(id, (this.taken.get(id) ?? 0) + 1);
      for (const resolve of this.#waiting.splice(0)) resolve();
    } catch {
      this.strange.push(body);
    }
  }
}
