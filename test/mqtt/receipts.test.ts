import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Listener, Receipts, receiptOf } from '../../src/mqtt/receipts.ts';
import { command, type House, login, openHouse, telemetry } from './house.ts';
import { connectPacket, publishPacket, RawDevice, subscribePacket } from './raw-device.ts';

const NOW = Date.parse('2026-11-23T08:00:00Z');

class Ear implements Listener {
  open = true;
  subscribed = true;
  isReading = true;
  readonly heard: string[] = [];

  tell(payload: Buffer): boolean {
    if (this.isReading) this.heard.push(payload.toString());
    return this.isReading;
  }
}
const message = (seq: number) => Buffer.from(JSON.stringify({ boot: 7, seq, readings: [] }));
const said = (seq: number, at: number) =>
  JSON.stringify({ receipt: { boot: 7, seq, at: new Date(at).toISOString() } });

test('a hundred commits within a second are one receipt, of the newest; the next second has the next', () => {
  let now = NOW;
  const receipts = new Receipts(() => now);
  const ear = new Ear();
  receipts.kept(ear, message(1));
  receipts.tick();
  for (let seq = 2; seq <= 101; seq++) {
    now += 9;
    receipts.kept(ear, message(seq));
    receipts.tick();
  }
  expect(ear.heard).toEqual([said(1, NOW)]);
  now = NOW + 999;
  receipts.tick();
  expect(ear.heard).toHaveLength(1);
  now = NOW + 1_000;
  receipts.tick();
  receipts.tick();
  expect(ear.heard).toEqual([said(1, NOW), said(101, NOW + 1_000)]);
});

test('who does not read is told the newest once it does; who is gone or listens no more is told nothing', () => {
  let now = NOW;
  const receipts = new Receipts(() => now);
  const [slow, gone, deaf] = [new Ear(), new Ear(), new Ear()];
  slow.isReading = false;
  for (const ear of [slow, gone, deaf]) receipts.kept(ear, message(1));
  gone.open = false;
  deaf.subscribed = false;
  receipts.tick();
  now += 5_000;
  receipts.kept(slow, message(2));
  slow.isReading = true;
  receipts.tick();
  expect(slow.heard).toEqual([said(2, now)]);
  expect([gone.heard, deaf.heard]).toEqual([[], []]);
});

test('a service clock that was set back an hour does not silence anybody', () => {
  let now = NOW;
  const receipts = new Receipts(() => now);
  const ear = new Ear();
  receipts.kept(ear, message(1));
  receipts.tick();
  now -= 3_600_000;
  receipts.kept(ear, message(2));
  receipts.tick();
  expect(ear.heard).toHaveLength(2);
});

test.each([
  ['no counters', '{"readings":[]}'],
  ['half of them', '{"boot":7,"readings":[]}'],
  ['counters that are text', '{"boot":"7","seq":"1","readings":[]}'],
  ['no JSON', 'garbage'],
  ['a list', '[1]'],
  ['nothing', ''],
])('of a message with %s a receipt tells the time alone', (_, text) => {
  expect(receiptOf(Buffer.from(text), NOW).toString()).toBe('{"receipt":{"at":"2026-11-23T08:00:00.000Z"}}');
});

let house: House;
beforeEach(async () => {
  house = await openHouse({ limits: { tickMs: 20 } });
});
afterEach(() => house.close());

const tell = (device: RawDevice, seq: number) =>
  device.send(publishPacket(telemetry('fridge-1'), message(seq), { id: seq }));

/** Reads what the service publishes to the device from its bytes; PUBACKs and the SUBACK are passed over. */
async function receiptOn(device: RawDevice): Promise<{ boot?: number; seq?: number; at: string }> {
  for (;;) {
    const [first = 0, low = 0] = await device.take(2);
    if (first !== 0x30) {
      await device.take(low);
      continue;
    }
    // The length has two bytes always.
    const [high = 0] = await device.take(1);
    const body = await device.take((low & 127) + high * 128);
    const topic = body.readUInt16BE(0);
    expect(body.subarray(2, 2 + topic).toString()).toBe(command('fridge-1'));
    return JSON.parse(body.subarray(2 + topic).toString()).receipt;
  }
}

test('a device that listens hears of its newest message after the commit, and not before', async () => {
  const device = await RawDevice.connect(house.port, connectPacket(login('fridge-1')));
  device.send(subscribePacket([command('fridge-1')]));
  await device.expect(Buffer.from('9003000100', 'hex'));
  house.intake.mode = 'hold';
  for (const seq of [1, 2, 3]) tell(device, seq);
  await house.intake.count(3);
  expect(await device.pings()).toBe(true);
  // The third is on disk before the first: nothing may be freed yet.
  house.intake.taken[2]?.settle(null);
  expect(await device.pings()).toBe(true);
  expect(house.edge.counters().receipts).toBe(0);
  house.intake.taken[0]?.settle(null);
  expect(await receiptOn(device)).toMatchObject({ boot: 7, seq: 1 });
  house.intake.taken[1]?.settle(null);
  expect(await receiptOn(device)).toMatchObject({ boot: 7, seq: 3 });
  device.destroy();
});

test('a device that does not listen hears nothing of it', async () => {
  const device = await RawDevice.connect(house.port, connectPacket(login('fridge-1')));
  tell(device, 1);
  await device.expect(Buffer.from('40020001', 'hex'));
  expect(await device.pings()).toBe(true);
  expect(house.edge.counters().receipts).toBe(0);
  device.destroy();
});
