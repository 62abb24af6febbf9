/** Begins a connection to a broker: the socket, the stream that takes PUBLISHes out of it, and the MQTT client behind that. */
import { connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { MqttClient } from 'mqtt';
import type { BridgeSettings } from './settings.ts';
import type { TlsFiles } from './tls-files.ts';
import { type Receiver, Wire } from './wire.ts';

const CONNECT_WITHIN = 20_000;

export type Dialled = { readonly wire: Wire; readonly client: MqttClient };

/** It tries once. The broker keeps our session by its client id. */
export function dial(settings: BridgeSettings, tls: TlsFiles | null, receiver: Receiver): Dialled {
  const { host, port, version, clientId, username, password } = settings;
  const { keepaliveSeconds, sessionSeconds, receiveMaximum } = settings;
  const socket =
    tls === null ? connectTcp({ host, port }) : connectTls({ host, port, minVersion: 'TLSv1.2', ...tls });
  const wire = new Wire(socket, receiver);
  const client = new MqttClient(() => wire, {
    protocolVersion: version,
    clientId,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    clean: false,
    keepalive: keepaliveSeconds,
    reconnectPeriod: 0,
    resubscribe: false,
    connectTimeout: CONNECT_WITHIN,
    ...(version === 5 ? { properties: { sessionExpiryInterval: sessionSeconds, receiveMaximum } } : {}),
  });
  return { wire, client };
}
