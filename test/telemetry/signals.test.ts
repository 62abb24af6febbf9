import { describe, expect, test } from 'vitest';
import { joined, onSpans } from '../../src/telemetry/signals.ts';

/** One letter a minute: o open, c closed, . no report. */
const reports = (course: string) =>
  [...course].flatMap((letter, at) => (letter === '.' ? [] : [{ at, isOn: letter === 'o' }]));

describe('when a door was open', () => {
  test.each([
    ['', []],
    ['ccc', []],
    ['cooc', [{ from: 1, to: 3 }]],
    [
      'coco',
      [
        { from: 1, to: 2 },
        { from: 3, to: 6 },
      ],
    ],
    // A silence longer than a report stands says nothing.
    ['co......c', [{ from: 1, to: 4 }]],
    [
      'co......o',
      [
        { from: 1, to: 4 },
        { from: 8, to: null },
      ],
    ],
    ['co.......', [{ from: 1, to: 4 }]],
    ['c......oo', [{ from: 7, to: null }]],
  ])('%s', (course, spans) => {
    expect(onSpans(reports(course), 3, 0, 9)).toEqual(spans);
  });

  test('what began before the time that is asked for is cut to it, and what ended before is left out', () => {
    expect(onSpans(reports('oococ'), 3, 1, 9)).toEqual([
      { from: 1, to: 2 },
      { from: 3, to: 4 },
    ]);
    expect(onSpans(reports('oc'), 3, 1, 9)).toEqual([]);
  });

  test('two doors are one, and what lies close is shown as one stretch', () => {
    const two = [
      { from: 5, to: 7 },
      { from: 1, to: 6 },
      { from: 20, to: null },
      { from: 9, to: 10 },
    ];
    expect(joined(two, 0)).toEqual([
      { from: 1, to: 7 },
      { from: 9, to: 10 },
      { from: 20, to: null },
    ]);
    expect(joined(two, 2)).toEqual([
      { from: 1, to: 10 },
      { from: 20, to: null },
    ]);
  });
});
