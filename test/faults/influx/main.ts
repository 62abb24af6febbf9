/**
 * `npm run influx`: what becomes of the copy in InfluxDB when things go wrong, with the real service and a real InfluxDB 1.x;
 * and how fast it is sent. Prints a table; exit status 0 only when every promise held.
 */
import { parseArgs } from 'node:util';
import { type Report, table } from '../../bench/report.ts';
import { mixedDay } from './day.ts';
import { exactCopy } from './exact.ts';
import { killsWhileDraining } from './kills.ts';
import { outage } from './outage.ts';
import { rate } from './rate.ts';

const USAGE = `npm run influx -- [options]

  --only NAMES   of exact,outage,kills,day,rate (default all)
  --seed WORD    what is measured and when things fail (default: now)
  --third N      seconds of each third of the outage (default 60)
  --help         this page
`;
const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'exact,outage,kills,day,rate' },
    seed: { type: 'string', default: String(Date.now()) },
    third: { type: 'string', default: '60' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}

const { seed } = values;
const RUNS: Record<string, () => Promise<Report>> = {
  exact: () => exactCopy(seed, 200_000, 2_000),
  outage: () => outage(seed, Number(values.third)),
  kills: () => killsWhileDraining(seed, 400_000, 5),
  day: () => mixedDay(seed),
  rate: () => rate(),
};

console.log(`seed ${seed}`);
const reports: Report[] = [];
for (const name of values.only.split(',')) {
  const run = RUNS[name];
  if (run === undefined) throw new Error(`No run ${name}: one of ${Object.keys(RUNS).join(', ')} wanted`);
  const report = await run();
  console.log([`\n${report.name}: ${report.met ? 'held' : 'BROKEN'}`, ...report.lines].join('\n  '));
  reports.push(report);
}
console.log(`\n${table(reports)}`);
process.exit(reports.every((r) => r.met) ? 0 : 1);
