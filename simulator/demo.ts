/**
 * The demonstration: a simulated province, live in the browser. Starts the service on fresh data of its own,
 * gives it three hours of believable past, sends a trip on its way, then lives at the speed of the world until
 * Ctrl+C; after a minute a fridge fails.
 */
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { stringify } from 'yaml';
import { realTime } from './clock.ts';
import { freePort } from './demo/ports.ts';
import { programme } from './demo/programme.ts';
import { endChild, startService } from './demo/service.ts';
import { story } from './demo/story.ts';
import { demoTrip, sendTrip } from './demo/trip.ts';
import { buildWeb } from './demo/web.ts';
import { type Fleet, startFleet } from './fleet.ts';
import { province } from './province.ts';
import { Sessions } from './trips/session.ts';

const USAGE = `npm run demo -- [options]

  --seed WORD            the province to build (default giu-lanh)
  --units N              about how many cold stores (default 22)
  --fail-after SECONDS   when a fridge fails (default 60)
  --port PORT            HTTP port (default 8080; any free one where it is busy)
  --mqtt-port PORT       MQTT port (default 1883; likewise)
  --help                 this page
`;
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: 'giu-lanh' },
    units: { type: 'string', default: '22' },
    'fail-after': { type: 'string', default: '60' },
    port: { type: 'string', default: '8080' },
    'mqtt-port': { type: 'string', default: '1883' },
    help: { type: 'boolean', default: false },
  },
});

const HOST = '127.0.0.1';
const PAST_MS = 3 * 3_600_000;
/** Boxes left the depot a moment ago: a box may be without news for an hour only. */
const PACKED_MS = 20 * 60_000;
/** The past is coarser than the present: a reading a minute. */
const PAST_SAMPLING_MS = 60_000;
/** A child that does not react to a polite word is ended after this; all is over within three seconds. */
const GRACE_MS = 1800;
const END_MS_MAX = 2700;

const children: ChildProcess[] = [];
let fleet: Fleet | null = null;
let ending = false;

async function end(status: number): Promise<void> {
  if (ending) return;
  ending = true;
  setTimeout(() => {
    for (const child of children) child.kill('SIGKILL');
    process.exit(status);
  }, END_MS_MAX);
  await Promise.all([fleet?.stop(true), ...children.map((child) => endChild(child, GRACE_MS))]);
  process.exit(status);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0));

async function demo(): Promise<void> {
  const root = fileURLToPath(new URL('..', import.meta.url));
  await buildWeb(root, (child) => children.push(child));
  if (ending) return;
  const data = join(root, 'data/demo');
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { recursive: true });

  const startAt = Date.now() - PAST_MS;
  const packedAt = startAt + PAST_MS - PACKED_MS;
  const units = wholeNumber('units', 1, 100);
  const description = province({ seed: values.seed, size: 'demo', startAt, packedAt, units });
  const apply = join(data, 'province.yaml');
  writeFileSync(apply, stringify(description));
  const httpPort = await freePort(wholeNumber('port', 1, 65_535), HOST);
  const mqttPort = await freePort(wholeNumber('mqtt-port', 1, 65_535), HOST);
  const service = startService({ root, data, host: HOST, mqttPort, httpPort, apply });
  children.push(service.child);
  await service.ready();
  if (ending) return;
  service.child.once('exit', (code, signal) => {
    if (ending) return;
    console.error(`The service ended with ${code ?? signal}; its log is ${join(data, 'service.log')}`);
    void end(1);
  });

  const liveAt = Date.now();
  const told = story(values.seed, description, liveAt, wholeNumber('fail-after', 0, 86_400));
  fleet = startFleet({
    seed: values.seed,
    description,
    faults: told.faults,
    host: HOST,
    port: mqttPort,
    clock: realTime(Date.now, startAt),
    realNow: Date.now,
    coarse: { until: liveAt, every: PAST_SAMPLING_MS },
    onProblem: (device, problem) => console.error(`${device}: ${problem}`),
  });
  const trip = demoTrip({ seed: values.seed, description, notTo: told.site.id, now: liveAt });
  const sessions = new Sessions(`http://${HOST}:${httpPort}`, description);
  if (trip !== null) await sendTrip(trip, sessions, values.seed, liveAt);
  console.log(
    programme({
      ...{ description, told, trip, httpPort, mqttPort },
      host: HOST,
      seed: values.seed,
      failAfter: values['fail-after'],
    }),
  );
}

function wholeNumber(
  name: 'units' | 'fail-after' | 'port' | 'mqtt-port',
  least: number,
  most: number,
): number {
  const number = Number(values[name]);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  throw new Error(`Cannot read --${name}: ${values[name]}, a whole number from ${least} to ${most} wanted`);
}

if (values.help) console.log(USAGE);
else {
  demo().catch((error: Error) => {
    if (!ending) console.error(error.message);
    void end(1);
  });
}
