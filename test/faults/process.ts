/** The real service as a process of its own, on a data directory and ports that outlive it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** For one that hangs; one that ends is noticed at once. A start of two seconds took more than a minute beside ten busy others. */
const READY_WITHIN = 240_000;

export type Place = {
  readonly data: string;
  readonly mqttPort: number;
  readonly httpPort: number;
  readonly log: string;
};

export class ServiceProcess {
  readonly child: ChildProcess;
  readonly #place: Place;
  readonly #startedAt = performance.now();
  readonly #gone: Promise<unknown>;

  /**
   * `apply`: a province description to begin with. `packAt`: how many unpacked readings make packing begin.
   * `environment`: further variables. `fileLimitKiB`: no file may grow beyond this; writing on is an I/O error, as on a disk that fails.
   */
  constructor(
    place: Place,
    more: {
      apply?: string;
      packAt?: number;
      fileLimitKiB?: number;
      environment?: Readonly<Record<string, string>>;
    } = {},
  ) {
    this.#place = place;
    const log = openSync(place.log, 'a');
    const environment: NodeJS.ProcessEnv = {
      ...process.env,
      GIULANH_DATA: place.data,
      GIULANH_HOST: '127.0.0.1',
      GIULANH_MQTT_PORT: String(place.mqttPort),
      GIULANH_HTTP_PORT: String(place.httpPort),
      GIULANH_LOG: 'info',
      ...more.environment,
    };
    if (more.apply !== undefined) environment.GIULANH_APPLY = more.apply;
    if (more.packAt !== undefined) environment.GIULANH_PACK_AFTER = String(more.packAt);
    const limited = more.fileLimitKiB === undefined ? [] : [`trap '' XFSZ; ulimit -f ${more.fileLimitKiB};`];
    const line = ['-c', [...limited, 'exec "$0" "$@"'].join(' '), process.execPath, 'src/main.ts'];
    this.child = spawn('bash', line, {
      cwd: ROOT,
      stdio: ['ignore', log, log],
      env: environment,
    });
    this.#gone = once(this.child, 'exit');
  }

  /** Milliseconds from the start until /readyz answered 200, and what it said. Throws when the process ends before. */
  async ready(): Promise<{ ms: number; detail: Record<string, unknown> }> {
    const detail = await untilReady(this.#place.httpPort, READY_WITHIN, () => this.child.exitCode === null);
    return { ms: performance.now() - this.#startedAt, detail };
  }

  /** `kill -9`, or a polite end; resolves with the exit status when it is gone. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    this.child.kill(signal);
    await this.#gone;
    return this.child.exitCode;
  }

  async exited(): Promise<number | null> {
    await this.#gone;
    return this.child.exitCode;
  }
}

/** Asks /readyz until it answers 200; what it said. Throws after `withinMs`, or when nobody is `alive` to answer. */
export async function untilReady(
  httpPort: number,
  withinMs: number,
  alive: () => boolean = () => true,
): Promise<Record<string, unknown>> {
  const end = performance.now() + withinMs;
  while (performance.now() < end) {
    if (!alive()) throw new Error('The service ended before it was ready');
    try {
      const answer = await fetch(`http://127.0.0.1:${httpPort}/readyz`);
      const { detail } = (await answer.json()) as { detail: Record<string, unknown> };
      if (answer.status === 200) return detail;
    } catch {
      // Not listening yet.
    }
    await wait(10);
  }
  throw new Error(`The service was not ready within ${withinMs} ms`);
}
