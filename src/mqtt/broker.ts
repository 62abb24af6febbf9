/** The MQTT edge of the service: devices connect here, their messages go into the next commit, commands go back to them. */
import { type EventEmitter, once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { BrokerSide, startAedes } from './broker-side.ts';
import type { MqttCounters } from './counters.ts';
import { Edge } from './edge.ts';
import { DEFAULT_LIMITS, type MqttLimits } from './limits.ts';
import { commandTopic, devicePolicy, type Policy } from './policy.ts';
import type { Credentials, Intake } from './ports.ts';
import { type DeviceRefusal, Refusals } from './refusals.ts';
import { type SecureDoor, startSecure, type TlsMaterial } from './secure.ts';
import type { Cloned } from './takeovers.ts';

export interface MqttOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly credentials: Credentials;
  readonly intake: Intake;
  readonly log: Logger;
  /** A second listener, with TLS. Default: none. */
  readonly secure?: { readonly port: number; readonly material: TlsMaterial } | null;
  /** More often than one device does it, two sessions of it ended each other. */
  readonly onCloned?: (device: string, cloned: Cloned) => void;
  readonly limits?: Partial<MqttLimits>;
  /** Other rights than those of the house; for conformance tests. */
  readonly policy?: Policy;
}

export interface MqttEdge {
  readonly port: number;
  /** Of the listener with TLS; null where there is none. */
  readonly securePort: number | null;
  /** What that listener shows, for connections from now on. */
  renewSecure(material: TlsMaterial): void;
  /** Open connections, authenticated or not. */
  connections(): number;
  /** Devices with a session. */
  devices(): number;
  /** Ends the session of a device that was retired or got a new secret; true when there was one. */
  disconnect(device: string): boolean;
  /** Sends JSON to the device's command topic at QoS 1; false when it is not connected or does not listen. */
  sendCommand(device: string, command: object): boolean;
  /** Has it a session? */
  connected(device: string): boolean;
  /** Does it listen for commands? */
  listens(device: string): boolean;
  /** Who tried to be this device and was turned away, the latest first. */
  refusals(device: string): readonly DeviceRefusal[];
  counters(): MqttCounters;
  /** Reads nothing more, lets the commits under way be acknowledged, then closes. No will is published. */
  close(): Promise<void>;
}

const TCP_KEEPALIVE_MS = 60_000;
const CLOSE_POLL_MS = 10;

export async function startMqtt(options: MqttOptions): Promise<MqttEdge> {
  const limits: MqttLimits = { ...DEFAULT_LIMITS, ...options.limits };
  const aedes = await startAedes(limits);
  const { log, intake } = options;
  const policy = options.policy ?? devicePolicy(options.credentials);
  const { credentials } = options;
  const refusals = new Refusals((device) => credentials.knows?.(device) ?? true);
  const edge = new Edge({ limits, policy, log, intake, aedes, refusals, onCloned: options.onCloned });
  aedes.on('clientReady', ({ conn }) => {
    if (conn instanceof BrokerSide) conn.gate.ready();
  });
  aedes.on('clientError', (client, error) =>
    log.debug({ device: client.id, error: error.message }, 'session ended'),
  );
  // Not in its declared events, and an unheard 'error' would end the process.
  (aedes as EventEmitter).on('error', (error) => log.error({ error }, 'broker failed'));
  const server = createServer(
    { noDelay: true, keepAlive: true, keepAliveInitialDelay: TCP_KEEPALIVE_MS },
    (socket) => edge.accept(socket),
  );
  server.listen({ host: options.host, port: options.port, backlog: limits.backlog });
  try {
    await once(server, 'listening');
  } catch (error) {
    aedes.close();
    throw error;
  }
  server.on('error', (error) => log.error({ error }, 'MQTT listener failed'));
  let secure: SecureDoor | null = null;
  try {
    if (options.secure) secure = await startSecure(edge, { host: options.host, ...options.secure });
  } catch (error) {
    server.close();
    aedes.close();
    throw error;
  }
  const ticking = setInterval(() => {
    edge.wheel.tick();
    edge.receipts.tick();
  }, limits.tickMs);
  ticking.unref();

  const sendCommand = (device: string, command: object): boolean => {
    if (edge.live.get(device)?.subscribed !== true) return false;
    edge.counters.commands++;
    aedes.publish(
      {
        cmd: 'publish',
        topic: commandTopic(device),
        payload: Buffer.from(JSON.stringify(command), 'utf8'),
        qos: 1,
        retain: false,
        dup: false,
      },
      (error) => {
        if (error) log.warn({ device, error: error.message }, 'command not sent');
      },
    );
    return true;
  };

  const close = async (): Promise<void> => {
    edge.closing = true;
    const ended = Promise.all([
      new Promise<void>((resolve) => server.close(() => resolve())),
      secure?.close(),
    ]);
    for (const connection of edge.all) connection.leave();
    const patience = Math.ceil(limits.closeWaitMs / CLOSE_POLL_MS);
    for (let i = 0; i < patience && [...edge.all].some((connection) => !connection.idle); i++) {
      await wait(CLOSE_POLL_MS);
    }
    for (const connection of [...edge.all]) connection.close('shutdown');
    for (const socket of edge.yielding) socket.destroy();
    clearInterval(ticking);
    await new Promise<void>((resolve) => aedes.close(() => resolve()));
    await ended;
  };

  return {
    port: (server.address() as AddressInfo).port,
    securePort: secure?.port ?? null,
    renewSecure: (material) => secure?.renew(material),
    connections: () => edge.all.size,
    devices: () => edge.live.size,
    disconnect(device) {
      const connection = edge.live.get(device);
      connection?.close('revoked');
      return connection !== undefined;
    },
    sendCommand,
    connected: (device) => edge.live.has(device),
    listens: (device) => edge.live.get(device)?.subscribed === true,
    refusals: (device) => refusals.of(device),
    counters: () => ({ ...edge.counters, receipts: edge.receipts.sent, closed: { ...edge.counters.closed } }),
    close,
  };
}
