/**
 * Did the machine itself stand still? A timer of this process that should fire every few milliseconds and does little else: when it
 * comes much too late, nobody was given a processor, the page no more than this process.
 */
import { performance } from 'node:perf_hooks';
import type { Gap } from './in-page.ts';

const EVERY_MS = 5;
const KEPT_MS = 40;

export class Standstill {
  /** Times are ms UTC. */
  readonly gaps: Gap[] = [];
  readonly #timer: NodeJS.Timeout;

  constructor() {
    let last = performance.timeOrigin + performance.now();
    this.#timer = setInterval(() => {
      const now = performance.timeOrigin + performance.now();
      if (now - last > KEPT_MS) this.gaps.push({ at: last, ms: now - last });
      last = now;
    }, EVERY_MS);
  }

  /** Did it, for some of this time? */
  during({ at, ms }: Gap): boolean {
    return this.gaps.some((gap) => gap.at < at + ms && gap.at + gap.ms > at);
  }

  end(): void {
    clearInterval(this.#timer);
  }
}
