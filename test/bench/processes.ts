/** The processes of a measurement: the real service on a fresh directory, the bare peer, the generator; and what they cost. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { endChild, startService } from '../../simulator/demo/service.ts';
import type { Findings, Orders } from './load.ts';
import { type Allowance, describe } from './province.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const HOST = '127.0.0.1';
/** Parcels and placements begin a little before the first reading. */
const SINCE_MS = 60_000;

export type Target = { readonly host: string; readonly port: number; readonly pid: number };
export type House = Target & { readonly http: string; end(): Promise<void> };
export type Peer = Target & { end(): Promise<void> };

/** `node src/main.ts` with its province, ready. */
export async function startHouse(name: string, devices: number, allowance: Allowance): Promise<House> {
  const data = join(ROOT, 'data', 'bench', name);
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { recursive: true });
  const apply = join(data, 'province.json');
  writeFileSync(apply, describe(devices, allowance, new Date(Date.now() - SINCE_MS)));
  const [mqttPort, httpPort] = [await freePort(), await freePort()];
  const { child, ready } = startService({ root: ROOT, data, host: HOST, mqttPort, httpPort, apply });
  await ready();
  return {
    host: HOST,
    port: mqttPort,
    pid: child.pid ?? 0,
    http: `http://${HOST}:${httpPort}`,
    end: async () => {
      await endChild(child, 10_000);
      rmSync(data, { recursive: true, force: true });
    },
  };
}

export async function startPeer(): Promise<Peer> {
  const child = spawn(process.execPath, [join(ROOT, 'test/bench/peer.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = Number(await firstLine(child));
  return { host: HOST, port, pid: child.pid ?? 0, end: () => endChild(child, 5_000) };
}

/** Runs the generator to its end; with what the target cost while it was measuring. */
export async function generate(
  orders: Orders,
  target: Target,
  phase: (now: 'start' | 'stop') => void = () => {},
): Promise<Findings & { cpu: Share }> {
  const child = spawn(process.execPath, [join(ROOT, 'test/bench/load.ts'), JSON.stringify(orders)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let before = cpuOf(target.pid);
  let cpu: Share = { total: 0, main: 0, keeper: 0 };
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === 'start' || line === 'stop') phase(line);
    if (line === 'start') before = cpuOf(target.pid);
    else if (line === 'stop') cpu = share(target.pid, before, cpuOf(target.pid));
    else return { ...(JSON.parse(line) as Findings), cpu };
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

/** Percent of one core: all of a process, its first thread, and the busiest of the others (the keeper). */
export type Share = { readonly total: number; readonly main: number; readonly keeper: number };
/** CPU seconds used so far. */
type Cpu = {
  readonly at: number;
  readonly total: number;
  readonly threads: ReadonlyMap<string, number>;
};

const TICKS_PER_SECOND = 100;

/** Of /proc; all zero where there is none. */
function cpuOf(pid: number): Cpu {
  const threads = new Map<string, number>();
  try {
    for (const tid of readdirSync(`/proc/${pid}/task`))
      threads.set(tid, ticks(`/proc/${pid}/task/${tid}/stat`));
    return { at: performance.now(), total: ticks(`/proc/${pid}/stat`), threads };
  } catch {
    return { at: performance.now(), total: 0, threads };
  }
}

function ticks(file: string): number {
  const fields = readFileSync(file, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** Percent of one core between two looks. */
function share(pid: number, before: Cpu, after: Cpu): Share {
  const seconds = (after.at - before.at) / 1000;
  const percent = (used: number) => Math.round((100 * used) / seconds);
  const used = [...after.threads].map(([tid, now]) => [tid, now - (before.threads.get(tid) ?? 0)] as const);
  const others = used.filter(([tid]) => tid !== String(pid)).map(([, n]) => n);
  return {
    total: percent(after.total - before.total),
    main: percent(used.find(([tid]) => tid === String(pid))?.[1] ?? 0),
    keeper: percent(Math.max(0, ...others)),
  };
}

/** Resident memory in MB. */
export function rssOf(pid: number): number {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
    return Math.round((pages * 4096) / 1e6);
  } catch {
    return 0;
  }
}
