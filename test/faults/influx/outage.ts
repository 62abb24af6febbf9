/** InfluxDB is stopped for the middle third of a steady load: nobody who sends readings may notice, and afterwards all is there. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Report } from '../../bench/report.ts';
import { at } from '../rounds.ts';
import { CopyHouse } from './house.ts';

/** Fifty loggers with four readings a message. */
const READINGS_A_ROUND = 200;
const READINGS_A_SECOND = 1_000;
const MESSAGE_EVERY_MS = (1000 * READINGS_A_ROUND) / READINGS_A_SECOND;
const WARM_UP_MS = 5_000;
const SLOWER_AT_MOST = 1.5;

export async function outage(seed: string, thirdSeconds: number): Promise<Report> {
  const house = await CopyHouse.open(seed, 20_000);
  const { oracle, influxd } = house;
  try {
    oracle.phase = 'warm-up';
    house.load(MESSAGE_EVERY_MS);
    await wait(WARM_UP_MS);
    const third = async (name: string) => {
      oracle.phase = name;
      await wait(thirdSeconds * 1000);
    };
    await third('undisturbed');
    await influxd.stop();
    await third('stopped');
    const waiting = await house.status();
    oracle.phase = 'drain';
    await influxd.start();
    await third('drain');
    await house.acknowledged();
    const drained = await house.drained();
    const found = await house.compare();
    const p = (name: string, q: number) => Math.round(10 * at(oracle.latencies.get(name) ?? [], q)) / 10;
    const ratio = p('stopped', 0.99) / p('undisturbed', 0.99);
    const met = found.broken.length === 0 && ratio <= SLOWER_AT_MOST;
    return {
      name: 'outage',
      asked: `PUBACK p99 without InfluxDB ≤ ${SLOWER_AT_MOST} × with it at ${READINGS_A_SECOND} readings/s; compared exactly`,
      met,
      lines: [
        `PUBACK p50/p99: undisturbed ${p('undisturbed', 0.5)}/${p('undisturbed', 0.99)} ms, stopped ${p('stopped', 0.5)}/${p('stopped', 0.99)} ms (**${ratio.toFixed(2)} ×**), back and draining ${p('drain', 0.5)}/${p('drain', 0.99)} ms`,
        `${(oracle.latencies.get('stopped') ?? []).length} messages while it was stopped; backlog then ${waiting.backlog.journal} journal entries, ${waiting.backlog.chunks} chunks; state ${waiting.link?.state}`,
        `${oracle.acked.size} readings acknowledged, ${found.readings} in InfluxDB, ${found.events} events, ${found.excursions} excursions; the rest drained ${Math.round(drained)} ms after the last PUBACK`,
        ...found.broken,
      ],
      data: {
        latencies: Object.fromEntries([...oracle.latencies].map(([k, v]) => [k, v.length])),
        ratio,
        found,
      },
    };
  } finally {
    await house.close();
  }
}
