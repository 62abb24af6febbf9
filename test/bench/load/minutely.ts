/**
 * The generator of an ordinary hour: a process of its own whose devices each publish one reading a minute, evenly spread. A
 * reading counts from the moment it was meant for. Says `in` once all are connected, then a line of JSON for every stretch.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { Histogram, type Quantiles } from '../histogram.ts';
import { accounts } from '../house/province.ts';
import { Device } from './device.ts';
import { enterAll } from './entrance.ts';

export type HourOrders = {
  readonly host: string;
  readonly port: number;
  readonly devices: number;
  readonly everySeconds: number;
  readonly stretchSeconds: number;
  readonly stretches: number;
};
/** What one stretch found; `all` is over every stretch so far, after the first minute. */
export type Stretch = {
  readonly puback: Quantiles;
  readonly all: Quantiles;
  readonly sent: number;
  readonly acked: number;
  /** Due, and the device still waits for earlier ones to be acknowledged. */
  readonly unsent: number;
  /** Connections lost so far. */
  readonly lost: number;
  /** Of one core, in percent. */
  readonly generatorCpu: number;
};

const CONNECTING_AT_ONCE = 200;
const WINDOW = 5;
const SETTLED_AFTER_MS = 60_000;

const orders = JSON.parse(process.argv[2] ?? '') as HourOrders;
const { host, port } = orders;
const now = () => performance.now();
const all = new Histogram();
let puback = new Histogram();
let began = Number.POSITIVE_INFINITY;
let acked = 0;
let lost = 0;

const devices = accounts(orders.devices).map(
  ({ device, secret }) =>
    new Device({ host, port, device, secret }, 0, (since, from) => {
      acked++;
      const spent = now() - since;
      puback.add(spent);
      if (since - began > SETTLED_AFTER_MS) all.add(spent);
      fill(from);
    }),
);

function fill(device: Device): void {
  while (device.up && device.inflight < WINDOW) {
    const since = device.waiting.shift();
    if (since === undefined) return;
    const hundredths = 250 + Math.floor(Math.random() * 500);
    device.write([device.reading((hundredths / 100).toFixed(2), since)]);
  }
}

await enterAll(devices, CONNECTING_AT_ONCE, (device) =>
  device.connect(() => {
    lost++;
  }),
);
process.stdout.write('in\n');

began = now();
const rate = orders.devices / orders.everySeconds;
let due = 0;
let cpu = process.cpuUsage();
let lookedAt = began;
for (let stretch = 1; stretch <= orders.stretches; stretch++) {
  const end = began + stretch * orders.stretchSeconds * 1000;
  for (let t = now(); t < end; t = now()) {
    for (const want = Math.floor(((t - began) / 1000) * rate); due < want; due++) {
      const device = devices[due % devices.length];
      if (device === undefined) continue;
      device.waiting.push(began + (due / rate) * 1000);
      fill(device);
    }
    await wait(1);
  }
  say();
}
process.exit(0);

function say(): void {
  const used = process.cpuUsage(cpu);
  const found: Stretch = {
    puback: puback.quantiles(),
    all: all.quantiles(),
    sent: devices.reduce((sum, device) => sum + device.sent, 0),
    acked,
    unsent: devices.reduce((sum, device) => sum + device.waiting.length, 0),
    lost,
    generatorCpu: (used.user + used.system) / 10 / (now() - lookedAt),
  };
  puback = new Histogram();
  cpu = process.cpuUsage();
  lookedAt = now();
  process.stdout.write(`${JSON.stringify(found)}\n`);
}
