/**
 * The PIN on a phone in a real browser: what it asks and when, what a wrong one costs, and that nothing recorded is ever lost
 * over it. The tests build on each other in the order in which they stand.
 */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium, type Screen, startChromium, violations } from './chromium.ts';
import { changeFact, putAway, setClock } from './phone-inside.ts';
import {
  give,
  openPhone,
  readScreen,
  SHIPMENT,
  SMALL,
  signInHere,
  startTripHouse,
  type TripHouse,
  TY,
} from './trip-house.ts';

const TEST_MS = 90_000;
const MINUTE = 60_000;
const DAY = 86_400_000;
const PIN = '4827';

describe.skipIf(!hasChromium)('a phone that is locked with a PIN', { timeout: TEST_MS }, () => {
  let house: TripHouse;
  let browser: Browser;
  let phone: Screen;

  beforeAll(async () => {
    [house, browser] = await Promise.all([startTripHouse(), startChromium()]);
    phone = await openPhone(browser, house, TY);
  }, TEST_MS);

  afterAll(async () => {
    await browser?.close();
    await house?.close();
  });

  const enter = async (pin: string) => {
    await phone.page.getByLabel('PIN', { exact: true }).fill(pin);
    await phone.page.getByRole('button', { name: 'Mở', exact: true }).click();
  };

  test('a PIN is offered after the first sign-in, and set by entering it twice', async () => {
    const { page } = phone;
    await page.getByRole('button', { name: 'Đặt PIN' }).click();
    await page.getByText('không mã hoá dữ liệu trên máy').waitFor();
    await page.getByRole('button', { name: 'Đặt PIN' }).click();
    const [first, second] = [page.getByLabel('PIN mới, 4–8 chữ số'), page.getByLabel('Nhập lại PIN mới')];
    const save = page.getByRole('button', { name: 'Lưu PIN' });
    await first.fill('1234');
    await second.fill('1234');
    await save.click();
    await page.getByText('PIN này quá dễ đoán.').waitFor();
    await first.fill(PIN);
    await second.fill('4826');
    await save.click();
    await page.getByText('Hai lần nhập không giống nhau.').waitFor();
    await second.fill(PIN);
    await save.click();
    await page.getByText('Đã lưu PIN.').waitFor();
    await page.goto(`${house.url}/chuyen`);
    await page.getByRole('article').first().waitFor();
    expect(await page.getByRole('button', { name: 'Để sau' }).count()).toBe(0);
  });

  test('opened without the network the pages ask for it, and go on where they were', async () => {
    const { page, context } = phone;
    await page.goto(`${house.url}/chuyen/${SHIPMENT}`);
    await page.getByRole('button', { name: 'Trễ đường' }).click();
    await page.getByLabel('Nói thêm').fill('Sạt lở ở dốc Ea Tam');
    await context.setOffline(true);
    await page.reload();
    await page.getByText('Nhập PIN để mở').waitFor();
    expect(await page.getByText('Hòm lạnh số 1').count()).toBe(0);
    await enter('4826');
    await page.getByText('PIN không đúng. Còn 4 lần').waitFor();
    await enter(PIN);
    await page.getByLabel('Nói thêm').waitFor();
    expect(await page.getByLabel('Nói thêm').inputValue()).toBe('Sạt lở ở dốc Ea Tam');
    await page.getByRole('button', { name: 'Ghi nhận' }).click();
    await page.getByText(/Trễ đường: đã lưu trên máy/).waitFor();
  });

  test('with the network, and lately used, they do not ask', async () => {
    const { page, context } = phone;
    await context.setOffline(false);
    await page.reload();
    await page.getByText(/Trễ đường: đã lưu trên máy/).waitFor();
    await putAway(page, 14 * MINUTE);
    expect(await page.getByText('Nhập PIN để mở').count()).toBe(0);
  });

  test('after a quarter of an hour in a pocket they do; the code of an open handoff stays in sight, and all is kept', async () => {
    const { page } = phone;
    await give(page, house);
    const offer = await readScreen(page);
    await page.getByRole('button', { name: 'Rút lại, không giao nữa' }).click();
    await page.getByLabel('Lý do rút lại').fill('Xe chưa đến');
    await putAway(page, 15 * MINUTE);
    await page.getByText('Nhập PIN để mở').waitFor();
    await page.getByText('bên nhận vẫn quét được mã này').waitFor();
    expect(await readScreen(page)).toBe(offer);
    expect(await page.getByLabel('Lý do rút lại').isVisible()).toBe(false);
    await enter(PIN);
    await page.getByLabel('Lý do rút lại').waitFor();
    expect(await page.getByLabel('Lý do rút lại').inputValue()).toBe('Xe chưa đến');
  });

  test('five wrong entries cost a wait that neither a restart nor another clock shortens', async () => {
    const { context } = phone;
    await context.setOffline(true);
    await phone.page.reload();
    for (let left = 4; left >= 1; left--) {
      await enter('1111');
      await phone.page.getByText(`Còn ${left} lần`).waitFor();
    }
    await enter('1111');
    await phone.page.getByText(/Chờ 0:(30|[12]\d)/).waitFor();
    await phone.page.close();
    await setClock(context, 3 * DAY);
    phone = { ...phone, page: await context.newPage() };
    await phone.page.goto(`${house.url}/chuyen/${SHIPMENT}`);
    await phone.page.getByText(/Chờ 0:[12]\d/).waitFor();
    expect(await phone.page.getByLabel('PIN', { exact: true }).isDisabled()).toBe(true);
    // The rest of the half minute is not waited out here.
    await changeFact(phone.page, `pin ${TY}`, { leftMs: 1_500 });
    await phone.page.getByText('PIN không đúng.').waitFor();
    await enter('1111');
    await phone.page.getByText(/Chờ (1:00|0:[45]\d)/).waitFor();
  });

  test('at 320 px the question shuts nobody out, by day and by night', async () => {
    const { page } = phone;
    await page.setViewportSize(SMALL);
    const found: string[] = [];
    for (const to of ['tối', 'sáng']) {
      found.push(...(await violations(page)));
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wide > 0) found.push(`${wide} px too wide`);
      await page.getByRole('button', { name: `Chuyển nền ${to}` }).click();
    }
    expect(found).toEqual([]);
  });

  test('a forgotten PIN: signing in again opens the pages, with the open handoff and the outbox as they were', async () => {
    const { page, context } = phone;
    await page.goto(`${house.url}/chuyen/${SHIPMENT}/ban-giao`);
    await page.getByRole('button', { name: 'Quên PIN: đăng nhập lại' }).click();
    await signInHere(page, TY);
    await page.getByText('Không kết nối được').or(page.getByRole('alert')).first().waitFor();
    await context.setOffline(false);
    await signInHere(page, TY);
    await page.getByRole('button', { name: 'Quét biên nhận của bên nhận' }).waitFor();
    await page.goto(`${house.url}/may-nay`);
    await page.getByText('Chưa đặt PIN').waitFor();
    await page.goto(`${house.url}/hop-thu-di`);
    await page.getByRole('listitem').filter({ hasText: 'Báo sự cố' }).waitFor();
    await page.getByRole('listitem').filter({ hasText: 'Ký giao' }).waitFor();
  });

  test('after seven days without the service a sign-in is needed to go on; what is recorded stays', async () => {
    const { page, context } = phone;
    await context.setOffline(true);
    const eightDaysAgo = (await page.evaluate(() => Date.now())) - 8 * DAY;
    await changeFact(page, `contact-at ${TY}`, eightDaysAgo);
    await page.goto(`${house.url}/chuyen/${SHIPMENT}/ban-giao`);
    await page.getByText('Đã 7 ngày chưa liên lạc với máy chủ').waitFor();
    expect((await readScreen(page)).startsWith('GL1.')).toBe(true);
    await context.setOffline(false);
    await signInHere(page, TY);
    await page.getByRole('button', { name: 'Quét biên nhận của bên nhận' }).waitFor();
  });

  test('nothing on the way raised an error in a page', () => {
    expect(phone.faults).toEqual([]);
  });
});
