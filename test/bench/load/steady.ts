/**
 * The generator of ordinary traffic beside something else: a process of its own whose devices each publish one reading a minute,
 * evenly spread. Says `in` once all are connected; for every line it reads, what it found since the last one as a line of JSON.
 * Ends with its standard input.
 */
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { Histogram, type Quantiles } from '../histogram.ts';
import { accounts } from '../house/province.ts';
import { Device } from './device.ts';
import { enterAll } from './entrance.ts';

export type SteadyOrders = {
  readonly host: string;
  readonly port: number;
  readonly devices: number;
  readonly everySeconds: number;
};
export type SteadyFindings = {
  /** From the moment a reading was meant for. */
  readonly puback: Quantiles;
  /** Sent and not acknowledged yet. */
  readonly open: number;
  /** Connections lost so far. */
  readonly lost: number;
};

const CONNECTING_AT_ONCE = 100;
const orders = JSON.parse(process.argv[2] ?? '') as SteadyOrders;
const { host, port } = orders;
const now = () => performance.now();
let puback = new Histogram();
let lost = 0;

const devices = accounts(orders.devices).map(
  ({ device, secret }) => new Device({ host, port, device, secret }, 0, (since) => puback.add(now() - since)),
);
await enterAll(devices, CONNECTING_AT_ONCE, (device) =>
  device.connect(() => {
    lost++;
  }),
);
process.stdout.write('in\n');

const lines = createInterface({ input: process.stdin });
lines.on('line', () => {
  const open = devices.reduce((sum, device) => sum + device.inflight, 0);
  const found: SteadyFindings = { puback: puback.quantiles(), open, lost };
  puback = new Histogram();
  process.stdout.write(`${JSON.stringify(found)}\n`);
});
lines.on('close', () => process.exit(0));

const began = now();
const rate = orders.devices / orders.everySeconds;
for (let due = 0; ; await wait(1)) {
  for (const last = Math.floor(((now() - began) / 1000) * rate); due <= last; due++) {
    const device = devices[due % devices.length];
    const hundredths = 250 + Math.floor(Math.random() * 500);
    // The window of a device with one reading a minute is never full: a later one does not wait for it.
    if (device?.up)
      device.write([device.reading((hundredths / 100).toFixed(2), began + (due / rate) * 1000)]);
  }
}
