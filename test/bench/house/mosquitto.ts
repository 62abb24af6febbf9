/** Mosquitto as the guides tune it for telemetry: nothing on its disk, no limit to what waits for a subscriber. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { endChild } from '../../../simulator/demo/service.ts';
import { quietPort } from '../../ports.ts';
import { freshDirectory, type Peer } from './processes.ts';

const PROGRAMS = ['/usr/sbin/mosquitto', '/usr/local/sbin/mosquitto'];
const HOST = '127.0.0.1';
const READY_WITHIN_MS = 20_000;

/** Fails where none is installed: a comparison without its peer is none. */
export async function startMosquitto(name: string): Promise<Peer> {
  const program = PROGRAMS.find((path) => existsSync(path));
  if (program === undefined)
    throw new Error(`Cannot measure ${name}: Mosquitto is missing (apt-get install mosquitto)`);
  const folder = freshDirectory(`${name}-mosquitto`);
  const port = await quietPort();
  const file = join(folder, 'mosquitto.conf');
  const lines = [
    ...(process.getuid?.() === 0 ? ['user root'] : []),
    `listener ${port} ${HOST}`,
    'allow_anonymous true',
    'persistence false',
    'set_tcp_nodelay true',
    'max_inflight_messages 1000',
    'max_queued_messages 0',
    'log_dest none',
  ];
  writeFileSync(file, `${lines.join('\n')}\n`);
  const child = spawn(program, ['-c', file], { stdio: 'ignore' });
  await once(child, 'spawn');
  const end = async () => {
    await endChild(child, 5_000);
    rmSync(folder, { recursive: true, force: true });
  };
  if (await isListening(child, port)) return { host: HOST, port, pid: child.pid ?? 0, end };
  await end();
  throw new Error(`Mosquitto did not listen on ${port}`);
}

async function isListening(child: ChildProcess, port: number): Promise<boolean> {
  for (const until = performance.now() + READY_WITHIN_MS; performance.now() < until; await wait(20)) {
    if (child.exitCode !== null) return false;
    const socket = connect({ port, host: HOST });
    const [is] = await Promise.race([
      once(socket, 'connect').then(() => [true]),
      once(socket, 'close').then(() => [false]),
    ]).catch(() => [false]);
    socket.destroy();
    if (is) return true;
  }
  return false;
}
