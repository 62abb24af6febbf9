/**
 * How the command line reaches a running service: a socket file in the data directory, one JSON line each way. Whoever may
 * write in that directory is the machine's administrator already, so it asks for no other secret.
 */
import { once } from 'node:events';
import { chmodSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Answer, type Command, SYSTEM } from './keeper/protocol.ts';

const socketPath = (data: string): string => join(data, 'control.sock');
type Execute = (actor: typeof SYSTEM, command: Command) => Promise<Answer>;

export async function serveControl(data: string, execute: Execute): Promise<Server> {
  const path = socketPath(data);
  rmSync(path, { force: true });
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    createInterface({ input: socket }).on('line', async (line) => {
      const answer = await answerTo(line, execute);
      if (!socket.destroyed) socket.end(`${JSON.stringify(answer)}\n`);
    });
  });
  server.listen(path);
  await once(server, 'listening');
  chmodSync(path, 0o600);
  return server;
}

async function answerTo(line: string, execute: Execute): Promise<Answer> {
  let command: Command;
  try {
    command = JSON.parse(line) as Command;
  } catch {
    return { ok: false, refusal: { code: 'CONTROL_NOT_JSON', message: 'Cannot read the command: not JSON' } };
  }
  return execute(SYSTEM, command);
}

/** Sends one command to the service that uses this data directory; null when none is running. */
export async function control(data: string, command: Command): Promise<Answer | null> {
  const socket = connect(socketPath(data));
  try {
    await once(socket, 'connect');
  } catch {
    return null;
  }
  socket.write(`${JSON.stringify(command)}\n`);
  for await (const line of createInterface({ input: socket })) {
    socket.destroy();
    return JSON.parse(line) as Answer;
  }
  return { ok: false, refusal: { code: 'CONTROL_CLOSED', message: 'The service ended before it answered' } };
}
