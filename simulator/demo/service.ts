/** The service as a child process: started on its own data and ports, awaited until ready, ended in any case. */
import { type ChildProcess, spawn } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Service = {
  readonly child: ChildProcess;
  /** Resolves when `/readyz` answers 200; throws when the service ends or its time is over. */
  readonly ready: () => Promise<void>;
};

const READY_MS_MAX = 90_000;
const LOG_LINES_SHOWN = 15;

export function startService(options: {
  root: string;
  data: string;
  host: string;
  mqttPort: number;
  httpPort: number;
  /** Null: what the data hold already. */
  apply: string | null;
  /** Besides this process's own. */
  env?: Readonly<Record<string, string>>;
  /** How long it may take to be ready. Default: a minute and a half. */
  readyMs?: number;
  /** Loaded before the service, with this in its environment besides. */
  preload?: { readonly module: string; readonly env: Readonly<Record<string, string>> };
}): Service {
  const log = join(options.data, 'service.log');
  const output = openSync(log, 'a');
  const { preload } = options;
  const before = preload === undefined ? [] : ['--import', preload.module];
  const child = spawn(process.execPath, [...before, join(options.root, 'src/main.ts')], {
    cwd: options.root,
    stdio: ['ignore', output, output],
    env: {
      ...process.env,
      ...preload?.env,
      ...options.env,
      GIULANH_DATA: options.data,
      GIULANH_HOST: options.host,
      GIULANH_MQTT_PORT: String(options.mqttPort),
      GIULANH_HTTP_PORT: String(options.httpPort),
      ...(options.apply === null ? {} : { GIULANH_APPLY: options.apply }),
    },
  });
  const failed = (why: string) => {
    const tail = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-LOG_LINES_SHOWN);
    return new Error(`Cannot start the service: ${why}\n${tail.join('\n')}`);
  };
  return {
    child,
    ready: async () => {
      const { readyMs = READY_MS_MAX } = options;
      const deadline = performance.now() + readyMs;
      while (performance.now() < deadline) {
        if (child.exitCode !== null || child.signalCode !== null) {
          throw failed(`it ended with ${child.exitCode ?? child.signalCode}`);
        }
        const status = await fetch(`http://${options.host}:${options.httpPort}/readyz`)
          .then((answer) => answer.status)
          .catch(() => 0);
        if (status === 200) return;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      throw failed(`not ready after ${readyMs / 1000} s`);
    },
  };
}

/** Asks a child to end, and after `graceMs` makes it. Resolves when it is gone. */
export async function endChild(child: ChildProcess, graceMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), graceMs);
  await gone;
  clearTimeout(force);
}
