/**
 * `npm run bench`: how fast is the service, beside a bare broker on the same machine in the same minutes?
 * Absolute numbers are good to a factor of 1.5 on a shared machine; the ratios of alternating rounds are what counts.
 */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { engineAlone } from './engine.ts';
import { ingest } from './ingest.ts';
import { holdLatency } from './latency.ts';
import { overload } from './overload.ts';
import { type Report, table } from './report.ts';

const USAGE = `npm run bench -- [--only NAME[,NAME]] [--rounds N] [--seconds S] [--full] [--json FILE]
  --only     of: ingest-50x20 ingest-1000x1 overload-5 overload-50 hold-latency engine
  --rounds   alternating rounds of ingest, and runs of the engine (5)
  --seconds  how long each measurement lasts (ingest 4 a round, overload 60, hold-latency 30)
  --full     overload for five minutes each
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
const rounds = Number(values.rounds);
const secondsOr = (usual: number) => Number(values.seconds ?? usual);
const long = values.full ? 300 : secondsOr(60);

const measurements: Record<string, () => Report | Promise<Report>> = {
  'ingest-50x20': () =>
    ingest('ingest-50x20', { connections: 50, window: 20, floor: 0.4 }, rounds, secondsOr(4)),
  'ingest-1000x1': () =>
    ingest('ingest-1000x1', { connections: 1000, window: 1, floor: 0.5 }, rounds, secondsOr(4)),
  'overload-5': () => overload('overload-5', 0.05, long),
  'overload-50': () => overload('overload-50', 0.5, long),
  'hold-latency': () => holdLatency('hold-latency', secondsOr(30)),
  engine: () => engineAlone('engine', rounds),
};

const wanted = values.only?.split(',') ?? Object.keys(measurements);
const reports: Report[] = [];
for (const name of wanted) {
  const measure = measurements[name];
  if (measure === undefined) throw new Error(`No measurement ${name}; ${USAGE}`);
  process.stderr.write(`${name} …\n`);
  reports.push(await measure());
}
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}, load generator on the same machine`;
process.stdout.write(`\n${machine}\n\n${table(reports)}\n`);
if (values.json !== undefined) writeFileSync(values.json, JSON.stringify({ machine, reports }, null, 1));
process.exitCode = reports.every((report) => report.met) ? 0 : 1;
