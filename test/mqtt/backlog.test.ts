/** A device works off what it kept back: who tells it from one that says what is now, and who waits when there is no room for it? */
import { afterEach, expect, test } from 'vitest';
import type { Delivery } from '../../src/mqtt/ports.ts';
import { type House, login, openHouse, telemetry } from './house.ts';
import { connectPacket, puback, publishPacket, RawDevice } from './raw-device.ts';

let house: House;
const devices: RawDevice[] = [];
const join = async (name: string): Promise<RawDevice> => {
  const device = await RawDevice.connect(house.port, connectPacket(login(name)));
  devices.push(device);
  return device;
};
afterEach(async () => {
  for (const device of devices.splice(0)) device.destroy();
  await house.close();
});

const messages = (device: string, count: number): Buffer =>
  Buffer.concat(
    Array.from({ length: count }, (_, i) => publishPacket(telemetry(device), `${i + 1}`, { id: i + 1 })),
  );
const acks = (count: number): Buffer => Buffer.concat(Array.from({ length: count }, (_, i) => puback(i + 1)));
const hasty = (device: string): boolean[] =>
  house.intake.taken.filter((one) => one.device === device).map((one) => one.backlog === true);

test('who says one thing after the other without end works off a backlog; who says one now and then does not', async () => {
  house = await openHouse({});
  const [busy, calm] = [await join('fridge-1'), await join('fridge-2')];
  busy.send(messages('fridge-1', 40));
  await busy.expect(acks(40));
  calm.send(messages('fridge-2', 2));
  await calm.expect(acks(2));
  expect(hasty('fridge-2')).toEqual([false, false]);
  const marked = hasty('fridge-1');
  expect(marked.slice(0, 2)).toEqual([false, false]);
  expect(marked.filter(Boolean).length).toBeGreaterThan(30);
});

test('while there is no room for what was kept back, only those who work it off wait', async () => {
  house = await openHouse({});
  const { intake } = house;
  const resumes: { resume: () => void; whom: string | undefined }[] = [];
  let isFull = true;
  const take = intake.offer.bind(intake);
  intake.offer = (delivery: Delivery) => take(delivery) && !(isFull && delivery.backlog === true);
  Object.assign(intake, {
    holdsBacklogOnly: () => true,
    whenDrained: (resume: () => void, whom?: string) => void resumes.push({ resume, whom }),
  });
  const [one, two, calm] = [await join('fridge-1'), await join('fridge-2'), await join('fridge-3')];
  one.send(messages('fridge-1', 100));
  two.send(messages('fridge-2', 100));
  while (house.edge.counters().pauses < 2) await new Promise(setImmediate);
  const before = intake.taken.length;
  expect(before).toBeLessThan(20);
  expect(resumes.map(({ whom }) => whom)).toEqual(['backlog']);
  calm.send(messages('fridge-3', 2));
  await calm.expect(acks(2));
  expect(intake.taken.length).toBe(before + 2);
  isFull = false;
  resumes[0]?.resume();
  await one.expect(acks(100));
  await two.expect(acks(100));
});
