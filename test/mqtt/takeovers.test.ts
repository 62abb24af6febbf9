import { describe, expect, test } from 'vitest';
import { Takeovers } from '../../src/mqtt/takeovers.ts';

const MINUTE = 60_000;

describe('live sessions of one device that end each other', () => {
  test('three times within an hour are still one device, the fourth time tells', () => {
    const takeovers = new Takeovers(3);
    expect([0, 10, 20].map((minute) => takeovers.note('a', minute * MINUTE))).toEqual([null, null, null]);
    expect(takeovers.note('a', 59 * MINUTE)).toEqual({ takeovers: 4, since: 0 });
  });

  test('what is an hour old counts no more', () => {
    const takeovers = new Takeovers(3);
    for (const minute of [0, 10, 20]) takeovers.note('a', minute * MINUTE);
    expect(takeovers.note('a', 60 * MINUTE)).toBeNull();
    expect(takeovers.note('a', 61 * MINUTE)).toEqual({ takeovers: 4, since: 10 * MINUTE });
  });

  test('each device is counted by itself, and anew after it was told', () => {
    const takeovers = new Takeovers(1);
    expect(takeovers.note('a', 0)).toBeNull();
    expect(takeovers.note('b', 0)).toBeNull();
    expect(takeovers.note('a', 1)).not.toBeNull();
    expect(takeovers.note('a', 2)).toBeNull();
  });
});
