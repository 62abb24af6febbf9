/**
 * A campaign of trips against a service of its own, with every fault that people and phones have, and the verdict.
 *
 *   node simulator/trips/main.ts --seed mua-lu --trips 100 --kills 20
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { campaign } from './campaign.ts';
import { passed, reportText } from './check.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: 'giu-lanh' },
    trips: { type: 'string', default: '50' },
    kills: { type: 'string', default: '0' },
    keep: { type: 'boolean', default: false },
  },
});
const trips = Number(values.trips);
if (!Number.isInteger(trips) || trips < 1 || trips > 1000)
  throw new Error(`Cannot read --trips: ${values.trips}, a whole number from 1 to 1000 wanted`);

const directory = mkdtempSync(join(tmpdir(), 'giulanh-trips-'));
const begun = performance.now();
const report = await campaign({
  seed: values.seed,
  trips,
  directory,
  endAt: Date.now(),
  kills: Number(values.kills),
});
const seconds = ((performance.now() - begun) / 1000).toFixed(1);
console.log(`seed ${values.seed}, ${trips} trips, ${seconds} s`);
console.log(reportText(report));
if (values.keep) console.log(`the service's data: ${directory}`);
else rmSync(directory, { recursive: true, force: true });
process.exitCode = passed(report) ? 0 : 1;
