import { beforeAll, describe, expect, test } from 'vitest';
import { temperatureBook } from '../../src/papers/papers.ts';
import type { PaperBookDay, PaperCheck, TemperatureBookData } from '../../src/papers/types.ts';
import { codesOf, textOf } from './reading.ts';
import { AT, PROOF, ZONE } from './samples.ts';

const check = (more: Partial<PaperCheck> = {}): PaperCheck => ({
  state: 'signed',
  celsius: 4.6,
  by: 'H’Lan Niê',
  at: AT,
  corrected: false,
  ...more,
});
const MISSED = check({ state: 'missed', celsius: null, by: null, at: null });
const AHEAD = check({ state: 'ahead', celsius: null, by: null, at: null });
const dayOf = (number: number, more: Partial<PaperBookDay> = {}): PaperBookDay => ({
  day: `2026-10-${String(number).padStart(2, '0')}`,
  morning: check(),
  afternoon: check(),
  minCelsius: 4,
  maxCelsius: 5.2,
  meanKineticCelsius: 4.6,
  unknown: 0,
  alarms: 0,
  ...more,
});
const month = (more: Partial<TemperatureBookData> = {}): TemperatureBookData => ({
  zone: ZONE,
  number: 'ND-202610-tu-1',
  authority: null,
  unit: 'Tủ vắc xin 1',
  site: 'Trạm Y tế xã Ea Kao',
  month: '2026-10',
  lowCelsius: 2,
  highCelsius: 8,
  days: Array.from({ length: 31 }, (_, i) => dayOf(i + 1)),
  remarks: [],
  proof: PROOF,
  printedAt: AT,
  ...more,
});
const flat = (pages: readonly string[]) => pages.join(' ').replaceAll('\u00a0', ' ').replaceAll(/\s+/g, ' ');

describe('a month of the temperature book on paper', () => {
  let pdf: Uint8Array;
  let pages: string[];
  beforeAll(async () => {
    const days = month().days.slice(4);
    const remarks = ['02/10/2026 sáng: 9,1 °C; ngoài ngưỡng, Đóng cửa tủ'];
    const odd = [
      dayOf(1, { morning: check({ state: 'late' }), afternoon: MISSED }),
      dayOf(2, { morning: check({ celsius: -0.5, corrected: true }), alarms: 2 }),
      dayOf(3, { unknown: 3 * 3_600_000, minCelsius: null, maxCelsius: null, meanKineticCelsius: null }),
      dayOf(4, { morning: AHEAD, afternoon: AHEAD, unknown: null, minCelsius: null, maxCelsius: null }),
    ];
    pdf = await temperatureBook(month({ days: [...odd, ...days], remarks }));
    pages = await textOf(pdf);
  });

  test('of 31 days is one page, and its code leads to the proof', async () => {
    expect(pages).toHaveLength(1);
    expect(await codesOf(pdf, 1)).toEqual([PROOF.url]);
  });

  test.each([
    'SỔ THEO DÕI NHIỆT ĐỘ',
    'Tủ, buồng lạnh (Unit) Tủ vắc xin 1',
    'Tháng (Month) 10/2026',
    '2,0 °C … 8,0 °C',
    'H’Lan Niê, 10:42 (ghi muộn) Bỏ sót',
    '−0,5 H’Lan Niê, 10:42 (đã sửa)',
    'mất số liệu 3 giờ 00 phút',
    '– 02/10/2026 sáng: 9,1 °C; ngoài ngưỡng, Đóng cửa tủ',
    'Người theo dõi',
  ])('says: %s', (words) => {
    expect(flat(pages)).toContain(words);
  });
});

test('a month of hostile and endless remarks is bounded, and still text', async () => {
  const remarks = Array.from(
    { length: 300 },
    (_, i) => `${String(i)} ${'<script>alert(1)</script>\u202e '.repeat(60)}`,
  );
  const text = flat(
    await textOf(await temperatureBook(month({ remarks, unit: '<b>tủ</b>\u202e', lowCelsius: null }))),
  );
  expect(text).toContain('<b>tủ</b>');
  expect(text).toContain('– 79 <script>');
  expect(text).not.toContain('– 80 <script>');
  expect(text).toContain('đến 8,0 °C');
});
