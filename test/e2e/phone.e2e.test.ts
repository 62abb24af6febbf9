/**
 * The phone itself in a real browser: a key that was revoked and what it had signed, a file that somebody else delivers, a new
 * version that waits, and a clock that is wrong. The tests build on each other in the order in which they stand.
 */
import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildWeb } from '../../simulator/demo/web.ts';
import { hasChromium, openScreen, type Screen, startChromium, violations } from './chromium.ts';
import { setClock } from './phone-inside.ts';
import {
  LAN,
  loaded,
  openPhone,
  SHIPMENT,
  SMALL,
  signInHere,
  startTripHouse,
  type TripHouse,
  TY,
} from './trip-house.ts';

const TEST_MS = 90_000;
const MINUTE = 60_000;

describe.skipIf(!hasChromium)('an escort’s phone', { timeout: TEST_MS }, () => {
  const web = mkdtempSync(join(tmpdir(), 'giulanh-web-'));
  let house: TripHouse;
  let browser: Browser;
  let lost: Screen;
  let found: Screen;
  let file: string;

  beforeAll(async () => {
    const root = fileURLToPath(new URL('../..', import.meta.url));
    await buildWeb(root, () => {});
    cpSync(join(root, 'dashboards/web/dist'), web, {
      recursive: true,
      // The worker is changed below; a compressed copy of it would be served instead.
      filter: (source) => !/sw\.m?js\.(gz|br)$/.test(source),
    });
    [house, browser] = await Promise.all([startTripHouse(web), startChromium()]);
    lost = await openPhone(browser, house, TY);
    found = await openPhone(browser, house, TY);
  }, TEST_MS);

  afterAll(async () => {
    await browser?.close();
    await house?.close();
    rmSync(web, { recursive: true, force: true });
  });

  /** Notes an incident where there is no network. */
  const record = async (page: Page, what: string, more = '') => {
    await page.goto(`${house.url}/chuyen/${SHIPMENT}`);
    await page.getByRole('button', { name: what }).click();
    await page.getByLabel('Nói thêm').fill(more);
    await page.getByRole('button', { name: 'Ghi nhận' }).click();
    await page.getByText(new RegExp(`${what}: đã lưu trên máy`)).waitFor();
  };
  const outbox = (page: Page) => page.goto(`${house.url}/hop-thu-di`);
  const items = (page: Page, text: string) => page.getByRole('listitem').filter({ hasText: text });
  const ids = async () => {
    const { events } = await house.api<{ events: string[] }>(LAN, `/shipments/${SHIPMENT}`);
    return events.length;
  };

  test('lists the person’s phones, and another one is revoked after a second question', async () => {
    await lost.context.setOffline(true);
    await record(lost.page, 'Xe hỏng');
    const { page } = found;
    await page.goto(`${house.url}/may-nay`);
    const phones = page.getByRole('region', { name: 'Các máy của tôi' });
    await expect.poll(() => phones.getByRole('listitem').count()).toBe(2);
    expect(await phones.getByText('Máy này').count()).toBe(1);
    await phones.getByRole('button', { name: /^Thu hồi:/ }).click();
    await phones.getByRole('button', { name: 'Thôi' }).click();
    await phones.getByRole('button', { name: /^Thu hồi:/ }).click();
    await phones.getByText('Việc đã ký trước lúc này vẫn có hiệu lực.').waitFor();
    await phones.getByRole('button', { name: 'Thu hồi ngay' }).click();
    await phones.getByText(/Đã thu hồi/).waitFor();
    expect(await phones.getByRole('button', { name: /^Thu hồi:/ }).count()).toBe(0);
  });

  test('the revoked phone is signed out; what it signed before counts, what it signed since is to be signed anew', async () => {
    const { page, context } = lost;
    await record(page, 'Hộp nóng', 'Đá tan hết');
    await context.setOffline(false);
    await outbox(page);
    await page.getByRole('button', { name: 'Đăng nhập' }).click();
    await signInHere(page, TY);
    await expect.poll(() => items(page, 'Đã xác nhận').count(), { timeout: 15_000 }).toBe(1);
    const refused = items(page, 'Lỗi cần sửa');
    await refused.waitFor();
    const before = await ids();
    await refused.getByRole('button', { name: 'Ghi lại và ký bằng khoá mới' }).click();
    await refused.getByText(/Ký lại “Báo sự cố”/).waitFor();
    await refused.getByRole('button', { name: 'Ký lại', exact: true }).click();
    await expect.poll(() => items(page, 'Đã xác nhận').count(), { timeout: 15_000 }).toBe(2);
    await items(page, 'Đã ghi lại').getByText('bản này giữ làm chứng').waitFor();
    expect(await page.getByRole('listitem').count()).toBe(3);
    expect(await ids()).toBe(before + 1);
    await page.goto(`${house.url}/may-nay`);
    await page.getByText('Khoá trước không còn dùng được').waitFor();
    const phones = page.getByRole('region', { name: 'Các máy của tôi' });
    await expect.poll(() => phones.getByRole('listitem').count()).toBe(3);
    expect(await phones.getByText(/Đã thu hồi/).count()).toBe(1);
    // Every session but the one that revoked has ended.
    await expect(house.api(TY, '/session')).rejects.toThrow(/401/);
  });

  test('an item goes into a file, and a depot’s desk delivers it for a phone that finds no network', async () => {
    const { page, context } = lost;
    await context.setOffline(true);
    await record(page, 'Trễ đường', 'Đường ngập');
    await outbox(page);
    const saved = page.waitForEvent('download');
    await items(page, 'Chờ mạng').getByRole('button', { name: 'Xuất tệp: Báo sự cố' }).click();
    file = await (await saved).path();
    const desk = await openPhone(browser, house, LAN);
    const before = await ids();
    await outbox(desk.page);
    const chooser = desk.page.getByLabel('Nhập tệp của máy khác');
    await chooser.setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('{}') });
    await desk.page.getByText('Tệp này không phải tệp hộp thư đi').waitFor();
    await chooser.setInputFiles(file);
    await desk.page.getByText('Đã nhập 1 mục để gửi hộ.').waitFor();
    const there = items(desk.page, 'Của bên kia, gửi hộ');
    await there.getByText('Đã xác nhận').waitFor();
    expect(await ids()).toBe(before + 1);
    await desk.context.close();
    await context.setOffline(false);
    await expect.poll(() => items(page, 'Chờ mạng').count(), { timeout: 15_000 }).toBe(0);
    expect(await items(page, 'Lỗi cần sửa').count()).toBe(0);
    expect(await ids()).toBe(before + 1);
  });

  test('a new version waits while something is begun, and is taken over by pressing afterwards', async () => {
    const { page } = lost;
    await page.goto(`${house.url}/chuyen/${SHIPMENT}`);
    await page.getByRole('button', { name: 'Việc khác' }).click();
    await page.getByLabel('Nói thêm').fill('Dừng ăn trưa');
    await page.goto(`${house.url}/may-nay`);
    await page.getByText('Đang dùng bản mới nhất đã tải').waitFor();
    appendFileSync(join(web, 'sw.js'), '\n// A second build.\n');
    await page.getByRole('button', { name: 'Tìm bản mới' }).click();
    await page.getByText('Cập nhật được sau khi xong việc đang ghi dở.').waitFor();
    expect(await page.getByRole('button', { name: /^Cập nhật/ }).count()).toBe(0);
    await page.goto(`${house.url}/chuyen/${SHIPMENT}`);
    expect(await page.getByLabel('Nói thêm').inputValue()).toBe('Dừng ăn trưa');
    expect(await page.getByText('Có bản mới').count()).toBe(0);
    await page.getByRole('button', { name: 'Ghi nhận' }).click();
    await page.getByText('Có bản mới của trang này.').waitFor();
    const reloaded = page.waitForEvent('load');
    await page.getByRole('button', { name: 'Cập nhật', exact: true }).click();
    await reloaded;
    await page.getByText(/Việc khác: đã lưu trên máy/).waitFor();
    const worker = await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      return { waiting: registration.waiting !== null, active: registration.active?.state };
    });
    expect(worker.waiting).toBe(false);
    expect(await page.getByText('Có bản mới').count()).toBe(0);
  });

  test('a clock that is five minutes wrong is shown with both times, beside all that the phone knows of itself', async () => {
    const wrong = await openScreen(browser, SMALL);
    await setClock(wrong.context, -5 * MINUTE);
    const { page } = wrong;
    await page.goto(`${house.url}/chuyen`);
    await signInHere(page, TY);
    await loaded(page);
    await page.goto(`${house.url}/may-nay`);
    await page.getByText('Lệch quá 2 phút').waitFor();
    const clocks = await page.locator('.clocks').innerText();
    const [here, service] = [...clocks.matchAll(/(\d\d):(\d\d):(\d\d)/g)].map(
      ([, h, m, s]) => Number(h) * 3600 + Number(m) * 60 + Number(s),
    );
    const apart = (((service ?? 0) - (here ?? 0) + 86_400) % 86_400) / 60;
    expect(Math.abs(apart - 5)).toBeLessThan(0.1);
    await page.getByText(/MB/).waitFor();
    await page.getByText('Phiên bản').waitFor();
    const trouble: string[] = [];
    for (const to of ['tối', 'sáng']) {
      trouble.push(...(await violations(page)));
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wide > 0) trouble.push(`${wide} px too wide`);
      await page.getByRole('button', { name: `Chuyển nền ${to}` }).click();
    }
    expect(trouble).toEqual([]);
    await wrong.context.close();
  });

  test('nothing on the way raised an error in a page', () => {
    expect([...lost.faults, ...found.faults]).toEqual([]);
  });
});
