/** Which port is free? The wanted one where it is, else any. */
import { createServer } from 'node:net';

export async function freePort(wanted: number, host: string): Promise<number> {
  return (await listenOnce(wanted, host)) ?? (await listenOnce(0, host)) ?? wanted;
}

function listenOnce(port: number, host: string): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen(port, host, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : null));
    });
  });
}
