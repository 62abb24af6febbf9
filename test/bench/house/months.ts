/**
 * What loggers measure in some weeks at one a minute, some milliseconds beside the minute as loggers do, and a store that holds it
 * closed: round by round through the service's own history, packing and merging, as if it had come in live.
 */

import { History } from '../../../src/keeper/history.ts';
import { Merging } from '../../../src/keeper/merging.ts';
import { openSqlite } from '../../../src/store/sqlite.ts';
import type { Store, Transaction } from '../../../src/store/store.ts';
import type { Kept } from '../../../src/telemetry/tail.ts';
import { refrigerator, seeded } from '../filled/weather.ts';

export type Loggers = {
  readonly probes: number;
  readonly days: number;
  /** Humidity, battery, door and power beside the temperature, as many columns as PERF's peer had. */
  readonly everything: boolean;
  /** All probes that a round packs, of which these are some: the more there are, the fewer readings of each. Left out: these. */
  readonly among?: number;
};

export const MINUTE = 60_000;
const DAY_MINUTES = 1_440;
/** Unpacked readings of all probes together at which the service packs them. */
const PACK_AT = 200_000;
const ON_THE_WAY_MS = 80;
const JITTER_MS = 200;
/** A whole number of weeks since 1970, so that a database that keeps weeks has whole ones. */
export const BEGAN = 2_956 * 7 * 86_400_000;

export const deviceName = (probe: number): string => `do-${String(probe).padStart(5, '0')}`;
export const countOf = ({ probes, days }: Loggers): number => probes * days * DAY_MINUTES;

/** Each call is the next minute's reading of the probe. */
export function logger(probe: number, everything: boolean): () => Kept {
  const random = seeded(probe ^ 0x5eed);
  const next = refrigerator(probe, MINUTE / 1000);
  let minute = 0;
  let humidity = 450;
  return () => {
    const at = BEGAN + minute++ * MINUTE + Math.floor(random() * JITTER_MS);
    const milli = next();
    humidity = Math.min(900, Math.max(200, humidity + Math.round(8 * (random() - 0.5))));
    const extras = everything
      ? {
          humidity: humidity / 10,
          battery: Math.round(3_600 - minute / 500 + 4 * random()) / 1000,
          door: random() < 0.02,
          power: random() > 0.001,
        }
      : null;
    return { at, milli, receivedAt: at + ON_THE_WAY_MS + Math.floor(random() * JITTER_MS), extras };
  };
}

const NOTHING: Transaction = {
  ...{ journal: null, puts: [], ledger: [], rejected: [], chunks: [], dropJournalTo: null, setAside: [] },
};

/** Probe number p of the store is logger p. */
export async function packMonths(directory: string, loggers: Loggers): Promise<void> {
  const store = openSqlite(directory);
  const history = new History(store);
  const merging = new Merging(history, store);
  const { probes, days, everything, among = probes } = loggers;
  const all = Array.from({ length: probes }, (_, p) => ({
    log: history.log(deviceName(p), '1').log,
    next: logger(p, everything),
  }));
  const each = Math.max(1, Math.floor(PACK_AT / among));
  for (let done = 0; done < days * DAY_MINUTES; done += each) {
    const chunks = all.flatMap(({ log, next }) => {
      for (let i = Math.min(each, days * DAY_MINUTES - done); i > 0; i--) log.tail.add(next());
      return history.pack(log, 0).chunks;
    });
    await store.commit({ ...NOTHING, chunks, dropJournalTo: 0 });
    for (const { log } of all) merging.packed(log);
    await merge(store, merging, BEGAN + done * MINUTE);
  }
  await store.commit({ ...NOTHING, dropJournalTo: 0 });
  await merge(store, merging, BEGAN + (days + 2) * DAY_MINUTES * MINUTE);
  await store.close();
}

/** What a keeper does between two rounds, all that is due at once. */
async function merge(store: Store, merging: Merging, now: number): Promise<void> {
  for (;;) {
    const { merged, outlived } = await merging.step(now);
    if (merged.length + outlived.length === 0) return;
    await store.commit({ ...NOTHING, merged, outlived });
  }
}
