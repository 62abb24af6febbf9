/** Somebody without a phone takes the parcels over: they sign with a finger on the giver's phone, and it stands in the record. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { INK_LENGTH, strokesOf } from '../../src/custody/ink.ts';
import { hasChromium, type Screen, startChromium, violations } from './chromium.ts';
import { give, hold, openPhone, SMALL, startTripHouse, type TripHouse, TY } from './trip-house.ts';

const TEST_MS = 90_000;
const next = (page: Page) => page.getByRole('button', { name: 'Tiếp tục' }).click();

describe.skipIf(!hasChromium)('a receiver without a phone', { timeout: TEST_MS }, () => {
  let house: TripHouse;
  let browser: Browser;
  let giver: Screen;

  beforeAll(async () => {
    [house, browser] = await Promise.all([startTripHouse(), startChromium()]);
    giver = await openPhone(browser, house, TY, SMALL);
  }, TEST_MS);
  afterAll(async () => {
    await browser?.close();
    await house?.close();
  });

  const pad = (page: Page, says: string) => page.getByRole('img', { name: says });
  async function draw(page: Page, from: number, to: number): Promise<void> {
    const canvas = page.locator('canvas');
    await canvas.scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await canvas.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await page.mouse.move(x + from * width, y + 0.6 * height);
    await page.mouse.down();
    for (let i = 1; i <= 30; i++)
      await page.mouse.move(
        x + (from + ((to - from) * i) / 30) * width,
        y + (0.6 + 0.3 * Math.sin(i)) * height,
      );
    await page.mouse.up();
  }

  test('signs on the giver’s phone, after the count; killed between two strokes, the first one is there', async () => {
    const { page, context } = giver;
    await context.setOffline(true);
    await give(page, house);
    await page.getByRole('button', { name: 'Bên nhận không có điện thoại' }).click();
    await page.getByLabel('Họ tên người nhận').fill('H’Rin Byă');
    await page.getByLabel('Số điện thoại').fill('0905 123 456');
    await page.getByRole('button', { name: 'Điện thoại hết pin' }).click();
    await next(page);
    await page.getByRole('button', { name: 'Đủ tất cả' }).click();
    await next(page);
    const all = page.getByRole('group', { name: 'Cho tất cả các kiện' });
    await all.getByRole('radio', { name: '1' }).check();
    await all.getByRole('radio', { name: 'Chưa báo' }).check();
    await next(page);
    await page.getByRole('radio', { name: 'Còn nguyên' }).check();
    await page.getByLabel('Số niêm phong đọc được').fill('NP-20417');
    await next(page);
    await page.getByText('H’Rin Byă ký bằng ngón tay').waitFor();
    await pad(page, 'Chưa ký').waitFor();
    expect(await page.getByRole('button', { name: 'bàn giao xong' }).isEnabled()).toBe(true);
    await draw(page, 0.1, 0.9);
    await pad(page, 'Chữ ký đã vẽ').waitFor();
    await page.getByRole('button', { name: 'Xoá chữ ký' }).click();
    await pad(page, 'Chưa ký').waitFor();
    await draw(page, 0.1, 0.5);
    await pad(page, 'Chữ ký đã vẽ').waitFor();
    await page.reload();
    await pad(page, 'Chữ ký đã vẽ').waitFor();
    await draw(page, 0.55, 0.9);
    expect(await violations(page)).toEqual([]);
    await hold(page, 'Giữ 1 giây: bàn giao xong');
    await page.getByText('Chưa gửi.').waitFor();
  });

  test('and the service keeps both strokes, and draws them into the record', async () => {
    const { page, context } = giver;
    await context.setOffline(false);
    const link = page.getByRole('link', { name: 'Biên bản (PDF)' });
    await link.waitFor({ timeout: 20_000 });
    const handoff = (await house.handoffs()).find(({ to }) => to.id === 'ea-kao');
    expect(handoff).toMatchObject({
      state: 'waiting',
      receiver: { name: 'H’Rin Byă', phone: '0905 123 456' },
    });
    const ink = handoff?.receiver?.signature ?? '';
    expect(strokesOf(ink)).toHaveLength(2);
    expect(ink.length).toBeGreaterThan(100);
    expect(ink.length).toBeLessThan(INK_LENGTH);
    const paper = await page.request.get(`${house.url}${await link.getAttribute('href')}`);
    expect(paper.headers()['content-type']).toBe('application/pdf');
    expect(giver.faults).toEqual([]);
  });
});
