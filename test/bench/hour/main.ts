/**
 * `npm run bench:hour`: an ordinary hour with as many devices as this machine's open-file limit allows, one reading a minute each.
 * Is memory steady, is the event loop on time, do PUBACKs come with their commits? Every ten seconds of it as a table and a plot.
 * Before it a few minutes each with a quarter and a half of them, for what more would cost than can connect here.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { growth, type Size } from './growth.ts';
import { openFilesMost } from './limit.ts';
import type { Look } from './look.ts';
import { panels } from './panels.ts';
import { run } from './run.ts';
import { judge, median, table } from './told.ts';

/** What the process needs besides its devices: a store, viewers, its program. */
const SHARE_OF_LIMIT = 0.9;
const SMALLER = [0.25, 0.5];

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    /** Of each of the smaller sizes before. */
    before: { type: 'string', default: '3' },
    devices: { type: 'string' },
    /** Seconds between two readings of a device. */
    every: { type: 'string', default: '60' },
  },
});
const limit = openFilesMost();
const devices = Number(values.devices ?? Math.floor(SHARE_OF_LIMIT * limit));
const every = Number(values.every);
/** Of the last half, which is neither beginning nor connecting. */
const sizeOf = (count: number, looks: readonly Look[]): Size => {
  const half = looks.slice(Math.floor(looks.length / 2));
  const middle = (of: (look: Look) => number) => median(half.map(of));
  return { devices: count, rss: middle((look) => look.rss), cpu: middle((look) => look.cpu) };
};

const sizes: Size[] = [];
for (const part of SMALLER) {
  const count = Math.floor(part * devices);
  sizes.push(sizeOf(count, await run(count, Number(values.before), every)));
}
const looks = await run(devices, Number(values.minutes), every);
sizes.push(sizeOf(devices, looks));

const { steady, prompt, kept, sentences } = judge(looks, devices);
const grown = growth(sizes);
const plots = join(fileURLToPath(new URL('../../..', import.meta.url)), 'data', 'bench', 'plots');
mkdirSync(plots, { recursive: true });
writeFileSync(
  join(plots, 'hour.svg'),
  panels(looks, `${devices} devices, one reading every ${every} s each`),
);
writeFileSync(join(plots, 'hour-devices.svg'), grown.svg);
writeFileSync(join(plots, 'hour.json'), JSON.stringify({ limit, devices, every, sizes, looks }));
const limited = values.devices === undefined ? `${SHARE_OF_LIMIT * 100} % of ` : 'beside ';
process.stdout.write(`\n${limited}the open-file limit of ${limit}\n\n${table(looks)}\n\n`);
for (const sentence of [...sentences, grown.sentence]) process.stdout.write(`- ${sentence}\n`);
process.stdout.write(`- plots: data/bench/plots/hour.svg, hour-devices.svg\n`);
process.exitCode = steady && prompt && kept ? 0 : 1;
