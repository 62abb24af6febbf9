/**
 * `npm run bench:growth`: how do cost and memory grow with devices, with parcels, with stored readings? For each size a store is
 * filled, the service started on it, and asked what it is asked all day. A plot an axis, and the figures as JSON.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { linePlot } from '../plot/line-plot.ts';
import { AXES, type Grown, grow } from './axes.ts';

const USAGE = `npm run bench:growth -- [--devices N,N,…] [--parcels N,N,…] [--readings N,N,…] [--seconds S]
  sizes of each axis (${AXES.map(({ name, sizes }) => `${name} ${sizes.join(',')}`).join('; ')}); 0: leave it out
  --seconds  how long readings come in at each size (5)
`;

const { values } = parseArgs({
  options: {
    devices: { type: 'string' },
    parcels: { type: 'string' },
    readings: { type: 'string' },
    seconds: { type: 'string', default: '5' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write(USAGE);
  process.exit(0);
}
const plots = join(fileURLToPath(new URL('../../..', import.meta.url)), 'data', 'bench', 'plots');
mkdirSync(plots, { recursive: true });
for (const axis of AXES) {
  const sizes = values[axis.name]?.split(',').map(Number) ?? axis.sizes;
  const found: Grown[] = [];
  for (const size of sizes.filter((n) => n > 0)) {
    found.push(await grow(axis, size, Number(values.seconds)));
    process.stdout.write(`${axis.name} ${JSON.stringify(found.at(-1))}\n`);
  }
  if (found.length === 0) continue;
  const line = (name: string, of: (one: Grown) => number) => ({
    name,
    points: found.map((one) => [one.size, of(one)] as const),
  });
  const plot = linePlot({
    title: `Cost over ${axis.name}`,
    x: axis.name,
    y: 'ms, µs, MB, as named',
    lines: [
      line('start until ready, ms', (one) => one.readyMs),
      line('verdict p50, µs', (one) => one.verdictP50Us),
      line('resident memory, MB', (one) => one.rssMb),
      line('CPU a reading, µs', (one) => one.cpuUsPerReading),
    ],
  });
  writeFileSync(join(plots, `growth-${axis.name}.svg`), plot);
  writeFileSync(join(plots, `growth-${axis.name}.json`), JSON.stringify(found, null, 1));
  process.stdout.write(`data/bench/plots/growth-${axis.name}.svg\n`);
}
