/** What a message says of the clock behind it, and what becomes of its times. Rows at the limits of what is believed. */
import { describe, expect, test } from 'vitest';
import { type ClockMemory, timed } from '../../src/telemetry/clock.ts';
import { earliestOf, LONGEST_KEPT } from '../../src/telemetry/doubtful.ts';
import { readMessage } from '../../src/telemetry/message.ts';
import { doubted, LATER } from '../../src/telemetry/waited.ts';

/** 2026-11-22T03:00:00Z */
const NOW = 1_795_316_400_000;
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

type Told = { readonly at: number; readonly clock: string };

/** One message of a device after another, each with when it came; what is made of the readings of the last. */
function heard(
  ...messages: readonly (readonly [receivedAt: number, body: Record<string, unknown>])[]
): Told[] {
  let memory: ClockMemory | null = null;
  let last: Told[] = [];
  for (const [receivedAt, body] of messages) {
    const message = readMessage(JSON.stringify(body), receivedAt, []);
    if (message.clock === undefined) throw new Error('it says nothing of its clock');
    const found = timed(message, message.clock, receivedAt, memory);
    memory = found.memory;
    last = found.measured.map(({ at, clock = 'trusted' }) => ({ at: at - NOW, clock }));
  }
  return last;
}
const reading = (at: number) => ({ at, celsius: 5 });

describe('a clock is set against the arrival', () => {
  test.each([
    ['right', 0, 'trusted', -HOUR],
    ['two minutes ahead', 2 * MINUTE, 'trusted', -HOUR + 2 * MINUTE],
    ['two minutes and a millisecond ahead', 2 * MINUTE + 1, 'corrected', -HOUR],
    ['two minutes behind', -2 * MINUTE, 'trusted', -HOUR - 2 * MINUTE],
    ['longer behind than any message waits', -LONGEST_KEPT - 1, 'corrected', -HOUR],
    // It may have waited: the next message tells.
    ['two minutes and a millisecond behind', -2 * MINUTE - 1, 'untrusted', -HOUR - 2 * MINUTE - 1],
  ])('%s', (_, wrong, clock, at) => {
    expect(heard([NOW, { sentAt: NOW + wrong, readings: [reading(NOW - HOUR + wrong)] }])).toEqual([
      { at, clock },
    ]);
  });

  test('one that is behind is corrected once a message half a minute later is as late', () => {
    const message = (at: number): readonly [number, Record<string, unknown>] => [
      NOW + at,
      { boot: 1, seq: at, sentAt: NOW + at - HOUR, readings: [reading(NOW + at - HOUR)] },
    ];
    expect(heard(message(0), message(29 * SECOND))).toMatchObject([{ clock: 'untrusted' }]);
    expect(heard(message(0), message(30 * SECOND))).toEqual([{ at: 30 * SECOND, clock: 'corrected' }]);
  });

  test('a message that waits a quarter of an hour for its turn is no clock that is wrong', () => {
    const good = [NOW, { boot: 1, seq: 1, sentAt: NOW, readings: [] }] as const;
    const late = (by: number) =>
      heard(good, [
        NOW + MINUTE + by,
        { boot: 1, seq: 2, sentAt: NOW + MINUTE, readings: [reading(NOW + MINUTE)] },
      ]);
    expect(late(15 * MINUTE)).toEqual([{ at: MINUTE, clock: 'trusted' }]);
    expect(late(15 * MINUTE + SECOND)).toMatchObject([{ clock: 'untrusted' }]);
  });

  test('what was measured before it was set, or perhaps before, is doubted; what comes after is corrected', () => {
    const good = [NOW, { boot: 1, seq: 1, sentAt: NOW, readings: [reading(NOW)] }] as const;
    const ahead = (
      seq: number,
      at: number,
      ...measured: number[]
    ): readonly [number, Record<string, unknown>] => [
      NOW + at,
      { boot: 1, seq, sentAt: NOW + at + HOUR, readings: measured.map((m) => reading(NOW + m)) },
    ];
    const first = ahead(2, 10 * MINUTE, 5 * MINUTE, HOUR + 9 * MINUTE);
    expect(heard(good, first)).toMatchObject([{ clock: 'untrusted' }, { clock: 'untrusted' }]);
    expect(heard(good, first, ahead(3, 15 * MINUTE, HOUR + 14 * MINUTE))).toEqual([
      { at: 14 * MINUTE, clock: 'corrected' },
    ]);
  });

  test('one that stands still is doubted from the second message on, and believed when it goes again', () => {
    const message = (seq: number, at: number, shown: number): readonly [number, Record<string, unknown>] => [
      NOW + at,
      { boot: 1, seq, sentAt: NOW + shown, readings: [reading(NOW + shown)] },
    ];
    expect(heard(message(1, 0, 0), message(2, 5 * MINUTE, 0))).toMatchObject([{ clock: 'untrusted' }]);
    expect(heard(message(1, 0, 0), message(2, 5 * MINUTE, 0), message(3, 10 * MINUTE, 10 * MINUTE))).toEqual([
      { at: 10 * MINUTE, clock: 'trusted' },
    ]);
  });

  test('readings of one message that stand still or run back are doubted, those around them are not', () => {
    const readings = [0, 10, 5, 15, 15, 20].map((minute) => reading(NOW + (minute - 30) * MINUTE));
    expect(heard([NOW, { sentAt: NOW, readings }]).map(({ clock }) => clock)).toEqual([
      'trusted',
      'untrusted',
      'untrusted',
      'untrusted',
      'untrusted',
      'trusted',
    ]);
  });

  test('a message that runs back against its number is doubted; one that came out of order is not', () => {
    const message = (seq: number, minute: number): readonly [number, Record<string, unknown>] => [
      NOW,
      { boot: 1, seq, sentAt: NOW, readings: [reading(NOW + minute * MINUTE)] },
    ];
    expect(heard(message(1, -10), message(2, -20))).toMatchObject([{ clock: 'untrusted' }]);
    expect(heard(message(2, -10), message(1, -20))).toEqual([{ at: -20 * MINUTE, clock: 'trusted' }]);
  });
});

describe('a running time', () => {
  test.each([
    ['reckons back what has no time', { uptimeSeconds: 40, celsius: 5 }, 'corrected', -20 * SECOND],
    [
      'agrees with a clock',
      { at: NOW - 20 * SECOND, uptimeSeconds: 40, celsius: 5 },
      'trusted',
      -20 * SECOND,
    ],
    [
      'is believed before a clock',
      { at: NOW - HOUR, uptimeSeconds: 40, celsius: 5 },
      'corrected',
      -20 * SECOND,
    ],
    ['of another start has no time', { uptimeSeconds: 61, celsius: 5 }, 'untrusted', 0],
  ])('%s', (_, one, clock, at) => {
    expect(heard([NOW, { boot: 1, uptimeSeconds: 60, readings: [one] }])).toEqual([{ at, clock }]);
  });

  test('goes on through messages that wait, and begins anew when the device does', () => {
    const message = (receivedAt: number, boot: number | undefined, uptimeSeconds: number) =>
      [receivedAt, { boot, uptimeSeconds, readings: [{ uptimeSeconds, celsius: 5 }] }] as const;
    const first = message(NOW, 1, 60);
    expect(heard(first, message(NOW + HOUR, 1, 120))).toEqual([{ at: MINUTE, clock: 'corrected' }]);
    expect(heard(first, message(NOW + HOUR, 2, 30))).toEqual([{ at: HOUR, clock: 'corrected' }]);
    expect(heard(message(NOW, undefined, 60), message(NOW + HOUR, undefined, 30))).toEqual([
      { at: HOUR, clock: 'corrected' },
    ]);
  });

  test('beside a message that says none can be set against nothing', () => {
    expect(heard([NOW, { clock: 'trusted', readings: [{ uptimeSeconds: 40, celsius: 5 }] }])).toEqual([
      { at: 0, clock: 'untrusted' },
    ]);
  });
});

describe('the device’s own word', () => {
  test.each([
    ['untrusted', { clock: 'untrusted', sentAt: NOW }, 'untrusted'],
    ['untrusted, whatever its running time says', { clock: 'untrusted', uptimeSeconds: 5 }, 'untrusted'],
    ['corrected: it is not moved again', { clock: 'corrected', sentAt: NOW + HOUR }, 'corrected'],
    ['a word that nobody knows', { clock: 'perfect', sentAt: NOW }, 'untrusted'],
    ['a time that cannot be read', { sentAt: 'yesterday' }, 'untrusted'],
    ['a running time below nothing', { uptimeSeconds: -1 }, 'untrusted'],
  ])('%s', (_, words, clock) => {
    expect(heard([NOW, { ...words, readings: [reading(NOW - MINUTE)] }])).toEqual([{ at: -MINUTE, clock }]);
  });

  test('a reading without a time that says nothing else was measured as it was sent', () => {
    expect(heard([NOW, { sentAt: NOW + HOUR, readings: [{ celsius: 5 }] }])).toEqual([
      { at: 0, clock: 'trusted' },
    ]);
  });
});

describe('what has no time was measured at the earliest', () => {
  const untimed = { claimed: NOW - 5 * HOUR, newest: NOW - HOUR, receivedAt: NOW };
  test.each([
    ['after what has a time, where its message is after it', { ...untimed, order: 'after' }, -HOUR],
    ['when it says, where the order is not known', { ...untimed, order: 'unknown' }, -5 * HOUR],
    [
      'as long ago as anything is kept, where its message is an older one',
      { ...untimed, order: 'before' },
      -LONGEST_KEPT,
    ],
    [
      'as long ago as anything is kept, where nothing ever had a time',
      { ...untimed, newest: null, order: 'after' },
      -LONGEST_KEPT,
    ],
    ['not when it cannot have been', { ...untimed, claimed: 0, order: 'unknown' }, -HOUR],
  ] as const)('%s', (_, one, expected) => {
    expect(earliestOf(one) - NOW).toBe(expected);
  });
});

describe('a message that waited at a broker', () => {
  const late = (body: Record<string, unknown>) => {
    const read = (receivedAt: number) => readMessage(JSON.stringify(body), receivedAt, []);
    return doubted(read(NOW), read(NOW + LATER));
  };

  test('is not measured by when it was sent, for its arrival says nothing; its times count as the device knows them', () => {
    const message = late({ sentAt: NOW - 5 * HOUR, readings: [reading(NOW - 5 * HOUR)] });
    expect(message.clock).toEqual({ sentAt: null, uptime: null, quality: null });
    const { measured } = timed(message, message.clock ?? expect.fail(), NOW, null);
    expect(measured).toMatchObject([{ at: NOW - 5 * HOUR }]);
    expect(measured[0]?.clock).toBeUndefined();
  });

  test('has no time for what was reckoned from its arrival', () => {
    const message = late({ uptimeSeconds: 60, readings: [{ uptimeSeconds: 30, celsius: 5 }] });
    expect(timed(message, message.clock ?? expect.fail(), NOW, null).measured).toMatchObject([
      { clock: 'untrusted' },
    ]);
  });
});
