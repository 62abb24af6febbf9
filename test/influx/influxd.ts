/**
 * A real InfluxDB 1.x for a test: its own ports on the loopback and its own directory, which outlive the process, so
 * that it can be stopped, killed and started again on the same data.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { TargetSettings } from '../../src/influx/types.ts';

const path = process.env.INFLUXD_PATH ?? '/usr/bin/influxd';
export const hasInfluxd = existsSync(path);
/** A missing server may be skipped by hand, never where everything is to be proved. */
if (!hasInfluxd) {
  const missing = `no InfluxDB 1.x at ${path} (INFLUXD_PATH)`;
  if (process.env.CI) throw new Error(`Cannot test with a real InfluxDB: ${missing}`);
  console.warn(`Skipped: the tests with a real InfluxDB, for there is ${missing}`);
}

const READY_WITHIN_MS = 90_000;

export type Influxd = {
  /** `http://127.0.0.1:<port>`; the same after every start. */
  readonly url: string;
  readonly port: number;
  readonly directory: string;
  /** The process now, for measuring it; null while it is not running. */
  readonly pid: number | null;
  /** What it wrote on its own behalf so far. */
  log(): string;
  /** InfluxQL straight to the server, past every part under test; its answer as JSON. Throws on any error. */
  query(text: string, database?: string): Promise<InfluxdAnswer>;
  /** Starts it again on the same data and ports; resolves when it answers. */
  start(): Promise<void>;
  /** A polite end; the data stay. */
  stop(): Promise<void>;
  /** `kill -9`; the data stay as the disk has them. */
  kill(): Promise<void>;
  /** Ends it if it runs, and deletes its directory. */
  remove(): Promise<void>;
};

/** `values` hold whatever was asked for; times as ns would not be exact, so they come as RFC 3339 text. */
export type InfluxdAnswer = {
  readonly results: readonly {
    readonly series?: readonly {
      readonly name: string;
      readonly tags?: Readonly<Record<string, string>>;
      readonly columns: readonly string[];
      readonly values: readonly (readonly unknown[])[];
    }[];
  }[];
};

/**
 * Starts one and waits until it answers.
 * @param settings more of its own settings as environment variables, such as `INFLUXDB_DATA_CACHE_MAX_MEMORY_SIZE`
 */
export async function startInfluxd(settings: Readonly<Record<string, string>> = {}): Promise<Influxd> {
  const directory = mkdtempSync(join(tmpdir(), 'giulanh-influxd-'));
  const [port, rpcPort] = await freePorts(2);
  const url = `http://127.0.0.1:${port}`;
  const config = join(directory, 'influxd.conf');
  const logFile = join(directory, 'influxd.log');
  writeFileSync(config, configuration(directory, Number(port), Number(rpcPort)));
  let child: ChildProcess | null = null;

  async function start(): Promise<void> {
    if (child !== null) throw new Error('influxd is running already');
    const log = openSync(logFile, 'a');
    const started = spawn(path, ['-config', config], {
      cwd: directory,
      stdio: ['ignore', log, log],
      env: { HOME: directory, PATH: process.env.PATH, ...settings },
    });
    closeSync(log);
    await once(started, 'spawn');
    child = started;
    // A test run that is broken off leaves no server behind.
    const endWithUs = () => started.kill('SIGKILL');
    process.once('exit', endWithUs);
    started.once('exit', () => process.off('exit', endWithUs));
    const gone = () => started.exitCode !== null || started.signalCode !== null;
    const deadline = performance.now() + READY_WITHIN_MS;
    while (performance.now() < deadline && !gone()) {
      if (await answers(url)) return;
      await wait(20);
    }
    await end('SIGKILL');
    throw new Error(`influxd was not ready within ${READY_WITHIN_MS} ms: ${readFileSync(logFile, 'utf8')}`);
  }

  async function end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const running = child;
    child = null;
    if (running === null || running.exitCode !== null || running.signalCode !== null) return;
    const exit = once(running, 'exit');
    running.kill(signal);
    await exit;
  }

  await start();
  return {
    url,
    port: Number(port),
    directory,
    get pid() {
      return child?.pid ?? null;
    },
    log: () => readFileSync(logFile, 'utf8'),
    query: (text, database) => query(url, text, database),
    start,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    async remove() {
      await end('SIGKILL');
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** A database of it as what the environment would say: nobody has to log in. */
export const databaseOf = ({ url }: Influxd, database: string): TargetSettings => ({
  version: 1,
  url,
  database,
  username: null,
  password: null,
});

/** Its own defaults, but nothing outside the directory and the loopback, and no measuring of itself. */
const configuration = (directory: string, port: number, rpcPort: number): string => `
reporting-disabled = true
bind-address = "127.0.0.1:${rpcPort}"
[meta]
  dir = "${join(directory, 'meta')}"
[data]
  dir = "${join(directory, 'data')}"
  wal-dir = "${join(directory, 'wal')}"
  query-log-enabled = false
[monitor]
  store-enabled = false
[http]
  bind-address = "127.0.0.1:${port}"
  log-enabled = false
  suppress-write-log = true
[ifql]
  enabled = false
[continuous_queries]
  enabled = false
`;

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/ping`)).status === 204;
  } catch {
    return false;
  }
}

async function query(url: string, text: string, database?: string): Promise<InfluxdAnswer> {
  const body = new URLSearchParams({ q: text, ...(database === undefined ? {} : { db: database }) });
  const answer = await fetch(`${url}/query`, { method: 'POST', body });
  const said = await answer.text();
  if (!answer.ok || said.includes('"error"')) throw new Error(`${text}: ${answer.status} ${said}`);
  return JSON.parse(said) as InfluxdAnswer;
}

/** Ports that nobody listens on now, all different. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return address.port;
  });
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
