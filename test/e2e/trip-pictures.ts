/** Pictures of the escort's pages at phone size: a trip, a handoff from both sides, the outbox, and the phone itself. */
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import {
  give,
  HOA,
  hold,
  openPhone,
  PHONE,
  readScreen,
  SHIPMENT,
  SMALL,
  type TripHouse,
  TY,
} from './trip-house.ts';

/** One handoff on two phones of a normal size, without a network; then the same pages small, in sun mode and by night. */
export async function takeTripPictures(browser: Browser, house: TripHouse, folder: string): Promise<void> {
  const giver = await openPhone(browser, house, TY, PHONE);
  const taker = await openPhone(browser, house, HOA, PHONE);
  const shoot = async (page: Page, what: string, fullPage = true) => {
    await page.evaluate(() => document.fonts.ready.then(() => {}));
    await page.screenshot({ path: join(folder, `trip-${what}.png`), fullPage });
  };
  await shoot(giver.page, 'home', false);
  await giver.page.goto(`${house.url}/chuyen/${SHIPMENT}`);
  await giver.page.getByRole('article').first().waitFor();
  await shoot(giver.page, 'trip');
  await giver.context.setOffline(true);
  await giver.page.getByRole('button', { name: 'Hộp nóng' }).click();
  await shoot(giver.page, 'incident', false);
  await giver.page.getByRole('button', { name: 'Ghi nhận' }).click();
  await giver.page.getByText(/Hộp nóng: đã lưu trên máy/).waitFor();
  await giver.page.goto(`${house.url}/chuyen/${SHIPMENT}/ban-giao`);
  await giver.page.getByRole('button', { name: 'Giao hàng' }).waitFor();
  await shoot(giver.page, 'side', false);
  await give(giver.page, house);
  await shoot(giver.page, 'code', false);
  const offer = await readScreen(giver.page);

  const { page } = taker;
  const next = () => page.getByRole('button', { name: 'Tiếp tục' }).click();
  await page.goto(`${house.url}/chuyen/${SHIPMENT}/ban-giao`);
  await page.getByRole('button', { name: 'Nhận hàng' }).click();
  await page.getByLabel('Gõ hoặc dán mã').waitFor();
  await shoot(page, 'scan', false);
  await page.getByLabel('Gõ hoặc dán mã').fill(offer);
  await page.getByRole('button', { name: 'Dùng mã này' }).click();
  await page.getByText('Chữ ký bên giao đúng').waitFor();
  await shoot(page, 'offer');
  await next();
  await page
    .getByRole('group', { name: /MR-0426/ })
    .getByRole('radio', { name: 'Đủ' })
    .check();
  const second = page.getByRole('group', { name: /MR-0511/ });
  await second.getByRole('radio', { name: 'Nhận thiếu' }).check();
  await second.getByLabel('Số liều nhận').fill('115');
  await shoot(page, 'count');
  await next();
  const all = page.getByRole('group', { name: 'Cho tất cả các kiện' });
  await all.getByRole('radio', { name: '1' }).check();
  await all.getByRole('radio', { name: 'Chưa báo' }).check();
  await shoot(page, 'check');
  await next();
  await page.getByRole('radio', { name: 'Còn nguyên' }).check();
  await page.getByLabel('Số niêm phong đọc được').fill('NP-20417');
  await shoot(page, 'found');
  await next();
  await page.getByLabel('Lý do nhận thiếu').fill('Vỡ một lọ khi dỡ hộp');
  await shoot(page, 'summary');
  await taker.context.setOffline(true);
  await hold(page, 'Giữ 1 giây: bàn giao xong');
  await page.getByText('Chưa gửi.').waitFor();
  await page.getByRole('img', { name: 'Mã QR của biên bản bàn giao' }).waitFor();
  await shoot(page, 'result');
  await page.goto(`${house.url}/hop-thu-di`);
  await page.getByRole('listitem').first().waitFor();
  await shoot(page, 'outbox');
  await page.goto(`${house.url}/may-nay`);
  await page.getByText('Khoá ký của máy này').waitFor();
  await shoot(page, 'phone');
  await page.goto(`${house.url}/chuyen/${SHIPMENT}`);
  await page.getByRole('button', { name: 'Chuyển nền tối' }).click();
  await shoot(page, 'trip-dark');
  await Promise.all([giver.context.close(), taker.context.close()]);

  const small = await openPhone(browser, house, TY, SMALL);
  await small.page.getByRole('button', { name: 'Chữ to ngoài nắng' }).click();
  await shoot(small.page, 'home-sun-small');
  await small.page.goto(`${house.url}/chuyen/${SHIPMENT}`);
  await small.page.getByRole('article').first().waitFor();
  await shoot(small.page, 'trip-sun-small');
  await small.context.close();
}
