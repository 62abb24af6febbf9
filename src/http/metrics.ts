/** Counts of this edge as Prometheus text. */
import type { LiveHub } from './live.ts';
import type { Login } from './login.ts';
import type { SessionBook } from './session-book.ts';

/** Upper bounds in seconds; half of the targets people notice lie below 50 ms. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];

export class HttpMetrics {
  /** By route pattern, method and status: bounded by the routes that exist. */
  readonly #requests = new Map<string, Map<string, Map<number, number>>>();
  /** Each request in the first bucket that holds it; the last one is of those that are past every bound. */
  readonly #buckets = new Array<number>(BUCKETS.length + 1).fill(0);
  #seconds = 0;

  record(method: string, route: string, status: number, seconds: number): void {
    const ofRoute = entry(this.#requests, route, () => new Map<string, Map<number, number>>());
    const byStatus = entry(ofRoute, method, () => new Map<number, number>());
    byStatus.set(status, (byStatus.get(status) ?? 0) + 1);
    let bucket = 0;
    while (bucket < BUCKETS.length && seconds > (BUCKETS[bucket] ?? 0)) bucket += 1;
    this.#buckets[bucket] = (this.#buckets[bucket] ?? 0) + 1;
    this.#seconds += seconds;
  }

  text(live: LiveHub, sessions: SessionBook, login: Login): string {
    const lines = ['# TYPE giulanh_http_requests_total counter'];
    for (const [route, ofRoute] of this.#requests)
      for (const [method, byStatus] of ofRoute)
        for (const [status, count] of byStatus)
          lines.push(
            `giulanh_http_requests_total{method="${method}",route="${route}",status="${status}"} ${count}`,
          );
    lines.push('# TYPE giulanh_http_request_seconds histogram');
    let count = 0;
    for (const [index, bound] of [...BUCKETS, '+Inf'].entries()) {
      count += this.#buckets[index] ?? 0;
      lines.push(`giulanh_http_request_seconds_bucket{le="${bound}"} ${count}`);
    }
    lines.push(`giulanh_http_request_seconds_sum ${this.#seconds}`);
    lines.push(`giulanh_http_request_seconds_count ${count}`);
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

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
