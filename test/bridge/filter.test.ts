import { describe, expect, test } from 'vitest';
import { isFilter, matches } from '../../src/bridge/filter.ts';

describe('a filter', () => {
  test.each([
    ['a/b', 'a/b', true],
    ['a/b', 'a/b/c', false],
    ['a/b/c', 'a/b', false],
    ['a/+', 'a/b', true],
    ['a/+', 'a/', true],
    ['a/+', 'a', false],
    ['a/+', 'a/b/c', false],
    ['+/+', '/x', true],
    ['+', '/x', false],
    ['a/#', 'a/b/c', true],
    ['a/#', 'a', true],
    ['a/#', 'ab', false],
    ['#', 'a/b', true],
    ['#', '$SYS/broker', false],
    ['+/x', '$SYS/x', false],
    ['$SYS/#', '$SYS/broker', true],
    ['tram/+/nhiet', 'tram/Ea Kao/nhiet', true],
  ])('%s means %s: %s', (filter, topic, means) => {
    expect(matches(filter, topic)).toBe(means);
  });

  test.each(['', 'a/#/b', 'a#', 'a+/b', '#/', 'x'.repeat(70_000), 'a\0b'])('%.20s is none', (filter) => {
    expect(isFilter(filter)).toBe(false);
  });
  test.each(['#', '+', '/', '+/#', 'a//b', 'đ/+/x'])('%s is one', (filter) => {
    expect(isFilter(filter)).toBe(true);
  });
});
