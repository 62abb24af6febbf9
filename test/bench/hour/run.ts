/** So many devices for so many minutes at a fresh service: a look every ten seconds. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { endChild } from '../../../simulator/demo/service.ts';
import { startHouse } from '../house/processes.ts';
import type { HourOrders, Stretch } from '../load/minutely.ts';
import { type Look, Looks } from './look.ts';

const GENERATOR = fileURLToPath(new URL('../load/minutely.ts', import.meta.url));
const STRETCH_SECONDS = 10;

export async function run(devices: number, minutes: number, everySeconds: number): Promise<readonly Look[]> {
  const house = await startHouse('hour', devices, 'usual');
  const orders: HourOrders = {
    ...{ host: house.host, port: house.port, devices, everySeconds },
    ...{ stretchSeconds: STRETCH_SECONDS, stretches: Math.round((minutes * 60) / STRETCH_SECONDS) },
  };
  const generator = spawn(process.execPath, [GENERATOR, JSON.stringify(orders)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    let looks: Looks | null = null;
    for await (const line of createInterface({ input: generator.stdout })) {
      if (looks === null) looks = new Looks(house);
      else {
        const { minute, rss, puback } = await looks.add(JSON.parse(line) as Stretch);
        process.stderr.write(
          `  ${devices} devices, minute ${minute.toFixed(1)}: ${rss} MB, PUBACK p99 ${puback.p99} ms\n`,
        );
      }
    }
    const all = looks?.all ?? [];
    if (all.length < orders.stretches) throw new Error(`the generator ended after ${all.length} stretches`);
    return all;
  } finally {
    await endChild(generator, 1_000);
    await house.end();
  }
}
