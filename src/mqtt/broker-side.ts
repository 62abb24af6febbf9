/**
 * What aedes sees of a connection: a stream of frames that the gate let through, and where its answers go. aedes keeps
 * the subscriptions, commands and the QoS 2 handshake; rights were checked before, and its hooks check them again.
 */
import { Duplex } from 'node:stream';
import { Aedes, type AedesOptions } from 'aedes';
import type { MqttLimits } from './limits.ts';

/** The connection behind the stream. */
export interface Gate {
  /** aedes has the session; frames may come. */
  ready(): void;
  /** aedes can take more. */
  brokerDrained(): void;
  /** aedes closed the stream. */
  brokerClosed(): void;
  /** Bytes for the device; `done` when they left. */
  send(bytes: Buffer, done: (error?: Error | null) => void): void;
  /** A QoS 2 PUBLISH: answers null after its commit, an error when nothing was kept. */
  commit(topic: string, packetId: number, payload: Uint8Array, answer: (error: Error | null) => void): void;
  mayAsk(filter: string): boolean;
  mayHear(topic: string): boolean;
}

const READ_AHEAD_BYTES = 16_384;
const NOTHING = Buffer.alloc(0);

export class BrokerSide extends Duplex {
  readonly gate: Gate;

  constructor(gate: Gate) {
    super({ readableHighWaterMark: READ_AHEAD_BYTES, allowHalfOpen: false });
    this.gate = gate;
  }

  override _read(): void {
    this.gate.brokerDrained();
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    this.gate.send(chunk, done);
  }

  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this.gate.send(Buffer.concat(chunks.map((part) => part.chunk)), done);
  }

  override _destroy(_error: Error | null, done: (error?: Error | null) => void): void {
    this.gate.brokerClosed();
    done(null);
  }
}

/** The broker, with hooks that tolerate a missing client, do not throw and answer in time. */
export function startAedes(limits: MqttLimits): Promise<Aedes> {
  const gateOf = (client: { conn: unknown } | null): Gate | null =>
    client?.conn instanceof BrokerSide ? client.conn.gate : null;
  const options: AedesOptions = {
    // A queue limit here made the emitter drain by recursion and end the process (RangeError); the bounds are the gate's.
    concurrency: 0,
    drainTimeout: limits.drainTimeoutMs,
    connectTimeout: limits.connectDeadlineMs,
    maxInflightInbound: limits.unreleased,
    maxClientsIdLength: 65_535,
    preConnect(client, packet, answer) {
      packet.clean = true;
      packet.keepalive = 0;
      delete packet.will;
      answer(null, gateOf(client) !== null);
    },
    // Whoever has a gate was admitted by it.
    authenticate: (client, _username, _password, answer) => answer(null, gateOf(client) !== null),
    authorizePublish(client, packet, answer) {
      // Wills never get here (the gate keeps them), nor do messages of the broker itself.
      const gate = gateOf(client);
      if (gate === null || packet.cmd !== 'publish')
        return answer(new Error('Cannot publish: no connection'));
      const payload = Buffer.isBuffer(packet.payload) ? packet.payload : Buffer.from(packet.payload);
      // What aedes keeps until PUBREL, and would retain, is only the fact of the message.
      packet.payload = NOTHING;
      packet.retain = false;
      const inTimeAnswer = inTime(limits.hookDeadlineMs, answer);
      try {
        gate.commit(packet.topic, packet.messageId ?? 0, payload, inTimeAnswer);
      } catch (error) {
        inTimeAnswer(error instanceof Error ? error : new Error(String(error)));
      }
    },
    authorizeSubscribe: (client, wanted, answer) =>
      answer(null, gateOf(client)?.mayAsk(wanted.topic) === true ? wanted : null),
    authorizeForward: (client, packet) => (gateOf(client)?.mayHear(packet.topic) === true ? packet : null),
  };
  return Aedes.createBroker(options);
}

/** Passes on the first answer, or an error when none came in time. */
function inTime(deadlineMs: number, answer: (error: Error | null) => void): (error: Error | null) => void {
  let open = true;
  const once = (error: Error | null): void => {
    if (!open) return;
    open = false;
    clearTimeout(timer);
    answer(error);
  };
  const timer = setTimeout(
    () => once(new Error(`Cannot commit: no answer after ${deadlineMs} ms`)),
    deadlineMs,
  );
  timer.unref();
  return once;
}
