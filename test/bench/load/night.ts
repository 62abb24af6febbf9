/**
 * The generator of a night without network that is over: a process of its own whose devices connect and send what they kept
 * back, oldest first, so many messages at a time, until all of it is acknowledged. Says `start` and `stop` around it, then its
 * findings as one line of JSON.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { Histogram, type Quantiles } from '../histogram.ts';
import { Device } from './device.ts';
import { enterAll, refilling } from './entrance.ts';
import { readOrders } from './orders.ts';

export type NightOrders = {
  readonly host: string;
  readonly port: number;
  readonly devices: readonly { readonly device: string; readonly secret: string }[];
  readonly window: number;
  /** When the first reading was kept back, ms UTC; one a minute since then. */
  readonly since: number;
  readonly messages: number;
  readonly readingsPerMessage: number;
  /** What is not in by then is given up. */
  readonly seconds: number;
};
export type NightFindings = {
  readonly readings: number;
  readonly seconds: number;
  readonly puback: Quantiles;
  /** Of one core, in percent. */
  readonly generatorCpu: number;
  readonly missing: number;
  readonly lost: number;
};

const CONNECTING_AT_ONCE = 100;
const MINUTE = 60_000;

const orders = readOrders<NightOrders>();
const { host, port, window, since, messages, readingsPerMessage } = orders;
const now = () => performance.now();
const puback = new Histogram();
const wanted = orders.devices.length * messages;
let acked = 0;
let lost = 0;
let finish = () => {};
const finished = new Promise<void>((resolve) => {
  finish = resolve;
});

const devices = orders.devices.map(
  ({ device, secret }) =>
    new Device({ host, port, device, secret }, 0, (sentAt, from) => {
      puback.add(now() - sentAt);
      if (++acked === wanted) finish();
      else refill(from);
    }),
);

const refill = refilling(fill);
function fill(device: Device): void {
  const packets: Buffer[] = [];
  while (device.up && device.inflight < window && device.sent < messages) {
    const first = device.sent * readingsPerMessage;
    const readings = Array.from({ length: readingsPerMessage }, (_, i) => ({
      at: since + (first + i) * MINUTE,
      celsius: celsius(first + i),
    }));
    packets.push(device.backlog(readings, now()));
  }
  device.write(packets);
}

/** A sound fridge: its compressor's swing and the sensor's noise, in hundredths. */
const celsius = (minute: number): number =>
  Math.round(480 + 120 * Math.sin(minute / 7) + 20 * Math.random()) / 100;

const began = now();
const cpu = process.cpuUsage();
process.stdout.write('start\n');
await enterAll(devices, CONNECTING_AT_ONCE, async (device) => {
  await device.connect(() => {
    lost++;
  });
  fill(device);
});
await Promise.race([finished, wait(orders.seconds * 1000 - (now() - began))]);
const seconds = (now() - began) / 1000;
const used = process.cpuUsage(cpu);
process.stdout.write('stop\n');
const findings: NightFindings = {
  readings: acked * readingsPerMessage,
  seconds,
  puback: puback.quantiles(),
  generatorCpu: (used.user + used.system) / 1e4 / seconds,
  missing: wanted - acked,
  lost,
};
process.stdout.write(`${JSON.stringify(findings)}\n`);
process.exit(0);
