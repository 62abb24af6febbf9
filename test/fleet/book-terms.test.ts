import { describe, expect, test } from 'vitest';
import { DEFAULT_TERMS } from '../../src/book/types.ts';
import { applied, described, PROVINCE, planFor, problemsIn } from './province.ts';

const withBook = (book: string) => `book: ${book}\n${PROVINCE}`;
const HOURS =
  '{ morning: { from: "06:30", to: "08:00" }, afternoon: { from: 13:30, to: 15:00 }, deviationCelsius: 0.5 }';

describe('the hours of the temperature book', () => {
  test('are 07:00 to 10:00 and 14:00 to 17:00, and 1 °C, until a description says otherwise', () => {
    expect(described(PROVINCE).book).toBeNull();
    expect(DEFAULT_TERMS).toEqual({
      morning: { from: 420, to: 600 },
      afternoon: { from: 840, to: 1020 },
      deviation: 1000,
    });
  });

  test('are read in minutes, what is left out as usual', () => {
    expect(described(withBook(HOURS)).book).toEqual({
      morning: { from: 390, to: 480 },
      afternoon: { from: 810, to: 900 },
      deviation: 500,
    });
    expect(described(withBook('{ deviationCelsius: 2 }')).book).toEqual({
      ...DEFAULT_TERMS,
      deviation: 2000,
    });
  });

  test.each([
    ['{ morning: { from: "10:00", to: "07:00" } }', 'BAD_VALUE'],
    ['{ morning: { from: "24:00", to: "25:00" } }', 'BAD_VALUE'],
    ['{ morning: { from: 7, to: 10 } }', 'BAD_VALUE'],
    ['{ afternoon: { from: "09:30", to: "17:00" } }', 'BAD_VALUE'],
    ['{ deviationCelsius: 0 }', 'BAD_VALUE'],
    ['{ evening: { from: "18:00", to: "20:00" } }', 'UNKNOWN_KEY'],
    ['[]', 'BAD_VALUE'],
  ])('%s are refused as %s', (book, code) => {
    expect([...new Set(problemsIn(withBook(book)).map((line) => line.split(' ')[1]))]).toEqual([code]);
  });

  test('are applied once: the second time is nothing, and a file without them leaves them', async () => {
    const registry = await applied(withBook(HOURS));
    expect(registry.book.deviation).toBe(500);
    for (const text of [withBook(HOURS), PROVINCE]) {
      const plan = await planFor(text, registry);
      expect(plan.ok && plan.changes.filter(({ kind }) => kind === 'book')).toEqual([]);
    }
  });
});
