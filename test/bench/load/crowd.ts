/**
 * The generator of a reconnect storm: a process of its own whose devices all want in. So many of them are on their way at any
 * moment; who is turned away or cut off on the way tries again after a pause. Once all are in, says what it found as one line of
 * JSON and stays, silent, until its standard input ends.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { Histogram, type Quantiles } from '../histogram.ts';
import { accounts } from '../house/province.ts';
import { Device } from './device.ts';
import { enterAll } from './entrance.ts';

export type CrowdOrders = {
  readonly host: string;
  readonly port: number;
  readonly devices: number;
  /** Between their SYN and their CONNACK at one time. */
  readonly atOnce: number;
};
export type CrowdFindings = {
  /** From the first SYN to the last CONNACK. */
  readonly seconds: number;
  /** From each device's first SYN to its CONNACK. */
  readonly connack: Quantiles;
  /** Attempts that came to nothing. */
  readonly failed: number;
  /** Of one core, in percent. */
  readonly generatorCpu: number;
};

const AGAIN_AFTER_MS = 500;
const TRIES_MOST = 40;

const orders = JSON.parse(process.argv[2] ?? '') as CrowdOrders;
const { host, port } = orders;
const devices = accounts(orders.devices).map(
  ({ device, secret }) => new Device({ host, port, device, secret }, 0, () => {}),
);
const connack = new Histogram();
let failed = 0;

async function enter(device: Device): Promise<void> {
  const began = performance.now();
  for (let tries = 1; !device.up; tries++) {
    try {
      await device.connect(() => {});
    } catch (error) {
      failed++;
      if (tries === TRIES_MOST) throw error;
      await wait(AGAIN_AFTER_MS);
    }
  }
  connack.add(performance.now() - began);
}

const before = process.cpuUsage();
const began = performance.now();
await enterAll(devices, orders.atOnce, enter);
const seconds = (performance.now() - began) / 1000;
const { user, system } = process.cpuUsage(before);
const findings: CrowdFindings = {
  seconds,
  connack: connack.quantiles(),
  failed,
  generatorCpu: (user + system) / 1e4 / seconds,
};
process.stdout.write(`${JSON.stringify(findings)}\n`);
process.stdin.on('end', () => {
  process.stdout.write(`${devices.filter((device) => device.up).length}\n`);
  process.exit(0);
});
process.stdin.resume();
