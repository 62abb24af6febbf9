/**
 * A night without network comes back: many devices send twelve hours of readings while others publish one a minute. Do the live
 * ones notice, and how fast is the night in? The live PUBACK of the same devices is measured before, in the same run.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { rssOf } from '../house/cost.ts';
import { freshDirectory, runLoad, startOn } from '../house/processes.ts';
import { accounts, describe } from '../house/province.ts';
import { Steady } from '../house/steady.ts';
import { Viewer } from '../house/viewer.ts';
import type { NightFindings, NightOrders } from '../load/night.ts';
import type { Report } from '../report.ts';

const MINUTE = 60_000;
const LIVE_DEVICES = 4_000;
/** The connections of a process are bounded by its open files; the live ones and some spare are taken off. */
const NIGHT_DEVICES_MOST = 13_000;
const HOURS = 12;
const READINGS_PER_MESSAGE = 60;
const WINDOW = 10;
/** So many devices come back for each second that is asked for. */
const EXPECTED_PER_SECOND = 120_000;
const SETTLE_SECONDS = 5;

const TIMES_REACH = 2;
const REACH_PER_SECOND = 60_000;
const AIM_PER_SECOND = 120_000;

/** `seconds`: how long the calm before it is watched; the night is as large as the aim would take in that time. */
export async function replay(name: string, seconds: number, full: boolean): Promise<Report> {
  const readings = HOURS * 60;
  const night = full
    ? NIGHT_DEVICES_MOST
    : Math.min(NIGHT_DEVICES_MOST, Math.ceil((seconds * EXPECTED_PER_SECOND) / readings));
  const since = Date.now() - HOURS * 60 * MINUTE - MINUTE;
  const data = freshDirectory(name);
  const apply = join(data, 'province.json');
  writeFileSync(apply, withoutNetwork(describe(LIVE_DEVICES + night, 'usual', new Date(since - MINUTE))));
  try {
    const house = await startOn(data, apply);
    try {
      const { host, port } = house;
      const viewer = await Viewer.open(house.http);
      const steady = await Steady.begin({ host, port, devices: LIVE_DEVICES, everySeconds: 60 });
      let most = 0;
      const look = setInterval(() => {
        most = Math.max(most, rssOf(house.pid));
      }, 250);
      try {
        await wait(SETTLE_SECONDS * 1000);
        await steady.found();
        await wait(seconds * 1000);
        const calm = await steady.found();
        const orders: NightOrders = {
          ...{ host, port, window: WINDOW, since, readingsPerMessage: READINGS_PER_MESSAGE },
          devices: accounts(night, LIVE_DEVICES),
          messages: readings / READINGS_PER_MESSAGE,
          seconds: full ? 600 : 10 * seconds,
        };
        const found = await runLoad<NightFindings>('night', orders, house);
        const during = await steady.found();
        const perSecond = found.readings / found.seconds;
        const times = during.puback.p99 / calm.puback.p99;
        const { cpu } = found;
        return {
          name,
          asked: `live PUBACK p99 ≤ ${TIMES_REACH} × undisturbed; history ≥ ${REACH_PER_SECOND}/s (aim ${AIM_PER_SECOND}/s)`,
          met:
            times <= TIMES_REACH &&
            perSecond >= REACH_PER_SECOND &&
            found.missing + found.lost + during.lost === 0,
          lines: [
            `history **${Math.round(perSecond)}** readings/s: ${night} devices × ${HOURS} h, ${found.readings} readings in ${found.seconds.toFixed(1)} s, ${found.missing} messages missing, ${found.lost} connections lost`,
            `live p99 **${times.toFixed(2)} ×** undisturbed: p50 ${during.puback.p50}, p99 ${during.puback.p99}, most ${during.puback.max} ms (${during.puback.n}); before p50 ${calm.puback.p50}, p99 ${calm.puback.p99}, most ${calm.puback.max} ms (${calm.puback.n})`,
            `CPU %: main ${cpu.main}, keeper ${cpu.keeper}, all ${cpu.total}; generator ${Math.round(found.generatorCpu)}; RSS at most ${most} MB`,
          ],
          data: { calm, during, found, most },
        };
      } finally {
        clearInterval(look);
        viewer.close();
        await steady.end();
      }
    } finally {
      await house.end();
    }
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

/** The devices that publish all the time came a moment ago: of them nothing is missing. */
function withoutNetwork(description: string): string {
  const all = JSON.parse(description) as Record<'devices' | 'parcels', { since: string }[]>;
  const since = new Date(Date.now() - MINUTE).toISOString();
  for (const list of [all.devices, all.parcels])
    for (const one of list.slice(0, LIVE_DEVICES)) one.since = since;
  return JSON.stringify(all);
}
