/** Ids sort in the order of their making and are never the same, however many are made at once. */
import { expect, test } from 'vitest';
import { uuidv7Source } from '../../src/keeper/ids.ts';

test('ten thousand ids of one moment are all different, rise, and look like a UUID of version 7', () => {
  const next = uuidv7Source(() => Date.UTC(2026, 10, 22));
  const ids = Array.from({ length: 10_000 }, () => next());
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.toSorted()).toEqual(ids);
  const strange = ids.filter(
    (id) => !/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id),
  );
  expect(strange).toEqual([]);
  // What tells them apart besides time and place in the line is drawn anew for each.
  expect(new Set(ids.map((id) => id.slice(19))).size).toBe(ids.length);
});
