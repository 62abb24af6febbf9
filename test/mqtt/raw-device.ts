/** A device made of bytes: it says exactly what a test wants on the wire and shows exactly what came back. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export class RawDevice {
  readonly socket: Socket;
  readonly closed: Promise<void>;
  isClosed = false;
  received = Buffer.alloc(0);
  #arrived: () => void = () => {};

  constructor(port: number) {
    this.socket = connect({ host: '127.0.0.1', port, noDelay: true });
    this.socket.on('error', () => {});
    this.socket.on('data', (chunk) => {
      this.received = Buffer.concat([this.received, chunk]);
      this.#arrived();
    });
    this.closed = new Promise((resolve) => {
      this.socket.on('close', () => {
        this.isClosed = true;
        this.#arrived();
        resolve();
      });
    });
  }

  static async connect(port: number, packet: Buffer): Promise<RawDevice> {
    const device = new RawDevice(port);
    await once(device.socket, 'connect');
    device.send(packet);
    await device.expect(Buffer.from([0x20, 2, 0, 0]));
    return device;
  }

  send(bytes: Buffer | string): void {
    this.socket.write(typeof bytes === 'string' ? Buffer.from(bytes.replaceAll(' ', ''), 'hex') : bytes);
  }

  /** Takes `count` bytes; fewer when the connection closes before. */
  async take(count: number): Promise<Buffer> {
    while (this.received.length < count && !this.isClosed) {
      await new Promise<void>((resolve) => {
        this.#arrived = resolve;
      });
    }
    const taken = this.received.subarray(0, count);
    this.received = this.received.subarray(count);
    return taken;
  }

  /** The next bytes are these. */
  async expect(wanted: Buffer): Promise<void> {
    const got = await this.take(wanted.length);
    if (!got.equals(wanted))
      throw new Error(`expected ${wanted.toString('hex')}, got ${got.toString('hex')}`);
  }

  /** True when it is still served: a PINGREQ is answered. */
  async pings(): Promise<boolean> {
    if (this.isClosed) return false;
    this.send('C000');
    return (await this.take(2)).equals(Buffer.from([0xd0, 0]));
  }

  destroy(): void {
    this.socket.destroy();
  }
}

const text = (value: string | Buffer): Buffer => {
  const bytes = Buffer.from(value as string);
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]);
};

export function packet(first: number, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const length: number[] = [];
  let left = body.length;
  do {
    length.push((left & 127) | (left > 127 ? 128 : 0));
    left >>= 7;
  } while (left > 0);
  return Buffer.concat([Buffer.from([first, ...length]), body]);
}

export type ConnectFields = {
  clientId: string;
  username?: string;
  password?: string;
  keepaliveSeconds?: number;
  clean?: boolean;
  will?: { topic: string; payload: string; qos?: number; retain?: boolean };
};

export function connectPacket(fields: ConnectFields): Buffer {
  const { will } = fields;
  const keepalive = fields.keepaliveSeconds ?? 60;
  const flags =
    (fields.clean === false ? 0 : 2) |
    (will ? 4 | ((will.qos ?? 0) << 3) | (will.retain ? 0x20 : 0) : 0) |
    (fields.password === undefined ? 0 : 0x40) |
    (fields.username === undefined ? 0 : 0x80);
  return packet(
    0x10,
    text('MQTT'),
    Buffer.from([4, flags, keepalive >> 8, keepalive & 255]),
    text(fields.clientId),
    ...(will ? [text(will.topic), text(will.payload)] : []),
    ...(fields.username === undefined ? [] : [text(fields.username)]),
    ...(fields.password === undefined ? [] : [text(fields.password)]),
  );
}

export function publishPacket(
  topic: string,
  payload: string | Buffer,
  how: { qos?: 0 | 1 | 2; id?: number; retain?: boolean; dup?: boolean } = {},
): Buffer {
  const qos = how.qos ?? 1;
  const id = how.id ?? 1;
  const first = 0x30 | (qos << 1) | (how.retain ? 1 : 0) | (how.dup ? 8 : 0);
  const idBytes = qos === 0 ? Buffer.alloc(0) : Buffer.from([id >> 8, id & 255]);
  return packet(first, text(topic), idBytes, Buffer.from(payload as string));
}

export function subscribePacket(filters: readonly string[], id = 1): Buffer {
  const each = filters.map((filter) => Buffer.concat([text(filter), Buffer.from([0])]));
  return packet(0x82, Buffer.from([id >> 8, id & 255]), ...each);
}

export const puback = (id: number): Buffer => Buffer.from([0x40, 2, id >> 8, id & 255]);
