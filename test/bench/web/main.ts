/**
 * `npm run bench:web`: do the screens stay quick with a whole province behind them? Measured in a real Chromium against the
 * real service, with readings through real MQTT. Everything runs on this one machine; while the board is watched, service and
 * generator run with a lower priority than the browser, which in life has a computer of its own.
 */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { type Report, table } from '../report.ts';
import { board } from './board.ts';
import { chart } from './chart.ts';
import { firstLoad } from './first-load.ts';
import { inOwnSession } from './priority.ts';

const USAGE = `npm run bench:web -- [--only NAME[,NAME]] [--units N] [--updates N] [--screens NAME[,NAME]] [--minutes M] [--profile] [--json FILE]
  --only     of: board chart load (all); alerts: the list of alerts in place of the board
  --units    storage units of the province (5000)
  --updates  readings a second over all of them (1000)
  --screens  of: province wall (both, one after the other)
  --minutes  how long each is watched (10)
  --profile  also where the board's time goes, on standard error, before it is watched
  --json     also everything that was found, as a file
`;

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'board,chart,load' },
    units: { type: 'string', default: '5000' },
    updates: { type: 'string', default: '1000' },
    screens: { type: 'string', default: 'province,wall' },
    minutes: { type: 'string', default: '10' },
    profile: { type: 'boolean', default: false },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write(USAGE);
  process.exit(0);
}
const status = await inOwnSession();
if (status !== null) process.exit(status);
const orders = {
  units: Number(values.units),
  updates: Number(values.updates),
  minutes: Number(values.minutes),
  screens: values.screens.split(','),
  profile: values.profile,
};
const measurements: Record<string, () => Promise<Report | Report[]>> = {
  board: () => board(orders),
  alerts: () => board({ ...orders, path: '/canh-bao?trang-thai=active' }),
  chart,
  load: firstLoad,
};

const reports: Report[] = [];
for (const name of values.only.split(',')) {
  const measure = measurements[name];
  if (measure === undefined) throw new Error(`No measurement ${name}; ${USAGE}`);
  process.stderr.write(`${name} …\n`);
  reports.push(...[await measure()].flat());
}
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}; service, generator and browser on the same machine, the first two at low priority while the board is watched`;
process.stdout.write(`\n${machine}\n\n${table(reports)}\n`);
if (values.json !== undefined) writeFileSync(values.json, JSON.stringify({ machine, reports }, null, 1));
process.exitCode = reports.every((report) => report.met) ? 0 : 1;
