/** The temperature book in a real browser, with the service's clock set: what is due now, signing, and the month. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../../src/keeper/protocol.ts';
import { textOf } from '../papers/reading.ts';
import { at, type BookHouse, FRIDGES, signInAs, startBookHouse } from './book-house.ts';
import { hasChromium, openScreen, type Screen, startChromium, violations } from './chromium.ts';
import { overhang, settled, speak } from './walk.ts';

const TEST_MS = 120_000;
const PHONE = { width: 390, height: 844 };
const MONTH = '/so-nhiet-do?tu=tu-1&thang=2026-11';
const HOA: Actor = { username: 'hoa', name: 'Trần Thị Hoà', roles: ['vaccinator'], site: 'ea-kao' };

describe.skipIf(!hasChromium)('the temperature book', { timeout: TEST_MS }, () => {
  let house: BookHouse;
  let browser: Browser;
  let screen: Screen;
  let page: Page;

  beforeAll(async () => {
    [house, browser] = await Promise.all([startBookHouse(), startChromium()]);
    screen = await openScreen(browser, PHONE);
    page = screen.page;
    await signInAs(page, house, 'lan', '/so-nhiet-do');
    await page.getByRole('heading', { name: 'Cần kiểm tra ngay' }).waitFor();
  }, TEST_MS);
  afterAll(async () => {
    expect(screen?.faults).toEqual([]);
    await browser?.close();
    await house?.close();
  });
  beforeEach(() => page.setViewportSize(PHONE));

  const open = async (path: string) => {
    await page.goto(`${house.url}${path}`);
    await settled(page);
  };
  const eye = (name: string) => page.getByRole('textbox', { name: `Nhiệt kế chỉ (°C), ${name}` });
  const rowOf = (day: number) =>
    page.locator('.book-table tbody tr').filter({ has: page.locator(`th b:text-is("${String(day)}")`) });
  const textOfRow = async (day: number) => (await rowOf(day).innerText()).replaceAll(/\s+/g, ' ');

  test('shows first what is not signed yet, and until when', async () => {
    await page.getByText('3 tủ chưa ký').waitFor();
    expect(await page.locator('.book-due').innerText()).toContain('Sáng, đến 10:00');
    expect(await page.locator('.book-cards > li').count()).toBe(3);
    expect(await page.evaluate(() => 'hostile' in globalThis)).toBe(false);
  });

  test('a value with a decimal comma and the Enter key sign, and the next thermometer waits', async () => {
    await eye('Tủ vắc xin 1').fill('4,7');
    await page.keyboard.press('Enter');
    await page.getByText('Đã ký Tủ vắc xin 1: 4,7').waitFor();
    await page.getByText('2 tủ chưa ký').waitFor();
    expect(await page.locator('.book-row').first().innerText()).toContain('H’Lan Niê, 08:10');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('id'))).toBe(
      await eye('Tủ vắc xin 2').getAttribute('id'),
    );
  });

  test('what is no number is said at the box', async () => {
    await eye('Tủ vắc xin 2').fill('bốn');
    await page.getByRole('button', { name: 'Ký Tủ vắc xin 2' }).click();
    expect(await page.getByRole('alert').innerText()).toBe('Nhập một số, ví dụ 4,5.');
  });

  test('a value outside the limits asks what was done, and a sensor that says otherwise is pointed out', async () => {
    await eye('Tủ vắc xin 2').fill('9.2');
    await page.getByRole('button', { name: 'Ký Tủ vắc xin 2' }).click();
    const action = page.getByLabel('Đã làm gì?');
    await action.waitFor();
    expect(await action.evaluate((box) => box === document.activeElement)).toBe(true);
    await action.fill('Đóng cửa tủ');
    await page.getByRole('button', { name: 'Ký Tủ vắc xin 2' }).click();
    await page.getByText('Đã ký Tủ vắc xin 2: 9,2').waitFor();
    expect(await page.locator('.book-news').innerText()).toMatch(/Cảm biến: \d,\d.°C, lệch \d,\d.°C/);
  });

  test('who was second at a thermometer is told so', async () => {
    const unit = 'tu-3';
    await eye(FRIDGES[2] ?? '').fill('4,4');
    await house.does({ type: 'book.sign', unit, day: '2026-11-23', slot: 'morning', celsius: 4.5 }, HOA);
    await page.keyboard.press('Enter');
    await page.getByText('Buổi này đã có người ký').waitFor();
    await open('/so-nhiet-do');
    await page.getByRole('heading', { name: 'Đã ký đủ buổi này' }).waitFor();
  });

  test('the month has a row a day: values, names, times, the logger beside them, missed and late', async () => {
    await page.getByRole('link', { name: 'Xem cả tháng Tủ vắc xin 1' }).click();
    await page.getByRole('table').waitFor();
    expect(await page.locator('.book-table tbody tr').count()).toBe(30);
    expect(await textOfRow(19)).toMatch(
      /4,6 H’Lan Niê, 08:02 .*4,6 H’Lan Niê, 15:05 .*\d,\d – \d,\d TB động học/,
    );
    expect(await textOfRow(20)).toMatch(/9,1.*– 9,3.*1 lần vượt ngưỡng/);
    expect(await textOfRow(21)).toContain('H’Lan Niê, 11:40 (ghi muộn)');
    expect(await textOfRow(22)).toContain('Bỏ sót');
    await page.getByText('ghi muộn: xem lúc 08:15 theo người ghi, ghi lúc 11:40 21/11/2026').waitFor();
    await page.getByText('ngoài ngưỡng: Đóng cửa tủ, gọi kỹ thuật').waitFor();
  });

  test('a missed check is written in with the keyboard, and stays marked', async () => {
    await open(MONTH);
    await page.getByRole('button', { name: 'Ghi muộn buổi chiều 22/11/2026' }).focus();
    await page.keyboard.press('Enter');
    const sheet = page.getByRole('dialog', { name: 'Ghi muộn: Chiều 22/11/2026' });
    await sheet.getByRole('textbox', { name: /Nhiệt kế chỉ/ }).fill('4,3');
    await page.keyboard.press('Enter');
    await sheet.waitFor({ state: 'hidden' });
    await page.locator('.is-late').nth(1).waitFor();
    expect(await textOfRow(22)).toContain('4,3 H’Lan Niê, 08:10 (ghi muộn)');
  });

  test('a correction is a new line; the old one stays to be read', async () => {
    await page.getByRole('button', { name: 'Sửa dòng đã ký' }).click();
    await page.getByRole('button', { name: 'Sửa buổi sáng 23/11/2026' }).click();
    const sheet = page.getByRole('dialog', { name: /Sửa bằng một dòng mới/ });
    await sheet.getByRole('textbox', { name: /Nhiệt kế chỉ/ }).fill('5,1');
    await sheet.getByRole('button', { name: 'Ký Tủ vắc xin 1' }).click();
    await sheet.getByText('Cần ghi lý do.').waitFor();
    await sheet.getByLabel('Vì sao sửa?').fill('đọc nhầm vạch');
    await sheet.getByRole('button', { name: 'Ký Tủ vắc xin 1' }).click();
    await sheet.waitFor({ state: 'hidden' });
    await page.getByText('sửa: đọc nhầm vạch').waitFor();
    expect(await textOfRow(23)).toContain('5,1');
    expect(await page.locator('.book-remarks').innerText()).toContain('4,7');
  });

  test('leads from month to month, and not beyond this one', async () => {
    expect(await page.getByRole('button', { name: 'Tháng sau' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Tháng trước' }).click();
    await page.locator('.book-table tbody tr').nth(30).waitFor();
    expect(new URL(page.url()).searchParams.get('thang')).toBe('2026-10');
    expect(await textOfRow(31)).toContain('Không dùng');
    await page.getByRole('button', { name: 'Tháng sau' }).click();
    await page.getByText('Bỏ sót').first().waitFor();
  });

  test('fits a small phone and shuts nobody out, in both languages, light and dark', async () => {
    const found: string[] = [];
    await open(MONTH);
    await page.getByRole('button', { name: 'Sửa dòng đã ký' }).click();
    for (const language of ['vi', 'en'] as const) {
      await speak(page, language);
      for (const width of [1366, 320]) {
        await page.setViewportSize({ width, height: 700 });
        const wider = await overhang(page);
        if (wider > 0) found.push(`${language} ${String(width)}: ${String(wider)} px too wide`);
      }
      for (const each of await violations(page)) found.push(`${language}: ${each}`);
    }
    await page.evaluate(() => document.documentElement.setAttribute('data-theme', 'dark'));
    for (const each of await violations(page)) found.push(`dark: ${each}`);
    expect(found).toEqual([]);
  });

  test('a month prints on A4 with everybody’s names and times', async () => {
    await open(MONTH);
    const pages = await textOf(new Uint8Array(await page.pdf({ format: 'A4' })));
    expect(pages.length).toBeLessThanOrEqual(2);
    const text = pages.join(' ').replaceAll(/\s+/g, ' ');
    expect(text).toContain('H’Lan Niê, 15:05');
    expect(text).not.toContain('Ghi muộn buổi');
  });

  test('the service sets the same month as a paper with its proof', async () => {
    const answer = await page.request.get(`${house.url}/api/v1/units/tu-1/book.pdf?month=2026-11`);
    expect(answer.headers()['content-type']).toBe('application/pdf');
    const [text = ''] = await textOf(new Uint8Array(await answer.body()));
    expect(text.replaceAll(/\s+/g, ' ')).toContain('SỔ THEO DÕI NHIỆT ĐỘ');
  });

  test('an official reads the book and signs nothing', async () => {
    const official = await openScreen(browser, PHONE);
    await signInAs(official.page, house, 'an', '/so-nhiet-do');
    await official.page.getByRole('link', { name: 'Xem cả tháng Tủ vắc xin 1' }).click();
    await official.page.getByRole('table').waitFor();
    expect(await official.page.getByRole('textbox').count()).toBe(0);
    expect(await official.page.getByRole('button', { name: /Ghi muộn|Sửa/ }).count()).toBe(0);
    await official.page.getByRole('button', { name: /Trình đơn/ }).click();
    await official.page.getByRole('link', { name: 'Sổ nhiệt độ' }).waitFor();
    await official.context.close();
  });

  test('after the slot is over nothing is due, and what nobody signed is missed', async () => {
    house.now = at(23, '14:00');
    await open('/so-nhiet-do');
    await page.getByText('3 tủ chưa ký').waitFor();
    house.now = at(23, '17:00');
    await open('/so-nhiet-do');
    await page.getByRole('heading', { name: 'Hôm nay đã hết giờ ghi' }).waitFor();
    expect(await page.getByText('Bỏ sót').count()).toBe(3);
    expect(await page.locator('.book-cards > li').count()).toBe(0);
  });

  test('a page that stays open asks for the thermometers as soon as their hour begins', async () => {
    const hour = at(24, '07:00');
    house.now = hour - 3_000;
    const early = await openScreen(browser, PHONE);
    await signInAs(early.page, house, 'hoa', '/so-nhiet-do');
    await early.page.getByRole('heading', { name: 'Chưa đến giờ ghi. Sáng bắt đầu lúc 07:00.' }).waitFor();
    house.now = hour;
    await early.page.getByRole('heading', { name: 'Cần kiểm tra ngay' }).waitFor();
    await early.context.close();
  });
});
