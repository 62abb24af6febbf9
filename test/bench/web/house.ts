/** The real service with its province and a generator that reports for it: started, filled, and ended by their ids. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../../simulator/demo/ports.ts';
import { endChild, startService } from '../../../simulator/demo/service.ts';
import { buildWeb } from '../../../simulator/demo/web.ts';
import { describe, devicesOf } from './province.ts';
import type { Orders, Told } from './readings.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const HOST = '127.0.0.1';
const READY_TRIES = 6;
/** A year and some: the unit with a year of data had its device all the time. */
const SINCE_MS = 380 * 86_400_000;

export type House = {
  readonly url: string;
  readonly host: string;
  readonly mqttPort: number;
  readonly pid: number;
  readonly data: string;
  readonly close: () => Promise<void>;
};

/** `packAfter`: unpacked readings after which the store packs them; the service's own number when left out. */
export async function startHouse(units: number, packAfter?: number): Promise<House> {
  await buildWeb(ROOT, () => {});
  const data = mkdtempSync(join(tmpdir(), 'giulanh-bench-web-'));
  const apply = join(data, 'province.json');
  writeFileSync(apply, describe(units, new Date(Date.now() - SINCE_MS)));
  const [mqttPort, httpPort] = [await freePort(0, HOST), await freePort(0, HOST)];
  if (packAfter !== undefined) process.env.GIULANH_PACK_AFTER = String(packAfter);
  const service = startService({ root: ROOT, data, host: HOST, mqttPort, httpPort, apply });
  delete process.env.GIULANH_PACK_AFTER;
  const close = async () => {
    await endChild(service.child, 10_000);
    rmSync(data, { recursive: true, force: true });
  };
  try {
    await readyAtLast(service);
  } catch (error) {
    await close();
    throw error;
  }
  const url = `http://${HOST}:${httpPort}`;
  return { url, host: HOST, mqttPort, pid: service.child.pid ?? 0, data, close };
}

/** Thousands of units are applied while others wait for the processor too: half a minute may be too short. */
async function readyAtLast({ child, ready }: ReturnType<typeof startService>): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      return await ready();
    } catch (error) {
      if (tries === READY_TRIES || child.exitCode !== null || child.signalCode !== null) throw error;
    }
  }
}

export type Generator = {
  /** What it said last. */
  readonly told: () => Told;
  readonly close: () => Promise<void>;
};

/** Resolves when all devices are connected and have reported their past; from then on it runs. */
export async function startGenerator(house: House, units: number, rate: number): Promise<Generator> {
  const file = join(house.data, 'orders.json');
  const { host, mqttPort: port } = house;
  const orders: Orders = { host, port, devices: devicesOf(units), rate, pastHours: 3 };
  writeFileSync(file, JSON.stringify(orders));
  const child = spawn(process.execPath, [fileURLToPath(new URL('readings.ts', import.meta.url)), file], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  let told: Told = { acked: 0, unacked: 0, lost: 0 };
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout as NonNullable<ChildProcess['stdout']> }).on('line', (line) => {
      if (line === 'past') resolve();
      else told = JSON.parse(line) as Told;
    });
    child.once('exit', (code) => reject(new Error(`the generator ended with ${code}`)));
  });
  return { told: () => told, close: () => endChild(child, 2_000) };
}
