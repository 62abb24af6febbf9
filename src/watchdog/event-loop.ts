/**
 * How late is the event loop of the socket thread, and what does its heap hold? As Prometheus text. A loop that is late makes every
 * device and every screen wait; a heap that only grows ends the service one day.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Looked at so often; what is found includes it. */
const RESOLUTION_MS = 10;
const WINDOW_MS = 10_000;
const NS_PER_MS = 1e6;

type Delay = { readonly p50: number; readonly p99: number; readonly max: number };

export class EventLoop {
  readonly #histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  readonly #turning: NodeJS.Timeout;
  #last: Delay | null = null;

  constructor() {
    this.#histogram.enable();
    this.#turning = setInterval(() => {
      this.#last = this.#delay();
      this.#histogram.reset();
    }, WINDOW_MS).unref();
  }

  /** Of the last whole ten seconds; of what there is while there were none. */
  metrics(): string[] {
    const { p50, p99, max } = this.#last ?? this.#delay();
    const { heapUsed, external } = process.memoryUsage();
    return [
      `giulanh_event_loop_delay_p50_seconds ${p50 / 1000}`,
      `giulanh_event_loop_delay_p99_seconds ${p99 / 1000}`,
      `giulanh_event_loop_delay_max_seconds ${max / 1000}`,
      `nodejs_heap_size_used_bytes ${heapUsed}`,
      `nodejs_external_memory_bytes ${external}`,
    ];
  }

  close(): void {
    clearInterval(this.#turning);
    this.#histogram.disable();
  }

  /** Beyond the moment in which it was to be looked at, in ms. */
  #delay(): Delay {
    const { count } = this.#histogram;
    const beyond = (ns: number) => (count === 0 ? 0 : Math.max(0, ns / NS_PER_MS - RESOLUTION_MS));
    const at = (share: number) => beyond(this.#histogram.percentile(share));
    return { p50: at(50), p99: at(99), max: beyond(this.#histogram.max) };
  }
}
