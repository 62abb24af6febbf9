/** The reports' page in a real browser: on a small phone and on a wall, in both languages, with names that try to be more than names. */
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { csvRows } from '../papers/reading-csv.ts';
import { hasChromium, startChromium, violations } from './chromium.ts';
import { overhang, settled, speak, startWalker, type Walker } from './walk.ts';
import { startWalkHouse, type WalkHouse } from './walk-house.ts';

const TEST_MS = 300_000;
const SIZES = [
  { width: 320, height: 640 },
  { width: 1920, height: 1080 },
];
const HOUR = 3_600_000;
const day = (at: number) => new Date(at + 7 * HOUR).toISOString().slice(0, 10);

describe.skipIf(!hasChromium)('reports on screen', { timeout: TEST_MS }, () => {
  let house: WalkHouse;
  let browser: Browser;
  let walker: Walker;
  let page: Page;

  beforeAll(async () => {
    [house, browser] = await Promise.all([startWalkHouse(), startChromium()]);
    const at = Date.now() - HOUR;
    await house.order({ type: 'report.make', kind: 'daily', day: day(at), at, late: true });
    const session = { id: 'buoi-1', site: 'tinh', from: at - 30 * HOUR, to: at - 28 * HOUR, person: null };
    await house.order({ type: 'session.set', session });
    await house.order({ type: 'reconcile' });
    walker = await startWalker(browser, house.url, 'official', SIZES[0] ?? { width: 320, height: 640 });
    page = walker.page;
  }, TEST_MS);
  afterAll(async () => {
    await browser?.close();
    await house?.close();
  });

  const open = async (query: string) => {
    await page.goto(`${house.url}/bao-cao?lang=vi&${query}`);
    await settled(page);
  };

  test.each(['hom-nay', 'da-lap', 'sai-lech', 'ke-hoach'])(
    'its part %s shuts nobody out and never has to be pushed sideways',
    async (part) => {
      await open(`phan=${part}`);
      const found: string[] = [];
      for (const language of ['vi', 'en'] as const) {
        await speak(page, language);
        for (const size of SIZES) {
          await page.setViewportSize(size);
          const wider = await overhang(page);
          if (wider > 0) found.push(`${language}, ${size.width}: ${wider} px wider than the window`);
          for (const each of await violations(page)) found.push(`${language}, ${size.width}: ${each}`);
        }
      }
      expect(found).toEqual([]);
    },
  );

  test('today’s figures are on screen, and the file that is downloaded has the same', async () => {
    await page.setViewportSize({ width: 1366, height: 768 });
    await open('phan=hom-nay');
    const row = page.locator('tr', { hasText: 'Liều tồn kho' }).first();
    const shown = (await row.locator('td').last().innerText()).replaceAll('.', '');
    expect(Number(shown)).toBeGreaterThan(0);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Tải CSV' }).click(),
    ]);
    const rows = csvRows(readFileSync(await download.path(), 'utf8'));
    expect(rows).toContainEqual(['Liều tồn kho', shown]);
  });

  test('a report that was made is opened from the list, says that it was late, and has its paper', async () => {
    await open('phan=da-lap');
    await page.locator('.report-list a').first().click();
    await page.getByText('Lập muộn').first().waitFor();
    const paper = await page.getByRole('link', { name: 'Tải PDF' }).getAttribute('href');
    const reply = await page.request.get(`${house.url}${paper}`);
    expect(reply.status()).toBe(200);
    expect((await reply.body()).subarray(0, 5).toString()).toBe('%PDF-');
  });

  test('what does not add up is explained, and leaves the list', async () => {
    await open('phan=sai-lech');
    const card = page.locator('.report-card', { hasText: 'Buổi tiêm không ghi gì' });
    await card.getByRole('button', { name: /^Giải thích/ }).click();
    await card.getByLabel('Nguyên nhân').fill('Mưa lũ, buổi tiêm hoãn.');
    await card.getByRole('button', { name: 'Lưu giải thích' }).click();
    await card.waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Xem cả sai lệch đã giải thích' }).click();
    await page.getByText('Mưa lũ, buổi tiêm hoãn.').waitFor();
  });

  test('a plan is entered and taken back', async () => {
    await open('phan=ke-hoach');
    const plans = page.getByRole('region', { name: 'Kế hoạch tiêm' });
    await plans.getByLabel('Cơ sở').selectOption('tinh');
    await plans.getByLabel('Từ ngày').fill('2026-11-01');
    await plans.getByLabel('Đến hết ngày').fill('2026-11-30');
    await plans.getByLabel('Số liều').fill('900');
    await plans.getByRole('button', { name: 'Thêm' }).click();
    const line = plans.locator('li', { hasText: '900 liều' });
    await line.waitFor();
    await line.getByRole('button', { name: /^Xoá/ }).click();
    await line.waitFor({ state: 'detached' });
    expect(walker.faults).toEqual([]);
  });
});
