/** Several entries of one probe at one instant, told apart where a place keeps one value per instant. */
import { describe, expect, test } from 'vitest';
import { SYSTEM } from '../../src/keeper/protocol.ts';
import type { Paged, ReadingView } from '../../src/keeper/views.ts';
import { BEGINNING, openOutbox } from '../../src/store/outbox.ts';
import { unpackReadings } from '../../src/telemetry/chunk.ts';
import { decodeBatch } from '../../src/telemetry/journal.ts';
import type { Extras } from '../../src/telemetry/measured.ts';
import { House, MINUTE, type Point, START } from './house.ts';

type Entry = [celsius: number | null, extras: Extras | null];

/** What a copy is told of minute 0, in the order of its storing; packed readings in the order of their chunks. */
function told(house: House): Entry[] {
  const outbox = openOutbox(house.directory);
  const { page } = outbox.read(BEGINNING, 100_000);
  outbox.close();
  const readings = [
    ...page.chunks.flatMap((c) => unpackReadings(c.blob)),
    ...page.journal.flatMap((e) => decodeBatch(e.blob).readings),
  ];
  return readings
    .filter((r) => r.at === START)
    .map((r) => [r.milli === null ? null : r.milli / 1000, r.extras]);
}
const packAll = async (house: House) => {
  while (await house.keeper.pack());
};

describe('a probe that says different things of one instant', () => {
  test.each<[string, Point[][], Entry[]]>([
    ['once: nothing is marked', [[[0, 4]]], [[4, null]]],
    ['the same thing twice: it is there once', [[[0, 4]], [[0, 4]]], [[4, null]]],
    [
      'a second value',
      [[[0, 4]], [[0, 5]]],
      [
        [4, null],
        [5, { also: 1 }],
      ],
    ],
    [
      'a second value in the same message',
      [
        [
          [0, 4],
          [0, 5],
        ],
      ],
      [
        [4, null],
        [5, { also: 1 }],
      ],
    ],
    [
      'a third value, and the second again',
      [[[0, 4]], [[0, 5]], [[0, 5]], [[0, 6]]],
      [
        [4, null],
        [5, { also: 1 }],
        [6, { also: 2 }],
      ],
    ],
    [
      'a fault beside a value',
      [[[0, 4]], [[0, null]]],
      [
        [4, null],
        [null, { also: 1 }],
      ],
    ],
    [
      'a value beside a fault',
      [[[0, null]], [[0, 4]]],
      [
        [null, null],
        [4, { also: 1 }],
      ],
    ],
    ['two faults: they are one', [[[0, null]], [[0, null]]], [[null, null]]],
  ])('%s', async (_, messages, entries) => {
    const house = await House.open();
    for (const points of messages) await house.send('do-1', points);
    expect(told(house)).toEqual(entries);
  });

  test('after the first was packed, and again after a restart, goes on counting', async () => {
    const house = await House.open({ packAt: 1 });
    await house.send('do-1', [[0, 4]]);
    await packAll(house);
    await house.send('do-1', [[0, 5]]);
    await house.restart();
    await house.send('do-1', [
      [0, 5],
      [0, 6],
    ]);
    await packAll(house);
    await house.restart();
    await house.send('do-1', [
      [0, 4],
      [0, 6],
      [0, null],
    ]);
    await packAll(house);
    expect(told(house).toSorted(([, a], [, b]) => (a?.also ?? 0) - (b?.also ?? 0))).toEqual([
      [4, null],
      [5, { also: 1 }],
      [6, { also: 2 }],
      [null, { also: 3 }],
    ]);
  });

  test('keeps what else it measured beside the mark', async () => {
    const house = await House.open();
    await house.send('do-1', [[0, 4]]);
    const payload = Buffer.from(
      JSON.stringify({ readings: [{ at: START, celsius: 5, battery: 80, also: 7 }] }),
    );
    await house.keeper.ingest([
      { device: 'do-1', kind: 'telemetry', payload, size: payload.length, receivedAt: START },
    ]);
    expect(told(house)).toEqual([
      [4, null],
      [5, { battery: 80, also: 1 }],
    ]);
  });

  test('does not mark what another probe, or another device, says of that instant', async () => {
    const house = await House.open();
    await house.send('do-1', [[0, 4]]);
    await house.send('do-1', [[0, 5]], { probe: '2' });
    await house.send('do-2', [[0, 6]]);
    expect(told(house)).toEqual([
      [4, null],
      [5, null],
      [6, null],
    ]);
  });

  test('is marked just so when a file of the logger brings it', async () => {
    const house = await House.open();
    await house.send('do-1', [[0, 4]]);
    const readings = [4, 5, null].map((celsius) => ({ at: START, celsius, probe: '1' }));
    await house.does(SYSTEM, {
      type: 'evidence.import',
      unit: 'tu-1',
      device: 'do-1',
      source: 'a file',
      readings,
      evidence: [],
    });
    expect(told(house)).toEqual([
      [4, null],
      [5, { also: 1 }],
      [null, { also: 2 }],
    ]);
  });

  test('shows nothing of the mark to anybody who asks', async () => {
    const house = await House.open();
    await house.send('do-1', [
      [0, 4],
      [0, 5],
    ]);
    const to = START + MINUTE;
    const { items } = await house.ask<Paged<ReadingView>>({
      type: 'readings',
      unit: 'tu-1',
      from: START,
      to,
    });
    expect(items.map(({ celsius }) => celsius).toSorted()).toEqual([4, 5]);
    const answers = [
      items,
      await house.ask({ type: 'unit', id: 'tu-1' }),
      await house.ask({ type: 'units' }),
      await house.ask({ type: 'live.snapshot' }),
    ];
    expect(JSON.stringify(answers)).not.toContain('also');
  });
});
