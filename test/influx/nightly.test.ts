import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { yesterday } from '../../src/influx/days.ts';
import { startNightly } from '../../src/influx/nightly.ts';
import { InfluxError, type StoredReading } from '../../src/influx/types.ts';
import type { VerifyParts } from '../../src/influx/verify.ts';
import { type InfluxVerified, SYSTEM } from '../../src/keeper/protocol.ts';
import { House, MINUTE, START } from '../keeper/house.ts';
import { settle } from './copy-house.ts';

const DAY = 86_400_000;
const ZONE = 'Asia/Ho_Chi_Minh';
/** Midnight of 22 November in the province. */
const MIDNIGHT = START - 7 * 3_600_000;

/** A copy that holds these readings and nothing of the ledger; `fails`: how often it is away first. */
function copyOf(readings: readonly StoredReading[], fails = 0): VerifyParts['target'] {
  let left = fails;
  return {
    name: 'a copy',
    tallies: async () => {
      if (left-- > 0) throw new InfluxError('INFLUX_UNREACHABLE', 'away');
      return [];
    },
    readings: async () => [...readings],
    events: async () => [],
    excursions: async () => [],
  };
}

describe('a day of the province', () => {
  test.each([
    ['just after midnight', MIDNIGHT, ZONE, MIDNIGHT - DAY, MIDNIGHT],
    ['just before midnight', MIDNIGHT - 1, ZONE, MIDNIGHT - 2 * DAY, MIDNIGHT - DAY],
    ['in the evening', MIDNIGHT + 20 * 3_600_000, ZONE, MIDNIGHT - DAY, MIDNIGHT],
    [
      'after a day of 23 hours',
      Date.UTC(2026, 2, 30, 0, 30),
      'Europe/Paris',
      Date.UTC(2026, 2, 28, 23),
      Date.UTC(2026, 2, 29, 22),
    ],
  ])('yesterday %s', (_, now, zone, from, to) => {
    expect(yesterday(now, zone)).toEqual({ from, to });
  });
});

describe('the nightly comparison', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: MIDNIGHT + DAY + 2 * 3_600_000 });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  async function nights(target: VerifyParts['target'], house: House) {
    const results: InfluxVerified[] = [];
    const waiting: (() => void)[] = [];
    const nightly = startNightly({
      zone: ZONE,
      directory: house.directory,
      target,
      makeUpAfter: MINUTE,
      report: (result) => {
        results.push(result);
        for (const resolve of waiting.splice(0)) resolve();
      },
    });
    return { nightly, results, next: () => new Promise<void>((resolve) => waiting.push(resolve)) };
  }
  const whole = (from: number) => ({ from, to: from + DAY });

  test('is made at half past two by the province’s clocks, of the day before', async () => {
    const house = await House.open();
    await house.live('do-1', 0, 60, 4);
    await settle(house, { name: 'a copy' });
    const { nightly, results, next } = await nights(copyOf([]), house);
    const first = next();
    // The night before was missed: made up for a minute after the start.
    await vi.advanceTimersByTimeAsync(MINUTE);
    await first;
    const ledger = (await house.ledger()).length;
    expect(results).toMatchObject([
      { target: 'a copy', ...whole(MIDNIGHT), readings: 13, events: ledger, differences: 13 + ledger },
    ]);
    const second = next();
    await vi.advanceTimersByTimeAsync(27 * MINUTE);
    expect(results).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(3 * MINUTE);
    await second;
    expect(results[1]).toMatchObject(whole(MIDNIGHT));
    const third = next();
    await vi.advanceTimersByTimeAsync(DAY);
    await third;
    expect(results[2]).toMatchObject({ ...whole(MIDNIGHT + DAY), readings: 0 });
    nightly.stop();
    await vi.advanceTimersByTimeAsync(2 * DAY);
    expect(results).toHaveLength(3);
  });

  test('is not made up for when yesterday was compared already', async () => {
    const house = await House.open();
    const { nightly, results, next } = await nights(copyOf([]), house);
    const first = next();
    await vi.advanceTimersByTimeAsync(MINUTE);
    await first;
    nightly.stop();
    const [result] = results;
    if (result === undefined) throw new Error('no result');
    await house.does(SYSTEM, { type: 'influx.verified', result });
    const again = await nights(copyOf([]), house);
    await vi.advanceTimersByTimeAsync(20 * MINUTE);
    expect(again.results).toEqual([]);
    again.nightly.stop();
  });

  test('waits for an InfluxDB that is away, and throws nothing', async () => {
    const house = await House.open();
    const { nightly, results, next } = await nights(copyOf([], 1), house);
    await vi.advanceTimersByTimeAsync(MINUTE);
    const done = next();
    await vi.advanceTimersByTimeAsync(14 * MINUTE);
    expect(results).toEqual([]);
    await vi.advanceTimersByTimeAsync(MINUTE);
    await done;
    expect(results[0]).toMatchObject(whole(MIDNIGHT));
    nightly.stop();
  });
});
