/**
 * A handoff between two phones in a real browser without any network: offered, taken from the first one's code, interrupted,
 * and delivered afterwards, once. The tests build on each other in the order in which they stand.
 */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { hasChromium, openScreen, type Screen, startChromium, violations } from './chromium.ts';
import { busyDisk } from './phone-inside.ts';
import {
  give,
  HOA,
  openPhone,
  PARCELS,
  readScreen,
  SHIPMENT,
  SMALL,
  signInHere,
  startTripHouse,
  type TripHouse,
  TY,
} from './trip-house.ts';

const TEST_MS = 90_000;

describe.skipIf(!hasChromium)('a handoff where there is no signal', { timeout: TEST_MS }, () => {
  let house: TripHouse;
  let browser: Browser;
  let giver: Screen;
  let taker: Screen;
  let offer: string;
  let receipt: string;

  beforeAll(async () => {
    [house, browser] = await Promise.all([startTripHouse(), startChromium()]);
    giver = await openPhone(browser, house, TY);
    // The taker's trip brings the giver's key along.
    await vi.waitFor(async () => {
      const { items } = await house.api<{ items: unknown[] }>(TY, '/keys');
      expect(items).toHaveLength(1);
    });
    taker = await openPhone(browser, house, HOA);
  }, TEST_MS);

  afterAll(async () => {
    await browser?.close();
    await house?.close();
  });

  test('whoever is to carry or to take a trip finds it on the phone without pressing anything', async () => {
    for (const who of [TY, HOA]) {
      const { page, context } = await openScreen(browser, SMALL);
      await page.goto(`${house.url}/chuyen`);
      await signInHere(page, who);
      await page.getByText(/dùng được khi mất mạng ✓/).waitFor({ timeout: 15_000 });
      await page.getByRole('button', { name: 'Tải lại' }).waitFor();
      await context.close();
    }
  });

  test('the trip opens in flight mode, after the app was killed, with its boxes and what they hold', async () => {
    await giver.context.setOffline(true);
    await taker.context.setOffline(true);
    await giver.page.close();
    giver = { ...giver, page: await giver.context.newPage() };
    await giver.page.goto(`${house.url}/chuyen/${SHIPMENT}`);
    await giver.page.getByText('Đang không có mạng').waitFor();
    const box = giver.page.getByRole('article', { name: 'Hòm lạnh số 1' });
    await box.getByText('4,8 °C').waitFor();
    await box.getByText('Niêm phong NP-20417').waitFor();
    await giver.page.getByText('Lô MR-0426 · 240 liều').waitFor();
  });

  test('an incident and an opened lid are recorded once, however often the button is pressed', async () => {
    const { page } = giver;
    await page.getByRole('button', { name: 'Trễ đường' }).click();
    await busyDisk(page);
    await page.getByLabel('Nói thêm').fill('Sạt lở ở dốc Ea Tam');
    await page.reload();
    expect(await page.getByLabel('Nói thêm').inputValue()).toBe('Sạt lở ở dốc Ea Tam');
    await page.getByRole('button', { name: 'Ghi nhận' }).dblclick();
    await page.getByText(/Trễ đường: đã lưu trên máy/).waitFor();
    await page.getByRole('button', { name: 'Mở nắp: Hòm lạnh số 1' }).click();
    await page.getByRole('button', { name: 'Kiểm tra' }).click();
    await page.getByRole('button', { name: 'Ghi nhận' }).click();
    await page.getByText(/Đã mở nắp/).waitFor();
    await page.goto(`${house.url}/hop-thu-di`);
    await expect.poll(() => page.getByRole('listitem').count()).toBe(2);
  });

  test('the giver signs, and the code on the screen is small enough for a poor camera to read', async () => {
    await give(giver.page, house);
    offer = await readScreen(giver.page);
    expect(offer).toMatch(/^GL1\.1\.1\./);
    expect(offer.length).toBeLessThan(800);
  });

  test('a giver cannot take their own code', async () => {
    await giver.page.goto(`${house.url}/chuyen/-/ban-giao`);
    await giver.page.getByRole('button', { name: 'Nhận hàng' }).click();
    await giver.page.getByLabel('Gõ hoặc dán mã').fill(offer);
    await giver.page.getByRole('button', { name: 'Dùng mã này' }).click();
    await giver.page.getByText('Đây là mã của chính mình').waitFor();
    await giver.page.getByRole('contentinfo').getByRole('button', { name: 'Quay lại' }).click();
  });

  test('the taker checks the signature and counts; killed in the middle, nothing that was entered is lost', async () => {
    await taker.page.goto(`${house.url}/chuyen`);
    await taker.page.getByRole('button', { name: 'Nhận bàn giao' }).click();
    await taker.page.getByRole('button', { name: 'Nhận hàng' }).click();
    await taker.page.getByLabel('Gõ hoặc dán mã').fill('GL1.1.1.0000:XYZ');
    await taker.page.getByRole('button', { name: 'Dùng mã này' }).click();
    await taker.page.getByText('Không đọc được mã này').waitFor();
    await taker.page.getByLabel('Gõ hoặc dán mã').fill(offer);
    await taker.page.getByRole('button', { name: 'Dùng mã này' }).click();
    await taker.page.getByText('Bên giao đưa những gì?').waitFor();
    await taker.page.getByText('Chữ ký bên giao đúng').waitFor();
    await taker.page.getByText('Y Tý Niê').waitFor();
    const leg = taker.page.getByRole('region', { name: 'Hòm lạnh số 1, 2 kiện, 360 liều' });
    await leg.getByText(/^Từ .*, tính đến \d\d:\d\d/).waitFor();
    await taker.page.getByRole('button', { name: 'Tiếp tục' }).click();
    const second = taker.page.getByRole('group', { name: /MR-0511/ });
    await second.getByRole('radio', { name: 'Nhận thiếu' }).check();
    await second.getByLabel('Số liều nhận').pressSequentially('115');

    await taker.page.close();
    taker = { ...taker, page: await taker.context.newPage() };
    await taker.page.goto(`${house.url}/chuyen/-/ban-giao`);
    await taker.page.getByText('Đếm từng kiện').waitFor();
    expect(await taker.page.getByLabel('Số liều nhận').inputValue()).toBe('115');
  });

  test('less than everything needs a reason, and is signed by holding for a second', async () => {
    const { page } = taker;
    await page
      .getByRole('group', { name: /MR-0426/ })
      .getByRole('radio', { name: 'Đủ' })
      .check();
    await page.getByRole('button', { name: 'Tiếp tục' }).click();
    const all = page.getByRole('group', { name: 'Cho tất cả các kiện' });
    await all.getByRole('radio', { name: '1' }).check();
    await all.getByRole('radio', { name: 'Chưa báo' }).check();
    await page.getByRole('button', { name: 'Tiếp tục' }).click();
    await page.getByLabel('Số niêm phong đọc được').fill('NP-20417');
    await page.getByRole('radio', { name: 'Còn nguyên' }).check();
    await page.getByLabel('Nhiệt độ bây giờ (°C)').fill('5.3');
    await page.getByRole('button', { name: 'Tiếp tục' }).click();
    await page.getByText('Thiếu 5 liều').waitFor();
    const done = page.getByRole('button', { name: 'Giữ 1 giây: bàn giao xong' });
    expect(await done.isDisabled()).toBe(true);
    await page.getByLabel('Lý do nhận thiếu').fill('Vỡ một lọ');
    await done.click();
    expect(await page.getByText('Chưa gửi.').count()).toBe(0);
    await done.click({ delay: 1_200 });
    await page.getByText(/Đã lưu trên máy \d\d:\d\d\. Chưa gửi\./).waitFor();
    receipt = await readScreen(page);
  });

  test('the giver’s phone checks the receipt without a network, and no longer offers what is gone', async () => {
    const { page } = giver;
    await page.goto(`${house.url}/chuyen/${SHIPMENT}/ban-giao`);
    await page.getByRole('button', { name: 'Quét biên nhận của bên nhận' }).click();
    await page.getByLabel('Gõ hoặc dán mã').fill(receipt);
    await page.getByRole('button', { name: 'Dùng mã này' }).click();
    await page.getByText('Đã có biên nhận của bên nhận').waitFor();
    await page.getByRole('button', { name: 'Về chuyến' }).click();
    await page.getByText('Đang giữ: Trạm Y tế xã Ea Kao').first().waitFor();
  });

  test('back in the network both phones deliver, and the service has the handoff exactly once', async () => {
    expect((await house.handoffs()).filter(({ to }) => to.id === 'ea-kao')).toEqual([]);
    await Promise.all([giver.context.setOffline(false), taker.context.setOffline(false)]);
    for (const { page } of [giver, taker]) {
      await page.goto(`${house.url}/hop-thu-di`);
      await expect.poll(() => page.getByText('Đã xác nhận').count(), { timeout: 20_000 }).toBeGreaterThan(0);
      await expect.poll(() => page.getByText('Chờ mạng').count(), { timeout: 20_000 }).toBe(0);
      const sorry = page.getByRole('listitem').filter({ hasText: /Lỗi cần sửa|Mâu thuẫn/ });
      expect(await sorry.allInnerTexts()).toEqual([]);
      expect(await page.getByText(/Biên nhận máy chủ số/).count()).toBe(
        await page.getByRole('listitem').count(),
      );
    }
    const [handoff, ...more] = (await house.handoffs()).filter(({ to }) => to.id === 'ea-kao');
    expect(more).toEqual([]);
    expect(handoff).toMatchObject({
      state: 'complete',
      given: { by: TY, signed: true },
      taken: { by: HOA, signed: true },
    });
    expect(handoff?.counted?.map(({ parcel, doses, missing }) => [parcel, doses, missing])).toEqual([
      [PARCELS[0]?.parcel, 240, 0],
      [PARCELS[1]?.parcel, 115, 5],
    ]);
  });

  test('the taker reads that the service has confirmed it', async () => {
    await taker.page.goto(`${house.url}/chuyen/-/ban-giao`);
    await taker.page.getByText(/Đã gửi, máy chủ xác nhận \d\d:\d\d · Mã BG-/).waitFor();
  });

  test('and opens its record as a PDF, from there and from the trip, but not without a network', async () => {
    const { page, context } = taker;
    const link = page.getByRole('link', { name: 'Biên bản (PDF)' });
    const paper = await page.request.get(`${house.url}${await link.getAttribute('href')}`);
    expect(paper.headers()['content-type']).toBe('application/pdf');
    expect((await paper.body()).subarray(0, 5).toString()).toBe('%PDF-');
    await context.setOffline(true);
    await link.waitFor({ state: 'detached' });
    await context.setOffline(false);
    await page.goto(`${house.url}/chuyen`);
    await page.getByRole('button', { name: 'Tải lại' }).click();
    await page.getByText('Đang tải chuyến').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Mở chuyến' }).click();
    const record = page.getByRole('link', { name: 'Biên bản (PDF): Y Tý Niê → Trạm Y tế xã Ea Kao' });
    expect(await record.getAttribute('href')).toBe(new URL(paper.url()).pathname);
  });

  test('a session that has ended meanwhile takes nothing away: what is recorded waits for a sign-in', async () => {
    const { page, context } = giver;
    await context.clearCookies();
    await page.goto(`${house.url}/chuyen/${SHIPMENT}`);
    await page.getByRole('button', { name: 'Xe hỏng' }).click();
    await page.getByRole('button', { name: 'Ghi nhận' }).click();
    await page.getByText(/Xe hỏng: đã lưu trên máy/).waitFor();
    await page.getByRole('button', { name: 'Đăng nhập' }).click();
    await signInHere(page, TY);
    await page.getByText(/Xe hỏng: đã lưu trên máy/).waitFor();
    await page.goto(`${house.url}/hop-thu-di`);
    await page.getByRole('listitem').first().waitFor();
    await expect.poll(() => page.getByText('Chờ mạng').count(), { timeout: 10_000 }).toBe(0);
  });

  test('nothing on the way raised an error in a page', () => {
    expect([...giver.faults, ...taker.faults]).toEqual([]);
  });

  test('at 320 px, in both themes and in sun mode, no page shuts anybody out or scrolls sideways', async () => {
    const phone = await openPhone(browser, house, TY, SMALL);
    const { page } = phone;
    const found: string[] = [];
    const look = async (what: string) => {
      for (const each of await violations(page)) found.push(`${what}: ${each}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wide > 0) found.push(`${what}: ${wide} px too wide`);
      const small = await page.evaluate(() =>
        [
          ...document.querySelectorAll(
            'button, a, input:not([type=radio]):not([type=checkbox]), select, summary, .chip',
          ),
        ]
          .map((each) => [each.textContent, each.getBoundingClientRect()] as const)
          .filter(([, { width, height }]) => width > 0 && (height < 47.5 || width < 44))
          .map(([text, { width, height }]) => `${text} ${width}x${height}`),
      );
      found.push(...small.map((each) => `${what}: too small: ${each}`));
    };
    for (const path of [
      'chuyen',
      `chuyen/${SHIPMENT}`,
      `chuyen/${SHIPMENT}/ban-giao`,
      'hop-thu-di',
      'may-nay',
    ]) {
      await page.goto(`${house.url}/${path}`);
      // Before a page has come its door is there, with a `main` and no title.
      await page.getByRole('heading', { level: 1 }).waitFor();
      await look(path);
      await page.getByRole('button', { name: 'Chuyển nền tối' }).click();
      await look(`${path} dark`);
      await page.getByRole('button', { name: 'Chữ to ngoài nắng' }).click();
      await look(`${path} sun`);
      await page.getByRole('button', { name: 'Chữ to ngoài nắng' }).click();
      await page.getByRole('button', { name: 'Chuyển nền sáng' }).click();
    }
    expect(found).toEqual([]);
    await phone.context.close();
  });

  test('where data is dear the first visit downloads no more than 200 kB, and a trip only by pressing', async () => {
    const first = await openScreen(browser, SMALL);
    const { page } = first;
    await first.context.addInitScript(() => {
      Object.defineProperty(navigator, 'connection', { value: { saveData: true } });
    });
    await page.goto(`${house.url}/chuyen`);
    await signInHere(page, TY);
    await page.getByRole('button', { name: 'Tải chuyến về máy' }).waitFor();
    const loaded = await page.evaluate(() =>
      [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].map(
        (entry) => ({
          name: entry.name,
          bytes: 'encodedBodySize' in entry ? Number(entry.encodedBodySize) : 0,
        }),
      ),
    );
    expect(loaded.filter(({ name }) => name.endsWith('.wasm'))).toEqual([]);
    const files = [...new Map(loaded.map(({ name, bytes }) => [name, bytes])).values()];
    const total = files.reduce((sum, bytes) => sum + bytes, 0);
    expect(total).toBeGreaterThan(100_000);
    expect(total).toBeLessThan(200_000);
    await page.getByRole('button', { name: 'Tải chuyến về máy' }).click();
    await page.getByText(/dùng được khi mất mạng ✓/).waitFor();
    await page.getByRole('button', { name: 'Tải lại' }).waitFor();
    await first.context.close();
  });

  test('somebody who was never signed in here is asked who they are', async () => {
    const stranger = await openScreen(browser, SMALL);
    await stranger.page.goto(`${house.url}/chuyen/${SHIPMENT}`);
    await stranger.page.getByLabel('Tên đăng nhập').waitFor();
    await stranger.context.close();
  });
});
