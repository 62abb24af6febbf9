/**
 * The generator: a process of its own that publishes readings for many devices, closed loop (the window is always full)
 * or open loop (so many a second, and the *intended* moment counts, so that a stalled server shows). Reads its
 * orders from its one argument; says `start` and `stop` around what it measures, then its findings as one line of JSON.
 */

import { Histogram, type Quantiles } from '../histogram.ts';
import { Device } from './device.ts';
import { enterAll, refilling } from './entrance.ts';
import { readOrders } from './orders.ts';

export type Orders = {
  readonly host: string;
  readonly port: number;
  readonly devices: readonly { readonly device: string; readonly secret: string }[];
  readonly window: number;
  /** Readings a second over all devices; 0: closed loop. */
  readonly rate: number;
  readonly warmupSeconds: number;
  readonly seconds: number;
  /** Readings are measured after this, ms UTC: an earlier run may have been ahead of the clock. */
  readonly after: number;
  /** Share of readings above the limit: 12 to 15 °C instead of 2.5 to 7.5. */
  readonly outOfRange: number;
};
export type Findings = {
  readonly connectSeconds: number;
  readonly perSecond: number;
  readonly puback: Quantiles;
  /** Of one core, in percent. */
  readonly generatorCpu: number;
  readonly sent: number;
  readonly acked: number;
  /** Due and never sent, in the open loop. */
  readonly unsent: number;
  readonly lost: number;
  /** When the newest reading was measured. */
  readonly newestAt: number;
};

const CONNECTING_AT_ONCE = 200;
const DRAIN_MS = 5_000;

const orders = readOrders<Orders>();
const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const now = () => performance.now();

const puback = new Histogram();
let acked = 0;
let measured = 0;
let lost = 0;
let measuring = false;
let running = false;

const devices = orders.devices.map(({ device, secret }) => {
  const aim = { host: orders.host, port: orders.port, device, secret };
  return new Device(aim, orders.after, (since, from) => {
    acked++;
    if (measuring) {
      measured++;
      puback.add(now() - since);
    }
    if (running) refill(from);
  });
});

function celsius(): string {
  const value =
    Math.random() < orders.outOfRange ? 12_000 + Math.random() * 3000 : 2500 + Math.random() * 5000;
  const hundredths = Math.floor(value / 10);
  return `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`;
}

const refill = refilling(fill);
function fill(device: Device): void {
  if (!device.up) return;
  const packets: Buffer[] = [];
  while (device.inflight < orders.window) {
    const since = orders.rate === 0 ? now() : device.waiting.shift();
    if (since === undefined) break;
    packets.push(device.reading(celsius(), since));
  }
  device.write(packets);
}

async function openLoop(began: number, end: number): Promise<void> {
  let due = 0;
  for (let t = began; t < end; t = now()) {
    const want = Math.floor(((t - began) / 1000) * orders.rate);
    const touched = new Set<Device>();
    for (; due < want; due++) {
      const device = devices[due % devices.length];
      device?.waiting.push(began + (due / orders.rate) * 1000);
      if (device !== undefined) touched.add(device);
    }
    for (const device of touched) fill(device);
    await sleep(1);
  }
}

const connecting = now();
await enterAll(devices, CONNECTING_AT_ONCE, (device) =>
  device.connect(() => {
    lost++;
  }),
);
const connectSeconds = (now() - connecting) / 1000;
const began = now();
const from = began + orders.warmupSeconds * 1000;
const end = from + orders.seconds * 1000;
running = true;
const warm = sleep(orders.warmupSeconds * 1000).then(() => {
  measuring = true;
  process.stdout.write('start\n');
  return { at: now(), cpu: process.cpuUsage() };
});
if (orders.rate === 0) {
  for (const device of devices) fill(device);
  await sleep(end - now());
} else await openLoop(began, end);
const start = await warm;
const span = (now() - start.at) / 1000;
const cpu = process.cpuUsage(start.cpu);
running = false;
measuring = false;
process.stdout.write('stop\n');
const perSecond = measured / span;
const unsent = devices.reduce((sum, d) => sum + d.waiting.length, 0);
for (const until = now() + DRAIN_MS; now() < until && devices.some((d) => d.up && d.inflight > 0); )
  await sleep(20);
const findings: Findings = {
  connectSeconds,
  perSecond,
  puback: puback.quantiles(),
  generatorCpu: (cpu.user + cpu.system) / 1e4 / span,
  sent: devices.reduce((sum, d) => sum + d.sent, 0),
  acked,
  unsent,
  lost,
  newestAt: Math.max(...devices.map((d) => d.at)),
};
process.stdout.write(`${JSON.stringify(findings)}\n`);
process.exit(0);
