/** The watch over the chain as part of the service, where the file of the channels asks for one. */

import { newDeviceSecret } from '../fleet/secrets.ts';
import type { Credentials } from '../mqtt/ports.ts';
import { withCanary } from './credentials.ts';
import type { CanarySettings } from './settings.ts';
import { Watchdog, type WatchdogParts } from './watchdog.ts';

type Parts = Omit<WatchdogParts, 'settings' | 'publish' | 'uptime'> & {
  readonly settings: CanarySettings | undefined;
};
export type Watch = {
  /** Those that the MQTT door asks. */
  readonly credentials: Credentials;
  /** Once the door is open there. */
  start(host: string, port: number): void;
  metrics(): string[];
  close(): Promise<void>;
};

/** `credentials`: those of the registry. Throws an Error for people when the settings cannot be used. */
export function openWatch(credentials: Credentials, { settings, ...parts }: Parts): Watch {
  if (settings === undefined)
    return { credentials, start: () => {}, metrics: () => [], close: () => Promise.resolve() };
  const secret = newDeviceSecret();
  let door = { host: '127.0.0.1', port: 0 };
  const watchdog = new Watchdog({
    ...parts,
    settings,
    uptime: () => performance.now(),
    publish: async (sample) => {
      // A library that only this wants is loaded with its first use.
      const { publish } = await import('./publish.ts');
      await publish({ ...door, secret }, sample);
    },
  });
  return {
    credentials: withCanary(credentials, secret),
    start(host, port) {
      door = { host: LOCAL[host] ?? host, port };
      watchdog.start();
    },
    metrics: () => watchdog.metrics(),
    close: () => watchdog.close(),
  };
}

/** Where one's own door is found that is open to every address. */
const LOCAL: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };
