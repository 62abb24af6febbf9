/** What the scan gate remembers from one scan to the next changes no answer. */
import { expect, test } from 'vitest';
import { AN, GTIN, House, VIAL } from './house.ts';

const DAY = 24 * 60;

test('a vial that is scanned twice is judged twice: what changed between is in the second answer', async () => {
  const house = await House.open();
  await house.live('do-1', 0, 10, 5);
  const first = await house.verdict('tinh');
  await house.does(AN, { type: 'lot.recall', gtin: GTIN, lot: 'FK1234', reason: 'x' });
  expect([first.verdict, (await house.verdict('tinh', VIAL)).codes]).toEqual(['allowed', ['LOT_RECALLED']]);
});

test('the same symbol says another century when the year has turned', async () => {
  const house = await House.open();
  const symbol = `(01)${GTIN}(17)770101(10)FK1234`;
  const isExpired = async () => (await house.verdict('tinh', symbol)).codes.includes('LOT_EXPIRED');
  // 77 is 51 years ahead of 26, which is too far: it is 1977. Seen from 27 it is 2077.
  expect([await isExpired(), await isExpired()]).toEqual([true, true]);
  house.now += 41 * DAY;
  expect([await isExpired(), await isExpired()]).toEqual([false, false]);
});
