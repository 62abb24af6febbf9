/** The stand-in as a process of its own, so that its memory and its work are not counted as ours. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import type { Order } from '../../influx/stand-in/control.ts';
import type { Statistics } from '../../influx/stand-in/statistics.ts';
import { ROOT } from '../process.ts';

/** Longer than any absence that is ordered. */
const TRIES_MOST = 600;
const TRY_AGAIN_MS = 50;

export type Account = { readonly token: string; readonly org: string; readonly bucket: string };
export type DumpedPoint = {
  readonly measurement: string;
  readonly tags: Readonly<Record<string, string>>;
  /** ns. */
  readonly time: string;
  readonly fields: Readonly<Record<string, string>>;
};

export class StandInProcess {
  readonly url: string;
  readonly #child: ChildProcess;
  readonly #bucket: string;

  private constructor(url: string, child: ChildProcess, bucket: string) {
    this.url = url;
    this.#child = child;
    this.#bucket = bucket;
  }

  static async start({ token, org, bucket }: Account): Promise<StandInProcess> {
    const child = spawn(process.execPath, [join(ROOT, 'test/influx/stand-in/main.ts')], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        GIULANH_INFLUX_TOKEN: token,
        GIULANH_INFLUX_ORG: org,
        GIULANH_INFLUX_BUCKET: bucket,
      },
    });
    for await (const line of createInterface({ input: child.stdout }))
      return new StandInProcess((JSON.parse(line) as { url: string }).url, child, bucket);
    throw new Error(`The stand-in ended with ${child.exitCode} before it listened`);
  }

  /** Steers it; answers what it saw so far. */
  async order(order: Order): Promise<Statistics> {
    return JSON.parse(await this.#ask('/_faults', { method: 'POST', body: JSON.stringify(order) }));
  }

  async *points(): AsyncGenerator<DumpedPoint> {
    for (const line of (await this.#ask(`/_faults/points?bucket=${this.#bucket}`, {})).split('\n'))
      if (line !== '') yield JSON.parse(line) as DumpedPoint;
  }

  /** While it refuses connections it also refuses this, which is then tried again. */
  async #ask(path: string, init: RequestInit): Promise<string> {
    for (let tries = 1; ; tries++) {
      try {
        return await (await fetch(this.url + path, init)).text();
      } catch (error) {
        if (tries === TRIES_MOST) throw error;
        await wait(TRY_AGAIN_MS);
      }
    }
  }

  async close(): Promise<void> {
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    await gone;
  }
}
