/**
 * One week of the simulated province with faults, and a power cut of many places, against the real keeper; prints a table:
 *
 *   npm run alarm-week -- --seed tet --days 7 --units 31 --sites 500
 */
import { parseArgs } from 'node:util';
import { runBlackout } from './blackout.ts';
import { findingsOf } from './findings.ts';
import { blackoutPassed, blackoutReport, weekPassed, weekReport } from './report.ts';
import { runWeek } from './week.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: 'tuan-truc' },
    days: { type: 'string', default: '7' },
    units: { type: 'string', default: '31' },
    faults: { type: 'string', default: '6' },
    policy: { type: 'string', default: 'strict' },
    'step-seconds': { type: 'string', default: '5' },
    sites: { type: 'string', default: '500' },
    minutes: { type: 'string', default: '120' },
  },
});
const stepMs = Number(values['step-seconds']) * 1000;
const policy = values.policy === 'field' ? 'field' : 'strict';
let passed = true;

if (Number(values.days) > 0) {
  console.log(`seed ${values.seed}, policy ${policy}`);
  const week = await runWeek({
    seed: values.seed,
    days: Number(values.days),
    units: Number(values.units),
    faults: Number(values.faults),
    policy,
    stepMs,
    say: console.log,
  });
  const found = findingsOf(week);
  console.log(weekReport(week, found));
  passed &&= weekPassed(found);
}
if (Number(values.sites) > 0) {
  const sites = Number(values.sites);
  const blackout = await runBlackout({ sites, minutes: Number(values.minutes), stepMs, say: console.log });
  console.log(blackoutReport(sites, blackout));
  passed &&= blackoutPassed(blackout);
}
console.log(passed ? 'PASSED' : 'FAILED');
process.exitCode = passed ? 0 : 1;
