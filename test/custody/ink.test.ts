/** A signature drawn by finger, as the short text that is kept of it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { INK_HEIGHT, INK_LENGTH, INK_WIDTH, inkOf, strokesOf } from '../../src/custody/ink.ts';

const wave = (points: number, shift = 0) =>
  Array.from({ length: points }, (_, i) => ({
    x: (i / points) * INK_WIDTH,
    y: INK_HEIGHT / 2 + shift + 100 * Math.sin(i / 9),
  }));

describe('a signature drawn by finger', () => {
  test('two strokes are read back as they were drawn, to the grid', () => {
    const text = inkOf([
      [
        { x: 0, y: 0 },
        { x: 499.6, y: 200.2 },
        { x: 1000, y: 400 },
      ],
      [{ x: 35, y: 36 }],
    ]);
    expect(text).toBe('0000dw5krsb4.0z10');
    expect(strokesOf(text ?? '')).toEqual([
      [
        { x: 0, y: 0 },
        { x: 500, y: 200 },
        { x: 1000, y: 400 },
      ],
      [{ x: 35, y: 36 }],
    ]);
  });

  test('nothing drawn is nothing, not an empty text', () => {
    expect(inkOf([])).toBeNull();
    expect(inkOf([[]])).toBeNull();
  });

  test('whatever is drawn, however long, fits, and can be read', () => {
    const point = fc.record({
      x: fc.double({ min: -50, max: 1100, noNaN: true }),
      y: fc.double({ min: -50, max: 500, noNaN: true }),
    });
    fc.assert(
      fc.property(
        fc.array(fc.array(point, { minLength: 1, maxLength: 200 }), { minLength: 1, maxLength: 60 }),
        (drawn) => {
          const text = inkOf(drawn) ?? '';
          expect(text.length).toBeLessThanOrEqual(INK_LENGTH);
          expect(strokesOf(text)).toHaveLength(drawn.length);
        },
      ),
      { numRuns: 60 },
    );
    expect(strokesOf(inkOf([wave(5000), wave(5000, 50)]) ?? '')).toHaveLength(2);
    expect(inkOf(Array.from({ length: 3000 }, () => [{ x: 1, y: 1 }]))?.length).toBeLessThanOrEqual(
      INK_LENGTH,
    );
  });

  test.each([
    ['', 'nothing'],
    ['000', 'half a point'],
    ['0000.', 'a stroke of nothing'],
    ['0000..0000', 'a stroke of nothing between two'],
    ['rt00', 'beyond the right edge'],
    ['00b5', 'below the lower edge'],
    ['00A0', 'capitals'],
    ['<svg>', 'something else'],
    ['0000'.repeat(1025), 'too long'],
  ])('%j is no signature: %s', (text) => {
    expect(strokesOf(text)).toBeNull();
  });
});
