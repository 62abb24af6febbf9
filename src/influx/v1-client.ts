/**
 * The 1.x library, set up so that it does nothing on its own: no retries, no host shut out after a failure, no
 * account of its own making, and every request observed to its end.
 */
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { InfluxDB, type IPoolOptions, type ISingleHostConfig } from 'influx';
import type { HttpAnswer } from './outcome.ts';
import type { TargetSettings } from './types.ts';
import { watched } from './watched.ts';

export type SettingsV1 = Extract<TargetSettings, { version: 1 }>;
/** One HTTP request of the library, and how it ended. `call` must make it before it returns. */
export type AskV1 = (call: (influx: InfluxDB) => Promise<unknown>, withinMs: number) => Promise<HttpAnswer>;
export type ClientV1 = { readonly database: string; readonly ask: AskV1; readonly close: () => void };

type Backoff = NonNullable<IPoolOptions['backoff']>;
/** A host that failed is asked again as soon as someone asks: when that is, the sender decides. */
const NEVER_SHUT_OUT: Backoff = {
  getDelay: () => 0,
  next: () => NEVER_SHUT_OUT,
  reset: () => NEVER_SHUT_OUT,
};
/** Never reached: each request has its own, shorter limit on the whole of it. */
const LIBRARY_TIMEOUT_MS = 24 * 3_600_000;

export function openClientV1(settings: SettingsV1): ClientV1 {
  const url = new URL(settings.url);
  const secure = url.protocol === 'https:';
  const agent = secure ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true });
  const config: ISingleHostConfig = {
    protocol: secure ? 'https' : 'http',
    host: url.hostname,
    port: Number(url.port === '' ? (secure ? 443 : 80) : url.port),
    database: settings.database,
    pool: { maxRetries: 0, requestTimeout: LIBRARY_TIMEOUT_MS, backoff: NEVER_SHUT_OUT },
    options: { agent },
  };
  // Without an account it would log in as `root`; only null, which its types do not know, keeps it from that.
  Object.assign(config, { username: settings.username, password: settings.password });
  const influx = new InfluxDB(config);
  return {
    database: settings.database,
    ask: (call, withinMs) => watched(() => call(influx), withinMs),
    close: () => agent.destroy(),
  };
}
