/**
 * `npm run bench:hour`: an ordinary hour with as many devices as this machine's open-file limit allows, one reading a minute each.
 * Is memory steady, is the event loop on time, do PUBACKs come with their commits? Every ten seconds of it as a table and a plot.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { endChild } from '../../../simulator/demo/service.ts';
import { startHouse } from '../house/processes.ts';
import type { HourOrders, Stretch } from '../load/minutely.ts';
import { openFilesMost } from './limit.ts';
import { Looks } from './look.ts';
import { panels } from './panels.ts';
import { judge, table } from './told.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const STRETCH_SECONDS = 10;
/** What the process needs besides its devices: a store, viewers, its program. */
const SHARE_OF_LIMIT = 0.9;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    devices: { type: 'string' },
    every: { type: 'string', default: '60' },
  },
});
const limit = openFilesMost();
const devices = Number(values.devices ?? Math.floor(SHARE_OF_LIMIT * limit));
const minutes = Number(values.minutes);

const house = await startHouse('hour', devices, 'usual');
const orders: HourOrders = {
  ...{ host: house.host, port: house.port, devices, everySeconds: Number(values.every) },
  ...{ stretchSeconds: STRETCH_SECONDS, stretches: Math.round((minutes * 60) / STRETCH_SECONDS) },
};
const generator = spawn(
  process.execPath,
  [join(ROOT, 'test/bench/load/minutely.ts'), JSON.stringify(orders)],
  { stdio: ['ignore', 'pipe', 'inherit'] },
);
try {
  let looks: Looks | null = null;
  for await (const line of createInterface({ input: generator.stdout })) {
    if (looks === null) looks = new Looks(house);
    else {
      const { minute, rss, puback } = await looks.add(JSON.parse(line) as Stretch);
      process.stderr.write(`  minute ${minute.toFixed(1)}: ${rss} MB, PUBACK p99 ${puback.p99} ms\n`);
    }
  }
  const all = looks?.all ?? [];
  if (all.length < orders.stretches) throw new Error(`the generator ended after ${all.length} stretches`);
  const { steady, prompt, kept, sentences } = judge(all, devices);
  const plots = join(ROOT, 'data', 'bench', 'plots');
  mkdirSync(plots, { recursive: true });
  writeFileSync(join(plots, 'hour.svg'), panels(all, `${devices} devices, one reading a minute each`));
  writeFileSync(join(plots, 'hour.json'), JSON.stringify({ limit, devices, looks: all }));
  const limited = values.devices === undefined ? `${SHARE_OF_LIMIT * 100} % of ` : 'beside ';
  process.stdout.write(`\n${limited}the open-file limit of ${limit}\n\n${table(all)}\n\n`);
  for (const sentence of sentences) process.stdout.write(`- ${sentence}\n`);
  process.stdout.write(`- plot: data/bench/plots/hour.svg\n`);
  process.exitCode = steady && prompt && kept ? 0 : 1;
} finally {
  await endChild(generator, 1_000);
  await house.end();
}
