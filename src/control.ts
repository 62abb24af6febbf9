/**
 * How the command line reaches a running service: a socket file in the data directory, a JSON line for each request and
 * one for each answer, in order. Whoever may write in that directory is the machine's administrator already, so it asks
 * for no other secret.
 */
import { once } from 'node:events';
import { chmodSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join, relative } from 'node:path';
import { type Actor, type Answer, type Command, type Query, SYSTEM } from './keeper/protocol.ts';

/** A request changes something, or asks. */
export type Request = { readonly execute: Command } | { readonly ask: Query };
/** What answers them: the keeper of the service, or one opened for the occasion. */
export type Decider = {
  execute(actor: Actor, command: Command): Promise<Answer>;
  ask(actor: Actor, query: Query): Promise<Answer>;
};
export type Control = { request(request: Request): Promise<Answer>; close(): void };

/** A logger's million rows, or the largest description, fit; what is longer is no line of ours. */
const LINE_BYTES_MOST = 128 * 1024 * 1024;

/** Linux keeps 108 bytes for the address of a socket file, others 104; the last is a zero. */
const SOCKET_PATH_BYTES_MOST = 103;

/** Whichever way to the file is short enough: from the root, or from the working directory. */
function socketPath(data: string): string {
  const path = join(data, 'control.sock');
  const ways = [path, relative(process.cwd(), path)];
  const short = ways.find((way) => Buffer.byteLength(way) <= SOCKET_PATH_BYTES_MOST);
  if (short === undefined)
    throw new Error(
      `Cannot use ${data}: the path is too long, at most ${SOCKET_PATH_BYTES_MOST} bytes wanted`,
    );
  return short;
}

export async function serveControl(data: string, decider: Decider): Promise<Server> {
  const path = socketPath(data);
  rmSync(path, { force: true });
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    serve(socket, decider).catch(() => socket.destroy());
  });
  server.listen(path);
  await once(server, 'listening');
  chmodSync(path, 0o600);
  return server;
}

async function serve(socket: Socket, decider: Decider): Promise<void> {
  for await (const line of linesOf(socket)) {
    const answer = await answerTo(line, decider);
    if (!socket.destroyed) socket.write(`${JSON.stringify(answer)}\n`);
  }
}

async function answerTo(line: string, decider: Decider): Promise<Answer> {
  let request: unknown;
  try {
    request = JSON.parse(line);
  } catch {
    return refused('CONTROL_NOT_JSON', 'Cannot read the request: not JSON');
  }
  if (typeof request !== 'object' || request === null)
    return refused('CONTROL_SHAPE', 'Cannot read the request: no object');
  return decide(request as Request, decider);
}

export async function decide(request: Request, decider: Decider): Promise<Answer> {
  if ('execute' in request) return decider.execute(SYSTEM, request.execute);
  if ('ask' in request) return decider.ask(SYSTEM, request.ask);
  return refused('CONTROL_SHAPE', 'Cannot read the request: neither execute nor ask');
}

/** The running service that uses this data directory; null when none is listening there. */
export async function connectControl(data: string): Promise<Control | null> {
  const socket = connect(socketPath(data));
  try {
    await once(socket, 'connect');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ECONNREFUSED') return null;
    throw error;
  }
  // A service that dies ends the lines below; the error itself says no more.
  socket.on('error', () => socket.destroy());
  const answers = linesOf(socket);
  return {
    request: async (request) => {
      socket.write(`${JSON.stringify(request)}\n`);
      const line = await answers.next().catch(() => ({ done: true as const, value: undefined }));
      if (line.done === true)
        return refused('CONTROL_CLOSED', 'The service ended before it answered: whether it acted is unknown');
      return JSON.parse(line.value) as Answer;
    },
    close: () => socket.destroy(),
  };
}

async function* linesOf(socket: Socket): AsyncGenerator<string, undefined> {
  let parts: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    let rest = chunk;
    for (let end = rest.indexOf(0x0a); end >= 0; end = rest.indexOf(0x0a)) {
      yield Buffer.concat([...parts, rest.subarray(0, end)]).toString();
      parts = [];
      bytes = 0;
      rest = rest.subarray(end + 1);
    }
    parts.push(rest);
    bytes += rest.length;
    if (bytes > LINE_BYTES_MOST) throw new Error(`Read a line: over ${LINE_BYTES_MOST} bytes`);
  }
  return undefined;
}

const refused = (code: string, message: string): Answer => ({ ok: false, refusal: { code, message } });
