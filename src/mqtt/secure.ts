/**
 * The listener with TLS. Its TCP connections come through the same door as plain ones and count as pending while their
 * handshake lasts, so that half-open ones cannot crowd out the others. What the peer shows of itself is read once, here.
 */
import { constants, type X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createServer as createTlsServer, type TLSSocket } from 'node:tls';
import type { Edge } from './edge.ts';
import type { Peer } from './ports.ts';

/** In PEM. `ca`: whose certificates devices may show; `own`: that is the service's own authority. */
export type TlsMaterial = {
  readonly cert: string;
  readonly key: string;
  readonly ca: string;
  readonly own: boolean;
};

export interface SecureDoor {
  readonly port: number;
  /** For connections from now on. */
  renew(material: TlsMaterial): void;
  close(): Promise<void>;
}

const TCP_KEEPALIVE_MS = 60_000;

/** @param port 0 takes a free one */
export async function startSecure(
  edge: Edge,
  { host, port, material }: { host: string; port: number; material: TlsMaterial },
): Promise<SecureDoor> {
  const { log, limits } = edge;
  let { own } = material;
  const handshakes = createTlsServer({
    ...contextOf(material),
    requestCert: true,
    // Whether it may come in is decided with its CONNECT, which also tells a person why not.
    rejectUnauthorized: false,
    handshakeTimeout: limits.handshakeDeadlineMs,
  });
  /** Those whose handshake lasts, by the address and port of the peer. */
  const shaking = new Map<string, () => void>();
  const open = new Set<Socket>();
  const server = createServer(
    { noDelay: true, keepAlive: true, keepAliveInitialDelay: TCP_KEEPALIVE_MS },
    (socket) => {
      const release = edge.knock(socket);
      if (release === null) return;
      const key = keyOf(socket);
      const over = () => {
        if (shaking.get(key) === over) shaking.delete(key);
        release();
      };
      shaking.set(key, over);
      open.add(socket);
      socket.once('close', () => {
        open.delete(socket);
        over();
      });
      socket.on('error', () => {});
      handshakes.emit('connection', socket);
    },
  );
  handshakes.on('secureConnection', (socket) => {
    shaking.get(keyOf(socket))?.();
    edge.accept(socket, peerOf(socket, own));
  });
  handshakes.on('tlsClientError', (error, socket) => {
    edge.counters.handshakesFailed++;
    log.debug({ address: socket.remoteAddress, error: error.message }, 'TLS handshake failed');
    socket.destroy();
  });
  server.listen({ host, port, backlog: limits.backlog });
  await once(server, 'listening');
  server.on('error', (error) => log.error({ error }, 'MQTT listener with TLS failed'));
  return {
    port: (server.address() as AddressInfo).port,
    renew(next) {
      own = next.own;
      handshakes.setSecureContext(contextOf(next));
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        // Those that are in are the edge's to close; of the others nothing is wanted any more.
        for (const socket of open) if (shaking.has(keyOf(socket))) socket.destroy();
      }),
  };
}

const contextOf = ({ cert, key, ca }: TlsMaterial) => ({
  cert,
  key,
  ca,
  minVersion: 'TLSv1.2' as const,
  // A session taken up again would show a certificate that was judged long ago.
  secureOptions: constants.SSL_OP_NO_TICKET,
});

const keyOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress} ${remotePort}`;

/** Null when it showed none. */
function peerOf(socket: TLSSocket, own: boolean): Peer {
  const certificate: X509Certificate | undefined = socket.getPeerX509Certificate();
  if (certificate === undefined) return null;
  const { CN: commonName } = certificate.toLegacyObject().subject as { CN?: unknown };
  if (!socket.authorized || typeof commonName !== 'string') return 'untrusted';
  return {
    commonName,
    fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
    validFrom: Date.parse(certificate.validFrom),
    own,
  };
}
