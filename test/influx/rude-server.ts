/** An HTTP server that answers however a test wants it to, and remembers what it was sent. */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { gunzipSync } from 'node:zlib';

export type Sent = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Decompressed. */
  readonly body: string;
};

export type RudeServer = {
  readonly url: string;
  readonly sent: Sent[];
  /** What it does with every request from now on. */
  manners: (response: ServerResponse) => void;
  /** Resolves when the client has let go of all connections. */
  left(): Promise<void>;
  close(): Promise<void>;
};

export async function startRudeServer(): Promise<RudeServer> {
  const sent: Sent[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    const body = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString();
    sent.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers, body });
    rude.manners(response);
  });
  let connections = 0;
  let allGone = () => {};
  server.on('connection', (socket) => {
    connections++;
    socket.once('close', () => {
      connections--;
      if (connections === 0) allGone();
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const rude: RudeServer = {
    url: `http://127.0.0.1:${address.port}`,
    sent,
    manners: (response) => response.writeHead(204).end(),
    left: () =>
      new Promise((resolve) => {
        allGone = resolve;
        if (connections === 0) resolve();
      }),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return rude;
}
