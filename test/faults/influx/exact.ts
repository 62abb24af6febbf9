/** A plain day: so many readings and custody events, and then nothing is missing, twice, or otherwise in InfluxDB. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Report } from '../../bench/report.ts';
import { CopyHouse } from './house.ts';

/** Fast enough that nobody waits long, slow enough that sending keeps up. */
const MESSAGE_EVERY_MS = 25;

export async function exactCopy(seed: string, readings: number, events: number): Promise<Report> {
  const house = await CopyHouse.open(seed, 20_000);
  try {
    house.load(MESSAGE_EVERY_MS);
    const moved = house.custody(events);
    while (house.oracle.acked.size < readings) await wait(50);
    await house.acknowledged();
    await moved;
    const drained = await house.drained();
    const found = await house.compare();
    const broken = [...found.broken];
    if (found.events < events) broken.push(`only ${found.events} custody events, ${events} asked for`);
    return {
      name: 'exact',
      asked: `${readings} readings and ${events} custody events, compared exactly`,
      met: broken.length === 0,
      lines: [
        `${house.oracle.acked.size} readings acknowledged, ${found.readings} in InfluxDB; ${found.events} custody events and ${found.excursions} excursions, all as in the store`,
        `drained ${Math.round(drained)} ms after the last PUBACK`,
        ...broken,
      ],
      data: { ...found, drained },
    };
  } finally {
    await house.close();
  }
}
