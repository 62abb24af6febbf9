/** Adding a device as people do it: one registers, another stands beside the fridge, a third sees the test alert on the board. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium, openScreen, type Screen, startChromium } from './chromium.ts';
import { type EnrolHouse, Logger, signInAs, startEnrolHouse } from './enrol-house.ts';

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1366, height: 768 };
const DEVICE = 'tag-77';
const NAME = 'Tủ lạnh 2 – Trạm Y tế xã Ea Kao';
/** On a machine that is busy with all the other tests. */
const TEST_MS = 120_000;
const PATIENCE = { timeout: 60_000 };

const pressed = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click(PATIENCE);
const heading = (page: Page, name: string) =>
  page.getByRole('heading', { name, exact: true }).waitFor(PATIENCE);

describe.skipIf(!hasChromium)('adding a device', { timeout: TEST_MS }, () => {
  let house: EnrolHouse;
  let browser: Browser;
  let office: Screen;
  let logger: Logger;
  beforeAll(async () => {
    [house, browser] = await Promise.all([startEnrolHouse({ isBuilt: true }), startChromium()]);
    office = await openScreen(browser, DESK);
    office.context.setDefaultTimeout(60_000);
  }, TEST_MS);
  afterAll(async () => {
    await logger?.close();
    await browser?.close();
    await house?.close();
  });

  test('its code is read, and an id that is in use or none at all is told in words', async () => {
    const { page } = office;
    await signInAs(page, house, 'hung', '/them-thiet-bi');
    await heading(page, 'Quét mã QR trên thiết bị');
    const field = page.getByLabel('Hoặc gõ mã thiết bị');
    await field.fill('tủ 1');
    await pressed(page, 'Dùng mã này');
    await page.getByText('Đây không phải mã thiết bị.').waitFor();
    await field.fill('do-1');
    await pressed(page, 'Dùng mã này');
    await page.getByText('Mã do-1 đang dùng ở Tủ vắc xin 1').waitFor();
    await field.fill(`giulanh:device/${DEVICE}?profile=ds18b20`);
    await pressed(page, 'Dùng mã này');
    await heading(page, 'Thiết bị đặt ở đâu?');
    expect(await page.getByLabel('Loại thiết bị').inputValue()).toBe('ds18b20');
  });

  test('a new unit has a name that says where it stands, and the secret is shown once', async () => {
    const { page } = office;
    await page.getByRole('radio', { name: 'Trạm Y tế xã Ea Kao' }).check();
    expect(await page.getByLabel('Tên tủ').inputValue()).toBe(NAME);
    await page.getByLabel('Dung tích (lít)').fill('60');
    await pressed(page, 'Khai báo thiết bị');
    await heading(page, 'Khoá bí mật, chỉ hiện lần này');
    await page.getByRole('img', { name: 'Mã QR cho ứng dụng cài đặt của thiết bị' }).waitFor();
    const secret = await page.getByText(/^[A-Za-z0-9_-]{43}$/).textContent();
    await pressed(page, 'Đã nhập khoá vào thiết bị');
    await heading(page, 'Đang chờ bản tin đầu tiên…');
    await page.getByText(/^Đã chờ/).waitFor();

    await expect(Logger.connect(house.mqttPort, DEVICE, 'not-its-secret')).rejects.toThrow();
    await page.getByText('kết nối với khoá bí mật sai').waitFor();
    logger = await Logger.connect(house.mqttPort, DEVICE, secret ?? '');
    await page.getByText('Thiết bị đã kết nối, chưa gửi số đo nào.').waitFor();
    await logger.measure(4.5, 3_600_000);
    await page.getByText('đồng hồ thiết bị chạy trước giờ').waitFor();
    await logger.measure(4.5);
    await heading(page, 'Đúng thiết bị, đúng tủ chưa?');
    await page.getByText('4,5 °C').first().waitFor();
  });

  test('whoever stands beside the fridge goes on with their own phone, and the device blinks', async () => {
    const phone = await openScreen(browser, PHONE);
    phone.context.setDefaultTimeout(60_000);
    const { page } = phone;
    await signInAs(page, house, 'lan', '/them-thiet-bi');
    await page.getByRole('heading', { name: NAME }).waitFor();
    // Registering is not theirs.
    expect(await page.getByLabel('Hoặc gõ mã thiết bị').count()).toBe(0);
    await page.getByRole('link', { name: 'Làm tiếp' }).click();
    await heading(page, 'Đúng thiết bị, đúng tủ chưa?');
    await pressed(page, 'Nháy đèn / kêu bíp');
    await page.getByText('Đã gửi lệnh. Thiết bị nào nháy đèn hoặc kêu?').waitFor();
    await expect.poll(() => logger.commands, PATIENCE).toEqual([{ identify: true }]);

    const field = page.getByLabel('Nhiệt kế cầm tay chỉ (°C)');
    await field.fill('6.2');
    await pressed(page, 'Đối chiếu');
    await page.getByText('Lệch 1,7 °C, quá mức 1,0 °C.').waitFor();
    await pressed(page, 'Đo lại');
    await field.fill('4,6');
    await pressed(page, 'Đối chiếu');
    await heading(page, 'Ngưỡng báo động của tủ');
    await page.getByText('Chỉ quản trị viên đổi ngưỡng.').waitFor();
    await pressed(page, 'Ngưỡng này đúng');
    await heading(page, 'Ai thấy cảnh báo của tủ này?');
    for (const name of ['Nguyễn Thị Lan', 'Phạm Quốc An', 'Bảng trực Ea Kao'])
      await page.getByText(name, { exact: true }).waitFor();
    expect(await page.getByText('Y Moan', { exact: true }).count()).toBe(0);
    await pressed(page, 'Tiếp tục');
    await heading(page, 'Thử cảnh báo');
    expect(phone.faults).toEqual([]);
    await phone.context.close();
  });

  test('the test alert is on the board of the place, and finished is what a person confirmed', async () => {
    const board = await openScreen(browser, DESK);
    board.context.setDefaultTimeout(60_000);
    await signInAs(board.page, house, 'an', '/');
    await board.page.getByRole('heading', { name: /^Số liệu bị loại/ }).waitFor();

    // The office had the page open all the time, and is where the phone is.
    const { page } = office;
    await heading(page, 'Ai thấy cảnh báo của tủ này?');
    await pressed(page, 'Tiếp tục');
    await pressed(page, 'Gửi cảnh báo thử');
    await page.getByText(/^Đang thử, còn/).waitFor();
    const shown = board.page.getByRole('heading', { name: /^THỬ cảnh báo/ });
    await shown.waitFor();
    await page.getByRole('listitem').filter({ hasText: 'Phạm Quốc An' }).waitFor();

    await board.page.getByRole('button', { name: /^Tiếp nhận cảnh báo: THỬ/ }).click();
    await pressed(board.page, 'Đã thấy');
    await page.getByText('Phạm Quốc An đã thấy').waitFor();
    await shown.waitFor({ state: 'detached' });

    await pressed(page, 'Tiếp tục');
    await pressed(page, 'Hoàn tất');
    await page.getByText('Đánh dấu cả hai điều trước khi hoàn tất.').waitFor();
    await page.getByLabel('Đúng thiết bị này trả lời, ở đúng tủ này.').check();
    await page.getByLabel('Người ở nơi đặt tủ đã nhận ra cảnh báo thử.').check();
    await pressed(page, 'Hoàn tất');
    await heading(page, 'Đã lắp xong');
    await page.getByText('Thiết bị 4,5 °C, nhiệt kế 4,6 °C').waitFor();
    await page.goto(`${house.url}/them-thiet-bi`);
    await page.getByText('Không có thiết bị nào đang lắp dở').waitFor();
    expect([office.faults, board.faults]).toEqual([[], []]);
    await board.context.close();
  });
});
