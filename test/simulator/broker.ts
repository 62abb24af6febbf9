/** A real broker on a free port that keeps what devices publish; it can be told to break off instead of answering. */
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { Aedes } from 'aedes';

export type Message = {
  readonly device: string;
  readonly topic: string;
  readonly payload: string;
};
export type Broker = {
  readonly port: number;
  readonly messages: Message[];
  /** The readings of all telemetry, in the order of arrival, those of broken-off messages included. */
  readonly readings: (device: string) => { at: string; celsius: number | null }[];
  /** The next so many telemetry messages arrive and are not acknowledged: the connection breaks instead. */
  breakOff: (count: number) => void;
  /** Resolves at the first message that fits, which may have come already. */
  readonly arrived: (fits: (message: Message) => boolean) => Promise<Message>;
  readonly close: () => Promise<void>;
};

export async function startBroker(secrets: ReadonlyMap<string, string>): Promise<Broker> {
  const messages: Message[] = [];
  const waiting: { fits: (message: Message) => boolean; resolve: (message: Message) => void }[] = [];
  const sockets = new Set<Socket>();
  let toBreak = 0;
  const broker = await Aedes.createBroker({
    authenticate: (client, username, password, done) => {
      done(null, client.id === username && secrets.get(client.id) === password?.toString());
    },
    authorizePublish: (client, packet, done) => {
      const message = {
        device: client?.id ?? '',
        topic: packet.topic,
        payload: packet.payload.toString(),
      };
      messages.push(message);
      for (const { fits, resolve } of waiting) if (fits(message)) resolve(message);
      if (toBreak > 0 && packet.topic.endsWith('/telemetry')) {
        toBreak--;
        done(new Error('broken off'));
      } else done(null);
    },
  });
  const server = createServer((socket) => {
    sockets.add(socket);
    broker.handle(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    messages,
    readings: (device) =>
      messages
        .filter((message) => message.device === device && message.topic.endsWith('/telemetry'))
        .flatMap(({ payload }) => JSON.parse(payload).readings),
    breakOff: (count) => {
      toBreak = count;
    },
    arrived: (fits) => {
      const there = messages.find(fits);
      return there ? Promise.resolve(there) : new Promise((resolve) => waiting.push({ fits, resolve }));
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await new Promise<void>((resolve) => broker.close(() => resolve()));
    },
  };
}
