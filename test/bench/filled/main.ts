/** `node test/bench/filled/main.ts DIRECTORY`: a filled store to start a service on, or to measure with. Prints what it took. */
import { parseArgs } from 'node:util';
import { fill, settle } from './fill.ts';
import { type Size, USUAL } from './size.ts';

const USAGE = `node test/bench/filled/main.ts [--units N] [--readings N] [--parcels N] [--living PERCENT] [--step SECONDS]
  [--unpacked N] [--per-chunk N] [--until MS] [--settle] DIRECTORY
  --until    when its newest readings were measured, ms UTC (now)
  --settle   also what a service makes of it at its first start
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    units: { type: 'string' },
    readings: { type: 'string' },
    parcels: { type: 'string' },
    living: { type: 'string' },
    step: { type: 'string' },
    unpacked: { type: 'string' },
    'per-chunk': { type: 'string' },
    until: { type: 'string' },
    settle: { type: 'boolean', default: false },
  },
});
const [directory] = positionals;
if (directory === undefined) {
  process.stderr.write(USAGE);
  process.exit(1);
}
const number = (given: string | undefined, usual: number): number => Number(given ?? usual);
const size: Size = {
  units: number(values.units, USUAL.units),
  readings: number(values.readings, USUAL.readings),
  parcels: number(values.parcels, USUAL.parcels),
  livingPercent: number(values.living, USUAL.livingPercent),
  stepSeconds: number(values.step, USUAL.stepSeconds),
  unpacked: number(values.unpacked, USUAL.unpacked),
  perChunk: number(values['per-chunk'], USUAL.perChunk),
};
const until = number(values.until, Date.now());
const begun = performance.now();
const took = () => Math.round(performance.now() - begun);
await fill(directory, size, until);
process.stdout.write(`${JSON.stringify({ filled: size, until, ms: took() })}\n`);
if (values.settle) {
  await settle(directory, until + 1_000);
  process.stdout.write(`${JSON.stringify({ settled: true, ms: took() })}\n`);
}
