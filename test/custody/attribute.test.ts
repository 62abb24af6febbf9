import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attribute } from '../../src/custody/attribute.ts';
import type { Possession } from '../../src/custody/types.ts';
import { at, commune, depot, HOUR, MINUTE, minh } from './custody-fixture.ts';

const possessions: readonly Possession[] = [
  { holder: depot, from: at(0), event: null },
  { holder: minh, from: at(3), event: 'E1' },
  { holder: commune, from: at(5), event: 'E2' },
];

describe('who held it while it was too warm', () => {
  test('an excursion while the escort had it is the escort’s', () => {
    expect(attribute({ start: at(3.5), end: at(4) }, possessions, null, at(10))).toEqual([
      { holder: minh, from: at(3.5), to: at(4), beyondMs: HOUR / 2 },
    ]);
  });

  test('one that spans two handoffs is split at both', () => {
    expect(attribute({ start: at(2), end: at(6) }, possessions, null, at(10))).toEqual([
      { holder: depot, from: at(2), to: at(3), beyondMs: HOUR },
      { holder: minh, from: at(3), to: at(5), beyondMs: 2 * HOUR },
      { holder: commune, from: at(5), to: at(6), beyondMs: HOUR },
    ]);
  });

  test('an excursion that begins with the handoff is the taker’s alone', () => {
    expect(
      attribute({ start: at(3), end: at(4) }, possessions, null, at(10)).map(({ holder }) => holder),
    ).toEqual([minh]);
  });

  test('one that is open reaches to now', () => {
    expect(attribute({ start: at(6), end: null }, possessions, null, at(10))).toEqual([
      { holder: commune, from: at(6), to: at(10), beyondMs: 4 * HOUR },
    ]);
  });

  test('a budget that was used up in pieces counts only the pieces', () => {
    const runs = [
      { from: at(2.5), to: at(3.5) },
      { from: at(5), to: at(6) },
    ];
    expect(
      attribute({ start: at(2.5), end: at(6) }, possessions, runs, at(10)).map(({ beyondMs }) => beyondMs),
    ).toEqual([HOUR / 2, HOUR / 2, HOUR]);
  });

  test('the parts are the whole, without a hole and without an overlap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 1, max: 600 }), (start, length) => {
        const excursion = { start: at(0) + start * MINUTE, end: at(0) + (start + length) * MINUTE };
        const parts = attribute(excursion, possessions, null, at(100));
        expect(parts[0]?.from).toBe(excursion.start);
        expect(parts.at(-1)?.to).toBe(excursion.end);
        parts.slice(1).forEach((part, i) => {
          expect(part.from).toBe(parts[i]?.to);
        });
        expect(parts.reduce((sum, part) => sum + part.beyondMs, 0)).toBe(length * MINUTE);
      }),
    );
  });
});
