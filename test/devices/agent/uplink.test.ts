import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AgentDevice } from '../../../devices/agent/device.ts';
import { machineTime } from '../../../devices/agent/time.ts';
import type { Service } from '../../int/service.ts';
import { newFolder, openDevice, removeFolder } from './house.ts';
import { Wire } from './wire-cut.ts';
import { compare, DEVICE, login, openWorld, type Truth } from './world.ts';

let folder: string;
let service: Service;
let wire: Wire;
let was: Truth[];
let last: number;
const time = machineTime();

beforeEach(async () => {
  folder = newFolder();
  service = await openWorld();
  wire = await Wire.open(service.port);
  was = [];
  last = Date.now() - 3_600_000;
});
afterEach(async () => {
  await wire.close();
  await service.close();
  removeFolder(folder);
});

const open = (receiptWithin = 60_000): AgentDevice =>
  openDevice({
    ...{ folder, time, receiptWithin, id: DEVICE, url: `mqtt://127.0.0.1:${wire.port}`, options: login },
    backoffFirst: 20,
  });

/** Measurements of the last hour, each told apart by its time. */
function measure(device: AgentDevice, count: number): void {
  for (let i = 0; i < count; i++) {
    last += 100;
    const celsius = Math.round(400 + (was.length % 300)) / 100;
    device.take([{ probe: '1', celsius, at: last }]);
    was.push({ at: last, probe: '1', celsius });
  }
}
const found = async () => {
  const { missing, doubled, stored } = await compare(service, was, 0);
  return { missing, doubled, isAll: stored === was.length };
};
const WHOLE = { missing: 0, doubled: 0, isAll: true };

test('with the network there from the start everything is receipted, and a later start sends nothing again', async () => {
  wire.mend();
  const device = open();
  device.start();
  measure(device, 300);
  await device.uplink.drained();
  expect(device.uplink.messages).toBe(300);
  expect(device.keeping.receipted).toEqual(device.log.last);
  await device.close();
  const again = open();
  again.start();
  measure(again, 1);
  await again.uplink.drained();
  expect(again.uplink.messages).toBe(1);
  await again.close();
  expect(await found()).toEqual(WHOLE);
});

test('receipts that are lost cost only sending twice: nothing is freed without one, and nothing is stored twice', async () => {
  wire.mend();
  const device = open(2_000);
  device.start();
  while (!device.uplink.online) await new Promise((resolve) => setTimeout(resolve, 5));
  // Whatever the service says on the command topic from now on is lost, and then only the time of day comes through.
  wire.copies = () => 0;
  measure(device, 50);
  while (wire.lost < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(device.keeping.receipted).toBeNull();
  expect(device.log.burden).toBeGreaterThan(0);
  wire.copies = () => 1;
  await device.uplink.drained();
  expect(device.uplink.messages).toBeGreaterThanOrEqual(100);
  expect(device.keeping.receipted).toEqual(device.log.last);
  await device.close();
  expect(await found()).toEqual(WHOLE);
});

test('receipts that come three times, and connections that break again and again, change nothing', async () => {
  wire.copies = () => 3;
  const device = open();
  device.start();
  for (let round = 0; round < 8; round++) {
    wire.mend();
    measure(device, 40);
    while (!device.uplink.online) await new Promise((resolve) => setTimeout(resolve, 5));
    measure(device, 40);
    wire.cut();
    measure(device, 10);
  }
  wire.mend();
  await device.uplink.drained();
  expect(device.keeping.receipted).toEqual(device.log.last);
  await device.close();
  expect(await found()).toEqual(WHOLE);
});
