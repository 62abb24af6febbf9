/** The page of logger files in a real browser: a file is looked at, asked about, stored, and brought once more. */
import { existsSync, mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixtureBytes } from '../devices/shared.ts';
import { hasChromium, openScreen, type Screen, startChromium, violations } from './chromium.ts';
import { CALM, DAY, type FilesHouse, logTag, signInAt, startFilesHouse, WARM } from './files-house.ts';
import { overhang, settled, speak } from './walk.ts';

const TEST_MS = 120_000;
const DESK = { width: 1366, height: 900 };
const PHONE = { width: 390, height: 844 };
/** Where pictures are put when somebody wants to look at them. */
const PICTURES = process.env.FILES_PICTURES;

describe.skipIf(!hasChromium)('logger files', { timeout: TEST_MS }, () => {
  let house: FilesHouse;
  let browser: Browser;
  let screen: Screen;
  let page: Page;

  beforeAll(async () => {
    [house, browser] = await Promise.all([startFilesHouse(), startChromium()]);
    screen = await openScreen(browser, DESK);
    screen.context.setDefaultTimeout(30_000);
    page = screen.page;
    await signInAt(page, house, '/nap-tep');
    await page.getByRole('heading', { level: 1, name: 'Nạp tệp nhiệt kế' }).waitFor();
  }, TEST_MS);
  afterAll(async () => {
    expect(screen?.faults).toEqual([]);
    await browser?.close();
    await house?.close();
  });

  const choose = (name: string, text: string | Uint8Array) =>
    page.locator('input[type=file]').setInputFiles({
      ...{ name, mimeType: 'text/csv' },
      buffer: Buffer.from(text),
    });
  const begin = async () => {
    await page.goto(`${house.url}/nap-tep?lang=vi`);
    await settled(page);
  };
  const effect = () => page.getByRole('heading', { name: 'Lưu vào thì sẽ thế nào' });

  /** On a phone and a desk, by day and by night: nothing sticks out, nothing that axe finds wrong. */
  async function looksRight(name: string): Promise<void> {
    for (const [size, viewport] of [
      ['small', { width: 320, height: 640 }],
      ['phone', PHONE],
      ['desk', DESK],
    ] as const)
      for (const theme of ['light', 'dark'] as const) {
        await page.setViewportSize(viewport);
        await page.evaluate((wanted) => document.documentElement.setAttribute('data-theme', wanted), theme);
        expect(await overhang(page), `${name} ${size}`).toBe(0);
        expect(await violations(page), `${name} ${size} ${theme}`).toEqual([]);
        if (PICTURES === undefined) continue;
        if (!existsSync(PICTURES)) mkdirSync(PICTURES);
        await page.screenshot({ path: `${PICTURES}/${name}-${size}-${theme}.png`, fullPage: true });
      }
    await page.evaluate(() => document.documentElement.setAttribute('data-theme', 'light'));
  }

  test('an empty page says what is wanted', async () => {
    await begin();
    await looksRight('empty');
  });

  test('what a file would discover is shown before it is stored, and then told', async () => {
    await begin();
    await choose('LogTag_A0C1000123.csv', logTag(house.now, 6, WARM));
    await effect().waitFor();
    const said = page.getByRole('main');
    await expect.poll(() => said.textContent()).toContain('Phát hiện muộn');
    expect(await said.textContent()).toMatch(/Kiện sẽ tạm dừng sử dụng \(1\).*240 liều/);
    await looksRight('discovers');
    await speak(page, 'en');
    expect(await said.textContent()).toContain('Discovered late');
    await speak(page, 'vi');
    await page.getByRole('button', { name: 'Lưu vào hồ sơ tủ' }).click();
    await page.getByRole('heading', { name: 'Đã lưu vào hồ sơ Tủ vắc xin 1.' }).waitFor();
    expect(await said.textContent()).toContain('Kiện đã tạm dừng sử dụng (1)');
    await looksRight('stored');
  });

  test('the same file once more has nothing new, and no button', async () => {
    await begin();
    await choose('LogTag_A0C1000123.csv', logTag(house.now, 6, WARM));
    await page.getByText('Tệp này đã được lưu từ trước. Không có gì mới.').waitFor();
    expect(await page.getByRole('button', { name: 'Lưu vào hồ sơ tủ' }).count()).toBe(0);
  });

  test('what contradicts the stored is shown with both values', async () => {
    await begin();
    await choose(
      'other.csv',
      logTag(house.now, 1, (ago) => CALM(ago) + 1),
    );
    await page.getByText(/lúc tệp ghi khác số đã lưu/).click();
    await looksRight('conflicts');
  });

  test('a table that leaves everything open is asked about step by step, and remembered', async () => {
    // Eight hours of each of five days, whatever today is.
    const rows = Array.from({ length: 40 }, (_, i) => {
      const day = new Date(house.now - (10 - Math.floor(i / 8)) * DAY).toISOString().slice(0, 10);
      return `${day} 0${i % 8}:00:00,4.${i % 10},24.${i % 10}`;
    });
    const table = `Time,Probe A,Probe B\n${rows.join('\n')}\n`;
    await begin();
    await choose('tinytag.csv', table);
    await page.getByLabel('Cột nhiệt độ').selectOption('Probe A');
    await page.getByLabel('°C', { exact: true }).check();
    await looksRight('asks');
    await page.getByLabel('Nhiệt kế nào?').selectOption('tinytag-3');
    await effect().waitFor();
    await page.getByRole('button', { name: 'Lưu vào hồ sơ tủ' }).click();
    await page.getByRole('heading', { name: 'Đã lưu vào hồ sơ Tủ vắc xin 2.' }).waitFor();
  });

  test('a day report of a Fridge-tag of a number that nobody registered asks whose it is', async () => {
    await begin();
    await choose('ft2.txt', fixtureBytes('fridge-tag.txt'));
    await page.getByLabel('Nhiệt kế nào?').waitFor();
    await looksRight('whose');
    await page.getByLabel('Nhiệt kế nào?').selectOption('ft-2');
    await page.getByText('Số máy trong tệp là của nhiệt kế khác').waitFor();
  });

  test('what is no file of a logger is told as what it is', async () => {
    await begin();
    await choose('scan.csv', '%PDF-1.7 binary');
    await page.getByText('Tệp này là PDF, Excel hoặc dạng riêng của hãng').waitFor();
    await looksRight('refused');
  });

  test('it is not for vaccinators', async () => {
    const other = await openScreen(browser, PHONE);
    await signInAt(other.page, house, '/nap-tep', 'tiem');
    await other.page.getByText('Trang này không dành cho công việc của tài khoản này.').waitFor();
    await other.context.close();
  });
});
