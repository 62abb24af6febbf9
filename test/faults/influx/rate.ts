/**
 * How fast is a backlog sent? Beside a bare loop of the same client library that writes the same points, made beforehand, to
 * the same InfluxDB 1.x: alternating rounds in one run, and the server's own count of points as the clock's witness.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Keeper } from '../../../src/keeper/keeper.ts';
import { SYSTEM } from '../../../src/keeper/protocol.ts';
import { openSqlite } from '../../../src/store/sqlite.ts';
import { spread } from '../../bench/histogram.ts';
import type { Report } from '../../bench/report.ts';
import { type Influxd, startInfluxd } from '../../influx/influxd.ts';
import { quietPort } from '../../ports.ts';
import { ROOT, ServiceProcess } from '../process.ts';
import { world } from '../world.ts';

const READINGS_EACH = 12_000;
const MINUTE = 60_000;
const READINGS_A_MESSAGE = 100;
const ROUNDS = 5;
const AT_LEAST = 0.8;
/** Two hundred journal entries a second and more may pass while it is looked at. */
const LOOK_EVERY_MS = 10;
const SENT_WITHIN_MS = 120_000;

export async function rate(): Promise<Report> {
  const directory = mkdtempSync(join(tmpdir(), 'giulanh-rate-'));
  const influxd = await startInfluxd();
  const data = join(directory, 'data');
  mkdirSync(data);
  try {
    const readings = await backlog(data);
    const rates: { bare: number; sender: number }[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const bare = await pointsASecond(influxd, readings, () => bareLoop(influxd, `bare${round}`));
      await dropped(influxd, `bare${round}`);
      const sender = await pointsASecond(influxd, readings, () => service(influxd, data, `sent${round}`));
      await dropped(influxd, `sent${round}`);
      rates.push({ bare, sender });
    }
    const ratios = spread(rates.map(({ bare, sender }) => sender / bare));
    const whole = (of: 'bare' | 'sender') => Math.round(spread(rates.map((r) => r[of])).median);
    return {
      name: 'rate',
      asked: `sending a backlog ≥ ${AT_LEAST} of a bare loop over the same library`,
      met: ratios.median >= AT_LEAST,
      lines: [
        `**${ratios.median.toFixed(2)}** (${ratios.low.toFixed(2)} to ${ratios.high.toFixed(2)}) in ${ROUNDS} alternating rounds of ${readings} points`,
        `sender ${whole('sender')} points/s, bare loop ${whole('bare')} points/s (medians)`,
      ],
      data: { rates },
    };
  } finally {
    await influxd.remove();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** A store with a backlog nobody has sent yet; how many readings it holds. */
async function backlog(data: string): Promise<number> {
  const now = Date.now();
  const { devices, description } = world('rate', now);
  const keeper = await Keeper.start({
    store: openSqlite(data),
    clock: Date.now,
    packAt: Number.POSITIVE_INFINITY,
  });
  await keeper.execute(SYSTEM, { type: 'province.apply', description, file: null });
  const first = now - 50 * 86_400_000;
  for (let i = 0; i < READINGS_EACH; i += READINGS_A_MESSAGE) {
    const batch = devices.map(({ id }, d) => {
      const readings = Array.from({ length: READINGS_A_MESSAGE }, (_, k) => ({
        at: first + (i + k) * MINUTE,
        celsius: 4 + ((i + k + d) % 30) / 10,
      }));
      const payload = Buffer.from(JSON.stringify({ readings }));
      return { device: id, kind: 'telemetry' as const, payload, size: payload.length, receivedAt: now };
    });
    await keeper.ingest(batch);
  }
  await keeper.close();
  return devices.length * READINGS_EACH;
}

/** Runs something that writes `points` points; points a second from the first that the server counted to the last. */
async function pointsASecond(
  influxd: Influxd,
  points: number,
  begin: () => Promise<() => Promise<void>>,
): Promise<number> {
  const before = await written(influxd);
  const end = await begin();
  let from: { at: number; count: number } | null = null;
  try {
    for (const limit = performance.now() + SENT_WITHIN_MS; performance.now() < limit; ) {
      const count = (await written(influxd)) - before;
      const at = performance.now();
      if (count > 0) from ??= { at, count };
      // The sender has the ledger and excursions to send besides.
      if (from !== null && count >= points) return ((count - from.count) * 1000) / (at - from.at);
      await wait(LOOK_EVERY_MS);
    }
    throw new Error(`${points} points were not written within ${SENT_WITHIN_MS / 1000} s`);
  } finally {
    await end();
  }
}

async function written({ url }: Influxd): Promise<number> {
  const all = (await (await fetch(`${url}/debug/vars`)).json()) as Record<
    string,
    { name?: string; values?: { pointsWrittenOK?: number } }
  >;
  return Object.values(all).find((one) => one.name === 'httpd')?.values?.pointsWrittenOK ?? 0;
}

async function bareLoop(influxd: Influxd, database: string): Promise<() => Promise<void>> {
  await influxd.query(`CREATE DATABASE ${database}`);
  const child = spawn(
    process.execPath,
    [join(ROOT, 'test/faults/influx/bare-loop.ts'), `${influxd.url}/${database}`],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  return async () => {
    if (child.exitCode === null) await once(child, 'exit');
  };
}

async function service(influxd: Influxd, data: string, database: string): Promise<() => Promise<void>> {
  const place = {
    data,
    mqttPort: await quietPort(),
    httpPort: await quietPort(),
    log: join(data, '..', 'service.log'),
  };
  // Each round is a new target, which gets all that the store holds.
  const environment = { GIULANH_INFLUX_URL: `${influxd.url}/${database}` };
  const child = new ServiceProcess(place, { packAt: 1e12, environment });
  await child.ready();
  return async () => void (await child.end('SIGTERM'));
}

/** Lets a round leave nothing behind that the next one would wait for. */
const dropped = (influxd: Influxd, database: string) => influxd.query(`DROP DATABASE ${database}`);
