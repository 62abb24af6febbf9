/** `kill -9` of InfluxDB, then of the service, again and again while a backlog drains: everything is there once all the same. */
import { setTimeout as wait } from 'node:timers/promises';
import { random } from '../../../simulator/random.ts';
import type { Report } from '../../bench/report.ts';
import { CopyHouse } from './house.ts';

const MESSAGE_EVERY_MS = 20;
/** So that packing drops journal entries before they were sent. */
const PACK_AT = 20_000;

export async function killsWhileDraining(seed: string, readings: number, kills: number): Promise<Report> {
  const draw = random(seed, 'drain');
  const house = await CopyHouse.open(seed, PACK_AT);
  const { influxd, oracle } = house;
  let left = kills;
  let serviceLeft = kills;
  /** Kills that fell into the drain: others prove nothing. */
  const into = { influxd: 0, service: 0 };
  try {
    await influxd.stop();
    house.load(MESSAGE_EVERY_MS);
    await house.custody(500);
    while (oracle.acked.size < readings) await wait(50);
    await house.acknowledged();
    const before = (await house.status()).backlog;
    await influxd.start();
    while (left + serviceLeft > 0) {
      await wait(draw.between(50, 600));
      const { backlog } = await house.status();
      const draining = backlog.journal + backlog.chunks + backlog.ledger > 0;
      if (left > 0 && (serviceLeft === 0 || draw.chance(0.5))) {
        left--;
        if (draining) into.influxd++;
        await influxd.kill();
        await wait(draw.between(0, 500));
        await influxd.start();
      } else {
        serviceLeft--;
        if (draining) into.service++;
        await house.restart('SIGKILL');
      }
    }
    const drained = await house.drained();
    const found = await house.compare();
    const enough = into.influxd >= Math.min(5, kills);
    return {
      name: 'kills',
      asked: `${kills} × kill -9 of InfluxDB and ${kills} of the service during the drain; compared exactly`,
      met: found.broken.length === 0 && enough,
      lines: [
        `backlog ${before.journal} journal entries and ${before.chunks} chunks of ${oracle.acked.size} readings; into the drain fell ${into.influxd} kills of InfluxDB and ${into.service} of the service`,
        `${oracle.acked.size} readings acknowledged, ${found.readings} in InfluxDB, ${found.events} events, ${found.excursions} excursions; drained ${Math.round(drained)} ms after the last kill`,
        ...found.broken,
      ],
      data: { into, found, before },
    };
  } finally {
    await house.close();
  }
}
