/**
 * The generator: a process of its own with one MQTT connection per device. First the last hours in one message each, then
 * so many readings a second spread over all of them until it is told to end (SIGTERM), open loop: a slow service makes
 * no reading fewer. Reads its orders from the file that its one argument names; says `past` and then, every five
 * seconds, how many were acknowledged in all, how many wait, and how many connections were lost.
 */
import { readFileSync } from 'node:fs';
import { Device } from '../load/device.ts';
import { celsiusAt, pastOf } from './weather.ts';

export type Orders = {
  readonly host: string;
  readonly port: number;
  readonly devices: readonly { readonly device: string; readonly secret: string }[];
  /** Readings a second over all devices. */
  readonly rate: number;
  readonly pastHours: number;
};
/** One line of what it says. */
export type Told = { readonly acked: number; readonly unacked: number; readonly lost: number };

const CONNECTING_AT_ONCE = 100;
const TELL_MS = 5_000;

const orders = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Orders;
const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
let acked = 0;
let lost = 0;

const devices = orders.devices.map(
  ({ device, secret }) =>
    new Device({ host: orders.host, port: orders.port, device, secret }, 0, () => {
      acked++;
    }),
);
const unacked = () => devices.reduce((sum, device) => sum + device.inflight, 0);

async function connectAll(): Promise<void> {
  const left = devices.map((device, i) => ({ device, i }));
  const lane = async () => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      const { device, i } = next;
      await device.connect(() => {
        lost++;
      });
      if (orders.pastHours === 0) continue;
      device.write([device.backlog(pastOf(i, Date.now(), orders.pastHours), performance.now())]);
      while (device.up && device.inflight > 0) await sleep(5);
    }
  };
  await Promise.all(Array.from({ length: CONNECTING_AT_ONCE }, lane));
}

process.on('SIGTERM', () => process.exit(0));
process.on('disconnect', () => process.exit(0));
await connectAll();
process.stdout.write('past\n');
setInterval(() => {
  const told: Told = { acked, unacked: unacked(), lost };
  process.stdout.write(`${JSON.stringify(told)}\n`);
}, TELL_MS);
const began = performance.now();
for (let due = 0; ; ) {
  const want = Math.floor(((performance.now() - began) / 1000) * orders.rate);
  for (; due < want; due++) {
    const i = due % devices.length;
    const device = devices[i];
    if (device?.up) device.write([device.reading(celsiusAt(i, Date.now()).toFixed(2), performance.now())]);
  }
  await sleep(2);
}
