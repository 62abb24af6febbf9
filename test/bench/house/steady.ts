/** Ordinary traffic beside a measurement (load/steady.ts): begun, asked what it found since it was asked last, and ended. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { endChild } from '../../../simulator/demo/service.ts';
import type { SteadyFindings, SteadyOrders } from '../load/steady.ts';

const SCRIPT = fileURLToPath(new URL('../load/steady.ts', import.meta.url));

export class Steady {
  readonly #child;
  readonly #lines: AsyncIterator<string>;

  private constructor(orders: SteadyOrders) {
    const stdio = ['pipe', 'pipe', 'inherit'] as ['pipe', 'pipe', 'inherit'];
    this.#child = spawn(process.execPath, [SCRIPT, JSON.stringify(orders)], { stdio });
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /** Resolves once all its devices are connected. */
  static async begin(orders: SteadyOrders): Promise<Steady> {
    const steady = new Steady(orders);
    await steady.#line();
    return steady;
  }

  async found(): Promise<SteadyFindings> {
    this.#child.stdin.write('\n');
    return JSON.parse(await this.#line()) as SteadyFindings;
  }

  end(): Promise<void> {
    this.#child.stdin.end();
    return endChild(this.#child, 2_000);
  }

  async #line(): Promise<string> {
    const { value, done } = await this.#lines.next();
    if (done) throw new Error(`the steady generator ended with ${this.#child.exitCode}`);
    return value;
  }
}
