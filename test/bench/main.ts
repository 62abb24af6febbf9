/**
 * `npm run bench`: how fast is the service, beside a bare broker on the same machine in the same minutes?
 * Absolute numbers are good to a factor of 1.5 on a shared machine; the ratios of alternating rounds are what counts.
 */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { MEASUREMENTS } from './measurements.ts';
import { type Report, table } from './report.ts';

const USAGE = `npm run bench -- [--only NAME[,NAME]] [--rounds N] [--seconds S] [--full] [--json FILE]
  --only     of: ${Object.keys(MEASUREMENTS).join(' ')}
  --rounds   alternating rounds beside a peer (5)
  --seconds  how long one measurement of a round lasts; each has a usual time of its own
  --full     as long as a report wants it: minutes
  --json     also everything that was found, as a file
`;

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string' },
    full: { type: 'boolean', default: false },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write(USAGE);
  process.exit(0);
}
const wish = {
  rounds: Number(values.rounds),
  seconds: (usual: number) => Number(values.seconds ?? usual),
  full: values.full,
};
const wanted = values.only?.split(',') ?? Object.keys(MEASUREMENTS);
const reports: Report[] = [];
for (const name of wanted) {
  const measure = MEASUREMENTS[name];
  if (measure === undefined) throw new Error(`No measurement ${name}; ${USAGE}`);
  process.stderr.write(`${name} …\n`);
  reports.push(await measure(wish));
}
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}, load generator on the same machine`;
process.stdout.write(`\n${machine}\n\n${table(reports)}\n`);
if (values.json !== undefined) writeFileSync(values.json, JSON.stringify({ machine, reports }, null, 1));
process.exitCode = reports.every((report) => report.met) ? 0 : 1;
