/** The real programs as child processes: the command line, and the service on free ports. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished, vi } from 'vitest';
import { run } from '../../src/cli/run.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Real processes on a busy machine take their time to begin. */
vi.setConfig({ testTimeout: 60_000 });

/** A directory that goes when the test ends. */
export function freshDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'giulanh-cli-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

export type Ran = { readonly code: number | null; readonly out: string; readonly err: string };

/** The command line in this process, for its own start takes longer than what it does. */
export async function giulanh(data: string, ...args: string[]): Promise<Ran> {
  let out = '';
  let err = '';
  const code = await run(args, {
    data,
    out: (text) => {
      out += `${text}\n`;
    },
    err: (text) => {
      err += `${text}\n`;
    },
  });
  return { code, out, err };
}

/** The same as a process of its own. */

export function startGiulanh(data: string, ...args: string[]): ChildProcess {
  return start([join(root, 'src/cli.js'), ...args], { GIULANH_DATA: data });
}

export async function finished(child: ChildProcess): Promise<Ran> {
  let out = '';
  let err = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  await once(child, 'close');
  return { code: child.exitCode, out, err };
}

export type Service = {
  readonly http: string;
  readonly mqttPort: number;
  /** All that it printed before it was ready. */
  readonly printed: string;
  /** Resolves when the process is gone. */
  end(signal: NodeJS.Signals): Promise<void>;
};

export async function startService(data: string, more: NodeJS.ProcessEnv = {}): Promise<Service> {
  const child = start([join(root, 'src/main.ts')], {
    GIULANH_DATA: data,
    GIULANH_MQTT_PORT: '0',
    GIULANH_HTTP_PORT: '0',
    GIULANH_LOG: 'info',
    ...more,
  });
  const gone = once(child, 'close');
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await gone;
  };
  onTestFinished(() => end('SIGKILL'));
  let printed = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
  });
  if (child.stdout === null) throw new Error('the service prints to a pipe');
  for await (const line of createInterface({ input: child.stdout })) {
    printed += `${line}\n`;
    const said = line.startsWith('{')
      ? (JSON.parse(line) as { msg: string; http: number; mqtt: number })
      : null;
    if (said?.msg === 'ready') {
      // What it says later is of no interest, but a full pipe would stop it.
      child.stdout.resume();
      return { http: `http://127.0.0.1:${said.http}/api/v1`, mqttPort: said.mqtt, printed, end };
    }
  }
  throw new Error(`The service ended before it was ready:\n${printed}`);
}

function start(args: readonly string[], more: NodeJS.ProcessEnv): ChildProcess {
  const { GIULANH_APPLY: _, ...env } = process.env;
  return spawn(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...env, ...more },
  });
}

export async function signIn(http: string, username: string, password: string): Promise<Response> {
  return fetch(`${http}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  });
}
