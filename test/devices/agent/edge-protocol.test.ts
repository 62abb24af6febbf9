import { expect, onTestFinished, test } from 'vitest';
import { openHouse } from '../../mqtt/house.ts';
import { RawDevice } from '../../mqtt/raw-device.ts';
import { vectors, written } from './vectors.ts';

test('the vectors of the written protocol are what the agent and the service say', () => {
  expect(JSON.parse(written())).toEqual(vectors());
});

test('a device that sends the written bytes one after the other is answered with the written bytes', async () => {
  const house = await openHouse({ limits: { tickMs: 20 } });
  onTestFinished(() => house.close());
  const { packets } = vectors();
  const bytes = (text: string) => Buffer.from(text, 'hex');
  const device = new RawDevice(house.port);
  onTestFinished(() => device.destroy());
  device.send(packets.connect);
  await device.expect(bytes(packets.connack));
  device.send(packets.subscribe);
  await device.expect(bytes(packets.suback));
  for (const [say, id, answer] of [
    [packets.hello, '0002', packets.helloReceipt],
    [packets.telemetry, '0003', packets.receipt],
    [packets.telemetryAgain, '0003', packets.receipt],
  ] as const) {
    device.send(say);
    await device.expect(bytes(`4002${id}`));
    const got = await device.take(bytes(answer).length);
    // All but the time of day.
    expect(got.toString('latin1').replace(AT, '')).toBe(bytes(answer).toString('latin1').replace(AT, ''));
  }
});

const AT = /20\d\d-\d\d-\d\dT[\d:.]+Z/;
