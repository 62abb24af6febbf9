import { afterEach, expect, test } from 'vitest';
import { readLoggerFile } from '../../devices/loggers/read.ts';
import { replay, shiftToEndAt } from '../../simulator/replay.ts';
import { type Broker, startBroker } from './broker.ts';

let broker: Broker;
afterEach(() => broker.close());

test('a recorded table is played as a device: every row arrives with its own time', async () => {
  broker = await startBroker(new Map([['gl-9', 'secret']]));
  const rows = Array.from({ length: 450 }, (_, minute) => {
    const time = new Date(Date.UTC(2026, 10, 1, 0, minute)).toISOString();
    return `${time},${(4 + (minute % 20) / 10).toFixed(1)}`;
  });
  const text = ['time,temperature_celsius', ...rows].join('\n');
  const read = readLoggerFile(new TextEncoder().encode(text), { zone: 'Asia/Ho_Chi_Minh', unit: 'C' });
  if (!read.ok) throw new Error(read.refusal.message);
  const sent = await replay({
    recording: read.file.readings,
    device: 'gl-9',
    secret: 'secret',
    host: '127.0.0.1',
    port: broker.port,
  });
  expect(sent).toBe(450);
  const arrived = broker.readings('gl-9');
  expect(arrived.map(({ at, celsius }) => `${at},${celsius?.toFixed(1)}`)).toEqual(rows);
});

test('a recording can be moved so that it ends now', async () => {
  broker = await startBroker(new Map([['gl-9', 'secret']]));
  const now = Date.UTC(2026, 10, 22);
  const recording = [
    { at: 1000, celsius: 4 },
    { at: 61_000, celsius: null },
  ];
  const shiftMs = shiftToEndAt(recording, now);
  await replay({
    recording,
    device: 'gl-9',
    secret: 'secret',
    host: '127.0.0.1',
    port: broker.port,
    shiftMs,
  });
  expect(broker.readings('gl-9').map(({ at }) => Date.parse(at))).toEqual([now - 60_000, now]);
});
