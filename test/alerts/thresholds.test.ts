import { describe, expect, test } from 'vitest';
import {
  areNoticesBehind,
  clockJump,
  type DiskLevel,
  diskLevel,
  diskSeverity,
  isBatteryLow,
} from '../../src/alerts/thresholds.ts';

const MINUTE = 60_000;

describe('a battery', () => {
  test.each([
    [20, false, false],
    [19.9, false, true],
    [29.9, true, true],
    [30, true, false],
  ])('at %f %%, told of before: %s, is low: %s', (percent, wasLow, expected) => {
    expect(isBatteryLow(percent, wasLow)).toBe(expected);
  });
});

describe('a disk', () => {
  test.each<[number, DiskLevel | null, DiskLevel | null]>([
    [79.99, null, null],
    [80, null, 80],
    [90, null, 90],
    [95, null, 95],
    [100, null, 95],
    [89.99, 80, 80],
    [90, 80, 90],
    [88.1, 90, 90],
    [88, 90, 80],
    [78, 80, null],
    [78.1, 80, 80],
    [70, 95, null],
  ])('%f %% full, told of as %s, is at %s', (used, former, expected) => {
    expect(diskLevel(used, former)).toBe(expected);
  });
  test('is grave when hardly anything can be written any more', () => {
    expect([80, 90, 95].map((level) => diskSeverity(level as DiskLevel))).toEqual([
      'warning',
      'warning',
      'critical',
    ]);
  });
});

describe('a clock', () => {
  test.each([
    [1000, 1000, null],
    [1000 + MINUTE - 1, 1000, null],
    [1000 + MINUTE, 1000, MINUTE],
    [1000 - MINUTE, 1000, -MINUTE],
    [30_000, 30_000, null],
    [-3_600_000, 1000, -3_601_000],
  ])('that went %d ms while %d passed jumped by %s', (wall, passed, expected) => {
    expect(clockJump(wall, passed)).toBe(expected);
  });
});

test.each([
  [null, false],
  [5 * MINUTE, false],
  [5 * MINUTE + 1, true],
])('messages of which the oldest waits for %s ms are behind: %s', (age, expected) => {
  const now = Date.parse('2026-11-22T02:00:00Z');
  expect(areNoticesBehind(age === null ? null : now - age, now)).toBe(expected);
});
