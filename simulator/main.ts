/**
 * Runs a seeded province against a service that runs already, and asks it afterwards whether it knows the truth.
 * The description is written first; apply it to the service, then let the run begin.
 *
 *   node simulator/main.ts --size demo --seed tet --write province.yaml --days 3 --speed 2000
 *   giulanh apply province.yaml
 *   node simulator/main.ts --description province.yaml --seed tet …   (the same seed, days and speed)
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parse, stringify } from 'yaml';
import { signIn } from './api.ts';
import { check, passed, reportText } from './check.ts';
import { catchingUp } from './clock.ts';
import type { Description } from './description.ts';
import { faultLine, planFaults } from './faults.ts';
import { startFleet } from './fleet.ts';
import { province } from './province.ts';
import type { Size } from './sites.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: 'giu-lanh' },
    size: { type: 'string', default: 'demo' },
    days: { type: 'string', default: '3' },
    speed: { type: 'string', default: '5000' },
    host: { type: 'string', default: '127.0.0.1' },
    'mqtt-port': { type: 'string', default: '1883' },
    url: { type: 'string', default: 'http://127.0.0.1:8080' },
    write: { type: 'string' },
    description: { type: 'string' },
  },
});
const duration = Number(values.days) * 86_400_000;

if (values.description === undefined) {
  const size = (['station', 'demo', 'province'] as const).find((each) => each === values.size);
  if (size === undefined)
    throw new Error(`Cannot build a province: size ${values.size}, wanted station, demo or province`);
  write(size, values.write ?? 'province.yaml');
} else {
  process.exitCode = (await run(parse(readFileSync(values.description, 'utf8')) as Description)) ? 0 : 1;
}

function write(size: Size, file: string): void {
  const startAt = Date.now() - duration;
  const made = province({ seed: values.seed, size, startAt, policy: 'field', sampling: 'field' });
  writeFileSync(file, stringify(made));
  console.log(
    `Wrote ${file}: seed ${values.seed}, ${made.units.length} units, from ${new Date(startAt).toISOString()}`,
  );
}

async function run(description: Description): Promise<boolean> {
  const clock = catchingUp({ realNow: Date.now, duration, speed: Number(values.speed) });
  const since = Math.max(...description.devices.map((device) => Date.parse(device.since)));
  if (clock.startAt < since)
    throw new Error('Cannot run: the devices came later than the run begins; take fewer --days');
  const faults = planFaults({
    seed: values.seed,
    description,
    from: clock.startAt,
    to: clock.startAt + duration,
  });
  console.log(`seed ${values.seed}, speed ${values.speed}, from ${new Date(clock.startAt).toISOString()}`);
  console.log(faults.map(faultLine).join('\n'));
  const fleet = startFleet({
    seed: values.seed,
    description,
    faults,
    host: values.host,
    port: Number(values['mqtt-port']),
    clock,
    realNow: Date.now,
    onProblem: (device, problem) => console.error(`${device}: ${problem}`),
  });
  await new Promise((resolve) => setTimeout(resolve, duration / clock.speed));
  await fleet.finish(Date.now());
  const official = description.people.find(({ roles }) => roles.includes('official'));
  if (official === undefined) throw new Error('Cannot check: the description has no official');
  const api = await signIn(values.url, official.username, official.password);
  const report = await check({ api, description, delivered: fleet.delivered, realNow: Date.now });
  await fleet.stop();
  console.log(reportText(report));
  return passed(report);
}
