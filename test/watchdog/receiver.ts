/** A real HTTP server that somebody outside runs: what it heard, and what it answers. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export type Receiver = {
  readonly url: string;
  readonly port: number;
  readonly heard: { readonly method: string; readonly path: string; readonly body: string }[];
  /** Its answer from now on; null: none at all. */
  answer: number | null;
  /** Resolves when it has heard so much. */
  heardOf(count: number): Promise<void>;
};

export async function receiver(): Promise<Receiver> {
  const heard: Receiver['heard'] = [];
  const waiting: (() => void)[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      heard.push({
        method: request.method ?? '',
        path: request.url ?? '',
        body: Buffer.concat(parts).toString(),
      });
      if (self.answer !== null) response.writeHead(self.answer, { location: '/elsewhere' }).end();
      for (const wake of waiting.splice(0)) wake();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const self: Receiver = {
    url: `http://127.0.0.1:${port}/song`,
    port,
    heard,
    answer: 200,
    async heardOf(count) {
      while (heard.length < count) await new Promise<void>((resolve) => waiting.push(resolve));
    },
  };
  return self;
}
