/** Counts of this edge as Prometheus text. */
import type { LiveHub } from './live.ts';
import type { Login } from './login.ts';
import type { SessionBook } from './session-book.ts';

/** Upper bounds in seconds; half of the targets people notice lie below 50 ms. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];

export class HttpMetrics {
  /** By method, route pattern and status: bounded by the routes that exist. */
  readonly #requests = new Map<string, number>();
  readonly #buckets = BUCKETS.map(() => 0);
  #seconds = 0;
  #count = 0;

  record(method: string, route: string, status: number, seconds: number): void {
    const labels = `method="${method}",route="${route}",status="${status}"`;
    this.#requests.set(labels, (this.#requests.get(labels) ?? 0) + 1);
    this.#seconds += seconds;
    this.#count += 1;
    for (const [index, bound] of BUCKETS.entries()) {
      if (seconds <= bound) this.#buckets[index] = (this.#buckets[index] ?? 0) + 1;
    }
  }

  text(live: LiveHub, sessions: SessionBook, login: Login): string {
    const lines = ['# TYPE giulanh_http_requests_total counter'];
    for (const [labels, value] of this.#requests)
      lines.push(`giulanh_http_requests_total{${labels}} ${value}`);
    lines.push('# TYPE giulanh_http_request_seconds histogram');
    for (const [index, bound] of BUCKETS.entries())
      lines.push(`giulanh_http_request_seconds_bucket{le="${bound}"} ${this.#buckets[index] ?? 0}`);
    lines.push(`giulanh_http_request_seconds_bucket{le="+Inf"} ${this.#count}`);
    lines.push(`giulanh_http_request_seconds_sum ${this.#seconds}`);
    lines.push(`giulanh_http_request_seconds_count ${this.#count}`);
    const single = (name: string, type: 'counter' | 'gauge', value: number) =>
      lines.push(`# TYPE ${name} ${type}`, `${name} ${value}`);
    single('giulanh_http_sessions', 'gauge', sessions.size);
    single('giulanh_http_login_failures_total', 'counter', login.failures);
    single('giulanh_live_connections', 'gauge', live.connections);
    single('giulanh_live_connections_behind', 'gauge', live.behind);
    single('giulanh_live_messages_total', 'counter', live.messagesSent);
    single('giulanh_live_cut_off_total', 'counter', live.cutOff);
    single('process_resident_memory_bytes', 'gauge', process.memoryUsage.rss());
    return `${lines.join('\n')}\n`;
  }
}
