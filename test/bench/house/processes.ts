/** The processes of a measurement: the real service on a fresh directory, the bare peer, the generator; and what they cost. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { endChild, startService } from '../../../simulator/demo/service.ts';
import type { Findings, Orders } from '../load/load.ts';
import { cpuOf, type Share, share } from './cost.ts';
import { type Allowance, describe } from './province.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const HOST = '127.0.0.1';
/** Parcels and placements begin a little before the first reading. */
const SINCE_MS = 60_000;
/** A million parcels are not brought back in a minute on a busy machine. */
const READY_MS = 600_000;

export type Target = { readonly host: string; readonly port: number; readonly pid: number };
export type House = Target & { readonly http: string; end(): Promise<void> };
export type Peer = Target & { end(): Promise<void> };

/** A fresh directory of its own below `data/bench`. */
export function freshDirectory(name: string): string {
  const data = join(ROOT, 'data', 'bench', name);
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { recursive: true });
  return data;
}

/** `node src/main.ts` with a fresh province of so many devices, ready. Its directory goes with it. */
export async function startHouse(
  name: string,
  devices: number,
  allowance: Allowance,
  env: Readonly<Record<string, string>> = {},
): Promise<House> {
  const data = freshDirectory(name);
  const apply = join(data, 'province.json');
  writeFileSync(apply, describe(devices, allowance, new Date(Date.now() - SINCE_MS)));
  const house = await startOn(data, apply, env);
  return {
    ...house,
    end: async () => {
      await house.end();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** `node src/main.ts` on a directory that stays. `apply`: a description to begin with; null: what the directory holds. */
export async function startOn(
  data: string,
  apply: string | null,
  env: Readonly<Record<string, string>> = {},
): Promise<House> {
  const [mqttPort, httpPort] = [await freePort(), await freePort()];
  const ports = { host: HOST, mqttPort, httpPort };
  const { child, ready } = startService({ root: ROOT, data, ...ports, apply, env, readyMs: READY_MS });
  try {
    await ready();
  } catch (error) {
    await endChild(child, 10_000);
    throw error;
  }
  return {
    host: HOST,
    port: mqttPort,
    pid: child.pid ?? 0,
    http: `http://${HOST}:${httpPort}`,
    end: () => endChild(child, 10_000),
  };
}

/** A server of test/bench/peers, by its file's name; it prints its port when it is ready. */
export async function startPeer(name: string, ...args: string[]): Promise<Peer> {
  const script = join(ROOT, 'test/bench/peers', `${name}.ts`);
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = Number(await firstLine(child));
  return { host: HOST, port, pid: child.pid ?? 0, end: () => endChild(child, 5_000) };
}

/** Runs the generator of readings to its end; with what the target cost while it was measuring. */
export const generate = (
  orders: Orders,
  target: Target,
  phase: (now: 'start' | 'stop') => void = () => {},
): Promise<Findings & { cpu: Share }> => runLoad<Findings>('load', orders, target, phase);

/** The same with any generator of test/bench/load, by its file's name. */
export async function runLoad<Found>(
  name: string,
  orders: object,
  target: Target,
  phase: (now: 'start' | 'stop') => void = () => {},
): Promise<Found & { cpu: Share }> {
  const script = join(ROOT, 'test/bench/load', `${name}.ts`);
  const child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify(orders));
  let before = cpuOf(target.pid);
  let cpu: Share = { total: 0, main: 0, keeper: 0 };
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === 'start' || line === 'stop') phase(line);
    if (line === 'start') before = cpuOf(target.pid);
    else if (line === 'stop') cpu = share(target.pid, before, cpuOf(target.pid));
    else return { ...(JSON.parse(line) as Found), cpu };
  }
  throw new Error(`the generator ended with ${child.exitCode} before it said what it found`);
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const end = text.indexOf('\n');
      if (end >= 0) resolve(text.slice(0, end));
    });
    child.on('exit', (code) => reject(new Error(`a process ended with ${code} before it said anything`)));
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, HOST);
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
