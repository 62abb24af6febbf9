import { expect, test } from 'vitest';
import { readMessage } from '../../src/telemetry/message.ts';

const AT = Date.parse('2026-11-22T03:00:00Z');
const read = (lost: unknown) =>
  readMessage(JSON.stringify({ boot: 7, seq: 9, lost, readings: [{ at: AT, celsius: 4 }] }), AT, []);

test('a device that could not keep everything is believed: what it lost is a row of its own, and its readings count', () => {
  const { measured, unreadable } = read({
    rounds: 3,
    from: '2026-11-22T02:00:00Z',
    to: '2026-11-22T02:30:00Z',
  });
  expect(measured).toMatchObject([{ at: AT, milli: 4_000 }]);
  expect(unreadable).toEqual([
    {
      reason: 'LOST_BY_DEVICE',
      at: Date.parse('2026-11-22T02:30:00Z'),
      detail: 'rounds=3 from=2026-11-22T02:00:00Z to=2026-11-22T02:30:00Z',
    },
  ]);
});

test.each([[null], [3], ['all of it'], [[1]], [{}], [{ to: 'x' }]])(
  'lost: %j says so too, without a time',
  (lost) => {
    expect(read(lost).unreadable).toMatchObject([{ reason: 'LOST_BY_DEVICE', at: null }]);
  },
);
