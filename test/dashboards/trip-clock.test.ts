/** How far a phone's clock is off, as it is said to its owner. */
import { expect, test } from 'vitest';
import { clockSpan } from '../../dashboards/web/src/trip/clock-span.ts';

test.each([
  [8_400, '8 giây'],
  [-59_800, '1 phút'],
  [179_700, '3 phút'],
  [-179_700, '3 phút'],
  [200_000, '3 phút 30 giây'],
  [190_000, '3 phút'],
  [3_599_000, '1 giờ 00 phút'],
  [86_399_000, '1 ngày 00 giờ'],
])('%i ms are %s', (ms, said) => {
  expect(clockSpan(ms, 'vi').replaceAll('\u00a0', ' ')).toBe(said);
});
