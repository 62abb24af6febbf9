import { expect, test } from 'vitest';
import type { Round } from '../../../devices/agent/round.ts';
import { UnderWay } from '../../../devices/agent/under-way.ts';

const round = (seq: number): Round => ({
  ...{ boot: 1, seq, machine: 'm', mono: seq, base: 0, clock: 'untrusted' },
  readings: [{ probe: '1', celsius: 4 }],
});
const unknown = () => null;

test('a receipt holds for the round it names and all before it, and for none that was not sent on this connection', () => {
  const way = new UnderWay();
  for (const seq of [1, 2, 3, 4]) way.send(round(seq), 100 + seq, unknown);
  expect(way.receipted({ boot: 1, seq: 5 })).toBeNull();
  expect(way.receipted({ boot: 2, seq: 1 })).toBeNull();
  expect(way.size).toBe(4);
  expect(way.receipted({ boot: 1, seq: 3 })?.mono).toBe(103);
  expect(way.size).toBe(1);
  // The same one a second time.
  expect(way.receipted({ boot: 1, seq: 3 })).toBeNull();
  way.broken();
  expect(way.receipted({ boot: 1, seq: 4 })).toBeNull();
});

test('a round without a receipt says the same time when it is sent again, whatever was learned of the clock between', () => {
  const way = new UnderWay();
  expect(way.send(round(1), 1, () => 5_000)).toEqual({ base: 5_000, clock: 'corrected' });
  expect(way.send(round(2), 1, unknown)).toEqual({ base: 0, clock: 'untrusted' });
  way.broken();
  expect(way.send(round(1), 2, () => 900_000)).toEqual({ base: 5_000, clock: 'corrected' });
  expect(way.send(round(2), 2, () => 900_000)).toEqual({ base: 0, clock: 'untrusted' });
  way.receipted({ boot: 1, seq: 2 });
  expect(way.send(round(3), 3, () => 900_000)).toEqual({ base: 900_000, clock: 'corrected' });
});
