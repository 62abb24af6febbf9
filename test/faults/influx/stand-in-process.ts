/** The stand-in as a process of its own, so that its memory and its work are not counted as ours. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Order } from '../../influx/stand-in/control.ts';
import type { Statistics } from '../../influx/stand-in/statistics.ts';
import { ROOT } from '../process.ts';

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

  /** Steers it; answers what it saw so far. While it refuses connections it also refuses this, and it is tried again. */
  async order(order: Order): Promise<Statistics> {
    for (;;) {
      try {
        const response = await fetch(`${this.url}/_faults`, { method: 'POST', body: JSON.stringify(order) });
        return (await response.json()) as Statistics;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  }

  async *points(): AsyncGenerator<DumpedPoint> {
    const response = await fetch(`${this.url}/_faults/points?bucket=${this.#bucket}`);
    for (const line of (await response.text()).split('\n'))
      if (line !== '') yield JSON.parse(line) as DumpedPoint;
  }

  async close(): Promise<void> {
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    await gone;
  }
}
