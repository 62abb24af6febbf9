/** A plain day: so many readings and custody events, and then nothing is missing, twice, or otherwise in InfluxDB. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Command } from '../../../src/keeper/protocol.ts';
import type { Report } from '../../bench/report.ts';
import { GTIN, LOT } from '../world.ts';
import { CopyHouse } from './house.ts';

const UNITS = 50;
/** Fast enough that nobody waits long, slow enough that sending keeps up. */
const MESSAGE_EVERY_MS = 25;

export async function exactCopy(seed: string, readings: number, events: number): Promise<Report> {
  const house = await CopyHouse.open(seed, 20_000);
  try {
    house.load(MESSAGE_EVERY_MS);
    const moved = house.execute(custody(events));
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

/** Parcels that come in, half of which move on: each an event of the ledger. */
export function custody(events: number): Command[] {
  const count = Math.ceil(events / 2);
  const received = Array.from({ length: count }, (_, i): Command => {
    const unit = `unit-${i % UNITS}`;
    return { type: 'parcel.receive', id: `moved-${i}`, gtin: GTIN, lot: LOT, doses: 10, unit };
  });
  const moved = Array.from({ length: count }, (_, i): Command => {
    return { type: 'parcel.move', parcel: `moved-${i}`, unit: `unit-${(i + 1) % UNITS}` };
  });
  return [...received, ...moved];
}
