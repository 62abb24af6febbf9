import { expect, test } from 'vitest';
import { thirtyDays } from './days/run.ts';

test('thirty days without a network, with a power cut and a lost clock on the way: everything is told, once, at its true time, and the alarm came by itself', async () => {
  const found = await thirtyDays(30, 30 * 60_000, () => {});
  expect(found).toMatchObject({
    rounds: 1_440,
    starts: 10,
    measured: 2_880,
    stored: 2_880,
    missing: 0,
    doubled: 0,
  });
  expect(found.furthestMs).toBeLessThan(2_500);
  // Ten hours are allowed; a reading comes every half hour.
  expect(found.alarmAfterHours).toBeGreaterThanOrEqual(9.9);
  expect(found.alarmAfterHours).toBeLessThanOrEqual(11);
  expect(found.left).toBeLessThan(0.001);
});
